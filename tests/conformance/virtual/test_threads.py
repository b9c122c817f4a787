"""Starting, joining and asking after threads in virtual time."""

import threading
import time
from collections.abc import Callable
from typing import Any

import pytest

from qjobspec_conformance.virtual import Ended, VirtualTime


def alone(lane: Callable[[], Any]) -> Any:
    """Run one lane and return what it returned."""
    returned: list[Any] = []
    VirtualTime().run({"main": lambda: returned.append(lane())})
    return returned[0]


@pytest.mark.parametrize("daemon", [None, False, True])
def test_a_thread_runs_until_it_is_joined(daemon: bool | None) -> None:
    """`join()` waits for the end of a thread, daemon or not, which is alive until then."""

    def lane() -> tuple[Any, ...]:
        thread = threading.Thread(target=time.sleep, args=(5,), daemon=daemon)
        before = thread.is_alive()
        thread.start()
        during = thread.is_alive(), thread.daemon
        thread.join()
        thread.join()
        return before, *during, thread.is_alive(), time.monotonic(), threading.active_count() - outside

    outside = threading.active_count() + 1

    assert alone(lane) == (False, True, bool(daemon), False, 1005.0, 0)


def test_join_gives_up_at_its_timeout() -> None:
    """`join(2)` returns after 2 s with the thread alive; a negative timeout does not wait."""

    def lane() -> tuple[Any, ...]:
        thread = threading.Thread(target=time.sleep, args=(5,))
        thread.start()
        thread.join(-1)
        thread.join(2)
        return thread.is_alive(), time.monotonic()

    assert alone(lane) == (True, 1002.0)


def test_a_thread_that_ends_at_the_timeout_is_dead() -> None:
    """When the end and the timeout fall on the same moment, the thread is not alive after `join`."""

    def lane() -> bool:
        thread = threading.Thread(target=time.sleep, args=(5,))
        thread.start()
        time.sleep(0)
        thread.join(5)
        return thread.is_alive()

    assert alone(lane) is False


def test_join_refuses_what_it_always_refuses() -> None:
    """Joining oneself, or a thread not yet started, raises RuntimeError."""

    def lane() -> list[str]:
        refused: list[str] = []
        for thread in (threading.current_thread(), threading.Thread()):
            with pytest.raises(RuntimeError) as error:
                thread.join()
            refused.append(str(error.value))
        return refused

    assert alone(lane) == ["cannot join current thread", "cannot join thread before it is started"]


def test_starting_twice_is_refused_as_ever() -> None:
    """A second `start()` raises RuntimeError and leaves the thread as it was."""

    def lane() -> float:
        thread = threading.Thread(target=time.sleep, args=(5,))
        thread.start()
        with pytest.raises(RuntimeError, match="once"):
            thread.start()
        thread.join()
        return time.monotonic()

    assert alone(lane) == 1005.0


def test_a_subclass_runs_its_own_run() -> None:
    """A thread whose class overrides `run`, or which was given one, runs that, and has it back afterwards."""
    ran: list[str] = []

    class Own(threading.Thread):
        def run(self) -> None:
            time.sleep(1)
            ran.append("class")

    def lane() -> bool:
        given = Own()
        mine: Callable[[], None] = lambda: ran.append("instance")
        vars(given)["run"] = mine
        for thread in (Own(), given):
            thread.start()
            thread.join()
        return vars(given)["run"] is mine

    assert alone(lane) is True
    assert ran == ["class", "instance"]


def test_a_timer_fires_at_its_moment_and_can_be_cancelled() -> None:
    """A Timer calls its function after its interval; a cancelled one never."""
    fired: list[float] = []

    def lane() -> float:
        timer = threading.Timer(30, lambda: fired.append(time.monotonic()))
        cancelled = threading.Timer(10, lambda: fired.append(0))
        timer.start()
        cancelled.start()
        time.sleep(5)
        cancelled.cancel()
        timer.join()
        return time.monotonic()

    assert alone(lane) == 1030.0
    assert fired == [1030.0]


def test_joining_a_thread_outside() -> None:
    """A managed thread joins an unmanaged one: at once if it ends soon, else by virtual timeout or at its end."""
    go = threading.Event()
    short = threading.Thread(target=lambda: None)
    long = threading.Thread(target=go.wait)
    short.start()
    long.start()

    def lane() -> tuple[Any, ...]:
        short.join()
        long.join(5)
        gave_up = long.is_alive(), time.monotonic()
        go.set()
        long.join()
        return (*gave_up, long.is_alive(), time.monotonic())

    assert alone(lane) == (True, 1005.0, False, 1005.0)


def test_a_thread_outside_that_ends_late_is_waited_for() -> None:
    """An endless `join()` of an unmanaged thread ends with it, also when nobody else can go on."""
    slow = threading.Thread(target=threading.Event().wait, args=(0.08,))
    slow.start()

    def lane() -> bool:
        slow.join()
        return slow.is_alive()

    assert alone(lane) is False


def test_an_exception_of_a_thread_goes_to_the_excepthook(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a thread raises is reported as always, and the others go on."""
    reported: list[tuple[object, str | None]] = []

    def hook(arguments: Any) -> None:
        reported.append((arguments.exc_type, arguments.thread.name))

    def broken() -> None:
        raise KeyError

    def lane() -> float:
        thread = threading.Thread(target=broken, name="broken one")
        thread.start()
        thread.join()
        time.sleep(1)
        return time.monotonic()

    monkeypatch.setattr(threading, "excepthook", hook)

    assert alone(lane) == 1001.0
    assert reported == [(KeyError, "broken one")]


def test_threads_are_named_in_the_order_of_their_start() -> None:
    """Lanes carry their key, other threads a number that starts anew in each run; outside is `outside`."""
    names: list[str] = []

    def lane() -> None:
        names.append(virtual.name())
        for _ in range(2):
            thread = threading.Thread(target=lambda: names.append(virtual.name()))
            thread.start()
            thread.join()

    for _ in range(2):
        virtual = VirtualTime()
        virtual.run({"user": lane})

    assert names == ["user", "thread-1", "thread-2"] * 2
    assert VirtualTime().name() == "outside"


def test_the_names_that_a_program_sees_do_not_depend_on_earlier_runs() -> None:
    """`Thread-1 (f)` is the first in every run, and no lane is called otherwise than by its key."""

    def f() -> None:
        names.append(threading.current_thread().name)

    def lane() -> None:
        f()
        thread = threading.Thread(target=f)
        thread.start()
        thread.join()

    names: list[str] = []
    for _ in range(2):
        VirtualTime().run({"user": lane})

    assert names == ["user", "Thread-1 (f)"] * 2
    assert threading.Thread().name != "Thread-1"


def test_a_thread_that_cannot_be_started_leaves_the_run_as_it_was() -> None:
    """When the interpreter refuses a thread, the error comes out of `start()` and the run goes on."""

    class Refused(threading.Thread):
        def __init__(self) -> None:
            super().__init__(target=lambda: None)
            vars(self)["_started"] = RefusesToWait()

    class RefusesToWait(threading.Event):
        def wait(self, timeout: float | None = None) -> bool:
            raise MemoryError(timeout)

        def is_set(self) -> bool:
            raise MemoryError

    def lane() -> tuple[bool, float]:
        thread = Refused()
        with pytest.raises(MemoryError):
            thread.start()
        time.sleep(1)
        return "run" in vars(thread), time.monotonic()

    assert alone(lane) == (False, 1001.0)


def test_lanes_start_in_the_order_of_the_mapping() -> None:
    """The first lane gets the baton first, and the next when that waits."""
    order: list[str] = []

    def lane(name: str) -> None:
        order.append(name)
        time.sleep(1)
        order.append(name)

    VirtualTime().run({name: lambda name=name: lane(name) for name in "bac"})  # type: ignore[misc]

    assert order == ["b", "a", "c", "b", "a", "c"]


def test_a_run_without_lanes_ends_at_once() -> None:
    """No lanes, no time."""
    assert VirtualTime().run({}) == Ended(0.0, ())

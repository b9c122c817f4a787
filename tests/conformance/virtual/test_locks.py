"""Locks and all that is made of them, made before the run or in it."""

import _thread
import queue
import threading
import time
from collections.abc import Callable
from typing import Any

import pytest

from qjobspec_conformance.virtual import VirtualTime

MADE = pytest.mark.parametrize("made", ["before", "in the run"])


def play(lane: Callable[[Any], Any], made: str, make: Callable[[], Any]) -> tuple[Any, float]:
    """Run one lane on an object made before the run or in it; return what it returned, and the end."""
    returned: list[Any] = []
    before = make() if made == "before" else None
    ended = VirtualTime().run({"main": lambda: returned.append(lane(make() if before is None else before))})
    return returned[0], ended.at


def hold(lock: Any, seconds: float) -> threading.Thread:
    """Start a thread that holds the lock from now on for so long."""

    def holder() -> None:
        with lock:
            held.set()
            time.sleep(seconds)

    held = threading.Event()
    thread = threading.Thread(target=holder)
    thread.start()
    held.wait()
    return thread


@MADE
@pytest.mark.parametrize("make", [threading.Lock, threading.RLock, threading.Condition, threading.Semaphore])
def test_a_held_lock_is_waited_for(make: Callable[[], Any], made: str) -> None:
    """Entering what another holds over a sleep takes until it is left."""

    def lane(lock: Any) -> float:
        hold(lock, 5)
        with lock:
            return time.monotonic()

    assert play(lane, made, make) == (1005.0, 5.0)


@MADE
@pytest.mark.parametrize("make", [threading.Lock, threading.RLock, threading.Condition, _thread.allocate_lock])
def test_acquire_gives_up_at_its_timeout(make: Callable[[], Any], made: str) -> None:
    """`acquire(timeout=3)` returns False 3 s later, and True when the lock is free in time."""

    def lane(lock: Any) -> tuple[Any, ...]:
        hold(lock, 5)
        first = lock.acquire(timeout=3)
        return bool(first), time.monotonic(), bool(lock.acquire(timeout=3)), time.monotonic()

    assert play(lane, made, make) == ((False, 1003.0, True, 1005.0), 5.0)


@MADE
@pytest.mark.parametrize("make", [threading.Lock, threading.RLock])
def test_trying_a_lock_never_waits(make: Callable[[], Any], made: str) -> None:
    """`acquire(False)` and `acquire(timeout=0)` return at once."""

    def lane(lock: Any) -> tuple[Any, ...]:
        hold(lock, 5)
        return lock.acquire(False), lock.acquire(timeout=0), time.monotonic()

    assert play(lane, made, make) == ((False, False, 1000.0), 0.0)


@pytest.mark.parametrize(
    ("arguments", "error"), [((False, 1), ValueError), ((True, -2), ValueError), ((True, 1e12), OverflowError)]
)
def test_senseless_arguments_are_refused_as_ever(arguments: tuple[Any, ...], error: type[Exception]) -> None:
    """What the real lock refuses is refused in virtual time."""
    with pytest.raises(error):
        play(lambda lock: lock.acquire(*arguments), "in the run", threading.Lock)


def test_a_lock_released_at_the_very_moment_is_acquired() -> None:
    """When the timeout and the release fall on the same moment, the lock is had."""

    def lane(lock: Any) -> bool:
        hold(lock, 3)
        return bool(lock.acquire(timeout=3))

    assert play(lane, "in the run", threading.Lock) == (True, 3.0)


def test_those_who_wait_are_served_before_those_who_come_back() -> None:
    """A thread that releases a lock and takes it again at once does not starve who waits for it."""
    lock = threading.Lock()
    served: list[tuple[str, float]] = []

    def greedy() -> None:
        for _ in range(3):
            with lock:
                served.append(("greedy", virtual.now))
                time.sleep(1)

    def modest() -> None:
        with lock:
            served.append(("modest", virtual.now))

    virtual = VirtualTime()
    virtual.run({"greedy": greedy, "modest": modest, "second": modest})

    assert served == [("greedy", 0.0), ("modest", 1.0), ("modest", 1.0), ("greedy", 1.0), ("greedy", 2.0)]


@MADE
def test_a_reentrant_lock_is_reentrant(made: str) -> None:
    """Its owner enters it again without waiting, and others wait until the last leaving."""

    def lane(lock: Any) -> float:
        def holder() -> None:
            with lock, lock:
                time.sleep(2)
            time.sleep(10)

        threading.Thread(target=holder).start()
        time.sleep(1)
        with lock:
            return time.monotonic()

    assert play(lane, made, threading.RLock) == (1002.0, 2.0)


def test_a_subclass_of_the_reentrant_lock_waits_too() -> None:
    """What inherits from the type of `threading.RLock()` is covered."""

    class Named(type(threading.RLock())):  # type: ignore[misc]
        name = "mine"

    def lane(lock: Any) -> float:
        hold(lock, 5)
        with lock:
            return time.monotonic()

    assert play(lane, "before", Named)[0] == 1005.0


@MADE
@pytest.mark.parametrize("times", [1, 3])
def test_a_condition_takes_its_reentrant_lock_back_as_often_as_it_had_it(made: str, times: int) -> None:
    """After `wait()` in nested `with` the lock is owned as deep as before, though the notifier held on to it."""

    def lane(condition: Any) -> tuple[float, bool]:
        def notifier() -> None:
            time.sleep(1)
            with condition:
                condition.notify()
                time.sleep(3)

        threading.Thread(target=notifier).start()
        for _ in range(times):
            condition.acquire()
        condition.wait()
        for _ in range(times):
            condition.release()
        free: list[bool] = []
        other = threading.Thread(target=lambda: free.append(condition.acquire(False)))
        other.start()
        other.join()
        return time.monotonic(), free[0]

    assert play(lane, made, threading.Condition) == ((1004.0, True), 4.0)


@MADE
@pytest.mark.parametrize("lock", [threading.Lock, threading.RLock])
def test_a_condition_times_out(made: str, lock: Callable[[], Any]) -> None:
    """`wait(7)` returns False after 7 s when nobody notifies; `wait_for` returns what its predicate last said."""

    def lane(condition: Any) -> tuple[Any, ...]:
        with condition:
            return condition.wait(7), condition.wait(0), condition.wait_for(lambda: 0, timeout=0.3), time.monotonic()

    assert play(lane, made, lambda: threading.Condition(lock())) == ((False, False, 0, 1007.3), 7.3)


def test_a_condition_over_a_foreign_lock_is_left_alone() -> None:
    """A condition over a lock written in Python uses that lock's own methods."""

    class Foreign:
        def __init__(self) -> None:
            self._lock = threading.Lock()
            self.acquire = self._lock.acquire
            self.release = self._lock.release

        def __enter__(self) -> bool:
            return self._lock.__enter__()

        def __exit__(self, *error: object) -> None:
            self._lock.release()

    def lane(condition: Any) -> tuple[bool, float]:
        def notifier() -> None:
            time.sleep(2)
            condition.acquire()
            condition.notify()
            condition.release()

        threading.Thread(target=notifier).start()
        with condition:
            return condition.wait(5), time.monotonic()

    assert play(lane, "in the run", lambda: threading.Condition(Foreign()))[0] == (True, 1002.0)  # type: ignore[arg-type]


def test_waiting_without_the_lock_is_refused_as_ever() -> None:
    """`wait()` on a condition that is not held raises RuntimeError."""
    with pytest.raises(RuntimeError, match="un-acquired"):
        play(lambda condition: condition.wait(), "in the run", threading.Condition)


@MADE
def test_an_event_is_waited_for(made: str) -> None:
    """`wait(100)` is False after 100 s, and True at the moment of `set()`."""

    def lane(event: Any) -> tuple[Any, ...]:
        first = event.wait(100), time.monotonic()
        threading.Timer(42, event.set).start()
        return (*first, event.wait(100), time.monotonic(), event.wait())

    assert play(lane, made, threading.Event) == ((False, 1100.0, True, 1142.0, True), 142.0)


@MADE
@pytest.mark.parametrize("make", [threading.Semaphore, threading.BoundedSemaphore])
def test_a_semaphore_is_waited_for(made: str, make: Callable[[int], Any]) -> None:
    """Of three who want two places, the third waits until one is left."""
    entered: list[tuple[int, float]] = []

    def lane(semaphore: Any) -> bool:
        def visitor(number: int) -> None:
            with semaphore:
                entered.append((number, time.monotonic()))
                time.sleep(5)

        threads = [threading.Thread(target=visitor, args=(number,)) for number in range(3)]
        for thread in threads:
            thread.start()
        time.sleep(0)
        in_vain = semaphore.acquire(timeout=1)
        for thread in threads:
            thread.join()
        return bool(in_vain)

    assert play(lane, made, lambda: make(2)) == (False, 10.0)
    assert entered == [(0, 1000.0), (1, 1000.0), (2, 1005.0)]


@MADE
def test_a_barrier_is_waited_for(made: str) -> None:
    """All go on when the last has come; a barrier whose timeout passes is broken for all."""

    def lane(barrier: Any) -> tuple[Any, ...]:
        def late() -> None:
            time.sleep(9)
            barrier.wait()

        threading.Thread(target=late).start()
        barrier.wait()
        met = time.monotonic()
        with pytest.raises(threading.BrokenBarrierError):
            barrier.wait(timeout=2)
        return met, time.monotonic(), barrier.broken

    assert play(lane, made, lambda: threading.Barrier(2)) == ((1009.0, 1011.0, True), 11.0)


@MADE
@pytest.mark.parametrize("make", [queue.Queue, queue.LifoQueue, queue.PriorityQueue, queue.SimpleQueue])
def test_a_queue_is_waited_for(made: str, make: Callable[[], Any]) -> None:
    """`get()` waits for a `put()`, and with a timeout raises Empty when that has passed."""

    def lane(items: Any) -> tuple[Any, ...]:
        threading.Timer(10, lambda: items.put("job")).start()
        got = items.get(), time.monotonic()
        with pytest.raises(queue.Empty):
            items.get(timeout=0.3)
        with pytest.raises(queue.Empty):
            items.get(timeout=0)
        with pytest.raises(queue.Empty):
            items.get(False)
        items.put("next")
        return (*got, items.get(timeout=60), time.monotonic())

    assert play(lane, made, make) == (("job", 1010.0, "next", 1010.3), 10.3)


@MADE
def test_a_full_queue_is_waited_for(made: str) -> None:
    """`put()` waits for room, `join()` for the last `task_done()`."""

    def lane(items: Any) -> tuple[Any, ...]:
        def consumer() -> None:
            for _ in range(3):
                time.sleep(10)
                items.get()
                items.task_done()

        threading.Thread(target=consumer).start()
        items.put(1)
        items.put(2)
        put = time.monotonic()
        with pytest.raises(queue.Full):
            items.put(3, timeout=5)
        items.put(3)
        items.join()
        return put, time.monotonic()

    assert play(lane, made, lambda: queue.Queue(1)) == ((1010.0, 1030.0), 30.0)


def test_two_getters_share_what_is_put() -> None:
    """Two who wait for the same `SimpleQueue` get one item each, the longer waiting the first."""
    items: queue.SimpleQueue[int] = queue.SimpleQueue()
    got: list[tuple[str, int]] = []

    def put() -> None:
        time.sleep(1)
        items.put(1)
        time.sleep(1)
        items.put(2)

    lanes = {name: lambda name=name: got.append((name, items.get())) for name in "ab"}
    VirtualTime().run({**lanes, "put": put})

    assert got == [("a", 1), ("b", 2)]


def test_a_getter_who_is_outrun_goes_on_waiting() -> None:
    """When two are woken for one item, the second waits again."""
    items: queue.SimpleQueue[int] = queue.SimpleQueue()
    got: list[tuple[str, int, float]] = []

    def put() -> None:
        time.sleep(1)
        items.put(1)
        time.sleep(3)
        items.put(2)

    virtual = VirtualTime()
    lanes = {name: lambda name=name: got.append((name, items.get(timeout=60), virtual.now)) for name in "ab"}
    virtual.run({**lanes, "put": put})

    assert got == [("a", 1, 1.0), ("b", 2, 4.0)]


def test_an_unmanaged_thread_wakes_managed_ones() -> None:
    """`release`, `set`, `notify` and `put` from a thread outside reach who waits in virtual time."""
    lock, event, condition = threading.Lock(), threading.Event(), threading.Condition()
    items: queue.SimpleQueue[int] = queue.SimpleQueue()
    lock.acquire()
    steps = [threading.Event() for _ in range(4)]
    done: list[str] = []

    def outside() -> None:
        steps[0].wait()
        lock.release()
        steps[1].wait()
        event.set()
        steps[2].wait()
        with condition:
            condition.notify()
        steps[3].wait()
        items.put(1)

    def lane() -> None:
        steps[0].set()
        with lock:
            done.append("lock")
        steps[1].set()
        event.wait()
        done.append("event")
        with condition:
            steps[2].set()
            condition.wait()
        done.append("condition")
        steps[3].set()
        done.append(f"item {items.get()}")

    thread = threading.Thread(target=outside)
    thread.start()
    ended = VirtualTime().run({"main": lane})
    thread.join()

    assert (done, ended.at) == (["lock", "event", "condition", "item 1"], 0.0)


def test_unmanaged_threads_keep_real_locks() -> None:
    """A thread outside blocks for real on what a managed one holds, and is let in when that is released."""
    lock, condition, items = threading.RLock(), threading.Condition(), queue.SimpleQueue[str]()
    wants, entered = threading.Event(), threading.Event()

    def outside() -> None:
        wants.wait()
        with lock:
            entered.set()
        with condition:
            items.put("waiting")
            condition.wait(timeout=0.01)
            condition.acquire()
            condition.wait(timeout=0.01)
            condition.release()

    thread = threading.Thread(target=outside)
    thread.start()

    def lane() -> tuple[bool, str]:
        with lock:
            wants.set()
            time.sleep(100)
            before = entered.is_set()
        entered.wait()
        return before, items.get()

    returned: list[tuple[bool, str]] = []
    VirtualTime().run({"main": lambda: returned.append(lane())})
    thread.join()

    assert returned == [(False, "waiting")]


def test_a_lock_that_is_snatched_away_is_waited_for_again() -> None:
    """Who only tries a lock may have it before those who wait for it; they wait on."""
    lock = threading.Lock()
    had: list[tuple[str, float]] = []

    def holds() -> None:
        with lock:
            time.sleep(1)
        time.sleep(5)

    def waits() -> None:
        with lock:
            had.append(("waits", virtual.now))

    def snatches() -> None:
        time.sleep(1)
        if lock.acquire(blocking=False):
            had.append(("snatches", virtual.now))
            time.sleep(1)
            lock.release()

    virtual = VirtualTime()
    virtual.run({"holds": holds, "waits": waits, "snatches": snatches})

    assert had == [("snatches", 1.0), ("waits", 2.0)]


def outside_holding(lock: Any, seconds: float) -> threading.Thread:
    """Start a thread that holds the lock from now on for so many real seconds."""

    def holder() -> None:
        with lock:
            held.set()
            time.sleep(seconds)

    held = threading.Event()
    thread = threading.Thread(target=holder)
    thread.start()
    held.wait()
    return thread


def test_what_a_beginning_thread_locks_takes_no_virtual_time() -> None:
    """The interpreter's register of threads may be held outside of virtual time: nothing passes meanwhile."""
    ask, asked = threading.Event(), threading.Event()

    def outside() -> None:
        ask.wait()
        with vars(threading)["_active_limbo_lock"]:
            asked.set()
            time.sleep(0.02)

    def lane() -> float:
        ask.set()
        while not asked.is_set():  # not by waiting, for nobody else here knows that it is held
            pass
        threading.enumerate()
        return time.monotonic()

    holder = threading.Thread(target=outside)
    holder.start()
    returned: list[float] = []
    VirtualTime().run({"main": lambda: returned.append(lane()), "other": lambda: time.sleep(60)})
    holder.join()

    assert returned == [1000.0]


def test_what_a_tool_locks_has_nothing_to_do_with_the_run() -> None:
    """A lock that coverage takes is taken for real, and uses up no picks."""
    lock = threading.Lock()
    tool: dict[str, Any] = {"__name__": "coverage.collector", "lock": lock}
    exec("def note():\n    with lock:\n        pass\n", tool)
    order: list[tuple[str, float]] = []

    def lane() -> None:
        tool["note"]()
        order.append(("main", virtual.now))

    def other() -> None:
        time.sleep(60)
        order.append(("other", virtual.now))

    holder = outside_holding(lock, 0.05)
    virtual = VirtualTime(picks=[1, 1])
    virtual.run({"main": lane, "other": other})
    holder.join()

    assert order == [("main", 0.0), ("other", 60.0)]


def test_two_threads_import_the_same_slow_module(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A thread that imports what another is still importing waits in virtual time."""
    (tmp_path / "slow_module.py").write_text("import time\ntime.sleep(5)\nready = True\n")
    monkeypatch.syspath_prepend(tmp_path)
    ready: list[bool] = []

    def lane() -> None:
        import slow_module  # type: ignore[import-not-found]

        ready.append(slow_module.ready)

    ended = VirtualTime().run({"a": lane, "b": lane})

    assert (ready, ended.at) == ([True, True], 5.0)

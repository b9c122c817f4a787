"""How a run ends: who is left, how everybody is brought down, what is raised."""

import _thread
import ctypes
import gc
import queue
import signal
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from types import FrameType
from typing import Any

import pytest

from qjobspec_conformance.virtual import Ended, Patience, Stuck, VirtualTime, _conductor, _threads

#: Blocks in C for so many microseconds, and lets go of the interpreter's lock.
BLOCK = ctypes.CDLL(None).usleep


def test_a_thread_that_polls_on_is_left_and_brought_down() -> None:
    """A thread alive when the lanes have ended is named, gets an exception out of its wait, and is really gone."""
    finished: list[str] = []
    before = threading.active_count()

    def poll() -> None:
        try:
            while True:
                time.sleep(5)
        finally:
            finished.append("poll")

    def lane() -> None:
        for _ in range(2):
            threading.Thread(target=poll).start()
        time.sleep(12)

    ended = VirtualTime().run({"main": lane})

    assert ended == Ended(12.0, ("thread-1", "thread-2"))
    assert finished == ["poll", "poll"]
    assert threading.active_count() == before


def test_what_is_left_is_seen_where_it_waits() -> None:
    """Of each thread left behind the outcome says its name, what the program calls it, and where it waits for what."""

    def lane() -> None:
        threading.Thread(target=polls, daemon=True, name="poller").start()
        threading.Thread(target=threading.Event().wait).start()
        time.sleep(12)

    def polls() -> None:
        while True:
            time.sleep(5)

    ended = VirtualTime().run({"main": lane})

    assert ended.left == ("thread-1", "thread-2")
    assert [(seen.name, seen.called, seen.daemon, seen.waits_for) for seen in ended.seen] == [
        ("thread-1", "poller", True, "sleep until 15 s"),
        ("thread-2", "Thread-1 (wait)", False, "condition"),
    ]
    assert str(ended.seen[0]).startswith("thread-1 (poller, daemon) waits for sleep until 15 s\n    threading.Thread.run\n")
    assert str(ended.seen[0]).endswith("time.sleep(5)")
    assert str(ended.seen[1]).startswith("thread-2 (Thread-1 (wait)) waits for condition\n")


def test_a_thread_that_only_has_to_come_to_its_end_is_not_left() -> None:
    """A thread that needs no more time when the lanes have ended goes its last steps."""
    finished: list[str] = []

    def last_steps() -> None:
        go.wait()
        time.sleep(0)
        finished.append("thread")

    def lane() -> None:
        threading.Thread(target=last_steps).start()
        time.sleep(1)
        go.set()

    go = threading.Event()
    ended = VirtualTime().run({"main": lane})

    assert (ended, finished) == (Ended(1.0, ("thread-1",)), [])
    go.clear()


def test_a_thread_that_is_ready_at_the_end_runs_to_its_end() -> None:
    """What a lane has woken with its last deed still runs, as long as it does not wait for time."""
    finished: list[str] = []

    def last_steps() -> None:
        go.wait()
        finished.append("thread")

    def lane() -> None:
        threading.Thread(target=last_steps).start()
        time.sleep(1)
        go.set()

    go = threading.Event()
    ended = VirtualTime().run({"main": lane})

    assert (ended, finished) == (Ended(1.0, ()), ["thread"])


def test_threads_that_wake_each_other_for_ever_are_left() -> None:
    """Once the lanes have ended, two threads that hand over for ever are cut short."""
    to_a, to_b = queue.SimpleQueue[int](), queue.SimpleQueue[int]()

    def play(mine: "queue.SimpleQueue[int]", other: "queue.SimpleQueue[int]") -> None:
        while True:
            other.put(mine.get())

    def lane() -> None:
        threading.Thread(target=play, args=(to_a, to_b)).start()
        threading.Thread(target=play, args=(to_b, to_a)).start()
        to_a.put(1)

    assert VirtualTime().run({"main": lane}) == Ended(0.0, ("thread-1", "thread-2"))


def test_a_thread_that_was_never_run_is_brought_down() -> None:
    """A thread that is ready when a verdict falls does not run a line."""
    ran: list[str] = []

    def lane() -> None:
        threading.Thread(target=lambda: ran.append("thread")).start()
        while True:
            time.monotonic()

    with pytest.raises(Stuck) as raised:
        VirtualTime().run({"main": lane})

    assert [seen.waits_for for seen in raised.value.threads] == ["nothing (it runs)", "its turn"]
    assert ran == []


def test_the_first_exception_in_the_order_of_the_mapping_is_raised() -> None:
    """Every lane runs to its end, and then `run` raises what the first one raised."""
    ended: list[str] = []

    def broken(seconds: float, error: BaseException) -> None:
        time.sleep(seconds)
        raise error

    def sound() -> None:
        time.sleep(9)
        ended.append("sound")

    with pytest.raises(KeyError, match="first"):
        VirtualTime().run(
            {
                "sound": sound,
                "first": lambda: broken(5, KeyError("first")),
                "second": lambda: broken(1, ValueError("second")),
            }
        )

    assert ended == ["sound"]


@pytest.mark.parametrize("error", [SystemExit, KeyboardInterrupt])
def test_what_is_no_ordinary_exception_comes_out_too(error: type[BaseException]) -> None:
    """A lane that exits does not exit in silence."""

    def lane() -> None:
        raise error

    with pytest.raises(error):
        VirtualTime().run({"main": lane})


def test_cleaning_up_works_while_the_curtain_falls() -> None:
    """A `finally` may take locks that others still hold: they are brought down too, and let go."""
    lock = threading.Lock()
    order: list[str] = []

    def waits() -> None:
        try:
            threading.Event().wait()
        finally:
            with lock:
                order.append("cleaned up")

    def holds() -> None:
        with lock:
            try:
                threading.Event().wait()
            finally:
                order.append("let go")

    with pytest.raises(Stuck):
        VirtualTime().run({"waits": waits, "holds": holds})

    assert order == ["let go", "cleaned up"]
    assert not lock.locked()


def test_a_lock_made_earlier_is_free_after_a_deadlock() -> None:
    """A condition that everybody waited for can be used in the next run."""
    condition = threading.Condition()

    def lane() -> None:
        with condition:
            condition.wait()

    for _ in range(2):
        with pytest.raises(Stuck):
            VirtualTime().run({"a": lane, "b": lane})

    assert condition.acquire(blocking=False)
    condition.release()


def test_what_dying_threads_raise_is_nobody_s_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    """An exception that the curtain caused is neither reported nor raised."""
    reported: list[object] = []
    monkeypatch.setattr(threading, "excepthook", reported.append)

    def poll() -> None:
        try:
            time.sleep(60)
        except BaseException as error:
            raise ValueError from error

    def lane() -> None:
        threading.Thread(target=poll).start()
        try:
            threading.Event().wait()
        finally:
            raise KeyError

    with pytest.raises(Stuck):
        VirtualTime().run({"main": lane})

    assert reported == []


def test_no_thread_is_started_while_the_curtain_falls() -> None:
    """A dying thread that starts another is thrown out of that, too."""
    ran: list[str] = []

    def lane() -> None:
        try:
            threading.Event().wait()
        finally:
            threading.Thread(target=lambda: ran.append("thread")).start()

    with pytest.raises(Stuck):
        VirtualTime().run({"main": lane})

    assert ran == []


def test_a_thread_that_refuses_to_die_is_left_behind_asleep() -> None:
    """A thread that swallows every curtain is put to sleep for ever, and the run ends."""

    def undying() -> None:
        while True:
            with suppress(BaseException):
                time.sleep(5)

    def lane() -> None:
        threading.Thread(target=undying).start()
        time.sleep(7)

    ended = VirtualTime().run({"main": lane})

    assert ended == Ended(7.0, ("thread-1",))


def test_a_thread_that_blocks_while_the_curtain_falls_is_left_behind() -> None:
    """A thread that goes on to block in C when it should end does not keep the run, nor make a verdict."""
    threads: list[threading.Thread] = []

    def clings() -> None:
        threads.append(threading.current_thread())
        try:
            time.sleep(60)
        finally:
            BLOCK(1_000_000)

    def lane() -> None:
        threading.Thread(target=clings).start()
        time.sleep(7)

    ended = VirtualTime(patience=Patience(real_seconds=0.3)).run({"main": lane})
    threads[0].join()

    assert ended == Ended(7.0, ("thread-1",))


def test_who_joins_a_thread_left_behind_is_brought_down_too() -> None:
    """A dying thread that joins one which is left behind does not wait for it."""
    threads: list[threading.Thread] = []

    def clings() -> None:
        threads.append(threading.current_thread())
        BLOCK(1_000_000)

    def lane() -> None:
        thread = threading.Thread(target=clings)
        thread.start()
        try:
            thread.join()
        finally:
            thread.join()

    with pytest.raises(Stuck) as raised:
        VirtualTime(patience=Patience(real_seconds=0.3)).run({"main": lane})
    threads[0].join()

    assert raised.value.kind == "stall"


def test_threads_that_keep_each_other_alive_are_left_behind() -> None:
    """Two that swallow the curtain and go on waking each other do not keep the run from ending."""
    to_a, to_b = queue.SimpleQueue[int](), queue.SimpleQueue[int]()

    def play(mine: "queue.SimpleQueue[int]", other: "queue.SimpleQueue[int]") -> None:
        while True:
            try:
                other.put(mine.get())
            except BaseException:
                other.put(1)

    def lane() -> None:
        threading.Thread(target=play, args=(to_a, to_b)).start()
        threading.Thread(target=play, args=(to_b, to_a)).start()

    assert VirtualTime().run({"main": lane}).left == ("thread-1", "thread-2")


def test_a_worker_dies_quietly(caplog: pytest.LogCaptureFixture) -> None:
    """Workers of executors, idle or busy, go without a critical message in the log."""
    pool = ThreadPoolExecutor(3)

    def lane() -> None:
        pool.submit(time.sleep, 60)
        pool.submit(len, ()).result()
        with pytest.raises(ZeroDivisionError):
            pool.submit(lambda: 1 // 0).result()

    ended = VirtualTime().run({"main": lane})

    assert (ended.left, caplog.records) == (("thread-1",), [])


def test_a_virtual_time_runs_once() -> None:
    """A second run, or a run inside a run, is refused with one clear line."""
    virtual = VirtualTime()
    refused: list[str] = []

    def lane() -> None:
        with pytest.raises(RuntimeError) as error:
            VirtualTime().run({})
        refused.append(str(error.value))

    virtual.run({"main": lane})
    with pytest.raises(RuntimeError, match="runs once") as error:
        virtual.run({"main": lane})

    assert refused == [str(error.value)]


def test_one_run_at_a_time() -> None:
    """While a run is under way, another thread is refused one."""
    refused: list[str] = []

    def other() -> None:
        with pytest.raises(RuntimeError) as error:
            VirtualTime().run({})
        refused.append(str(error.value))

    def lane() -> None:
        _thread.start_new_thread(other, ())
        while not refused:
            threading.Event().wait(0)

    VirtualTime(patience=Patience(turns=10**9)).run({"main": lane})

    assert refused == ["a process runs one VirtualTime at a time: another thread is running one"]


def test_an_interrupt_brings_everybody_down() -> None:
    """Control-C in the conductor ends the run, and leaves neither threads nor patches."""
    died: list[str] = []
    before, real = threading.active_count(), time.sleep

    def lane() -> None:
        _thread.interrupt_main()
        try:
            while True:
                time.sleep(0.001)
                virtual.last_word()
        finally:
            died.append("main")

    virtual = VirtualTime()
    # A shell starts what it puts into the background with the signal ignored, and Python leaves it so.
    handler = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with pytest.raises(KeyboardInterrupt):
            virtual.run({"main": lane})
    finally:
        signal.signal(signal.SIGINT, handler)

    assert (died, threading.active_count(), time.sleep) == (["main"], before, real)


def test_a_lane_that_cannot_be_started_ends_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """When a thread cannot be started, the lanes already started do not run, and the error is raised."""
    ran: list[str] = []

    def launch(world: Any, name: str, *arguments: Any) -> None:
        if name == "second":
            raise MemoryError
        _threads.launch(world, name, *arguments)

    monkeypatch.setattr(_conductor, "launch", launch)
    with pytest.raises(MemoryError):
        VirtualTime().run({"first": lambda: ran.append("first"), "second": lambda: ran.append("second")})

    assert ran == []


@pytest.mark.parametrize("enabled", [True, False])
def test_the_garbage_collector_rests_during_a_run(enabled: bool) -> None:
    """Finalisers do not run at moments that nobody has chosen; afterwards all is as before."""
    seen: list[Any] = []
    was_enabled = gc.isenabled()
    (gc.enable if enabled else gc.disable)()

    VirtualTime().run({"main": lambda: seen.append(gc.isenabled())})
    after = gc.isenabled()
    (gc.enable if was_enabled else gc.disable)()

    assert (seen, after) == ([False], enabled)


@pytest.mark.parametrize("came", [0, 1])
def test_a_thread_that_the_interpreter_does_not_let_begin_is_an_error_and_no_hang(
    monkeypatch: pytest.MonkeyPatch, came: int
) -> None:
    """On 3.11 that happens when a tracer is being installed in two new threads at once."""
    told: list[str] = []

    def trace(frame: FrameType, _: str, __: object) -> None:
        if frame.f_code.co_name == "_perform" and threading.current_thread().name == ["main", "lane-2"][came]:
            raise RuntimeError("not now")

    monkeypatch.setattr(threading, "excepthook", lambda args: told.append(str(args.exc_value)))
    before = threading.gettrace()
    threading.settrace(trace)
    try:
        with pytest.raises(RuntimeError, match="ended before it had begun"):
            VirtualTime().run({"main": lambda: None, "lane-2": lambda: None})
    finally:
        threading.settrace(before)  # type: ignore[arg-type] # it may be None
    assert told == ["not now"]

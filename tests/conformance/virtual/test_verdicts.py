"""Runs that cannot go on: what is said of them, how soon, and that the process goes on."""

import ctypes
import pickle
import queue
import select
import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest

from qjobspec_conformance.virtual import Ended, Patience, Stuck, ThreadSeen, VirtualTime, patched

#: Blocks in C for so many microseconds, and lets go of the interpreter's lock.
BLOCK = ctypes.CDLL(None).usleep

BRISK = Patience(real_seconds=0.3)


def stuck(lanes: Mapping[str, Callable[[], object]], patience: Patience = Patience()) -> Stuck:  # noqa: B008
    """Run the lanes and return the verdict; the next run must work."""
    with pytest.raises(Stuck) as raised:
        VirtualTime(patience=patience).run(lanes)  # type: ignore[arg-type]
    assert VirtualTime().run({"next": lambda: time.sleep(1)}) == Ended(1.0, ())
    return raised.value


def line_of(frame: str) -> str:
    """Return a frame without its line number."""
    place, _, rest = frame.partition(":")
    return f"{place}:{rest.partition(' ')[2]}" if rest else place


def test_a_verdict_is_data() -> None:
    """`Stuck` is equal by value, hashable, and survives pickling."""
    seen = (ThreadSeen("main", "lock", ("m.f:1 lock.acquire()",)),)

    verdict = Stuck("deadlock", 1.5, seen)

    assert verdict == Stuck("deadlock", 1.5, seen)
    assert verdict != Stuck("overrun", 1.5, seen)
    assert verdict != "deadlock"
    assert hash(verdict) == hash(Stuck("deadlock", 1.5, seen))
    assert pickle.loads(pickle.dumps(verdict)) == verdict
    assert (verdict.kind, verdict.at, verdict.threads) == ("deadlock", 1.5, seen)


def test_the_text_of_a_verdict() -> None:
    """The text says what, when, and where every thread stands."""
    verdict = Stuck("deadlock", 1_762_000.5, (ThreadSeen("main", "lock", ("a.b", "m.f:1 lock.acquire()")),))

    assert str(verdict) == (
        "deadlock at 1762000.5 s: every thread waits for another, and nothing is due\n"
        "main waits for lock\n"
        "    a.b\n"
        "    m.f:1 lock.acquire()"
    )


def test_a_deadlock_names_what_each_thread_waits_for() -> None:
    """Every managed thread is seen with its wait and its stack, without our own frames."""
    first, second = threading.Lock(), threading.Lock()

    def one() -> None:
        with first:
            time.sleep(1)
            with second:
                pass

    def other() -> None:
        thread = threading.Thread(target=never)
        thread.start()
        with second:
            time.sleep(1)
            with first:
                thread.join()

    def never() -> None:
        threading.Event().wait()

    verdict = stuck({"one": one, "other": other})

    assert (verdict.kind, verdict.at) == ("deadlock", 1.0)
    assert [(seen.name, seen.waits_for) for seen in verdict.threads] == [
        ("one", "lock"),
        ("other", "lock"),
        ("thread-1", "condition"),
    ]
    here = f"{__name__}.test_a_deadlock_names_what_each_thread_waits_for.<locals>"
    assert [line_of(frame) for frame in verdict.threads[0].frames] == [f"{here}.one:with second:"]
    assert [line_of(frame) for frame in verdict.threads[2].frames] == [
        "threading.Thread.run",
        f"{here}.never:threading.Event().wait()",
        "threading.Event.wait",
        "threading.Condition.wait",
    ]


def test_what_threads_wait_for() -> None:
    """Joins, queues, sleeps and idle workers are told apart, with their deadlines."""
    pool = ThreadPoolExecutor(1)

    def lane() -> None:
        pool.submit(len, ()).result()
        sleeper = threading.Thread(target=time.sleep, args=(50_000,))
        sleeper.start()
        taker = threading.Thread(target=queue.SimpleQueue[int]().get, kwargs={"timeout": 20_000.25})
        taker.start()
        [joins() for joins in [sleeper.join]]

    verdict = stuck({"main": lane})

    assert (verdict.kind, verdict.at) == ("overrun", 20_000.25)
    assert [(seen.name, seen.waits_for) for seen in verdict.threads] == [
        ("main", "join of thread-2"),
        ("thread-1", "work"),
        ("thread-2", "sleep until 50000 s"),
        ("thread-3", "queue until 20000.25 s"),
    ]
    assert [line_of(frame) for frame in verdict.threads[0].frames] == [
        f"{__name__}.test_what_threads_wait_for.<locals>.lane:[joins() for joins in [sleeper.join]]"
    ]


def test_a_deadlock_is_found_as_often_as_there_is_one() -> None:
    """Every run that deadlocks says so, at virtual zero, and leaves the next one untouched."""

    def wait() -> None:
        threading.Event().wait()

    verdicts = []
    with patched():
        for _ in range(20):
            with pytest.raises(Stuck) as caught:
                VirtualTime().run({"main": wait})
            verdicts.append((caught.value.kind, caught.value.at))

    assert verdicts == [("deadlock", 0.0)] * 20


def test_a_stranger_is_given_grace() -> None:
    """An unmanaged thread that could wake somebody is waited for before a deadlock is judged."""
    asked, answered = threading.Event(), threading.Event()

    def dispatcher() -> None:
        asked.wait()
        asked.clear()
        time.sleep(0.01)
        answered.set()
        asked.wait()

    thread = threading.Thread(target=dispatcher)
    thread.start()

    def lane() -> None:
        asked.set()
        answered.wait()
        time.sleep(5)

    ended = VirtualTime().run({"main": lane})
    began = time.perf_counter()
    verdict = stuck({"main": threading.Event().wait})
    took = time.perf_counter() - began
    asked.set()
    thread.join()

    assert ended.at == 5.0
    assert (verdict.kind, verdict.at) == ("deadlock", 0.0)
    assert took >= 0.05


@pytest.mark.parametrize(("step", "at"), [(60, 3660.0), (0.001, 2.001)])
def test_sleeping_on_and_on_is_an_overrun(step: float, at: float) -> None:
    """More than 3600 s, or one thread woken more than 2000 times, after the last word: both found within moments."""

    def lane() -> None:
        while True:
            time.sleep(step)

    VirtualTime().run({})
    began = time.perf_counter()

    with pytest.raises(Stuck) as raised:
        VirtualTime().run({"main": lane})

    assert time.perf_counter() - began < 0.5
    assert (raised.value.kind, raised.value.at) == ("overrun", at)
    assert raised.value.threads[0].waits_for.startswith("sleep until ")


def test_yielding_on_and_on_is_an_overrun() -> None:
    """`while True: sleep(0)` does not move the clock, and is found."""

    def lane() -> None:
        while True:
            time.sleep(0)

    assert stuck({"main": lane}).kind == "overrun"


def test_turns_are_counted_for_each_thread() -> None:
    """Two threads that wake 15 times each do not exceed 20 turns; one that wakes 21 times does."""

    def lane(times: int) -> None:
        for _ in range(times):
            time.sleep(1)

    patience = Patience(turns=20)

    ended = VirtualTime(patience=patience).run({"a": lambda: lane(15), "b": lambda: lane(15)})
    verdict = stuck({"a": lambda: lane(21)}, patience)

    assert ended.at == 15.0
    assert (verdict.kind, verdict.at) == ("overrun", 21.0)


def test_patience_counts_anew_from_the_last_word() -> None:
    """As long as the world has something to say, neither seconds nor turns run out."""
    virtual = VirtualTime(patience=Patience(seconds=10, turns=5))

    def lane() -> None:
        for number in range(12):
            time.sleep(2)
            if number % 4 == 3:
                virtual.last_word()
        time.sleep(11)

    with pytest.raises(Stuck) as raised:
        virtual.run({"main": lane})

    assert (raised.value.kind, raised.value.at) == ("overrun", 35.0)


def test_reading_the_clock_on_and_on_is_a_spin() -> None:
    """A busy wait on the clock is found after 100 000 readings, always at the same one."""

    def lane() -> None:
        end = time.time() + 60
        while time.time() < end:
            pass

    verdict = stuck({"main": lane})

    assert (verdict.kind, verdict.at) == ("spin", 0.0)
    assert verdict.threads[0].waits_for == "nothing (it runs)"
    assert "while time.time() < end:" in verdict.threads[0].frames[0]


def test_handing_over_on_and_on_is_a_spin() -> None:
    """Two threads that wake each other for ever without a moment's passing are found."""
    to_a, to_b = queue.SimpleQueue[int](), queue.SimpleQueue[int]()

    def lane(mine: "queue.SimpleQueue[int]", other: "queue.SimpleQueue[int]") -> None:
        while True:
            other.put(mine.get())

    to_a.put(1)
    verdict = stuck({"a": lambda: lane(to_a, to_b), "b": lambda: lane(to_b, to_a)}, Patience(real_seconds=60))

    assert (verdict.kind, verdict.at) == ("spin", 0.0)


def test_a_spin_in_python_is_found_and_dies() -> None:
    """A thread that runs on and on is brought down by an exception raised into it."""
    died: list[str] = []

    def lane() -> None:
        time.sleep(2)
        try:
            while True:
                pass
        finally:
            died.append("main")

    verdict = stuck({"main": lane, "other": lambda: time.sleep(9)}, BRISK)

    assert (verdict.kind, verdict.at, died) == ("spin", 2.0, ["main"])
    assert [(seen.name, seen.waits_for) for seen in verdict.threads] == [
        ("main", "nothing (it runs)"),
        ("other", "sleep until 9 s"),
    ]


@pytest.mark.parametrize("ask", ["is_set", "locked", "empty", "acquire", "select"])
def test_a_spin_that_looks_at_something_else_than_the_clock_is_found(ask: str) -> None:
    """A thread that asks on and on without waiting never lets the one come to its turn who could answer."""
    taken = threading.Lock()
    taken.acquire()
    asks: dict[str, Callable[[], object]] = {
        "is_set": threading.Event().is_set,
        "locked": lambda: not taken.locked(),
        "empty": lambda: not queue.Queue[int]().empty(),
        "acquire": lambda: taken.acquire(blocking=False),
        "select": lambda: select.select([], [], [], 0)[0],
    }

    def spins() -> None:
        while not asks[ask]():
            pass

    verdict = stuck({"main": spins, "other": lambda: time.sleep(9)}, BRISK)

    assert (verdict.kind, verdict.at) == ("spin", 0.0)
    assert any("spins" in frame for frame in verdict.threads[0].frames)


def test_a_spin_that_goes_on_to_wait_is_a_spin() -> None:
    """A thread that survives the exception, but waits then, is brought down like all others."""

    def lane() -> None:
        with suppress(BaseException):
            while True:
                pass
        time.sleep(5)

    assert stuck({"main": lane}, BRISK).kind == "spin"


def test_a_thread_blocked_in_c_is_a_stall() -> None:
    """A thread that does not feel the exception is left behind, and dies when it comes back."""
    came_back: list[str] = []
    threads: list[threading.Thread] = []

    def lane() -> None:
        threads.append(threading.current_thread())
        BLOCK(1_000_000)
        came_back.append("main")

    verdict = stuck({"main": lane, "other": lambda: time.sleep(9)}, BRISK)
    threads[0].join()

    assert (verdict.kind, verdict.at, came_back) == ("stall", 0.0, [])
    assert [seen.waits_for for seen in verdict.threads] == ["nothing (it runs)", "its turn"]


def test_a_spin_that_swallows_everything_is_left_behind() -> None:
    """A thread that does not die of the exception counts as stalled; what it waits for later throws it out."""
    give_up = threading.Event()
    threads: list[threading.Thread] = []

    def lane() -> None:
        threads.append(threading.current_thread())
        spin(10)
        time.sleep(1)

    def spin(shields: int) -> None:
        with suppress(BaseException):
            if shields:
                spin(shields - 1)
            while not give_up.is_set():
                pass

    with patched():
        verdict = stuck({"main": lane}, BRISK)
        give_up.set()
        threads[0].join()

    assert verdict.kind == "stall"


def test_a_thread_left_behind_is_thrown_out_when_it_waits_again() -> None:
    """A stalled thread that swallows the exception when it comes back does not get beyond its next wait."""
    threads: list[threading.Thread] = []
    reached: list[str] = []

    def lane() -> None:
        threads.append(threading.current_thread())
        with suppress(BaseException):
            BLOCK(1_000_000)
        reached.append("wait")
        time.sleep(1)
        reached.append("end")

    with patched():
        verdict = stuck({"main": lane}, BRISK)
        threads[0].join()

    assert (verdict.kind, reached) == ("stall", ["wait"])


def test_a_worker_left_behind_does_not_keep_the_process() -> None:
    """A stalled worker of an executor is not waited for at the end of the process."""
    pool = ThreadPoolExecutor(1)
    workers: list[threading.Thread] = []

    def job() -> None:
        workers.append(threading.current_thread())
        BLOCK(1_000_000)

    verdict = stuck({"main": lambda: pool.submit(job).result()}, BRISK)

    assert verdict.kind == "stall"
    assert workers[0] not in vars(__import__("concurrent.futures.thread").futures.thread)["_threads_queues"]
    workers[0].join()


def test_an_executor_with_a_worker_left_behind_works_in_the_next_run() -> None:
    """A pool made in a run that stalled is good in later runs; the lost worker still goes when it comes back."""
    pools: list[ThreadPoolExecutor] = []
    workers: list[threading.Thread] = []

    def job() -> None:
        workers.append(threading.current_thread())
        BLOCK(1_500_000)

    def lane() -> None:
        pools.append(ThreadPoolExecutor(1))
        pools[0].submit(job).result()

    verdict = stuck({"main": lane}, BRISK)
    ended = VirtualTime().run({"main": lambda: pools[0].submit(time.sleep, 5).result()})
    workers[0].join()

    assert (verdict.kind, ended.at) == ("stall", 5.0)


def test_a_verdict_names_the_exception_of_a_lane_as_its_cause() -> None:
    """When a lane has raised and the others cannot go on without it, the verdict says why."""
    done = threading.Event()

    def broken() -> None:
        raise KeyError

    verdict = stuck({"broken": broken, "waits": done.wait})

    assert verdict.kind == "deadlock"
    assert isinstance(verdict.__cause__, KeyError)

"""The same picks, the same order of everything; other picks, other orders; some of them find the race."""

import itertools
import queue
import random
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest

from qjobspec_conformance.virtual import Stuck, VirtualTime, patched

POOL = ThreadPoolExecutor(3)


def trace(picks: Sequence[int]) -> tuple[object, ...]:
    """Run a busy little program and return everything that happened, in its order."""
    events: list[object] = []
    items: queue.Queue[int] = queue.Queue(2)
    lock = threading.Lock()
    virtual = VirtualTime(picks=picks)

    def note(what: object) -> None:
        events.append((virtual.now, virtual.name(), threading.current_thread().name, what))

    def produce(first: int) -> None:
        for number in range(first, first + 3):
            time.sleep(number % 2)
            items.put(number)
            note(("put", number))

    def consume() -> None:
        for _ in range(6):
            number = items.get()
            with lock:
                note(("got", number))
            POOL.submit(work, number).add_done_callback(lambda job: note(job.result()))

    def work(number: int) -> int:
        with lock:
            time.sleep(0.5)
            note(("worked on", number))
        return -number

    def lane() -> None:
        threads = [threading.Thread(target=produce, args=(first,)) for first in (0, 10)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    ended = virtual.run({"produce": lane, "consume": consume, "idle": lambda: time.sleep(7)})
    return (*events, ended)


@pytest.mark.parametrize("picks", [(), tuple(range(60)), tuple(random.Random(5).choices(range(10), k=200))])
def test_the_same_picks_give_the_same_order_of_everything(picks: tuple[int, ...]) -> None:
    """Fifty runs with one schedule are one trace."""
    with patched():
        traces = {trace(picks) for _ in range(50)}

    assert len(traces) == 1


def test_different_picks_give_different_orders() -> None:
    """Schedules are explored: thirty of them show at least ten orders."""
    with patched():
        traces = {trace(random.Random(seed).choices(range(10), k=100)) for seed in range(30)}

    assert len(traces) >= 10


def test_picks_choose_among_the_ready() -> None:
    """At each hand-over with k > 1 ready threads, `ready[pick % k]` runs; when picks are used up, the first."""

    def order(picks: Sequence[int]) -> str:
        ran: list[str] = []

        def lane(name: str) -> None:
            time.sleep(1)
            ran.append(name)

        VirtualTime(picks=picks).run({name: lambda name=name: lane(name) for name in "abcd"})  # type: ignore[misc]
        return "".join(ran)

    # The first lane begins; two hand-overs follow until all sleep, and three when all wake.
    assert order([]) == "abcd"
    assert order([0, 0, 3]) == "dabc"
    assert order([0, 0, 7, 2, 1]) == "dcba"
    assert order([1, 0]) == "acbd"


def test_a_race_between_check_and_act_is_found_by_some_picks() -> None:
    """A job that is cancelled between its check and its act ends in two states; without picks it never does."""

    class Job:
        def __init__(self) -> None:
            self.finals: list[str] = []
            self.lock = threading.Lock()

        def end(self, state: str) -> None:
            with self.lock:
                over = bool(self.finals)
            if not over:
                with self.lock:
                    self.finals.append(state)

    def finals(picks: Sequence[int]) -> list[str]:
        job = Job()
        VirtualTime(picks=picks).run({"poll": lambda: job.end("DONE"), "cancel": lambda: job.end("CANCELLED")})
        return job.finals

    with patched():
        found = {picks: finals(picks) for picks in itertools.product(range(3), repeat=3)}

    assert finals(()) == ["DONE"]
    assert ["DONE", "CANCELLED"] in found.values() or ["CANCELLED", "DONE"] in found.values()


@pytest.mark.parametrize("kind", ["event", "queue", "reentrant", "try", "future"])
def test_every_lock_that_a_program_takes_is_a_point_of_choice(kind: str) -> None:
    """Also one inside an event, queue or future, or one that is only tried: a pick lets the other go first."""
    event, items, lock = threading.Event(), queue.Queue[int](), threading.RLock()
    acts: dict[str, Callable[[], object]] = {
        "event": event.set,
        "queue": lambda: items.put(1),
        "reentrant": lambda: lock.acquire() and lock.acquire() and (lock.release(), lock.release()),  # type: ignore[func-returns-value]
        "try": lambda: threading.Lock().acquire(False),
        "future": lambda: POOL.submit(len, ()).done(),
    }

    def order(picks: Sequence[int]) -> str:
        ran: list[str] = []

        def first() -> None:
            acts[kind]()
            ran.append("a")

        VirtualTime(picks=picks).run({"a": first, "b": lambda: ran.append("b")})
        return "".join(ran)

    assert (order([]), order([1])) == ("ab", "ba")


def test_no_choice_is_lost_on_what_the_standard_library_locks_for_itself() -> None:
    """A submission is one choice, whatever it locks inside: that differs from run to run and Python to Python."""

    def order(picks: Sequence[int]) -> str:
        ran: list[str] = []

        def first() -> None:
            POOL.submit(len, ())
            threading.Timer(1, len).cancel()
            ran.append("a")

        VirtualTime(picks=picks).run({"a": first, "b": lambda: ran.append("b")})
        return "".join(ran)

    assert (order([0]), order([1])) == ("ab", "ba")


def test_a_verdict_depends_on_the_picks_alone() -> None:
    """Two locks taken in opposite orders deadlock under some schedules, with the same stacks each time."""

    def verdict(picks: Sequence[int]) -> Stuck | None:
        first, second = threading.Lock(), threading.Lock()

        def lane(one: threading.Lock, other: threading.Lock) -> None:  # type: ignore[valid-type,unused-ignore]
            with one, other:
                pass

        try:
            VirtualTime(picks=picks).run({"a": lambda: lane(first, second), "b": lambda: lane(second, first)})
        except Stuck as stuck:
            return stuck
        return None

    with patched():
        verdicts = {verdict(picks) for picks in itertools.product(range(2), repeat=4) for _ in range(3)}

    assert len(verdicts) > 1
    assert None in verdicts
    assert len({str(found) for found in verdicts}) == len(verdicts)

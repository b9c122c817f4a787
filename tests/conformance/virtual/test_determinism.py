"""The same schedule gives the same trace: on every run, and on every Python that is supported."""

import asyncio
import hashlib
import queue
import random
import select
import socket
import threading
import time
from collections.abc import Callable, Sequence
from concurrent import futures
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest

from qjobspec_conformance.virtual import VirtualTime, patched

Trace = list[tuple[object, ...]]

POOL = ThreadPoolExecutor(3)


def everything(picks: Sequence[int], ballast: int) -> Trace:  # noqa: C901 # it is a little of everything
    """Run threads, pools, queues, descriptors and loops side by side; return what happened, by whom and when."""
    trace: Trace = []
    virtual = VirtualTime(picks=picks, clock_steps=[(3.0, -2.0)])
    memory = [[object() for _ in range(number)] for number in range(ballast)]

    def note(*what: object) -> None:
        trace.append((virtual.now, virtual.name(), *what))

    async def beat(name: str, *lengths: float) -> str:
        for length in lengths:
            await asyncio.sleep(length)
            note(name, datetime.now(UTC).isoformat())
        return name

    async def work() -> None:
        memory.append([object() for _ in range(ballast)])
        beats = [beat(f"beat-{number}", number % 3, 0.5, number / 7) for number in range(6)]
        for each in asyncio.as_completed(beats):
            note("completed", await each)
        tasks = {asyncio.create_task(beat(f"task-{number}", 1)) for number in range(6)}
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        note("done", [task.get_name() for task in done])
        async with asyncio.TaskGroup() as group:
            threads = [group.create_task(asyncio.to_thread(sleepy, number)) for number in range(4)]
        note("threads", [task.result() for task in threads])

    def sleepy(number: int) -> float:
        time.sleep(1 + number % 2)
        note("slept", number)
        return time.monotonic()

    def loop_lane() -> None:
        asyncio.run(work())

    def pool_lane() -> None:
        jobs = [POOL.submit(sleepy, number) for number in range(7)]
        note("first", len(futures.wait(jobs, return_when=futures.FIRST_COMPLETED).done))
        for job in futures.as_completed(jobs):
            note("job", jobs.index(job))

    def shared_lane() -> None:
        lock, results = threading.Lock(), queue.Queue[int]()
        one, other = socket.socketpair()

        def share(number: int) -> None:
            for _ in range(3):
                with lock:
                    note("has it", number)
                    time.sleep(0.25)
                results.put(number)
            other.send(b"x")

        threads = [threading.Thread(target=share, args=(number,)) for number in range(3)]
        for thread in threads:
            thread.start()
        note("ready", len(select.select([one], [], [], 60)[0]))
        note("results", [results.get(timeout=5) for _ in range(9)])
        for thread in threads:
            thread.join()
        one.close()
        other.close()

    virtual.run({"loop": loop_lane, "pool": pool_lane, "shared": shared_lane})
    return trace


def digest(trace: Trace) -> str:
    """Return a trace in sixteen letters."""
    return hashlib.sha256(repr(trace).encode()).hexdigest()[:16]


SCHEDULES: list[tuple[list[int], str]] = [
    ([], "c2bcc8196bdeb4af"),
    ([1] * 40, "465bd9a64d9f7dbb"),
    ([number * 7 % 5 for number in range(200)], "8f124131980c5cf8"),
]


@pytest.mark.parametrize(("picks", "expected"), SCHEDULES)
def test_a_schedule_has_one_trace_on_every_python(picks: list[int], expected: str) -> None:
    """The trace of threads, pools, queues, descriptors and loops is the one written here, whatever memory looks like."""
    with patched():
        digests = {digest(everything(picks, ballast)) for ballast in range(0, 200, 20)}

    assert digests == {expected}


def test_schedules_differ() -> None:
    """Another schedule is another trace: the digests above are not those of something that never varies."""
    assert len({expected for _, expected in SCHEDULES}) == len(SCHEDULES)


def test_a_race_is_found_by_the_same_pick_each_time() -> None:
    """Of all short schedules the same ones let two callers through a check that has no lock."""

    def race(picks: list[int]) -> list[str]:
        taken: list[str] = []
        lock = threading.Lock()

        def take(name: str) -> Callable[[], None]:
            def play() -> None:
                free = not taken
                with lock:
                    pass
                if free:
                    taken.append(name)

            return play

        VirtualTime(picks=picks).run({"a": take("a"), "b": take("b")})
        return taken

    results = [[race([one, other]) for one in range(2) for other in range(2)] for _ in range(5)]

    assert results == [results[0]] * 5
    assert ["a"] in results[0]
    assert any(len(taken) == 2 for taken in results[0])


def test_what_a_job_draws_for_itself_is_drawn_alike_in_each_run() -> None:
    """From the generator that everybody shares, and from one that is seeded from nothing; both go on as they were."""
    drawn: list[tuple[float, float]] = []

    def draw() -> None:
        drawn.append((random.random(), random.Random().random()))

    random.seed(5)
    expected = random.Random(5).random()
    for _ in range(2):
        VirtualTime().run({"main": draw})

    assert drawn[0] == drawn[1]
    assert random.random() == expected
    assert random.Random().random() != random.Random().random()

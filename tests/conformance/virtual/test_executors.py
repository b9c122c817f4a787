"""Executors and futures in virtual time."""

import threading
import time
from collections.abc import Callable
from concurrent import futures
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from typing import Any

import pytest

from qjobspec_conformance.virtual import Ended, Refused, VirtualTime, patched

POOL = ThreadPoolExecutor(2, "pool")


class HasPool:
    """Keeps an executor as a class attribute, as real job classes do."""

    pool = ThreadPoolExecutor(1)


def after(seconds: float, result: Any) -> Any:
    """Return the result that much later."""
    time.sleep(seconds)
    return result


def alone(lane: Callable[[], Any]) -> Any:
    """Run one lane and return what it returned."""
    returned: list[Any] = []
    VirtualTime().run({"main": lambda: returned.append(lane())})
    return returned[0]


@pytest.mark.parametrize("pool", [POOL, HasPool.pool])
def test_an_executor_made_earlier_works_in_every_run(pool: ThreadPoolExecutor) -> None:
    """A module-level or class-level executor runs its jobs in virtual time, without a real worker of its own."""

    def lane() -> tuple[Any, float]:
        return pool.submit(after, 600, 7).result(), time.monotonic()

    assert [alone(lane), alone(lane)] == [(7, 1600.0)] * 2
    assert not vars(pool)["_threads"]


def test_a_twin_has_as_many_workers() -> None:
    """Two workers do three jobs of 10 s in 20 s."""

    def lane() -> tuple[list[int], float]:
        jobs = [POOL.submit(after, 10, number) for number in range(3)]
        return [job.result() for job in jobs], time.monotonic()

    assert alone(lane) == ([0, 1, 2], 1020.0)


def test_an_executor_made_in_the_run_works() -> None:
    """`with`, `map` and `shutdown` keep their meaning."""

    def lane() -> tuple[Any, ...]:
        with ThreadPoolExecutor(2) as pool:
            mapped = list(pool.map(after, [3, 1, 2], "abc"))
            last = pool.submit(after, 5, "last")
        ended = time.monotonic()
        with pytest.raises(RuntimeError, match="after shutdown"):
            pool.submit(print)
        return mapped, last.result(), ended

    assert alone(lane) == (["a", "b", "c"], "last", 1008.0)


def test_an_executor_made_earlier_is_shut_down_for_the_run_only() -> None:
    """`with` and `shutdown` on an old executor wait for its jobs, and the next run finds it as it was."""

    def lane() -> tuple[Any, ...]:
        with POOL as pool:
            job = pool.submit(after, 5, 1)
        ended = time.monotonic(), job.done()
        with pytest.raises(RuntimeError, match="after shutdown"):
            POOL.submit(print)
        return ended

    assert [alone(lane), alone(lane)] == [(1005.0, True)] * 2


def test_an_executor_that_was_shut_down_stays_so() -> None:
    """An executor that was shut down before the run takes no job in it."""
    pool = ThreadPoolExecutor(1)
    pool.shutdown()

    with pytest.raises(RuntimeError, match="after shutdown"):
        alone(lambda: pool.submit(print))


def test_workers_are_started_as_they_are_needed() -> None:
    """A job that finds a free worker starts no other, on every Python: one that waits for a worker does."""
    workers: list[int] = []

    def lane() -> None:
        with ThreadPoolExecutor(4) as pool:
            for jobs in (1, 2, 3, 2, 9):
                for _ in range(jobs):
                    pool.submit(time.sleep, 1)
                time.sleep(5)
                workers.append(len(vars(pool)["_threads"]))

    VirtualTime().run({"main": lane})

    assert workers == [1, 2, 3, 3, 4]


def test_an_executor_made_in_a_run_outlives_it() -> None:
    """A pool that a job class makes when first used, and keeps, is as good in the next run, and outside of all runs."""
    kept: list[ThreadPoolExecutor] = []

    def lane() -> tuple[int, float]:
        if not kept:
            kept.append(ThreadPoolExecutor(2))
        for _ in range(5):
            kept[0].submit(time.sleep, 1000)
        return len(kept), time.monotonic()

    def use() -> Any:
        return kept[0].submit(after, 5, 7).result(), time.monotonic()

    assert alone(lane) == (1, 1000.0)
    assert [alone(use), alone(use)] == [(7, 1005.0)] * 2
    assert not vars(kept[0])["_threads"]
    assert kept[0].submit(after, 0, 7).result() == 7
    kept[0].shutdown()


def test_an_executor_that_the_program_shut_down_in_a_run_stays_so() -> None:
    """Only what the end of the run has taken is given back."""
    pools: list[ThreadPoolExecutor] = []

    def lane() -> None:
        with ThreadPoolExecutor(1) as pool:
            pools.append(pool)

    alone(lane)

    with pytest.raises(RuntimeError, match="after shutdown"):
        pools[0].submit(print)


def test_an_initializer_runs_in_the_twin_s_workers() -> None:
    """The twin is made with the same initializer and its arguments."""
    seen: list[str] = []
    pool = ThreadPoolExecutor(1, initializer=seen.append, initargs=("ready",))

    alone(lambda: pool.submit(print, end="").result())

    assert seen == ["ready"]


def test_idle_workers_are_not_left() -> None:
    """When the lanes have ended, a worker counts as left only if it still works."""
    ended = [
        VirtualTime().run({"main": lambda: POOL.submit(after, 5, 1).result()}),
        VirtualTime().run({"main": lambda: POOL.submit(after, 5, 1).add_done_callback(print)}),
    ]

    assert ended == [Ended(5.0, ()), Ended(0.0, ("thread-1",))]


def test_jobs_not_begun_are_dropped_at_the_end() -> None:
    """What still waits in the queue of an executor when the lanes have ended is never begun."""
    begun: list[int] = []

    def job(number: int) -> None:
        begun.append(number)
        time.sleep(60)

    def lane() -> None:
        for number in range(4):
            POOL.submit(job, number)
        time.sleep(1)

    ended = VirtualTime().run({"main": lane})

    assert (begun, ended.left) == ([0, 1], ("thread-1", "thread-2"))


def test_the_names_of_workers_do_not_depend_on_earlier_runs() -> None:
    """`ThreadPoolExecutor-0_0` is the first in every run."""

    def lane() -> str:
        with ThreadPoolExecutor(1) as pool:
            return pool.submit(lambda: threading.current_thread().name).result()

    assert [alone(lane), alone(lane)] == ["ThreadPoolExecutor-0_0"] * 2


def test_a_future_is_waited_for() -> None:
    """`result(60)` of a 600 s job gives up after 60 s, `exception()` waits; futures made earlier do too."""
    early: Future[int] = Future()

    def lane() -> tuple[Any, ...]:
        job = POOL.submit(after, 600, 7)
        with pytest.raises(futures.TimeoutError):
            job.result(timeout=60)
        gave_up = time.monotonic()
        error = job.exception()
        threading.Timer(10, early.set_result, (3,)).start()
        return gave_up, error, time.monotonic(), early.result(), time.monotonic()

    assert alone(lane) == (1060.0, None, 1600.0, 3, 1610.0)


def test_as_completed_and_wait() -> None:
    """`as_completed` yields by moment, `wait` returns at its timeout or when all are done."""

    def lane() -> tuple[Any, ...]:
        with ThreadPoolExecutor(4) as pool:
            jobs = [pool.submit(after, seconds, seconds) for seconds in (30, 10, 20)]
            some = futures.wait(jobs, timeout=15)
            first = futures.wait(jobs, return_when=futures.FIRST_COMPLETED)
            order = [job.result() for job in futures.as_completed(jobs, timeout=60)]
            with pytest.raises(futures.TimeoutError):
                list(futures.as_completed([pool.submit(after, 30, 1)], timeout=3))
        return len(some.done), len(first.done), order, len(futures.wait(jobs).done), time.monotonic()

    assert alone(lane) == (1, 1, [10, 20, 30], 3, 1060.0)


def test_sets_of_futures_are_in_the_order_of_their_birth() -> None:
    """However memory was laid out, what `wait` returns is iterated in the same order, also after the run."""

    def lane() -> set[Future[int]]:
        with ThreadPoolExecutor(1) as pool:
            jobs: list[Future[int]] = []
            for number in range(20):
                ballast.append([object() for _ in range(number * 37 % 11)])
                jobs.append(pool.submit(after, 0, number))
        return futures.wait(jobs[::-1]).done

    ballast: list[list[object]] = []
    with patched():
        done = alone(lane)

    assert [job.result() for job in done] == list(range(20))
    assert all(job in done for job in done)
    assert repr(next(iter(done))).startswith("<Future at ")


def test_a_subclass_of_future_keeps_its_class() -> None:
    """Only plain futures are numbered."""

    class Own(Future[int]):
        pass

    def lane() -> type:
        future = Own()
        future.set_result(1)
        return type(future)

    assert alone(lane) is Own


def test_a_process_cannot_live_in_virtual_time() -> None:
    """Submitting to a ProcessPoolExecutor ends the run with one clear line, and works outside."""
    pool = ProcessPoolExecutor(1)

    with pytest.raises(Refused, match=r"^processes cannot live in virtual time: [^\n]+$"):
        alone(lambda: pool.submit(print))
    pool.shutdown()
    with patched(), pytest.raises(RuntimeError, match="after shutdown"):
        pool.submit(print)


def test_unmanaged_threads_use_the_real_executor() -> None:
    """Outside of a run an executor is itself, also while patched."""
    with patched(), ThreadPoolExecutor(1) as pool:
        job = pool.submit(threading.current_thread)

    assert job.result().name.startswith("ThreadPoolExecutor-")
    assert type(job) is Future

"""Event loops of asyncio in virtual time."""

import asyncio
import threading
import time
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from qjobspec_conformance.virtual import Stuck, VirtualTime, patched

Work = Callable[[], Coroutine[Any, Any, Any]]


def alone(lane: Callable[[], Any]) -> Any:
    """Run one lane and return what it returned."""
    returned: list[Any] = []
    VirtualTime().run({"main": lambda: returned.append(lane())})
    return returned[0]


def loop_alone(work: Work) -> Any:
    """Run a coroutine function in a loop of its own in one lane."""
    return alone(lambda: asyncio.run(work()))


async def after(seconds: float, result: Any = None) -> Any:
    """Return the result that much later."""
    await asyncio.sleep(seconds)
    return result


def test_an_hour_passes_at_once() -> None:
    """Tasks sleep side by side, and the loop's clock is the virtual one."""

    async def work() -> Any:
        began = asyncio.get_running_loop().time()
        results = await asyncio.gather(after(3600, "a"), after(1800, "b"))
        return results, asyncio.get_running_loop().time() - began, time.monotonic()

    assert loop_alone(work) == (["a", "b"], 3600.0, 4600.0)


@pytest.mark.parametrize("lengths", [(0.1, 0.2), (0.0004, 0.0005), (1 / 3, 2 / 3), (0.7, 1.1, 0.3)])
def test_moments_come_out_clean(lengths: tuple[float, ...]) -> None:
    """A loop wakes at the moment asked for, and not at the next whole millisecond."""

    async def work() -> None:
        for length in lengths:
            await asyncio.sleep(length)

    virtual = VirtualTime()
    virtual.run({"main": lambda: asyncio.run(work())})

    assert virtual.now == pytest.approx(sum(lengths), abs=1.1e-6 if 1 / 3 in lengths else 1e-12)


def test_wait_for_gives_up() -> None:
    """`wait_for` and `timeout` end at their moment and cancel what they waited for."""

    async def work() -> Any:
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(after(100), 10)
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(5):
                await after(100)
        return time.monotonic()

    assert loop_alone(work) == 1015.0


def test_threads_work_for_the_loop() -> None:
    """`to_thread` and `run_in_executor` sleep in threads while the loop goes on."""

    def blocking(seconds: float) -> float:
        time.sleep(seconds)
        return time.monotonic()

    async def work() -> Any:
        beats: list[float] = []

        async def beat() -> None:
            while True:
                await asyncio.sleep(200)
                beats.append(time.monotonic())

        beating = asyncio.create_task(beat())
        with ThreadPoolExecutor(1) as pool:
            ends = await asyncio.gather(
                asyncio.to_thread(blocking, 500),
                asyncio.get_running_loop().run_in_executor(None, blocking, 300),
                asyncio.get_running_loop().run_in_executor(pool, blocking, 100),
            )
        beating.cancel()
        return ends, beats

    assert loop_alone(work) == ([1500.0, 1300.0, 1100.0], [1200.0, 1400.0])


def test_another_thread_hands_work_to_a_loop() -> None:
    """`run_coroutine_threadsafe` and `call_soon_threadsafe` wake a loop that has nothing to do."""

    def lane() -> Any:
        loop = asyncio.new_event_loop()
        thread = threading.Thread(target=loop.run_forever)
        thread.start()
        time.sleep(1)
        result = asyncio.run_coroutine_threadsafe(after(900, 9), loop).result(timeout=1000)
        with pytest.raises(TimeoutError):
            asyncio.run_coroutine_threadsafe(after(900), loop).result(timeout=10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()
        return result, time.monotonic()

    assert alone(lane) == (9, 1911.0)


def test_loops_in_several_threads_share_one_clock() -> None:
    """Each lane has a loop, the first starts a further one in a thread, and all wake in the order of their moments."""
    woken: list[tuple[str, float]] = []

    async def wake(name: str, *lengths: float) -> None:
        for length in lengths:
            await asyncio.sleep(length)
            woken.append((name, virtual.now))

    async def wake_with_another() -> None:
        beside = threading.Thread(target=lambda: asyncio.run(wake("beside", 1, 6)))
        beside.start()
        await wake("main", 2, 3)
        await asyncio.to_thread(beside.join)

    virtual = VirtualTime()
    virtual.run({"main": lambda: asyncio.run(wake_with_another()), "other": lambda: asyncio.run(wake("other", 3, 3))})

    assert woken == [("beside", 1.0), ("main", 2.0), ("other", 3.0), ("main", 5.0), ("other", 6.0), ("beside", 7.0)]


def test_a_job_may_have_a_loop_of_its_own_below_a_running_one() -> None:
    """A blocking call inside a coroutine that runs another loop in a thread stops the first loop, as it does in life."""

    def result() -> Any:
        with ThreadPoolExecutor(1) as pool:
            return pool.submit(asyncio.run, after(60, "result")).result()

    async def work() -> Any:
        sleeper = asyncio.create_task(after(10))
        await asyncio.sleep(0)
        value = result()
        done = sleeper.done()
        await sleeper
        return value, done, time.monotonic()

    assert loop_alone(work) == ("result", False, 1060.0)


def test_timers_of_a_loop_fire_in_order() -> None:
    """`call_later` and `call_at` fire by moment, and in the order of the asking at the same moment."""

    def lane() -> Any:
        loop = asyncio.new_event_loop()
        fired: list[Any] = []
        for name, length in (("c", 3), ("a", 1), ("b", 1)):
            loop.call_later(length, fired.append, (name, length))
        loop.call_at(loop.time() + 2, fired.append, "at")
        loop.call_later(4, loop.stop)
        loop.run_forever()
        loop.close()
        return fired, time.monotonic()

    assert alone(lane) == ([("a", 1), ("b", 1), "at", ("c", 3)], 1004.0)


def test_a_task_that_yields_until_a_thread_is_done_comes_to_its_end() -> None:
    """`while not done: await sleep(0)` lets a thread that is ready run."""
    done: list[int] = []

    async def work() -> int:
        threading.Thread(target=done.append, args=(1,)).start()
        yields = 0
        while not done:
            yields += 1
            await asyncio.sleep(0)
        return yields

    assert loop_alone(work) <= 3


def test_a_task_that_yields_for_ever_is_a_spin() -> None:
    """`while True: await sleep(0)` is found without a real-time watchdog."""

    async def work() -> None:
        while True:
            await asyncio.sleep(0)

    with pytest.raises(Stuck) as raised:
        VirtualTime().run({"main": lambda: asyncio.run(work())})

    assert (raised.value.kind, raised.value.at) == ("spin", 0.0)


def test_a_future_that_nobody_fulfils_is_a_deadlock() -> None:
    """The verdict shows the loop waiting in its selector."""

    async def work() -> None:
        await asyncio.get_running_loop().create_future()

    with pytest.raises(Stuck) as raised:
        VirtualTime().run({"main": lambda: asyncio.run(work())})

    (seen,) = raised.value.threads
    assert (raised.value.kind, seen.name) == ("deadlock", "main")
    assert any(frame.startswith("asyncio.") for frame in seen.frames)


def test_tasks_and_futures_are_in_the_order_of_their_birth() -> None:
    """Whatever asyncio keeps in a set is iterated in the same order in each run, and tasks are numbered from 1."""

    async def work() -> Any:
        ballast = [[object() for _ in range(number * 37 % 11)] for number in range(30)]
        begun: list[int] = []

        async def begin(number: int) -> int:
            begun.append(number)
            await asyncio.sleep(0)
            return number

        ends = [await each for each in asyncio.as_completed([begin(number) for number in range(20)])]
        tasks = {asyncio.create_task(begin(number)) for number in range(20)}
        names = [task.get_name() for task in asyncio.all_tasks()]
        done, pending = await asyncio.wait(tasks)
        futures = {asyncio.get_running_loop().create_future() for _ in range(20)}
        order = [hash(future) for future in futures]
        return len(ballast), begun, ends, names, [task.result() for task in done], pending, order == sorted(order)

    _, begun, ends, names, results, pending, in_order = loop_alone(work)

    assert begun == [*range(20)] * 2
    assert ends == [*range(20)]
    assert names == [f"Task-{number}" for number in (1, *range(22, 42))]
    assert (sorted(results), pending, in_order) == ([*range(20)], set(), True)
    assert loop_alone(work)[4] == results


def test_tasks_that_are_cancelled_at_the_end_are_cancelled_in_order() -> None:
    """`asyncio.run` cancels what is left in the order of its birth."""
    cancelled: list[int] = []

    async def endless(number: int) -> None:
        try:
            await asyncio.sleep(1_000_000)
        finally:
            cancelled.append(number)

    async def work() -> list[Any]:
        tasks = [asyncio.create_task(endless(number)) for number in range(20)]
        await asyncio.sleep(0)
        return tasks

    loop_alone(work)

    assert cancelled == [*range(20)]


def test_a_task_is_a_task() -> None:
    """What a program sees of a task or a future is what it always sees: its class, its name, its text."""

    async def work() -> Any:
        task = asyncio.create_task(after(1), name="mine")
        future = asyncio.get_running_loop().create_future()
        await task
        return isinstance(task, asyncio.Task), isinstance(future, asyncio.Future), repr(task), repr(future), task

    *seen, task = loop_alone(work)

    assert seen[:2] == [True, True]
    assert seen[2].startswith("<Task finished name='mine' coro=<after() done")
    assert seen[3] == "<Future pending>"
    assert {task: 1}[task] == 1


def test_a_factory_of_the_program_makes_its_own_tasks() -> None:
    """A loop with a task factory keeps it."""

    class Own(asyncio.Task[Any]):
        pass

    async def work() -> Any:
        loop = asyncio.get_running_loop()
        loop.set_task_factory(lambda loop, work, **named: Own(work, loop=loop, **named))  # type: ignore[arg-type]
        task = loop.create_task(after(1))
        await task
        return type(task)

    assert loop_alone(work) is Own


def test_a_closed_loop_takes_no_task() -> None:
    """Creating a task in a closed loop raises what it always raises."""

    def lane() -> None:
        loop = asyncio.new_event_loop()
        loop.close()
        work = after(1)
        with pytest.raises(RuntimeError, match="closed"):
            loop.create_task(work).cancel()
        work.close()

    alone(lane)


def test_unmanaged_threads_have_asyncio_s_own_loops() -> None:
    """Outside of a run a loop is itself, also while patched."""

    async def work() -> Any:
        task = asyncio.create_task(after(0.001))
        future = asyncio.get_running_loop().create_future()
        await asyncio.wait({task})
        return type(task), type(future), asyncio.all_tasks()

    with patched():
        task, future, tasks = asyncio.run(work())

    assert (task, future, len(tasks)) == (asyncio.Task, asyncio.Future, 1)

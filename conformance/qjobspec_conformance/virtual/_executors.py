"""Executors: one made before the run gets a fresh twin in it, so that real workers never take part.

One made in a run and not shut down by the program is as new when the run is over, for the runs after it.

This file does not know when a job is run, nor by which worker.
"""

from _queue import Empty, SimpleQueue
from collections.abc import Callable, Iterable, MutableMapping
from concurrent.futures import Future, ThreadPoolExecutor, thread
from contextlib import suppress
from threading import Thread
from typing import Any, Final, cast
from weakref import WeakSet

from ._actors import acting
from ._scheduler import Scheduler
from ._swaps import Swap

_INIT: Final = ThreadPoolExecutor.__init__
_SUBMIT: Final = ThreadPoolExecutor.submit
_SHUTDOWN: Final = ThreadPoolExecutor.shutdown
# The process-wide count in `ThreadPoolExecutor-7`.
_COUNTER: Final = cast("Callable[[], int]", vars(ThreadPoolExecutor)["_counter"])
# The workers that the end of the process waits for.
_WORKERS: Final = cast("MutableMapping[Thread, object]", vars(thread)["_threads_queues"])

# The attributes in which an executor keeps the arguments it was made with.
_MADE_WITH: Final = ("_max_workers", "_thread_name_prefix", "_initializer", "_initargs")

#: Executors that the end of a run has shut, and could not open again.
_TWINS_ONLY: Final[WeakSet[ThreadPoolExecutor]] = WeakSet()


class _InOrder(dict[Thread, None]):
    """The workers in the order of their start: `shutdown` joins them one after another."""

    def add(self, thread: Thread) -> None:
        """Add as a set does."""
        self[thread] = None


class _Free:
    """In place of an executor's count of idle workers, which is kept in one way by 3.11 and in another by 3.12.

    A new worker is wanted when more jobs wait than workers are free to take them.
    """

    def __init__(self, world: Scheduler, executor: ThreadPoolExecutor) -> None:
        self._world = world
        self._queue = cast("SimpleQueue[object]", vars(executor)["_work_queue"])
        self._workers = cast("Iterable[Thread]", vars(executor)["_threads"])

    def acquire(self, timeout: float) -> bool:
        """Tell whether there is a free worker for the job put last."""
        del timeout
        actors = [self._world.troupe.cast[worker] for worker in self._workers if worker in self._world.troupe.cast]
        return sum(actor.idle or not actor.begun for actor in actors) >= self._queue.qsize()

    def release(self) -> None:
        """Do nothing: a worker without work is seen."""


def _init(executor: ThreadPoolExecutor, *arguments: Any, **named: Any) -> None:
    _INIT(executor, *arguments, **named)
    me = acting()
    if me is not None:
        vars(executor)["_threads"] = _InOrder()  # a set of threads is ordered by their addresses
        vars(executor)["_idle_semaphore"] = _Free(me.world, executor)
        me.world.troupe.executors[executor] = executor
        me.world.troupe.farewells.append(lambda: _send_home(me.world, executor))


def _submit(executor: ThreadPoolExecutor, fn: Callable[..., Any], /, *arguments: Any, **named: Any) -> Future[Any]:
    """Submit; a drawn schedule may let another thread in first, as at a lock: between a check and this there is room."""
    me = acting()
    if me is None:
        return _SUBMIT(executor, fn, *arguments, **named)
    if me.world.picks.left:
        me.world.step_aside(me)
    return _SUBMIT(_twin(me.world, executor), fn, *arguments, **named)


def _shutdown(executor: ThreadPoolExecutor, wait: bool = True, *, cancel_futures: bool = False) -> None:
    me = acting()
    _SHUTDOWN(executor if me is None else _twin(me.world, executor), wait, cancel_futures=cancel_futures)


def _twin(world: Scheduler, executor: ThreadPoolExecutor) -> ThreadPoolExecutor:
    """Return the one that stands in for the executor in this run: itself, if it was made here or is shut down."""
    twin = world.troupe.executors.get(executor)
    if twin is None:
        kept = vars(executor)
        if kept["_shutdown"] and executor not in _TWINS_ONLY:
            return executor
        twin = ThreadPoolExecutor(*(kept[name] for name in _MADE_WITH))
        world.troupe.executors[executor] = twin
    return twin


def _send_home(world: Scheduler, executor: ThreadPoolExecutor) -> None:
    """Let the workers go without taking a lock, for somebody who is asleep may hold it."""
    if not vars(executor)["_shutdown"]:
        world.troupe.encores.append(lambda: _renew(executor))
    queue = cast("SimpleQueue[object]", vars(executor)["_work_queue"])
    with suppress(Empty):
        while True:
            queue.get_nowait()
    vars(executor)["_shutdown"] = True
    queue.put(None)


def _renew(executor: ThreadPoolExecutor) -> None:
    """Make an executor as new: its workers were ours, and have gone.

    One who is left behind would not go when it comes back to an executor that works again: so for good it only has twins.
    """
    if any(worker.is_alive() for worker in vars(executor)["_threads"]):
        _TWINS_ONLY.add(executor)
        return
    new = ThreadPoolExecutor(vars(executor)["_max_workers"])
    vars(executor).update({name: vars(new)[name] for name in ("_work_queue", "_threads", "_idle_semaphore", "_shutdown")})


def disown(worker: Thread) -> None:
    """Keep the end of the process from waiting for a worker that was left behind."""
    _WORKERS.pop(worker, None)


def _counter() -> int:
    me = acting()
    return _COUNTER() if me is None else me.world.troupe.count("executor") - 1


SWAPS: Final = (
    Swap(ThreadPoolExecutor, "__init__", _init),
    Swap(ThreadPoolExecutor, "submit", _submit),
    Swap(ThreadPoolExecutor, "shutdown", _shutdown),
    Swap(ThreadPoolExecutor, "_counter", staticmethod(_counter)),
)

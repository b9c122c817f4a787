"""Event loops of asyncio: what they wait for is a selector's business, in which order they go on is seen to here.

asyncio keeps tasks and futures in sets, which are ordered by addresses, and counts `Task-7` through the whole process;
here a set looks the same on every run. This file does not know how a loop waits.
"""

import asyncio
from asyncio import base_events, tasks
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final, cast

from ._actors import acting
from ._swaps import Swap

_CREATE_TASK: Final = cast("Callable[..., Any]", vars(base_events.BaseEventLoop)["create_task"])
_CREATE_FUTURE: Final = cast("Callable[..., Any]", vars(base_events.BaseEventLoop)["create_future"])
_ALL_TASKS: Final = tasks.all_tasks


class _Task(asyncio.Task[Any]):
    """A task with its number as hash; for the program it is just a task, also when the run is over."""

    __slots__ = ("_number",)

    def __init__(self, number: int, work: Any, **named: Any) -> None:
        self._number = number  # it is put into a set before it is finished
        super().__init__(work, **named)

    def __hash__(self) -> int:
        return self._number


class _Future(asyncio.Future[Any]):
    """A future with its number as hash."""

    __slots__ = ("_number",)

    def __init__(self, number: int, **named: Any) -> None:
        self._number = number
        super().__init__(**named)

    def __hash__(self) -> int:
        return self._number


for _numbered in (_Task, _Future):
    _numbered.__name__ = _numbered.__qualname__ = _numbered.__name__.lstrip("_")


class _InOrder(set[Any]):
    """A set that is iterated in the order in which it was filled; nobody changes it."""

    def __init__(self, members: Iterable[Any]) -> None:
        self._order = tuple(dict.fromkeys(members))
        super().__init__(self._order)

    def __iter__(self) -> Iterator[Any]:
        return iter(self._order)


def _create_task(loop: Any, work: Any, *, name: str | None = None, **named: Any) -> Any:
    me = acting()
    if me is None or loop.get_task_factory() is not None:
        return _CREATE_TASK(loop, work, name=name, **named)
    loop._check_closed()
    number = me.world.troupe.count("task")
    return _Task(number, work, loop=loop, name=f"Task-{number}" if name is None else name, **named)


def _create_future(loop: Any) -> Any:
    me = acting()
    return _CREATE_FUTURE(loop) if me is None else _Future(me.world.troupe.count("loop's future"), loop=loop)


def _all_tasks(loop: asyncio.AbstractEventLoop | None = None) -> set[asyncio.Task[Any]]:
    found = _ALL_TASKS(loop)
    return found if acting() is None else _InOrder(sorted(found, key=hash))


def _set(members: Iterable[Any] = ()) -> set[Any]:
    """Return a set for asyncio's own use: what is put in at once, coroutines above all, keeps its order."""
    return set(members) if acting() is None or not members else _InOrder(members)


#: The functions that modules bind to names of their own.
BOUND: Final = (Swap(tasks, "all_tasks", _all_tasks),)

SWAPS: Final = (
    *BOUND,
    Swap(tasks, "set", _set),
    Swap(base_events.BaseEventLoop, "create_task", _create_task),
    Swap(base_events.BaseEventLoop, "create_future", _create_future),
)

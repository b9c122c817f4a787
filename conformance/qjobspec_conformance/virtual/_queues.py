"""The one queue that is not made of locks: `queue.SimpleQueue`.

This file does not know what is put in. Putting stays as it is: who waits asks the queue itself.
"""

import sys
from _queue import Empty, SimpleQueue
from _thread import get_ident
from collections.abc import Callable
from concurrent.futures import thread
from types import FunctionType
from typing import Any, Final, cast

from ._actors import ACTORS
from ._swaps import Swap

_GET: Final = cast("Callable[..., Any]", SimpleQueue.__dict__["get"])
_IS_EMPTY: Final = cast("Callable[[SimpleQueue[Any]], bool]", SimpleQueue.__dict__["empty"])
# Where a worker of an executor waits while it is idle.
_WORKER: Final = cast("FunctionType", vars(thread)["_worker"]).__code__


def _get(queue: "SimpleQueue[Any]", block: bool = True, timeout: float | None = None) -> object:
    me = ACTORS.get(get_ident())
    if me is None or not block or (timeout is not None and timeout <= 0):
        return _GET(queue, block, timeout)
    if not _IS_EMPTY(queue):
        return _GET(queue, False)
    until = None if timeout is None else me.world.after(timeout)
    me.idle = sys._getframe(1).f_code is _WORKER  # pyright: ignore[reportPrivateUsage] # the cheap way to the caller
    try:
        while me.world.wait(me, "work" if me.idle else "queue", until, goes_on=lambda: not _IS_EMPTY(queue)):
            if not _IS_EMPTY(queue):
                break
    finally:
        me.idle = False
    try:
        return _GET(queue, False)
    except Empty:
        raise Empty from None


SWAPS: Final = (Swap(SimpleQueue, "get", _get),)

"""Futures that are ordered by their birth, not by their address: sets of them look the same on every run.

`as_completed` and `wait` go through sets, and what order a program sees must not depend on where memory was free.
This file does not know who fulfils a future.
"""

import sys
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, Final, cast

from ._actors import acting
from ._swaps import Swap

_INIT: Final = cast("Callable[[Future[Any]], None]", vars(Future)["__init__"])


class _Numbered(Future[Any]):
    """A future with its number as hash; for the program it is just a future, also when the run is over."""

    _number: int

    def __hash__(self) -> int:
        return self._number


_Numbered.__name__ = _Numbered.__qualname__ = "Future"


def _init(future: Future[Any]) -> None:
    me = acting()
    if me is not None and type(future) is Future:
        vars(future)["_number"] = me.world.troupe.count("future")
        future.__class__ = _Numbered
    _INIT(future)


SWAPS: Final = (
    Swap(Future, "__init__", _init),
    # `_AcquireFutures` takes the locks of several futures in the order of `id`.
    Swap(sys.modules[Future.__module__], "id", hash),
)

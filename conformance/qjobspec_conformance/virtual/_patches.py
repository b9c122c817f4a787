"""The table of all that is swapped while virtual time is on, and `patched()`, which swaps it and puts it back.

A new family of waiting functions is a new file with its `SWAPS`, and a row here.
"""

from _thread import LockType, allocate_lock
from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import Final

from . import (
    _children,
    _clocks,
    _dates,
    _descriptors,
    _entropy,
    _executors,
    _futures,
    _locks,
    _loops,
    _queues,
    _refusals,
    _threads,
)
from ._foreign import ForeignLoops
from ._names import BoundNames
from ._swaps import Swap

#: Everything that is swapped, family by family.
TABLE: Final[tuple[Swap, ...]] = (
    *_clocks.SWAPS,
    *_dates.SWAPS,
    *_locks.SWAPS,
    *_queues.SWAPS,
    *_threads.SWAPS,
    *_futures.SWAPS,
    *_executors.SWAPS,
    *_descriptors.SWAPS,
    *_loops.SWAPS,
    *_refusals.SWAPS,
    *_children.SWAPS,
    *_entropy.SWAPS,
)

#: The part of it that modules bind to names of their own.
BOUND: Final = (*_clocks.SWAPS, *_descriptors.BOUND, *_loops.BOUND, *_refusals.BOUND)


class _Patches:
    """How often `patched()` has been entered, and the way back."""

    def __init__(self) -> None:
        self._names = BoundNames(BOUND)
        self._foreign_loops = ForeignLoops()
        self._entered = 0
        self._ways_back: list[Callable[[], None]] = []
        self._lock: LockType = allocate_lock()

    def enter(self) -> None:
        with self._lock:
            self._entered += 1
            if self._entered == 1:
                self._names.bind()
                self._ways_back = [swap.make() for swap in TABLE]
                self._foreign_loops.bind()

    def leave(self) -> None:
        with self._lock:
            self._entered -= 1
            if self._entered == 0:
                self._foreign_loops.release()
                while self._ways_back:
                    self._ways_back.pop()()
                self._names.release()


_PATCHES: Final = _Patches()


@contextmanager
def patched() -> Generator[None]:
    """Swap the waiting and clock functions of the process for virtual ones.

    Re-entrant (counted); leaves no trace when the outermost one is left. Threads that no `VirtualTime` runs keep real
    time and real locks. Hold it open around many runs: entering it anew looks through all modules.
    """
    _PATCHES.enter()
    try:
        yield
    finally:
        _PATCHES.leave()

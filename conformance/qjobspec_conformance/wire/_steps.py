"""An event loop for the self-test: when nothing is ready, its clock jumps to the next timer.

It is for one loop that talks to nobody but the wire; a run of the suite has `VirtualTime`. This file does not know the
wire.
"""

from __future__ import annotations

import asyncio
import selectors
from collections.abc import Callable


class _Impatient(selectors.DefaultSelector):  # type: ignore[valid-type, misc] # which one it is, the machine decides
    """Does not wait: tells how long it should have."""

    def __init__(self, skip: Callable[[float], None]) -> None:
        super().__init__()
        self._skip = skip

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        """Return what is ready now; else the time has passed."""
        ready: list[tuple[selectors.SelectorKey, int]] = super().select(0)
        if not ready and timeout is not None:
            self._skip(max(0.0, timeout))
        # Without a timer only another thread can go on: give it a moment.
        return ready if ready or timeout is not None else super().select(0.01)


class SteppedLoop(asyncio.SelectorEventLoop):
    """A loop with a clock of its own."""

    def __init__(self) -> None:
        self._now = 0.0
        super().__init__(_Impatient(self._skip))

    def time(self) -> float:
        """Return the loop's own time."""
        return self._now

    def _skip(self, seconds: float) -> None:
        self._now += seconds

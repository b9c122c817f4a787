"""The clock on the wall: it may be set, forward or back, while everything that waits goes on undisturbed.

This file does not know who looks at it.
"""

from collections.abc import Iterable
from math import isfinite

from ._moments import EPOCH, GRAIN, SECOND

#: The clock is set at a moment, in seconds since the start, by so many seconds.
ClockStep = tuple[float, float]


class WallClock:
    """What `time.time()` and `datetime.now()` go by."""

    def __init__(self, steps: Iterable[ClockStep] = ()) -> None:
        self._ahead = sorted(((_whole(moment), _whole(by)) for moment, by in steps), reverse=True)
        self._start = EPOCH * SECOND

    def at(self, now: int) -> int:
        """Return what it shows `now`, in nanoseconds since 1970; nobody asks for a moment that has passed."""
        while self._ahead and self._ahead[-1][0] <= now:
            self._start += self._ahead.pop()[1]
        return self._start + now


def _whole(seconds: float) -> int:
    if not isfinite(seconds):
        message = f"a step of the clock is (moment, seconds), both finite numbers, and not {seconds!r}"
        raise ValueError(message)
    return round(seconds * 1_000_000) * GRAIN

"""`time.sleep` and the clocks of `time`, as a managed thread sees them.

This file does not know in how many modules they have been bound to other names.
"""

import time
from _thread import get_ident
from collections.abc import Callable
from typing import Final

from ._actors import ACTORS
from ._moments import EPOCH, SECOND, UPTIME
from ._swaps import Swap

_SLEEP: Final = time.sleep


def _sleep(seconds: float, /) -> None:
    me = ACTORS.get(get_ident())
    if me is None:
        _SLEEP(seconds)
        return
    if not seconds >= 0:
        message = "sleep length must be non-negative"
        raise ValueError(message)
    world = me.world
    world.wait(me, "sleep", world.after(seconds))


def _clock(real: Callable[[], float], start: int) -> Callable[[], float]:
    def clock() -> float:
        me = ACTORS.get(get_ident())
        # Of two whole numbers the quotient is the nearest float; a float of so many nanoseconds would be 128 ns off.
        return real() if me is None else (start * SECOND + me.world.read()) / SECOND

    return clock


def _clock_ns(real: Callable[[], int], start: int) -> Callable[[], int]:
    def clock_ns() -> int:
        me = ACTORS.get(get_ident())
        return real() if me is None else start * SECOND + me.world.read()

    return clock_ns


#: The functions that modules bind to names of their own.
SWAPS: Final = (
    Swap(time, "sleep", _sleep),
    Swap(time, "time", _clock(time.time, EPOCH)),
    Swap(time, "monotonic", _clock(time.monotonic, UPTIME)),
    Swap(time, "perf_counter", _clock(time.perf_counter, UPTIME)),
    Swap(time, "time_ns", _clock_ns(time.time_ns, EPOCH)),
    Swap(time, "monotonic_ns", _clock_ns(time.monotonic_ns, UPTIME)),
    Swap(time, "perf_counter_ns", _clock_ns(time.perf_counter_ns, UPTIME)),
)

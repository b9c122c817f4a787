"""`time.sleep` and the clocks and calendars of `time`, as a managed thread sees them.

Each takes the real function first and is bound to it, as a method is: so a class may keep it as an attribute, as it may
the function itself. This file does not know in how many modules they have been bound to other names.
"""

import time
from _thread import get_ident
from collections.abc import Callable, Iterator
from types import MethodType
from typing import Any, Final

from ._actors import ACTORS
from ._moments import SECOND, UPTIME
from ._swaps import Swap

#: What `clock_gettime` may be asked for besides `CLOCK_REALTIME`, and is one clock here; all others count CPU time.
_STEADY: Final = frozenset(
    getattr(time, name)
    for name in ("CLOCK_MONOTONIC", "CLOCK_MONOTONIC_RAW", "CLOCK_BOOTTIME", "CLOCK_UPTIME_RAW")
    if hasattr(time, name)
)


def _sleep(real: Callable[[float], None], seconds: float, /) -> None:
    me = ACTORS.get(get_ident())
    if me is None:
        real(seconds)
        return
    if not seconds >= 0:
        message = "sleep length must be non-negative"
        raise ValueError(message)
    world = me.world
    world.wait(me, "sleep", world.after(seconds))


def _wall(real: Callable[[], float]) -> float:
    me = ACTORS.get(get_ident())
    # Of two whole numbers the quotient is the nearest float; a float of so many nanoseconds would be 128 ns off.
    return real() if me is None else me.world.read_wall() / SECOND


def _wall_ns(real: Callable[[], int]) -> int:
    me = ACTORS.get(get_ident())
    return real() if me is None else me.world.read_wall()


def _steady(real: Callable[[], float]) -> float:
    me = ACTORS.get(get_ident())
    return real() if me is None else (UPTIME * SECOND + me.world.read()) / SECOND


def _steady_ns(real: Callable[[], int]) -> int:
    me = ACTORS.get(get_ident())
    return real() if me is None else UPTIME * SECOND + me.world.read()


def _any_clock(real: Callable[[int], float], clock: int, /) -> float:
    nanoseconds = _reading(clock)
    return real(clock) if nanoseconds is None else nanoseconds / SECOND


def _any_clock_ns(real: Callable[[int], int], clock: int, /) -> int:
    nanoseconds = _reading(clock)
    return real(clock) if nanoseconds is None else nanoseconds


def _reading(clock: int) -> int | None:
    me = ACTORS.get(get_ident())
    if me is not None and clock == time.CLOCK_REALTIME:
        return me.world.read_wall()
    return UPTIME * SECOND + me.world.read() if me is not None and clock in _STEADY else None


def _of_moment(real: Callable[..., Any], moment: float | None = None, /) -> Any:
    """`localtime`, `gmtime` and `ctime`: of this moment, unless another is given."""
    me = ACTORS.get(get_ident())
    return real(moment) if me is None or moment is not None else real(me.world.read_wall() // SECOND)


def _asctime(real: Callable[..., str], *calendar: Any) -> str:
    return real(*calendar or (time.localtime(),))


def _strftime(real: Callable[..., str], form: str, *calendar: Any) -> str:
    return real(form, *calendar or (time.localtime(),))


_FUNCTIONS: Final[dict[str, Callable[..., Any]]] = {
    "sleep": _sleep,
    "time": _wall,
    "time_ns": _wall_ns,
    "monotonic": _steady,
    "monotonic_ns": _steady_ns,
    "perf_counter": _steady,
    "perf_counter_ns": _steady_ns,
    "clock_gettime": _any_clock,
    "clock_gettime_ns": _any_clock_ns,
    "localtime": _of_moment,
    "gmtime": _of_moment,
    "ctime": _of_moment,
    "asctime": _asctime,
    "strftime": _strftime,
}


def _rows() -> Iterator[Swap]:
    for name, virtual in _FUNCTIONS.items():
        real = vars(time).get(name)
        if real is not None:
            yield Swap(time, name, MethodType(virtual, real))


#: The functions that modules bind to names of their own.
SWAPS: Final = tuple(_rows())

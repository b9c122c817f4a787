"""What a made-up device needs of virtual time: its moment, a wait of its own, and a bell that rings at a moment.

A thread that is not managed gets the real thing. This file does not know what is waited for.
"""

import time
from collections.abc import Callable
from typing import Final

from ._actors import acting
from ._moments import seconds as in_seconds

_SLEEP: Final = time.sleep
_MONOTONIC: Final = time.monotonic

#: Real seconds between two looks of a thread that is not managed.
_LOOK: Final = 0.002


def moment() -> float:
    """Return the virtual moment in seconds; for a thread that is not managed the real monotonic clock.

    Unlike a reading of the clock by the program it is not counted, and never a sign of a spin.
    """
    me = acting()
    return _MONOTONIC() if me is None else in_seconds(me.world.now)


def is_managed() -> bool:
    """Tell whether the calling thread lives in virtual time."""
    return acting() is not None


def wait(waits_for: str, seconds: float | None, goes_on: Callable[[], bool]) -> bool:
    """Wait until `goes_on()` (True), or for so many seconds (False); `None` waits for ever.

    `goes_on` may be asked by any thread, at every hand-over.
    """
    me = acting()
    if me is not None:
        return me.world.wait(me, waits_for, None if seconds is None else me.world.after(seconds), goes_on=goes_on)
    end = None if seconds is None else _MONOTONIC() + seconds
    while not goes_on():
        left = _LOOK if end is None else min(_LOOK, end - _MONOTONIC())
        if left <= 0:
            return False
        _SLEEP(left)
    return True


def ring(seconds: float, bell: Callable[[], None]) -> bool:
    """Have `bell` called so many virtual seconds from now by whoever lets time pass; False outside of virtual time.

    It must not wait. A bell keeps no run alive, but time does not end before the last one has rung.
    """
    me = acting()
    if me is None:
        return False
    me.world.ring(me.world.after(seconds), bell)
    return True

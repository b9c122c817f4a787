"""Randomness from the system: the same in each run, so that ids which a job makes up for itself are the same as well.

This file does not know the generators of `random`, which their owners seed.
"""

import os
import random
from hashlib import shake_256
from typing import Final

from ._actors import acting
from ._swaps import Swap

_URANDOM: Final = os.urandom


def _urandom(size: int, /) -> bytes:
    me = acting()
    if me is None:
        return _URANDOM(size)
    return shake_256(f"{me.world.troupe.count('entropy')}".encode()).digest(size)


#: `uuid` asks the first, `secrets` the second.
SWAPS: Final = (Swap(os, "urandom", _urandom), Swap(random, "_urandom", _urandom))

"""Randomness: the same in each run, so that ids which a job makes up for itself, and waits that it jitters, are the same.

This file does not know the generators that somebody else owns and seeds.
"""

import os
import random
from collections.abc import Generator
from contextlib import contextmanager
from hashlib import shake_256
from typing import Final

from ._actors import acting
from ._swaps import Swap

_URANDOM: Final = os.urandom
_SEED: Final = random.Random.seed


def _urandom(size: int, /) -> bytes:
    me = acting()
    if me is None:
        return _URANDOM(size)
    return shake_256(f"{me.world.troupe.count('entropy')}".encode()).digest(size)


def _seed(self: random.Random, a: object = None, version: int = 2) -> None:
    """Seed a generator; one that is made from nothing in a run is made from the randomness of that run."""
    fresh = a is None and acting() is not None
    _SEED(self, _urandom(32) if fresh else a, version)  # type: ignore[arg-type]


@contextmanager
def seeded() -> Generator[None]:
    """Let the generator that everybody shares, `random` itself, begin anew, and go on afterwards where it was."""
    before = random.getstate()
    random.seed(0)
    try:
        yield
    finally:
        random.setstate(before)


#: `uuid` asks the first, `secrets` the second.
SWAPS: Final = (
    Swap(os, "urandom", _urandom),
    Swap(random, "_urandom", _urandom),
    Swap(random.Random, "seed", _seed),
)

"""Ids that look like those of each API family, the same for the same seed.

This file does not know which ids have been given out: two numbers have two ids.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Final

_ALPHABET: Final = "0123456789abcdefghijklmnopqrstuv"

#: How many letters an id has, and of how many letters its alphabet is.
_SHAPES: Final[Mapping[str, tuple[int, int]]] = {"ibmq": (24, 16), "runtime": (20, 32), "runtime-v2": (20, 32)}


def job_id(family: str, number: int, seed: int) -> str:
    """The id of the job with `number`."""
    length, letters = _SHAPES[family]
    drawn = hashlib.sha256(f"{seed}/{number}".encode()).digest()
    return "".join(_ALPHABET[byte % letters] for byte in drawn[:length])

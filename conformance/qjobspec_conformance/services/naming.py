"""Ids for jobs that are handed in, in the form of one that the service has given: clients read them, and refuse others.

This file does not know what an id stands for.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

_DIGITS = frozenset("0123456789")


def ids_like(first: str) -> Iterator[str]:
    """`first`, and then others of its form without end: its digits count up, and whatever stands between them stays."""
    places = [place for place, letter in enumerate(first) if letter in _DIGITS]
    if not places:
        yield first
        yield from (f"{first}-{number}" for number in count(2))
    digits = "".join(first[place] for place in places)
    for number in count(int(digits)):
        counted = str(number).zfill(len(digits))
        letters = list(first)
        for place, digit in zip(places, counted[-len(digits) :], strict=True):
            letters[place] = digit
        letters.insert(places[0], counted[: -len(digits)])
        yield "".join(letters)

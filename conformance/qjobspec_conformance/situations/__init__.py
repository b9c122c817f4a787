"""What short programs alone do not come upon: examples made for the sake of what a requirement speaks of.

Each file has one family of them: a job made by its constructor, a decoder of the user's own, a result that the user changes.
This package does not know what is right in a situation.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ..examples import Example
from . import constructing, faults, handing_in, managed, querying, refreshing, results, streams, told, waits
from .kit import Family, Kit

#: Every family, in the order in which they are tried.
FAMILIES: Final[tuple[Family, ...]] = (
    constructing.constructing,
    handing_in.handing_in,
    querying.querying,
    refreshing.refreshing,
    told.told,
    results.kept,
    results.partly,
    results.decoded,
    results.lateness,
    waits.cancelling,
    waits.waiting,
    waits.watching,
    waits.explaining,
    streams.streams,
    faults.faults,
    managed.submissions,
    managed.without_results,
    managed.sets,
)


def situations(kit: Kit) -> Iterator[Example]:
    """Every example of every family that a job like this can be put into, each once."""
    yield from dict.fromkeys(example for family in FAMILIES for example in family(kit))


__all__ = ["FAMILIES", "Family", "Kit", "situations"]

"""A few examples that are run one after the other, and what was seen in them: values that travel between processes.

This file does not know who runs them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from ..examples import Example
from ..footprints import Footprint
from ..service_core import Sent

#: How many examples are run between two looks at the others. The same whoever runs them.
TOGETHER: Final = 16


@dataclass(frozen=True, slots=True)
class Batch:
    """Some examples of an act, of which the first has this number."""

    first: int
    examples: tuple[Example, ...]
    #: Whether it matters what each has asked its service for.
    asks: bool = False

    def is_left_out(self, example: Example, avoided: frozenset[str]) -> bool:
        """Whether an example uses a member that never gives the turn away."""
        return bool(avoided) and any(step.member in avoided for step in example.program.steps)


def batches(examples: Iterable[Example], *, asks: bool = False) -> Iterator[Batch]:
    """The examples of an act in their order, a few at a time."""
    every = tuple(examples)
    for first in range(0, len(every), TOGETHER):
        yield Batch(first, every[first : first + TOGETHER], asks)


@dataclass(frozen=True, slots=True)
class Broken:
    """The shortest example so far that breaks a requirement: its size, and its number among those of its act."""

    size: tuple[float, ...]
    number: int


@dataclass(frozen=True, slots=True)
class Tally:
    """What has been found about one requirement."""

    exercised: int = 0
    broken: Broken | None = None

    def plus(self, other: Tally) -> Tally:
        """Both; of two examples of one size the earlier stays."""
        return Tally(self.exercised + other.exercised, _shorter(self.broken, other.broken))


def _shorter(one: Broken | None, other: Broken | None) -> Broken | None:
    if one is None or other is None:
        return one or other
    return other if other.size < one.size else one


@dataclass(frozen=True, slots=True)
class Seen:
    """What was seen in a batch."""

    #: What was left out from its start.
    without: frozenset[str]
    tallies: Mapping[str, Tally]
    #: The members that never gave the turn away in it.
    avoided: frozenset[str]
    #: Whether what was run twice came out the same.
    repeatable: bool
    missing: frozenset[str]
    #: What examples have asked their service for, by their place in the batch.
    sent: Mapping[int, Sent]
    footprint: Footprint

    def holds(self, batch: Batch, avoided: frozenset[str]) -> bool:
        """Whether the batch would be seen the same way now that `avoided` are left out."""
        return not any(batch.is_left_out(example, avoided - self.without) for example in batch.examples)

"""What a judge finds in a history: that a requirement's precondition was met, and whether the sentence was kept.

This file does not know any requirement.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from .histories import History


@dataclass(frozen=True, slots=True)
class Finding:
    """One place in a history where a requirement applied. `saw` is `None` if it was kept there, else what was seen instead.

    `events` are the positions of the events that prove it.
    """

    saw: str | None
    events: tuple[int, ...] = ()


#: A judge reads a history and yields a finding for every place where its requirement applied; none means not exercised.
Judge: TypeAlias = Callable[[History], Iterator[Finding]]


def kept(*events: int) -> Finding:
    """The precondition was met at `events` and the sentence kept."""
    return Finding(None, events)


def broken(saw: str, *events: int) -> Finding:
    """The precondition was met at `events`, and `saw` is what was seen in place of what is required."""
    return Finding(saw, events)


def ruling(fault: str | None, *events: int) -> Finding:
    """Kept if `fault` is `None`, else broken with that fault."""
    return Finding(fault, events)

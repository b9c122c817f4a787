"""What has been found so far in many histories: numbers, and the shortest proof of each break.

Tallies of parts add up to the tally of the whole, whatever the order, so that parts can be judged by several processes. This
file does not know how a history is read or judged.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .panel import Heard


@dataclass(frozen=True, slots=True)
class Where:
    """Where a history stands: which file of those to be read, from 0, its name, and the line."""

    file_number: int
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Broken:
    """A history that breaks a requirement, and what was seen in it."""

    events: int
    where: Where
    saw: str
    positions: tuple[int, ...]
    document: Mapping[str, Any]
    subject: str
    profile: str

    @property
    def size(self) -> tuple[int, int, int]:
        """The shorter of two has the smaller; of two that are as short, the one that stands first."""
        return (self.events, self.where.file_number, self.where.line)


@dataclass(slots=True)
class Row:
    """What has been found about one requirement."""

    exercised: int = 0
    shortest: Broken | None = None
    #: What was asked for in vain, and in how many histories.
    untold: Counter[str] = field(default_factory=Counter[str])

    def add(self, other: Row) -> None:
        """Count what `other` has counted."""
        self.exercised += other.exercised
        self.untold += other.untold
        self.propose(other.shortest)

    def propose(self, broken: Broken | None) -> None:
        """Keep the shorter proof."""
        if broken is not None and (self.shortest is None or broken.size < self.shortest.size):
            self.shortest = broken


@dataclass(slots=True)
class Group:
    """What has been found about the jobs of one subject, by the profile that they claim."""

    histories: int = 0
    events: int = 0
    rows: dict[str, Row] = field(default_factory=dict[str, Row])
    #: What jobs lack, and in how many histories.
    lacks: Counter[frozenset[str]] = field(default_factory=Counter[frozenset[str]])
    #: The members that some job has, as far as that was told.
    offered: set[str] = field(default_factory=set[str])
    offers_told: bool = False
    #: What no recording showed; a history that needed it is not judged.
    missing: set[str] = field(default_factory=set[str])

    def add(self, other: Group) -> None:
        """Count what `other` has counted."""
        self.histories += other.histories
        self.events += other.events
        for name, row in other.rows.items():
            self.rows.setdefault(name, Row()).add(row)
        self.lacks += other.lacks
        self.offered |= other.offered
        self.offers_told |= other.offers_told
        self.missing |= other.missing

    def note(self, heard: Heard) -> Row:
        """Count what one judge has heard in one history."""
        row = self.rows.setdefault(heard.requirement, Row())
        row.exercised += len(heard.findings)
        if heard.untold is not None:
            row.untold[heard.untold] += 1
        return row


#: What has been found, by subject and profile.
Tally = dict[tuple[str, str], Group]


def merge(whole: Tally, part: Tally) -> None:
    """Add what was found in a part."""
    for key, group in part.items():
        whole.setdefault(key, Group()).add(group)

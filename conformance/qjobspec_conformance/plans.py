"""What a campaign is asked to do, how far it is, and what it has found, as frozen values.

This file does not know how any of it is done.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from .deviations import Deviation
from .footprints import Footprint
from .harnesses import Subject
from .verdicts import Verdict

#: How many examples of the deep campaign are drawn unless said otherwise.
DEEP: Final = 200


class Act(StrEnum):
    """What a campaign is doing."""

    RECORDED = "recorded"
    CORE = "core"
    FAULTS = "faults"
    DEEP = "deep"
    SHRINK = "shrink"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an act of the campaign is: `done` of `total`."""

    act: Act
    done: int
    total: int


@dataclass(frozen=True)
class Plan:
    """What to do: `deep` drawn examples after the core, by `seed`; `only` these requirements, or all if empty."""

    seed: int = 0
    deep: int = DEEP
    only: frozenset[str] = frozenset()
    deviations: dict[str, Deviation] = field(default_factory=dict)
    #: Whether a slice of the core takes the place of the whole.
    quick: bool = False


@dataclass(frozen=True)
class Outcome:
    """What a campaign found."""

    subject: Subject
    plan: Plan
    verdicts: tuple[Verdict, ...]
    core: int
    deep: int
    #: Members that never give the turn away: further examples with them were left out.
    avoided: tuple[str, ...]
    #: Whether every history that was run twice came out the same.
    repeatable: bool
    #: What the recordings of its service do not show and some history needed; those were not judged.
    missing: tuple[str, ...] = ()
    #: Which moves of the state machine and which perturbations the histories have met.
    footprint: Footprint = field(default_factory=Footprint)

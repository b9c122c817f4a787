"""What a process of the campaign against the sinners does when it is asked: plain functions, whose answers can be sent.

This file does not know how many processes there are, nor what becomes of the answers.
"""

from __future__ import annotations

import gc
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cache
from typing import Final

from tests.sins.trials import judging

from qjobspec_conformance.codes import Found as Code
from qjobspec_conformance.codes import id_of
from qjobspec_conformance.examples import Example
from qjobspec_conformance.stage import drive

from .found import Proof, Revelation
from .ground import Ground, Surveyed, broken
from .revealing import revelation
from .search import SEEDS, Search, drawn_for
from .sinners import sinners

#: How many examples are run at a time.
SLICE: Final = 200


@dataclass(frozen=True)
class Sought:
    """What has come of the search for one sinner."""

    sinner: str
    example: Example | None
    #: What is broken there besides.
    besides: frozenset[str]
    runs: int
    seeds: tuple[int, ...] = ()


_held = ExitStack()
_surveys: dict[str, Sequence[Surveyed]] = {}


def begin(surveys: dict[str, Sequence[Surveyed]]) -> None:
    """Put in place what a campaign puts around its runs, for as long as this process lives."""
    _surveys.update(surveys)
    _held.enter_context(judging())


@cache
def _ground(profile: str) -> Ground:
    ground = Ground(profile)
    if profile in _surveys:
        ground.know(_surveys[profile])
    gc.freeze()
    return ground


def survey(part: tuple[str, int]) -> list[Surveyed]:
    """What the job without sin of a profile makes of a part of the plain core, from this number on."""
    profile, first = part
    ground = _ground(profile)
    surveyed = list(ground.survey(ground.plain[first : first + SLICE]))
    gc.collect()
    return surveyed


def lengths(profile: str) -> tuple[int, int]:
    """How many examples the plain and the disturbed core have; the latter is known after a survey only."""
    ground = _ground(profile)
    return len(ground.plain), len(ground.disturbed) if profile in _surveys else 0


def accuse(part: tuple[str, int]) -> tuple[int, list[str]]:
    """What a job without sin is wrongly blamed for, in a part of the disturbed core."""
    profile, first = part
    ground = _ground(profile)
    return _blamed(ground, ground.disturbed[first : first + SLICE])


def accuse_drawn(part: tuple[str, int]) -> tuple[int, list[str]]:
    """The same, among what is drawn for a seed."""
    profile, seed = part
    ground = _ground(profile)
    return _blamed(ground, drawn_for(ground.subject, ground.offered, seed))


def _blamed(ground: Ground, examples: Sequence[Example]) -> tuple[int, list[str]]:
    found = ((name, each) for each in examples for name in broken(ground.subject, drive(ground.subject, each)))
    blamed = [id_of(Code(name, ground.subject.profile.name, example)) for name, example in found]
    gc.collect()
    return len(examples), blamed


def seek(asked: tuple[str, Example | None]) -> Sought:
    """Look for a sinner, where it was found before first: in the core, and if it is not there with each seed."""
    name, known = asked
    sinner = sinners()[name]
    search = Search(sinner, _ground(sinner.profile))
    search.run(known)
    seeds = () if search.example is not None else tuple(seed for seed in SEEDS if _is_drawn(search, seed))
    gc.collect()
    return Sought(name, search.example, search.besides, search.runs, seeds)


def _is_drawn(search: Search, seed: int) -> bool:
    drawn = Search(search.sinner, search.ground)
    drawn.run_drawn(seed)
    if drawn.example is not None and (search.example is None or drawn.example.size < search.example.size):
        search.example, search.besides = drawn.example, drawn.besides
    return drawn.example is not None


def reveal(asked: tuple[str, Sequence[Proof]]) -> tuple[str, Revelation | None]:
    """Look for a sinner that a perturbation reveals."""
    perturbation, proofs = asked
    found = revelation(perturbation, proofs, _ground)
    gc.collect()
    return perturbation, found

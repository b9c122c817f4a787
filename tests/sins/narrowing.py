"""The part of the core in which certain members are used: what finds a sin against them in a moment.

This file does not know any sin.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from itertools import chain

from qjobspec_conformance.examples import Example
from qjobspec_conformance.histories import History
from qjobspec_conformance.service_core import ServiceCore, sent
from qjobspec_conformance.services import PERTURBATIONS, Plot, bent
from qjobspec_conformance.situations import situations
from qjobspec_conformance.stage import drive

from .trials import core_of, kit_of, subject_of

#: The requirements that speak of calls with a timeout.
_TIMED = frozenset({"TIMEOUT-7", "WAIT-12", "WAIT-13"})


def found(profile: str, requirement: str, members: frozenset[str], holds: Callable[[History], bool]) -> History | None:
    """The first history for which `holds`, of programs of `members` alone: of the situations, then of the core.

    Of the disturbed core it takes what exists for the sake of `requirement`, by the table of perturbations.
    """
    for example in _examples(profile, requirement, members):
        if holds(history := drive(subject_of(profile), example)):
            return history
    return None


def _examples(profile: str, requirement: str, members: frozenset[str]) -> Iterator[Example]:
    yield from (each for each in situations(kit_of(profile)) if _uses(each, members))
    disturbed = (each for each in _disturbed(profile, members) if _exercises(profile, each, requirement))
    yield from chain(disturbed, _undisturbed(profile, members))


@cache
def _undisturbed(profile: str, members: frozenset[str]) -> tuple[Example, ...]:
    return tuple(each for each in _core(profile, members).undisturbed() if _uses(each, members))


@cache
def _disturbed(profile: str, members: frozenset[str]) -> tuple[Example, ...]:
    return tuple(each for each in _core(profile, members).disturbed() if _uses(each, members))


@cache
def _core(profile: str, members: frozenset[str]) -> ServiceCore:
    """The core, which knows what the reference asks for where one of `members` is called alone."""
    judged, core = subject_of(profile), core_of(profile)
    for example in core.undisturbed():
        if len(example.program.steps) == 1 and _uses(example, members):
            core.note(example, sent(drive(judged, example)))
    return core


def _exercises(profile: str, example: Example, requirement: str) -> bool:
    """Whether everything that disturbs an example is there for the sake of a requirement."""
    assert isinstance(example.timeline, Plot), "a service plays plots"
    names = [strike.name for strike in example.timeline.strikes] or [_bends(profile)[example.timeline]]
    timed = any(step.argument("timeout") is not None for step in example.program.steps)
    return (timed or requirement not in _TIMED) and all(requirement in PERTURBATIONS[name].exercises for name in names)


@cache
def _bends(profile: str) -> Mapping[Plot, str]:
    """What bends each plot that is bent as a whole."""
    speech = kit_of(profile).speech
    return {plot: row.name for row in PERTURBATIONS.values() if row.bends for plot in bent(speech, (row,))}


def _uses(example: Example, members: frozenset[str]) -> bool:
    return {step.of or step.member for step in example.program.steps} <= members

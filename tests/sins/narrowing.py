"""The part of the core in which certain members are used: what finds a sin against them in a moment.

This file does not know any sin.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

from qjobspec_conformance.examples import Example
from qjobspec_conformance.histories import History
from qjobspec_conformance.service_core import ServiceCore, sent
from qjobspec_conformance.situations import situations
from qjobspec_conformance.stage import drive
from qjobspec_conformance.worlds.vocabulary import Vocabulary

from .trials import kit_of, subject_of


def found(profile: str, members: frozenset[str], holds: Callable[[History], bool]) -> History | None:
    """The first history for which `holds`, of the situations and then of the core, of programs of `members` alone."""
    for example in _examples(profile, members):
        if holds(history := drive(subject_of(profile), example)):
            return history
    return None


def _examples(profile: str, members: frozenset[str]) -> Iterator[Example]:
    yield from (each for each in situations(kit_of(profile)) if _uses(each, members))
    core, undisturbed = _core(profile, members)
    yield from undisturbed
    yield from (each for each in core.disturbed() if _uses(each, members))


@cache
def _core(profile: str, members: frozenset[str]) -> tuple[ServiceCore, tuple[Example, ...]]:
    """The core, which knows what the reference asks for where one of `members` is called alone."""
    judged = subject_of(profile)
    assert judged.world is not None
    core = ServiceCore(kit_of(profile), Vocabulary(judged.world.exemplars, judged.world.harness))
    undisturbed = tuple(each for each in core.undisturbed() if _uses(each, members))
    for example in undisturbed:
        if len(example.program.steps) == 1:
            core.note(example, sent(drive(judged, example)))
    return core, undisturbed


def _uses(example: Example, members: frozenset[str]) -> bool:
    return {step.of or step.member for step in example.program.steps} <= members

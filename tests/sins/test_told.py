"""The suite finds every sin in what a job tells, and blames it for nothing else."""

from __future__ import annotations

import pytest

from qjobspec import profile, requirements
from qjobspec_conformance.stage import drive

from . import SINS
from .sin import Sin
from .trials import broken, finds, judging, subject_of

#: At most so many calls prove a sin.
_SHORT = 5

AREAS = ("METADATA-", "TAG-", "QUEUE-", "USAGE-", "LOG-")
OURS = [name for name, sin in SINS.items() if sin.breaks.startswith(AREAS)]


@pytest.mark.parametrize("name", OURS)
def test_the_sin_is_found_and_nothing_else(name: str) -> None:
    """Its requirement is broken by a short proof, and the reference keeps everything in the same example."""
    sin = SINS[name]

    with judging():
        history = finds(sin, _members(sin))
        assert history is not None, f"nothing finds {name}"
        honest = broken(drive(subject_of(sin.profile), history.example))

    assert len(history.example.program.steps) <= _SHORT
    assert broken(history) <= {sin.breaks, *(each for each, _ in sin.also)}
    assert honest == set()


def test_every_requirement_of_these_has_a_sin() -> None:
    """None of them could be forgotten by the suite without a test that says so."""
    ours = {name for name in requirements() if name.startswith(AREAS)}

    assert ours == {SINS[name].breaks for name in OURS}


def _members(sin: Sin) -> frozenset[str]:
    """The members that the requirement of a sin speaks of, and those without which it does not show."""
    named = {source.member for source in requirements()[sin.breaks].sources if source.member is not None}
    return frozenset({*named, "status"} if named else profile(sin.profile).members)

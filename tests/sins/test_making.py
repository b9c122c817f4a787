"""The suite finds each sin of jobs that are made, handed in, asked and refreshed, and blames the right requirement."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest

from qjobspec import profile, requirements_of
from qjobspec_conformance.examples import Example
from qjobspec_conformance.histories import History
from qjobspec_conformance.situations import situations
from qjobspec_conformance.stage import drive

from . import SINS, Sin
from .trials import breaks, broken, core_of, judging, kit_of, subject_of

AREA = (
    "CONSTRUCTOR-",
    "IDENTITY-3",
    "IDENTITY-8",
    "IDENTITY-9",
    "IDENTITY-10",
    "MEMBER-4",
    "REFRESH-",
    "SUBMIT-8",
    "SUBMIT-15",
    "STATUS-12",
    "STATUS-15",
    "STATUS-16",
    "STATUS-17",
    "STATUS-18",
    "PREDICATE-7",
)
MINE = [each for each in SINS.values() if each.breaks.startswith(AREA)]

#: The members of the core's examples that a sin may show in besides situations, by the requirement.
ALONE = {"CONSTRUCTOR-8": {"status", "cancel"}, "SUBMIT-8": {"submit"}, "REFRESH-1": {"refresh"}}


@pytest.mark.parametrize("each", MINE, ids=lambda each: each.name)
def test_a_sin_is_found_and_named(each: Sin) -> None:
    """By a short proof; nothing else is blamed but what the sin says, and the reference keeps everything there."""
    with judging():
        with each.committed():
            found = _first(each)
        assert found is not None, f"nobody has noticed what {each.name}"
        honest = drive(subject_of(each.profile), found.example)

    asked = {requirement.id for requirement in requirements_of(profile(each.profile))}
    assert len(found.example.program.steps) <= 3
    assert broken(found) & asked - {each.breaks} <= dict(each.also).keys()
    assert broken(honest) & asked == set()


def _first(each: Sin) -> History | None:
    judged = subject_of(each.profile)
    histories = (drive(judged, example) for example in _tried(each.profile, each.breaks))
    return next((history for history in histories if breaks(history, each.breaks)), None)


def _tried(name: str, requirement: str) -> Iterator[Example]:
    yield from _situations(name)
    members = ALONE.get(requirement, {"status"})
    yield from (example for example in _short(name) if {step.member for step in example.program.steps} <= members)


@cache
def _situations(name: str) -> tuple[Example, ...]:
    return tuple(sorted(situations(kit_of(name)), key=lambda example: example.size))


@cache
def _short(name: str) -> tuple[Example, ...]:
    """The undisturbed examples of the core with one call or two."""
    return tuple(example for example in core_of(name).undisturbed() if len(example.program.steps) <= 2)

"""The suite finds each sin of a managed job and of a set in a short program, and finds nothing else wrong with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import pytest

from qjobspec_conformance.examples import Example
from qjobspec_conformance.histories import History
from qjobspec_conformance.judges import JUDGES
from qjobspec_conformance.service_core import ServiceCore, sent
from qjobspec_conformance.situations import situations
from qjobspec_conformance.stage import drive
from qjobspec_conformance.worlds.vocabulary import Vocabulary

from .sin import SINS, Sin
from .trials import breaks, broken, judging, kit_of, subject_of

MANAGED = "managed-job"
#: What the core of a job has to use to show the sins that no situation shows.
MEMBERS = {
    "STATUS-13": ("status",),
    "RESULT-18": ("result",),
    "RESULT-19": ("result",),
    "RESULT-20": ("result",),
    "CANCEL-16": ("cancel", "status"),
    "RESILIENCE-13": ("status", "qobj", "error_message", "result"),
}
#: At most so many calls, and so many events to prove it.
CALLS, PROOF = 6, 6


@pytest.fixture(scope="module", autouse=True)
def _judging() -> Iterator[None]:
    with judging():
        yield


@cache
def core(*members: str) -> tuple[Example, ...]:
    """The core of a managed job that has only these members, the shortest first."""
    subject = subject_of(MANAGED)
    assert subject.world is not None
    kit = replace(kit_of(MANAGED), members=frozenset(members), prepares=False, sets=False)
    served = ServiceCore(kit, Vocabulary(subject.world.exemplars))
    undisturbed = tuple(served.undisturbed())
    for example in undisturbed:
        served.note(example, sent(drive(subject, example)))
    return (*undisturbed, *served.disturbed())


def found(sin: Sin) -> History | None:
    """The first history that shows the sin."""
    examples = [each for member in MEMBERS.get(sin.breaks, ()) for each in core(member)]
    if sin.breaks == "CANCEL-16":
        examples = list(core("cancel", "status"))
    with sin.committed():
        runs = (drive(subject_of(MANAGED), example) for example in examples or situations(kit_of(MANAGED)))
        return next((history for history in runs if breaks(history, sin.breaks)), None)


@pytest.mark.parametrize("sin", [each for each in SINS.values() if each.profile == MANAGED], ids=lambda sin: sin.name)
def test_a_sin_is_found_and_nothing_else(sin: Sin) -> None:
    """Its requirement is broken by few calls, no other is but for those it names, and the reference keeps all of them."""
    history = found(sin)

    assert history is not None
    proof = next(finding for finding in JUDGES[sin.breaks](history) if finding.saw is not None)
    assert len(history.example.program.steps) <= CALLS
    assert 0 < len(proof.events) <= PROOF
    assert broken(history) <= {sin.breaks, *dict(sin.also)}
    assert broken(drive(subject_of(MANAGED), history.example)) == set()

"""The suite finds each sin of a managed job and of a set in a short program, and finds nothing else wrong with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import chain

import pytest

from qjobspec_conformance.examples import Example, Origin
from qjobspec_conformance.histories import History
from qjobspec_conformance.judges import JUDGES
from qjobspec_conformance.service_core import ServiceCore, sent
from qjobspec_conformance.situations import situations
from qjobspec_conformance.stage import drive
from qjobspec_conformance.worlds.vocabulary import Vocabulary

from .sin import SINS, Sin
from .trials import breaks, broken, judging, kit_of, subject_of

MANAGED = "managed-job"
#: The requirements that the core shows and no situation does.
IN_CORE = {"STATUS-13", "RESULT-18", "RESULT-19", "RESULT-20", "CANCEL-16", "RESILIENCE-13"}
#: At most so many calls, and so many events to prove it.
CALLS, PROOF = 6, 6


@pytest.fixture(scope="module", autouse=True)
def _judging() -> Iterator[None]:
    with judging():
        yield


@cache
def core(*members: str) -> tuple[Example, ...]:
    """The core of a managed job that has only these members and calls them without arguments, the shortest first."""
    subject = subject_of(MANAGED)
    assert subject.world is not None
    kit = replace(kit_of(MANAGED), members=frozenset(members), prepares=False, sets=False)
    served = ServiceCore(kit, Vocabulary(subject.world.exemplars, subject.world.harness))
    undisturbed = [each for each in served.undisturbed() if not any(step.arguments for step in each.program.steps)]
    for example in undisturbed:
        if len(example.program.steps) == 1:
            served.note(example, sent(drive(subject, example)))
    return (*undisturbed, *served.disturbed())


def tried(sin: Sin) -> Iterator[Example]:
    """What shows the sin: situations, or the core of the member that was changed, and of `status()` beside a cancel()."""
    if sin.breaks not in IN_CORE:
        return situations(kit_of(MANAGED))
    opened = (each for each in situations(kit_of(MANAGED)) if each.origin is Origin.OPENED)
    member = sin.changes[0][1] if sin.changes[0][1] != "warnings" else "result"
    return chain(opened, core(*(("cancel", "status") if member == "cancel" else (member,))))


def found(sin: Sin) -> History | None:
    """The first history that shows the sin."""
    examples = tried(sin)
    with sin.committed():
        runs = (drive(subject_of(MANAGED), example) for example in examples)
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

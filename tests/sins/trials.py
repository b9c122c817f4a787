"""Judges a sinner by the core, the shortest examples first, until a requirement is broken.

This file does not know what a sin changes.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache

from qjobspec import requirements_of
from qjobspec_conformance.examples import Example, Program
from qjobspec_conformance.harnesses import Subject, load
from qjobspec_conformance.histories import History
from qjobspec_conformance.judges import JUDGES
from qjobspec_conformance.service_core import ServiceCore, sent
from qjobspec_conformance.services import Plot
from qjobspec_conformance.situations import Kit, situations
from qjobspec_conformance.stage import drive
from qjobspec_conformance.virtual import patched
from qjobspec_conformance.wire import installed
from qjobspec_conformance.worlds.vocabulary import Vocabulary

#: The harness of the reference's job, by the profile.
HARNESSES = {
    "ibmq-job": "qjobspec_reference.harness:IBMQJobHarness",
    "managed-job": "qjobspec_reference.harness:ManagedJobHarness",
    "runtime-job": "qjobspec_reference.harness:RuntimeJobHarness",
    "runtime-job-v2": "qjobspec_reference.harness:RuntimeJobV2Harness",
}


@contextmanager
def judging() -> Iterator[None]:
    """What a campaign puts around its runs."""
    with patched(), installed():
        gc.disable()
        try:
            yield
        finally:
            gc.enable()


@cache
def subject_of(profile: str) -> Subject:
    """The reference's job of this profile."""
    return load(HARNESSES[profile])


def breaks(history: History, requirement: str) -> bool:
    """Whether a history breaks a requirement."""
    return not history.missing and any(finding.saw is not None for finding in JUDGES[requirement](history))


def broken(history: History) -> set[str]:
    """Every requirement of its profile that a history breaks."""
    return {each.id for each in requirements_of(history.profile) if each.id in JUDGES and breaks(history, each.id)}


def first(profile: str, holds: Callable[[History], bool], wanted: Callable[[Example], bool] = bool) -> History | None:
    """The first history of the core for which `holds`, of the examples that are `wanted`: the shortest of its act."""
    for example in examples(profile):
        if wanted(example) and holds(history := drive(subject_of(profile), example)):
            return history
    return None


def examples(profile: str) -> Iterator[Example]:
    """The core of the reference's job: undisturbed, the situations, disturbed. Pruned by what the reference itself asks for."""
    core, undisturbed = _core(profile)
    yield from undisturbed
    yield from core.disturbed()


@cache
def _core(profile: str) -> tuple[ServiceCore, tuple[Example, ...]]:
    judged = subject_of(profile)
    assert judged.world is not None
    kit = kit_of(profile)
    core = ServiceCore(kit, Vocabulary(judged.world.exemplars, judged.world.harness))
    undisturbed = tuple(core.undisturbed())
    for example in undisturbed:
        core.note(example, sent(drive(judged, example)))
    return core, undisturbed


@cache
def kit_of(profile: str) -> Kit:
    """What families of situations may know of the reference's job."""
    judged = subject_of(profile)
    assert judged.world is not None
    offers = drive(judged, Example(Plot(), Program(((),)))).offers
    members = judged.profile.members
    offered = frozenset(name for name, offer in offers.items() if name in members)
    return Kit(judged.profile, offered, judged.world.speech, judged.constructs, judged.runs)


def in_situations(profile: str, holds: Callable[[History], bool]) -> History | None:
    """The first situation for which `holds`: quicker than the whole core, where a sin shows in one."""
    runs = (drive(subject_of(profile), example) for example in situations(kit_of(profile)))
    return next((history for history in runs if holds(history)), None)

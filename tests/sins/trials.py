"""Judges a sinner by the core, the shortest examples first, until a requirement is broken.

This file does not know what a sin changes.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from itertools import product

from qjobspec import requirements_of
from qjobspec_conformance.arguments import calls
from qjobspec_conformance.examples import Example, Program
from qjobspec_conformance.harnesses import Subject, load
from qjobspec_conformance.histories import History
from qjobspec_conformance.judges import JUDGES
from qjobspec_conformance.service_core import ServiceCore, sent
from qjobspec_conformance.services import Plot, core_plots
from qjobspec_conformance.situations import Kit, situations
from qjobspec_conformance.situations.kit import OVER, QUEUED, RUNNING
from qjobspec_conformance.stage import drive
from qjobspec_conformance.virtual import patched
from qjobspec_conformance.wire import installed
from qjobspec_conformance.worlds.vocabulary import Vocabulary

from .sin import Sin

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
    """Every requirement of its job that a history breaks."""
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


def core_of(profile: str) -> ServiceCore:
    """The core of the reference's job, of which nothing has been run."""
    world = subject_of(profile).world
    assert world is not None
    return ServiceCore(kit_of(profile), Vocabulary(world.exemplars, world.harness))


@cache
def _core(profile: str) -> tuple[ServiceCore, tuple[Example, ...]]:
    judged, core = subject_of(profile), core_of(profile)
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
    handed = judged.runs, judged.prepares, judged.sets
    return Kit(judged.profile, offered, judged.world.speech, judged.constructs, *handed)


def in_situations(profile: str, holds: Callable[[History], bool]) -> History | None:
    """The first situation for which `holds`: quicker than the whole core, where a sin shows in one."""
    runs = (drive(subject_of(profile), example) for example in situations(kit_of(profile)))
    return next((history for history in runs if holds(history)), None)


def finds(sin: Sin, members: frozenset[str]) -> History | None:
    """The first history that shows a sin: of the situations, and then of the core as far as its programs use `members` alone.

    What disturbs the core is chosen by what the reference asks for, as in a campaign.
    """
    for source in (_situations_of, _core_of):
        examples = source(sin.profile, members)
        with sin.committed():
            for example in examples:
                if breaks(history := drive(subject_of(sin.profile), example), sin.breaks):
                    return history
    return None


def _situations_of(profile: str, members: frozenset[str]) -> tuple[Example, ...]:
    del members
    return tuple(situations(kit_of(profile)))


@cache
def _core_of(profile: str, members: frozenset[str]) -> tuple[Example, ...]:
    judged = subject_of(profile)
    assert judged.world is not None
    core = ServiceCore(kit_of(profile), Vocabulary(judged.world.exemplars, judged.world.harness))
    undisturbed = [example for example in core.undisturbed() if _uses_only(example, members)]
    for example in undisturbed:
        core.note(example, sent(drive(judged, example)))
    return (*undisturbed, *core.disturbed())


def _uses_only(example: Example, members: frozenset[str]) -> bool:
    return all(step.member in members for step in example.program.steps)


def prepared(profile: str, members: tuple[str, ...], faults: tuple[str, ...]) -> None:
    """Make what `in_core` needs, while nobody sins."""
    if members:
        _small_core(profile, members, faults)


def in_core(
    profile: str,
    members: tuple[str, ...],
    faults: tuple[str, ...],
    holds: Callable[[History], bool],
    wanted: Callable[[Example], bool] = bool,
) -> History | None:
    """The first history for which `holds`, of the part of the core that uses `members` alone, disturbed by `faults` alone."""
    runs = (drive(subject_of(profile), example) for example in _small_core(profile, members, faults) if wanted(example))
    return next((history for history in runs if holds(history)), None)


@cache
def _small_core(profile: str, members: tuple[str, ...], faults: tuple[str, ...]) -> tuple[Example, ...]:
    judged = subject_of(profile)
    assert judged.world is not None
    kit = kit_of(profile)
    small = replace(kit, members=kit.members & set(members))
    core = ServiceCore(small, Vocabulary(judged.world.exemplars, judged.world.harness))
    if not faults:
        ours = set(situations(small))
        return tuple(example for example in core.undisturbed() if example not in ours)
    plots = [plot for plot in core_plots(kit.speech, kit.profile) if any(each.name in faults for each in plot.strikes)]
    steps = [step for name in members if name in small.members for step in calls(kit.profile.members[name])]
    alone = [Program(((replace(step, after=moment),),)) for step in steps for moment in (QUEUED, RUNNING, OVER)]
    twice = [Program(((first, replace(first, after=1.0)),)) for (first,) in (program.lanes[0] for program in alone)]
    return tuple(sorted((Example(*each) for each in product(plots, (*alone, *twice))), key=lambda example: example.size))

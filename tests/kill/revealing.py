"""Looks for a sinner that a perturbation reveals: with it a requirement is broken, and without it kept.

This file does not know what a perturbation does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import islice

from qjobspec_conformance.examples import Example
from qjobspec_conformance.services import PERTURBATIONS, Plot
from qjobspec_conformance.stage import drive

from .found import Proof, Revelation
from .ground import Ground, broken
from .sinners import Sinner, sinless, sinners

#: How many examples of the core are tried with one sinner and one perturbation, with its own members and with any.
TRIED = 120


def revelation(perturbation: str, proofs: Iterable[Proof], ground_of: Callable[[str], Ground]) -> Revelation | None:
    """A sinner that shows under the perturbation alone; what is its shortest proof anyway comes first."""
    served = [each for each in proofs if isinstance(each.example.timeline, Plot)]
    grounds = {each.profile: ground_of(each.profile) for each in served}
    for each in served:
        sinner, ground = sinners()[each.sinner], grounds[each.profile]
        named = perturbation in ground.perturbations(each.example)
        if named and reveals(perturbation, sinner, each.example, ground):
            return Revelation(perturbation, each.sinner, each.example)
    for each in (each for each in served if each.breaks in PERTURBATIONS[perturbation].exercises):
        sinner, ground = sinners()[each.sinner], grounds[each.profile]
        for example in islice(_like(each, perturbation, ground), 2 * TRIED):
            if reveals(perturbation, sinner, example, ground):
                return Revelation(perturbation, each.sinner, example)
    return None


def reveals(perturbation: str, sinner: Sinner, example: Example, ground: Ground) -> bool:
    """Whether the sinner breaks its requirement with the perturbation, and keeps it without, as others do in both."""
    plainer = without(perturbation, example, ground)
    with sinner.committed():
        shown = broken(sinner.subject, drive(sinner.subject, example))
        if sinner.breaks not in shown or not shown <= {sinner.breaks, *sinner.also}:
            return False
        if sinner.breaks in broken(sinner.subject, drive(sinner.subject, plainer)):
            return False
        if not ground.reaches(sinner.subject, example):
            return False
    honest = sinless(sinner.profile)
    return not broken(honest, drive(honest, example))


def without(perturbation: str, example: Example, ground: Ground) -> Example:
    """The same example when the service does not do this."""
    plot = example.timeline
    assert isinstance(plot, Plot)
    if any(strike.name == perturbation for strike in plot.strikes):
        left = tuple(strike for strike in plot.strikes if strike.name != perturbation)
        return replace(example, timeline=replace(plot, strikes=left))
    straight = {name: getattr(Plot(), name) for name in ground.bent_fields(perturbation, plot)}
    assert straight, f"{perturbation} has no part in it"
    return replace(example, timeline=replace(plot, **straight))


def _like(proof: Proof, perturbation: str, ground: Ground) -> Iterator[Example]:
    """The examples of the core that have the perturbation: those first that use only the members of a proof."""
    members = {step.member for step in proof.example.program.steps}
    every = ground.of(perturbation)
    near = [each for each in every if {step.member for step in each.program.steps} <= members]
    yield from dict.fromkeys((*near[:TRIED], *every))

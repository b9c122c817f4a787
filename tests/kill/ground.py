"""The core of a profile, and what the job without sin makes of each example: where a sinner is looked for, and where first.

What disturbs the core depends on what a job asks for, and here it is the job without sin that asks: `reaches` says whether a
sinner asks for as much, and so would be given the same example by a campaign of its own. This file does not know any sinner.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import cached_property
from typing import Final

from tests.sins.trials import core_of, kit_of

from qjobspec import requirements, requirements_of
from qjobspec_conformance.core import core
from qjobspec_conformance.examples import Example, Origin, Program, Step, Timeline
from qjobspec_conformance.harnesses import Subject
from qjobspec_conformance.histories import History
from qjobspec_conformance.judges import JUDGES
from qjobspec_conformance.recorded import as_recorded, kept_in_records
from qjobspec_conformance.service_core import Sent, sent
from qjobspec_conformance.services import PERTURBATIONS, Cancellation, Phase, Plot, Results, bent
from qjobspec_conformance.stage import drive

from .sinners import sinless

#: The perturbations that bend a plot as a whole.
_BENDING: Final = tuple(row.name for row in PERTURBATIONS.values() if row.bends is not None)
_PLAIN: Final = Plot()


@dataclass(frozen=True)
class Surveyed:
    """What the job without sin makes of one example."""

    exercised: frozenset[str]
    broken: frozenset[str]
    #: What it asks its service for; only of one call, since that is what disturbances are chosen by.
    sent: Sent | None = None


class Ground:
    """The core of one profile."""

    def __init__(self, profile: str) -> None:
        self.subject = sinless(profile)
        self.judged = judged(self.subject)
        self.offered = offered(self.subject)
        self._surveyed: Mapping[Example, Surveyed] = {}

    @cached_property
    def plain(self) -> Sequence[Example]:
        """What is tried whatever a job asks for, the shortest first."""
        return sorted(self._plain(), key=lambda example: example.size)

    @cached_property
    def _undisturbed(self) -> frozenset[Example]:
        return frozenset(self.plain)

    def _plain(self) -> Iterator[Example]:
        world, profile = self.subject.world, self.subject.profile
        if world is None:
            yield from core(profile, sorted(offered(self.subject)), self.subject.lacks)
        else:
            yield from as_recorded(world, kit_of(profile.name).members)
            yield from kept_in_records(world, kit_of(profile.name))
            yield from core_of(profile.name).undisturbed()

    def survey(self, examples: Iterable[Example]) -> Iterator[Surveyed]:
        """Run the job without sin."""
        for example in examples:
            history = drive(self.subject, example)
            findings = {name: [finding.saw for finding in JUDGES[name](history)] for name in self.judged}
            exercised = frozenset(name for name, each in findings.items() if each)
            broken = frozenset(name for name, each in findings.items() if any(saw is not None for saw in each))
            yield Surveyed(exercised, broken, sent(history) if _is_asked_alone(example) else None)

    def know(self, surveyed: Sequence[Surveyed]) -> None:
        """Take over what a survey of the plain half has found."""
        self._surveyed = dict(zip(self.plain, surveyed, strict=True))

    @cached_property
    def disturbed(self) -> Sequence[Example]:
        """What is tried because the job without sin asks for what is disturbed, the shortest first."""
        if self.subject.world is None:
            return ()
        served = core_of(self.subject.profile.name)
        for example, seen in self._surveyed.items():
            if seen.sent is not None:
                served.note(example, seen.sent)
        return list(served.disturbed())

    @cached_property
    def every(self) -> frozenset[Example]:
        """The whole core."""
        return frozenset((*self.plain, *self.disturbed))

    def likely(self, requirement: str) -> Iterator[Example]:
        """Where a break of `requirement` is looked for first: where it is exercised, and under what exists for its sake.

        The shortest first; and of what is disturbed, first the members that the requirement speaks of.
        """
        plain = [each for each in self.plain if requirement in self._surveyed[each].exercised]
        struck = [each for name, row in PERTURBATIONS.items() if requirement in row.exercises for each in self.of(name)]
        members = {source.member for source in requirements()[requirement].sources}
        named = [each for each in struck if not members.isdisjoint(step.of or step.member for step in each.program.steps)]
        for tier in ([*plain, *named], struck):
            yield from sorted(tier, key=lambda example: example.size)

    def perturbations(self, example: Example) -> Iterator[str]:
        """The names of what disturbs an example."""
        if isinstance(example.timeline, Plot):
            yield from (strike.name for strike in example.timeline.strikes)
            yield from (name for name in _BENDING if self.bent_fields(name, example.timeline))

    def bent_fields(self, perturbation: str, plot: Plot) -> Collection[str]:
        """In which fields a plot is bent by a perturbation, whatever else it is bent by; none if it is not."""
        return next((names for like, names in self._bends[perturbation] if _is_like(plot, like, names)), ())

    def of(self, perturbation: str) -> Sequence[Example]:
        """The examples that the perturbation disturbs."""
        return self._by_perturbation.get(perturbation, ())

    @cached_property
    def _by_perturbation(self) -> Mapping[str, Sequence[Example]]:
        found: dict[str, list[Example]] = {}
        for example in (*self.plain, *self.disturbed):
            for name in self.perturbations(example):
                found.setdefault(name, []).append(example)
        return found

    @cached_property
    def _bends(self) -> Mapping[str, Sequence[tuple[Plot, Collection[str]]]]:
        """By perturbation: what becomes of the plain plot, and in which fields."""
        if self.subject.world is None:
            return dict.fromkeys(_BENDING, ())
        speech = self.subject.world.speech
        return {name: [(plot, _changed(plot)) for plot in bent(speech, (PERTURBATIONS[name],))] for name in _BENDING}

    def reaches(self, subject: Subject, example: Example) -> bool:
        """Whether a campaign of `subject` comes upon the example: if it is disturbed, the first call alone asks for that."""
        used = {step.member for step in example.program.steps}
        if not used.isdisjoint(self.offered - offered(subject)):
            return False
        if example in self._undisturbed or not isinstance(example.timeline, Plot):
            return True
        world, plot = subject.world, example.timeline
        assert world is not None
        alone = Program((example.program.lanes[0][:1],))
        if plot.strikes:
            asked = sent(drive(subject, Example(replace(plot, strikes=()), alone)))
            return all(map(asked.reaches, plot.strikes))
        asked = sent(drive(subject, Example(Plot(outcome=plot.outcome), alone)))
        roles = {role for name in self.perturbations(example) for role in PERTURBATIONS[name].strikes(world.speech)}
        return not roles.isdisjoint(asked.asked)


def judged(subject: Subject) -> tuple[str, ...]:
    """The requirements that this version judges jobs like this by."""
    return tuple(
        each.id for each in requirements_of(subject.profile) if each.id in JUDGES and not each.needs & subject.lacks
    )


def broken(subject: Subject, history: History) -> set[str]:
    """What a history breaks of all that its job has to keep."""
    if history.missing:
        return set()
    return {name for name in judged(subject) if any(finding.saw is not None for finding in JUDGES[name](history))}


def offered(subject: Subject) -> frozenset[str]:
    """The members that a job has, as a campaign sees them."""
    steps = (Step("submit"),) if subject.world is None and "submit" not in subject.lacks else ()
    offers = drive(subject, Example(Timeline() if subject.world is None else Plot(), Program((steps,)))).offers
    members = subject.profile.members
    return frozenset(name for name, offer in offers.items() if offer.is_called or not members[name].kind.is_called)


def _changed(plot: Plot) -> Collection[str]:
    """The fields in which a plot is not the plain one, however its job ends."""
    names = [each.name for each in fields(Plot) if each.name != "outcome"]
    return [name for name in names if getattr(plot, name) != getattr(_PLAIN, name)]


def _is_like(plot: Plot, bent_one: Plot, names: Collection[str]) -> bool:
    return all(_kind(getattr(plot, name)) == _kind(getattr(bent_one, name)) for name in names)


def _kind(value: object) -> object:
    """What of a field tells two perturbations apart; how long or how often is not what they are."""
    if isinstance(value, Results | Cancellation):
        return value.comes if isinstance(value, Results) else value.goes
    is_phases = (
        isinstance(value, tuple) and all(isinstance(each, Phase) for each in value) and value[:1] == _PLAIN.phases[:1]
    )
    return value if is_phases else bool(value)


def _is_asked_alone(example: Example) -> bool:
    return isinstance(example.timeline, Plot) and example.origin is Origin.OPENED and len(example.program.steps) == 1

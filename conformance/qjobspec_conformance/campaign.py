"""The campaign: run every example once, let every judge read every history, then find the shortest proof of each break.

This file does not know any requirement, and shows nothing; whoever watches is told how far it is.
"""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from hypothesis.strategies import SearchStrategy

from qjobspec import Requirement, requirements_of

from .core import core
from .deep import draw, examples, shortest
from .deviations import Deviation
from .examples import Example, Program, Step, Timeline
from .findings import Finding
from .harnesses import HarnessError, Subject
from .histories import History
from .judges import JUDGES
from .service_core import ServiceCore, as_recorded, sent
from .services import Plot
from .situations import Kit
from .stage import drive
from .verdicts import Proof, Ruling, Verdict
from .virtual import patched
from .wire import installed
from .worlds.vocabulary import Vocabulary

#: How many examples of the deep campaign are drawn unless said otherwise.
DEEP: Final = 200
#: Every so-manieth history is run twice and compared.
_TWICE: Final = 97
#: After so many runs what they have left behind is swept up: clients keep connections in circles of references.
_SWEPT: Final = 50


class Act(StrEnum):
    """What a campaign is doing."""

    RECORDED = "recorded"
    CORE = "core"
    FAULTS = "faults"
    DEEP = "deep"
    SHRINK = "shrink"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an act of the campaign is: `done` of `total`."""

    act: Act
    done: int
    total: int


@dataclass(frozen=True)
class Plan:
    """What to do: `deep` drawn examples after the core, by `seed`; `only` these requirements, or all if empty."""

    seed: int = 0
    deep: int = DEEP
    only: frozenset[str] = frozenset()
    deviations: dict[str, Deviation] = field(default_factory=dict)


@dataclass(frozen=True)
class Outcome:
    """What a campaign found."""

    subject: Subject
    plan: Plan
    verdicts: tuple[Verdict, ...]
    core: int
    deep: int
    #: Members that never give the turn away: further examples with them were left out.
    avoided: tuple[str, ...]
    #: Whether every history that was run twice came out the same.
    repeatable: bool
    #: What the recordings of its service do not show and some history needed; those were not judged.
    missing: tuple[str, ...] = ()


def run(subject: Subject, plan: Plan, watch: Callable[[Progress], None] | None = None) -> Outcome:
    """Judge `subject`. `HarnessError` if its harness cannot start a job."""
    with patched(), installed() if subject.world is not None else nullcontext(), settled():
        return _Campaign(subject, plan, watch or _unseen).run()


@contextmanager
def settled() -> Generator[None]:
    """Leave out of every sweep what was there before the campaign: that is nearly everything, and makes sweeps cheap."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def _unseen(_: Progress) -> None:
    """Nobody watches."""


@dataclass
class _Tally:
    """What has been found about one requirement so far."""

    exercised: int = 0
    shortest: Example | None = None

    def note(self, example: Example, findings: list[Finding]) -> None:
        self.exercised += len(findings)
        if any(finding.saw is not None for finding in findings) and (
            self.shortest is None or example.size < self.shortest.size
        ):
            self.shortest = example


class _Campaign:
    """One campaign under way."""

    def __init__(self, subject: Subject, plan: Plan, watch: Callable[[Progress], None]) -> None:
        self._subject = subject
        self._plan = plan
        self._watch = watch
        wanted = [each for each in requirements_of(subject.profile) if not plan.only or each.id in plan.only]
        self._requirements = tuple(wanted)
        self._tallies = {each.id: _Tally() for each in wanted if each.id in JUDGES and not each.needs & subject.lacks}
        self._from_the_deep: set[str] = set()
        self._avoided: set[str] = set()
        self._repeatable = True
        self._runs = 0
        self._offered: frozenset[str] = frozenset()
        self._missing: Counter[str] = Counter()

    def run(self) -> Outcome:
        self._offered = self._dress_rehearsal()
        in_core = self._core()
        in_deep = self._deep()
        return Outcome(
            subject=self._subject,
            plan=self._plan,
            verdicts=tuple(self._verdicts()),
            core=in_core,
            deep=in_deep,
            avoided=tuple(sorted(self._avoided)),
            repeatable=self._repeatable,
            missing=tuple(sorted(self._missing)),
        )

    def _dress_rehearsal(self) -> frozenset[str]:
        """Run nothing but a job, with all the time that imports and first calls may take, and see what it offers."""
        served = self._subject.world is not None
        steps = (Step("submit"),) if not served and "submit" not in self._subject.lacks else ()
        example = Example(Plot() if served else Timeline(), Program((steps,)))
        history = drive(self._subject, example, real_seconds=60.0)
        if history.missing:
            raise HarnessError(f"{self._subject.name}: open(job_id) needs {history.missing[0]}")
        members = self._subject.profile.members
        return frozenset(
            name for name, offer in history.offers.items() if offer.is_called or not members[name].kind.is_called
        )

    def _core(self) -> int:
        world = self._subject.world
        if world is None:
            return self._all(Act.CORE, list(core(self._subject.profile, sorted(self._offered), self._subject.lacks)))
        subject = self._subject
        handed = subject.runs, subject.prepares, subject.sets
        kit = Kit(subject.profile, self._offered, world.speech, subject.constructs, *handed)
        served = ServiceCore(kit, Vocabulary(world.exemplars, world.harness))
        verbatim = self._all(Act.RECORDED, list(as_recorded(world, self._offered)))
        undisturbed = self._all(Act.CORE, list(served.undisturbed()), served)
        return verbatim + undisturbed + self._all(Act.FAULTS, list(served.disturbed()))

    def _all(self, act: Act, examples: list[Example], served: ServiceCore | None = None) -> int:
        for number, example in enumerate(examples):
            history = self._judge(example)
            if served is not None and history is not None:
                served.note(example, sent(history))
            if not number % 50:
                self._watch(Progress(act, number, len(examples)))
        self._watch(Progress(act, len(examples), len(examples)))
        return len(examples)

    def _deep(self) -> int:
        before = {name for name, tally in self._tallies.items() if tally.shortest is not None}
        seen = 0

        def see(example: Example) -> None:
            nonlocal seen
            seen += 1
            self._judge(example)
            self._watch(Progress(Act.DEEP, min(seen, self._plan.deep), self._plan.deep))

        if self._plan.deep:
            draw(self._strategy(), count=self._plan.deep, seed_number=self._plan.seed, see=see)
        after = {name for name, tally in self._tallies.items() if tally.shortest is not None}
        self._from_the_deep = after - before
        return seen

    def _strategy(self) -> SearchStrategy[Example]:
        world = self._subject.world
        return examples(
            self._subject.profile, self._offered, self._subject.lacks, world.speech if world is not None else None
        )

    def _judge(self, example: Example) -> History | None:
        if self._avoided and any(step.member in self._avoided for step in example.program.steps):
            return None
        history = drive(self._subject, example)
        self._runs += 1
        if not self._runs % _SWEPT:
            gc.collect()
        if not self._runs % _TWICE:
            self._repeatable &= drive(self._subject, example).events == history.events
        self._avoid_what_never_yields(history)
        self._missing.update(history.missing)
        if history.missing:
            return None
        for name, tally in self._tallies.items():
            if findings := self._findings(name, example, history):
                tally.note(example, findings)
        return history

    def _findings(self, name: str, example: Example, history: History) -> list[Finding]:
        """What a judge finds. Of a subject that gives another history each time, each judge reads one of its own."""
        findings = list(JUDGES[name](history))
        if findings and not self._repeatable:
            return list(JUDGES[name](drive(self._subject, example)))
        return findings

    def _avoid_what_never_yields(self, history: History) -> None:
        """A call that spins costs seconds of real time, each time; once is enough to know."""
        if history.hung is not None and history.hung.verdict in ("spin", "stall"):
            self._avoided |= {call.began.member for call in history.all_calls if call.end is None}

    def _verdicts(self) -> Iterator[Verdict]:
        broken = [name for name, tally in self._tallies.items() if tally.shortest is not None]
        for each in self._requirements:
            if each.id in broken:
                self._watch(Progress(Act.SHRINK, broken.index(each.id), len(broken)))
            yield self._verdict(each)
        self._watch(Progress(Act.SHRINK, len(broken), len(broken)))

    def _verdict(self, each: Requirement) -> Verdict:
        deviation = self._plan.deviations.get(each.id)
        if each.needs & self._subject.lacks:
            lacking = ", ".join(sorted(each.needs & self._subject.lacks))
            return Verdict(each, Ruling.NOT_APPLICABLE, reason=f"its jobs lack {lacking}")
        if each.id not in JUDGES:
            return Verdict(each, Ruling.NOT_EXERCISED, reason="this version has no judge for it", deviation=deviation)
        tally = self._tallies[each.id]
        if tally.shortest is not None:
            return Verdict(each, Ruling.BROKEN, tally.exercised, self._proof(each), deviation=deviation)
        if tally.exercised:
            return Verdict(each, Ruling.KEPT, tally.exercised, deviation=deviation)
        return self._unexercised(each, deviation)

    def _unexercised(self, each: Requirement, deviation: Deviation | None) -> Verdict:
        speaks_of = {source.member for source in each.sources if source.member in self._subject.profile.members}
        if missing := sorted(member for member in speaks_of if member is not None and member not in self._offered):
            reason = f"the job has no {missing[0]}, which MEMBER-1 reports"
            return Verdict(each, Ruling.NOT_APPLICABLE, reason=reason, deviation=deviation)
        if self._avoided:
            reason = f"left out, since {', '.join(sorted(self._avoided))} never gives the turn away"
            return Verdict(each, Ruling.NOT_EXERCISED, reason=reason, deviation=deviation)
        reason = "no history met its precondition"
        if self._missing:
            reason += "; what no recording shows is named below"
        return Verdict(each, Ruling.NOT_EXERCISED, reason=reason, deviation=deviation)

    def _proof(self, each: Requirement) -> Proof:
        found = self._tallies[each.id].shortest
        assert found is not None, "a proof is asked for only where something was broken"
        if each.id in self._from_the_deep:
            found = self._shrunk(each, found)
        history = drive(self._subject, found)
        again = drive(self._subject, found)
        finding = next((finding for finding in JUDGES[each.id](history) if finding.saw is not None), None)
        repeatable = history.events == again.events and finding is not None
        return Proof(history, finding or Finding("it did not happen again when the same example was run again"), repeatable)

    def _shrunk(self, each: Requirement, found: Example) -> Example:
        """What the core has found is the shortest by construction; only what the deep alone has found is shrunk."""

        def breaks(example: Example) -> bool:
            history = drive(self._subject, example)
            return any(finding.saw is not None for finding in JUDGES[each.id](history))

        best = shortest(self._strategy(), count=self._plan.deep, seed_number=self._plan.seed, holds=breaks)
        return min((found, best or found), key=lambda example: example.size)

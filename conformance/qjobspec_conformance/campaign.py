"""The campaign: run every example once, let every judge read every history, then find the shortest proof of each break.

This file does not know any requirement, and shows nothing; whoever watches is told how far it is. Who runs the examples is a
bench's business, and makes no difference to what is found.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace

from qjobspec import CAPABILITY_MEMBERS, Capability, Requirement, requirements_of

from .bench import Batch, Bench, Here, Seen, Tally, Workers, batches, ready
from .core import core
from .deep import drawn, examples
from .deviations import Deviation
from .examples import Example
from .findings import Finding
from .footprints import Footprints
from .harnesses import Subject
from .judges import JUDGES
from .plans import DEEP, Act, Outcome, Plan, Progress
from .quick import few_disturbed, few_of_the_core, few_undisturbed
from .recorded import as_recorded, kept_in_records
from .service_core import ServiceCore
from .situations import Kit, situations
from .stage import drive
from .verdicts import Proof, Ruling, Verdict
from .worlds.vocabulary import Vocabulary

__all__ = ["DEEP", "Act", "Outcome", "Plan", "Progress", "run"]


def run(subject: Subject, plan: Plan, watch: Callable[[Progress], None] | None = None, *, jobs: int = 1) -> Outcome:
    """Judge `subject` in this process, or in so many others, which load it by its name. The outcome is the same.

    `HarnessError` if its harness cannot start a job.
    """
    wanted = tuple(each for each in requirements_of(subject.profile) if not plan.only or each.id in plan.only)
    names = [each.id for each in wanted if each.id in JUDGES and not each.needs & subject.lacks]
    bench: AbstractContextManager[Bench] = Here.opened(subject, names) if jobs == 1 else Workers.opened(subject, names, jobs)
    with bench as opened:
        campaign = _Campaign(subject, plan, watch or _unseen, opened, wanted, names)
        campaign.look()
    with ready(subject):
        return campaign.outcome()


def _unseen(_: Progress) -> None:
    """Nobody watches."""


class _Campaign:
    """One campaign under way."""

    def __init__(
        self,
        subject: Subject,
        plan: Plan,
        watch: Callable[[Progress], None],
        bench: Bench,
        wanted: tuple[Requirement, ...],
        names: Iterable[str],
    ) -> None:
        self._subject = subject
        self._plan = plan
        self._watch = watch
        self._bench = bench
        self._requirements = wanted
        self._exercised = dict.fromkeys(names, 0)
        #: The shortest example so far that breaks a requirement.
        self._broken: dict[str, Example] = {}
        self._avoided: set[str] = set()
        self._repeatable = True
        self._missing: set[str] = set()
        self._footprints = Footprints()
        self._offered: frozenset[str] = frozenset()
        self._ran = dict.fromkeys(Act, 0)

    # -- looking

    def look(self) -> None:
        """Run every example, and make what the deep campaign alone has found as short as can be."""
        self._offered = self._bench.offered()
        self._core()
        known = set(self._broken)
        self._all(Act.DEEP, self._drawn())
        self._shrink(sorted(self._broken.keys() - known))

    @property
    def _usable(self) -> frozenset[str]:
        """The members that programs use: not those of streams if the harness says that its jobs cannot stream."""
        lacking = self._subject.lacks & {Capability.STREAMING}
        return self._offered - {name for each in lacking for name in CAPABILITY_MEMBERS[each]}

    def _core(self) -> None:
        world, quick = self._subject.world, self._plan.quick
        if world is None:
            every = core(self._subject.profile, sorted(self._offered), self._subject.lacks)
            self._all(Act.CORE, few_of_the_core(every) if quick else every)
            return
        subject = self._subject
        handed = subject.runs, subject.prepares, subject.sets
        kit = Kit(subject.profile, self._usable, world.speech, subject.constructs, *handed)
        served = ServiceCore(kit, Vocabulary(world.exemplars, world.harness))
        self._all(Act.RECORDED, (*as_recorded(world, self._usable), *kept_in_records(world, kit)))
        undisturbed = served.undisturbed()
        self._all(Act.CORE, few_undisturbed(undisturbed, set(situations(kit))) if quick else undisturbed, served)
        self._all(Act.FAULTS, few_disturbed(served.disturbed()) if quick else served.disturbed())

    def _drawn(self) -> list[Example]:
        if not self._plan.deep:
            return []
        world = self._subject.world
        speech = world.speech if world is not None else None
        strategy = examples(self._subject.profile, self._usable, self._subject.lacks, speech)
        return drawn(strategy, count=self._plan.deep, seed_number=self._plan.seed)

    def _all(self, act: Act, tried: Iterable[Example], served: ServiceCore | None = None) -> None:
        every = list(batches(tried, asks=served is not None))
        total = sum(len(batch.examples) for batch in every)
        self._ran[act] = total
        self._watch(Progress(act, 0, total))
        for batch, seen in zip(every, self._bench.judge(every, self._avoided), strict=True):
            self._note(batch, seen)
            for place, sent in seen.sent.items():
                assert served is not None, "nobody else has asked"
                served.note(batch.examples[place], sent)
            self._watch(Progress(act, batch.first + len(batch.examples), total))

    def _note(self, batch: Batch, seen: Seen) -> None:
        self._avoided |= seen.avoided
        self._repeatable &= seen.repeatable
        self._missing |= seen.missing
        self._footprints.add(seen.footprint)
        for name, tally in seen.tallies.items():
            self._exercised[name] += tally.exercised
            self._note_broken(name, batch, tally)

    def _note_broken(self, name: str, batch: Batch, tally: Tally) -> None:
        if tally.broken is None:
            return
        best = self._broken.get(name)
        if best is None or tally.broken.size < best.size:
            self._broken[name] = batch.examples[tally.broken.number - batch.first]

    def _shrink(self, names: list[str]) -> None:
        """What the core has found is the shortest by construction; only what the deep alone has found is shrunk."""
        self._watch(Progress(Act.SHRINK, 0, len(names)))
        found = [(name, self._broken[name]) for name in names]
        for number, (name, example) in enumerate(zip(names, self._bench.shrink(found), strict=True), start=1):
            self._broken[name] = example
            self._watch(Progress(Act.SHRINK, number, len(names)))

    # -- telling

    def outcome(self) -> Outcome:
        """What was found, with a proof for each break."""
        world = self._subject.world
        return Outcome(
            subject=self._subject,
            plan=self._plan,
            verdicts=tuple(self._verdicts()),
            core=sum(self._ran[act] for act in (Act.RECORDED, Act.CORE, Act.FAULTS)),
            deep=self._ran[Act.DEEP],
            avoided=tuple(sorted(self._avoided)),
            repeatable=self._repeatable,
            missing=tuple(sorted(self._missing)),
            footprint=self._footprints.among(self._subject.profile, world.speech if world is not None else None),
        )

    def _verdicts(self) -> Iterator[Verdict]:
        for each in self._requirements:
            verdict = self._verdict(each)
            yield replace(verdict, deviation=self._deviation(verdict))

    def _deviation(self, verdict: Verdict) -> Deviation | None:
        """What is declared of it; nothing of what the quick slice saw kept, since that slice finds no more than most."""
        seen = verdict.ruling is not Ruling.NOT_APPLICABLE and not (self._plan.quick and verdict.ruling is Ruling.KEPT)
        return self._plan.deviations.get(verdict.requirement.id) if seen else None

    def _verdict(self, each: Requirement) -> Verdict:
        if each.needs & self._subject.lacks:
            lacking = ", ".join(sorted(each.needs & self._subject.lacks))
            return Verdict(each, Ruling.NOT_APPLICABLE, reason=f"its jobs lack {lacking}")
        if each.id not in JUDGES:
            return Verdict(each, Ruling.NOT_EXERCISED, reason="this version has no judge for it")
        if each.id in self._broken:
            return Verdict(each, Ruling.BROKEN, self._exercised[each.id], self._proof(each))
        if self._exercised[each.id]:
            return Verdict(each, Ruling.KEPT, self._exercised[each.id])
        return self._unexercised(each)

    def _unexercised(self, each: Requirement) -> Verdict:
        speaks_of = {source.member for source in each.sources if source.member in self._subject.profile.members}
        if missing := sorted(member for member in speaks_of if member is not None and member not in self._offered):
            reason = f"the job has no {missing[0]}, which MEMBER-1 reports"
            return Verdict(each, Ruling.NOT_APPLICABLE, reason=reason)
        if self._avoided:
            reason = f"left out, since {', '.join(sorted(self._avoided))} never gives the turn away"
            return Verdict(each, Ruling.NOT_EXERCISED, reason=reason)
        reason = (
            "no history of the quick slice met its precondition" if self._plan.quick else "no history met its precondition"
        )
        if self._missing:
            reason += "; what no recording shows is named below"
        return Verdict(each, Ruling.NOT_EXERCISED, reason=reason)

    def _proof(self, each: Requirement) -> Proof:
        found = self._broken[each.id]
        history, again = drive(self._subject, found), drive(self._subject, found)
        finding = next((finding for finding in JUDGES[each.id](history) if finding.saw is not None), None)
        repeatable = history.events == again.events and finding is not None
        return Proof(history, finding or Finding("it did not happen again when the same example was run again"), repeatable)

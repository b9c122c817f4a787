"""Looks for the shortest example that shows a sinner, and nothing else wrong with it but what it cannot help.

First where the requirement is exercised, then in the rest of the core, then among what is drawn for each of ten seeds. The
core knows no seed: what is found there is found whatever the seed. This file does not know who runs it, or how many of it run.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import chain

from qjobspec_conformance.deep import drawn
from qjobspec_conformance.deep import examples as every_example
from qjobspec_conformance.examples import Example
from qjobspec_conformance.harnesses import Subject
from qjobspec_conformance.histories import History
from qjobspec_conformance.judges import JUDGES
from qjobspec_conformance.plans import DEEP
from qjobspec_conformance.stage import drive

from .ground import Ground, broken
from .sinners import Sinner

#: The seeds that are tried of what is drawn.
SEEDS = range(10)
#: After so many examples that show other sins besides, none is hoped for that does not.
PATIENCE = 300
#: After so many runs what they have left behind is swept up.
SWEPT = 50


@dataclass
class Search:
    """What has been found of one sinner."""

    sinner: Sinner
    ground: Ground
    #: The shortest example found, and what is broken there besides.
    example: Example | None = None
    besides: frozenset[str] = frozenset()
    runs: int = 0
    _avoided: set[str] = field(default_factory=set[str])

    @property
    def unexplained(self) -> frozenset[str]:
        """What is broken besides, and the sinner does not own up to."""
        return self.besides - self.sinner.also.keys()

    def run(self, known: Example | None) -> None:
        """Look for it; at `known` first, if the core still has it."""
        ground = self.ground
        first = [known] if known is not None and known in ground.every else []
        every = dict.fromkeys(chain(first, ground.likely(self.sinner.breaks), ground.plain, ground.disturbed))
        with self.sinner.committed():
            self._look(every)

    def run_drawn(self, seed: int) -> None:
        """Look for it among what a campaign draws for this seed."""
        with self.sinner.committed():
            self._look(drawn_for(self.sinner.subject, self.ground.offered, seed))

    def _look(self, examples: Iterable[Example]) -> None:
        hoped = PATIENCE
        for example in examples:
            if self._avoided.isdisjoint(step.member for step in example.program.steps):
                self._show(example)
            hoped -= self.example is not None
            if self.example is not None and (not self.unexplained or not hoped):
                return

    def _show(self, example: Example) -> None:
        history = self._drive(example)
        if history.missing or not _is_broken(history, self.sinner.breaks):
            return
        if not self.ground.reaches(self.sinner.subject, example):
            return
        besides = frozenset(broken(self.sinner.subject, history) - {self.sinner.breaks})
        if self.example is None or besides <= self.sinner.also.keys():
            self.example, self.besides = example, besides

    def _drive(self, example: Example) -> History:
        history = drive(self.sinner.subject, example)
        if history.hung is not None and history.hung.verdict in ("spin", "stall"):
            self._avoided |= {call.began.member for call in history.all_calls if call.end is None}
        self.runs += 1
        if not self.runs % SWEPT:
            gc.collect()
        return history


def drawn_for(subject: Subject, offered: frozenset[str], seed: int) -> list[Example]:
    """What the deep campaign of a job draws for a seed at the default settings."""
    speech = subject.world.speech if subject.world is not None else None
    strategy = every_example(subject.profile, offered, subject.lacks, speech)
    return drawn(strategy, count=DEEP, seed_number=seed)


def _is_broken(history: History, requirement: str) -> bool:
    return any(finding.saw is not None for finding in JUDGES[requirement](history))

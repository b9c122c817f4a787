"""Judges a job by a part of the core: short, and the same on every run.

This file does not know what a job should break; the whole core is tried by `python -m tests.campaigns.kill`.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from itertools import islice

from qjobspec import profile, requirements_of
from qjobspec_conformance.core import core
from qjobspec_conformance.examples import Example, Program, Step, Timeline
from qjobspec_conformance.harnesses import Subject
from qjobspec_conformance.histories import History
from qjobspec_conformance.judges import JUDGES
from qjobspec_conformance.stage import drive

#: Of the core every so-manieth example is run, and of those of a single call every third.
STRIDE = 61
STRIDE_OF_ONE_CALL = 3


class Trial:
    """What has been found about one subject so far."""

    def __init__(self, subject: Subject) -> None:
        self.subject = subject
        #: The shortest example seen that breaks a requirement, by the requirement.
        self.broken: dict[str, Example] = {}
        self._avoided: set[str] = set()
        self._judged = [each.id for each in requirements_of(subject.profile) if not each.needs & subject.lacks]

    def run(self) -> None:
        """Run the part of the core that every subject is tried by."""
        examples = self._core()
        self._see(islice(filter(_is_one_call, examples), 0, None, STRIDE_OF_ONE_CALL))
        self._see(islice(examples, 0, None, STRIDE))

    def _core(self) -> tuple[Example, ...]:
        steps = (Step("submit"),) if "submit" not in self.subject.lacks else ()
        offers = drive(self.subject, Example(Timeline(), Program((steps,)))).offers
        members = self.subject.profile.members
        offered = frozenset(name for name, offer in offers.items() if offer.is_called or not members[name].kind.is_called)
        return _core_of(self.subject.profile.name, offered, self.subject.lacks)

    def _see(self, examples: Iterable[Example]) -> None:
        for example in examples:
            if not self._avoided.intersection(step.member for step in example.program.steps):
                self._judge(drive(self.subject, example))

    def _judge(self, history: History) -> None:
        if history.hung is not None and history.hung.verdict in ("spin", "stall"):
            self._avoided |= {call.began.member for call in history.all_calls if call.end is None}
        for name in self._judged:
            if any(finding.saw is not None for finding in JUDGES[name](history)):
                self.broken[name] = min(self.broken.get(name, history.example), history.example, key=lambda one: one.size)


@cache
def _core_of(profile_name: str, offered: frozenset[str], lacks: frozenset[str]) -> tuple[Example, ...]:
    return tuple(core(profile(profile_name), sorted(offered), lacks))


def _is_one_call(example: Example) -> bool:
    """Whether there is one call beside the submission, or the job is not submitted at once."""
    calls = [step.member for step in example.program.steps]
    return len(calls) - calls.count("submit") < 2 or calls[0] != "submit"

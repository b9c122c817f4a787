"""A desk: runs examples of one subject in this process, lets every judge read each history, and writes down what was found.

This file does not know how many desks there are.
"""

from __future__ import annotations

import gc
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager, nullcontext
from typing import Final

from ..examples import Example, Program, Step, Timeline
from ..footprints import Footprints
from ..harnesses import HarnessError, Subject
from ..histories import History
from ..judges import JUDGES
from ..service_core import Sent, sent
from ..services import Plot
from ..stage import drive
from ..virtual import patched
from ..wire import installed
from .batches import Batch, Broken, Seen, Tally
from .shrinking import shortest

#: Every so-manieth example of an act is run twice and compared.
_TWICE: Final = 97
#: After so many runs what they have left behind is swept up: clients keep connections in circles of references.
_SWEPT: Final = 20


@contextmanager
def ready(subject: Subject) -> Generator[None]:
    """Put virtual time and the wire in place for as long as examples are run, and keep what is there from being swept."""
    with patched(), installed() if subject.world is not None else nullcontext(), _settled():
        yield


@contextmanager
def _settled() -> Generator[None]:
    """Sweep when a desk says so, and leave out what was there before: that is nearly everything, and makes sweeps cheap."""
    by_itself = gc.isenabled()
    gc.disable()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
        if by_itself:
            gc.enable()


class Desk:
    """Judges `subject` by the requirements called `names`."""

    def __init__(self, subject: Subject, names: Iterable[str]) -> None:
        self._subject = subject
        self._judges = {name: JUDGES[name] for name in names}
        self._runs = 0

    def rehearse(self) -> frozenset[str]:
        """Run nothing but a job, with all the time that imports and first calls may take, and see what it offers."""
        served = self._subject.world is not None
        steps = (Step("submit"),) if not served and "submit" not in self._subject.lacks else ()
        example = Example(Plot() if served else Timeline(), Program((steps,)))
        history = drive(self._subject, example, real_seconds=60.0)
        gc.collect()
        gc.freeze()  # what imports and first calls have left stays
        if history.missing:
            raise HarnessError(f"{self._subject.name}: open(job_id) needs {history.missing[0]}")
        members = self._subject.profile.members
        return frozenset(
            name for name, offer in history.offers.items() if offer.is_called or not members[name].kind.is_called
        )

    def judge(self, batch: Batch, without: frozenset[str]) -> Seen:
        """Run a batch, without the examples that use a member of `without`."""
        seen = _Seeing(batch, without, self._footprints())
        for place, example in enumerate(batch.examples):
            if not batch.is_left_out(example, without | seen.avoided):
                history = self._drive(example)
                if not (batch.first + place + 1) % _TWICE:
                    seen.repeatable &= self._drive(example).events == history.events
                seen.note(place, history, self._tallies(example, history, batch.first + place))
        return seen.done()

    def shrink(self, requirement: str, example: Example) -> Example:
        """The shortest example that can be made of `example` and still breaks the requirement."""

        def breaks(tried: Example) -> bool:
            history = self._drive(tried)
            return not history.missing and any(finding.saw is not None for finding in JUDGES[requirement](history))

        return shortest(example, breaks)

    def _footprints(self) -> Footprints:
        world = self._subject.world
        return Footprints(world.speech if world is not None else None)

    def _drive(self, example: Example) -> History:
        self._runs += 1
        if not self._runs % _SWEPT:
            gc.collect()
        return drive(self._subject, example)

    def _tallies(self, example: Example, history: History, number: int) -> Iterator[tuple[str, Tally]]:
        if history.missing:
            return
        for name, judge in self._judges.items():
            if findings := list(judge(history)):
                is_broken = any(finding.saw is not None for finding in findings)
                yield name, Tally(len(findings), Broken(example.size, number) if is_broken else None)


class _Seeing:
    """What has been seen in a batch so far."""

    def __init__(self, batch: Batch, without: frozenset[str], footprints: Footprints) -> None:
        self._batch = batch
        self._without = without
        self._tallies: dict[str, Tally] = {}
        self._missing: set[str] = set()
        self._sent: dict[int, Sent] = {}
        self._footprints = footprints
        self.avoided: frozenset[str] = frozenset()
        self.repeatable = True

    def note(self, place: int, history: History, tallies: Iterable[tuple[str, Tally]]) -> None:
        """Take down what one history shows."""
        self.avoided |= _never_yielding(history)
        self._missing.update(history.missing)
        for name, tally in tallies:
            self._tallies[name] = self._tallies.get(name, Tally()).plus(tally)
        if not history.missing:
            self._footprints.note(history)
            if self._batch.asks:
                self._sent[place] = sent(history)

    def done(self) -> Seen:
        """All of it."""
        missing, footprint = frozenset(self._missing), self._footprints.sum()
        return Seen(self._without, self._tallies, self.avoided, self.repeatable, missing, self._sent, footprint)


def _never_yielding(history: History) -> frozenset[str]:
    """The members that spin: a call of one costs seconds of real time, each time, and once is enough to know."""
    if history.hung is None or history.hung.verdict not in ("spin", "stall"):
        return frozenset()
    return frozenset(call.began.member for call in history.all_calls if call.end is None)

"""Miniatures that say the wrong thing about their state (STATUS)."""

from __future__ import annotations

import threading
import time
from typing import Any

from qjobspec import JOB_MACHINE, JobStatus
from qjobspec_reference import AerJob

from .sinless import AnswersHonestly, Callback, SpeaksAWord, WaitsHonestly


class SpeaksInStrings(AnswersHonestly):
    """STATUS-1: it says the name of its state."""

    def status(self) -> JobStatus:
        return str(super().status().value)  # type: ignore[return-value]


class SpeaksInSmallLetters(SpeaksAWord):
    """STATUS-11: it says the name of its state in small letters."""

    def _word(self, status: JobStatus) -> str:
        return status.value.lower()


class RisesFromTheDead(WaitsHonestly):
    """STATUS-2: a second after it was first seen to be final it runs again."""

    _died: float | None = None

    def status(self) -> JobStatus:
        status = super().status()
        if status not in JOB_MACHINE.finals:
            return status
        if self._died is None:
            self._died = time.monotonic()
        return status if time.monotonic() < self._died + 1 else JobStatus.RUNNING


class RegretsBeingDone(WaitsHonestly):
    """STATUS-2: a moment after it was first seen to be done it has failed."""

    _done: float | None = None

    def status(self) -> JobStatus:
        status = super().status()
        if status is not JobStatus.DONE:
            return status
        if self._done is None:
            self._done = time.monotonic()
        return status if time.monotonic() == self._done else JobStatus.ERROR


class LosesItsPlaceInTheQueue(AerJob):
    """STATUS-3: seen in the queue, it is initialized again."""

    _queued: float | None = None

    def status(self) -> JobStatus:
        status = super().status()
        if status is not JobStatus.INITIALIZING:
            return status
        if self._queued is None:
            self._queued = time.monotonic()
        return JobStatus.QUEUED if time.monotonic() == self._queued else status


class NeverSeemsToRun(AerJob):
    """STATUS-4: it is queued until it is over."""

    def status(self) -> JobStatus:
        status = super().status()
        return JobStatus.QUEUED if status in (JobStatus.INITIALIZING, JobStatus.RUNNING) else status


class IsStaleUntilAskedTwice(AerJob):
    """STATUS-4: that it runs is told from the second asking on; the first one only refreshes what it remembers."""

    _asked: float | None = None

    def status(self) -> JobStatus:
        status = super().status()
        if status is not JobStatus.RUNNING:
            return status
        if self._asked is None:
            self._asked = time.monotonic()
        return JobStatus.INITIALIZING if time.monotonic() == self._asked else status


class RunsInTheQueue(AerJob):
    """STATUS-5: it runs from the moment it was submitted."""

    def status(self) -> JobStatus:
        status = super().status()
        return JobStatus.RUNNING if status is JobStatus.INITIALIZING else status


class IsNeverSatisfied(AerJob):
    """STATUS-6: a result is an error."""

    def status(self) -> JobStatus:
        status = super().status()
        return JobStatus.ERROR if status is JobStatus.DONE else status


class IsDoneWhenItRaised(AerJob):
    """STATUS-7: whatever has ended is done."""

    def status(self) -> JobStatus:
        status = super().status()
        failed = status is JobStatus.ERROR and self._submitted().exception() is not None
        return JobStatus.DONE if failed else status


class TrustsItsFuture(AerJob):
    """STATUS-8: a future without an exception is done, whatever its result says."""

    def status(self) -> JobStatus:
        status = super().status()
        failed = status is JobStatus.ERROR and self._submitted().exception() is None
        return JobStatus.DONE if failed else status


class MakesEverybodyWait(AnswersHonestly):
    """STATUS-9: while one thread waits for the result, another one is not told the status."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._idle = threading.Event()
        self._idle.set()
        self._telling = False

    def _tell(self, callback: Callback, *told: Any) -> None:
        self._telling = True
        super()._tell(callback, *told)
        self._telling = False

    def result(self, timeout: float | None = None) -> Any:
        self._idle.clear()
        try:
            return super().result(timeout)
        finally:
            self._idle.set()

    def status(self) -> JobStatus:
        if not self._telling:
            self._idle.wait()
        return super().status()


class RaisesWhenAskedHowItWent(AnswersHonestly):
    """STATUS-10: status() of a failed job raises its error."""

    def status(self) -> JobStatus:
        status = super().status()
        if status is JobStatus.ERROR:
            self._submitted().result()
        return status


MINIATURES: dict[str, tuple[type[AerJob], ...]] = {
    "STATUS-11": (SpeaksInSmallLetters,),
    "STATUS-1": (SpeaksInStrings,),
    "STATUS-2": (RisesFromTheDead, RegretsBeingDone),
    "STATUS-3": (LosesItsPlaceInTheQueue,),
    "STATUS-4": (NeverSeemsToRun, IsStaleUntilAskedTwice),
    "STATUS-5": (RunsInTheQueue,),
    "STATUS-6": (IsNeverSatisfied,),
    "STATUS-7": (IsDoneWhenItRaised,),
    "STATUS-8": (TrustsItsFuture,),
    "STATUS-9": (MakesEverybodyWait,),
    "STATUS-10": (RaisesWhenAskedHowItWent,),
}

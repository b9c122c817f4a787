"""Miniatures that call back wrongly (CALLBACK)."""

from __future__ import annotations

import threading
from contextlib import suppress

from qjobspec import JOB_MACHINE, JobStatus
from qjobspec_reference import AerJob

from .sinless import Callback, CallsBackThrough


class AddsAFourthArgument(CallsBackThrough):
    """CALLBACK-1: it tells more than it was asked."""

    def _tell(self, callback: Callback, job_id: str, status: JobStatus, job: AerJob) -> None:
        callback(job_id, status, job, 0)


class CallsBackByName(CallsBackThrough):
    """CALLBACK-1: it passes its arguments by names that the user's function need not have."""

    def _tell(self, callback: Callback, job_id: str, status: JobStatus, job: AerJob) -> None:
        callback(job_id, status, job=job)


class TellsAnotherId(CallsBackThrough):
    """CALLBACK-2: the callback hears an id that job_id() does not know."""

    def _tell(self, callback: Callback, job_id: str, status: JobStatus, job: AerJob) -> None:
        callback(job_id.upper(), status, job)


class TellsTheFirstStatus(CallsBackThrough):
    """CALLBACK-3: until the end the callback hears what the first query gave."""

    _first: JobStatus | None = None

    def _tell(self, callback: Callback, job_id: str, status: JobStatus, job: AerJob) -> None:
        self._first = self._first or status
        callback(job_id, status if status in JOB_MACHINE.finals else self._first, job)


class KeepsItselfBack(CallsBackThrough):
    """CALLBACK-4: in place of the job the callback gets its backend."""

    def _tell(self, callback: Callback, job_id: str, status: JobStatus, job: AerJob) -> None:
        callback(job_id, status, job.backend())


class AsksTwiceAsOften(AerJob):
    """CALLBACK-5: it halves the interval."""

    def wait_for_final_state(self, timeout: float | None = None, wait: float = 5, callback: Callback | None = None) -> None:
        super().wait_for_final_state(timeout, wait / 2, callback)


class TellsTheEndTwice(CallsBackThrough):
    """CALLBACK-5: the callback is called once too often, at the end."""

    def _tell(self, callback: Callback, job_id: str, status: JobStatus, job: AerJob) -> None:
        callback(job_id, status, job)
        if status in JOB_MACHINE.finals:
            callback(job_id, status, job)


class LeavesOutEverySecondQuery(CallsBackThrough):
    """CALLBACK-6: it calls back after every other query."""

    _queries = 0

    def _tell(self, callback: Callback, job_id: str, status: JobStatus, job: AerJob) -> None:
        self._queries += 1
        if self._queries % 2 or status in JOB_MACHINE.finals:
            callback(job_id, status, job)


class SwallowsErrors(CallsBackThrough):
    """CALLBACK-7: what the callback raises is lost."""

    def _tell(self, callback: Callback, job_id: str, status: JobStatus, job: AerJob) -> None:
        with suppress(Exception):
            callback(job_id, status, job)


class CallsBackAfterwards(AerJob):
    """CALLBACK-8: one more call comes an interval after the wait has ended."""

    def wait_for_final_state(self, timeout: float | None = None, wait: float = 5, callback: Callback | None = None) -> None:
        super().wait_for_final_state(timeout, wait, callback)
        if callback is not None:
            threading.Timer(wait, callback, (self._job_id, self.status(), self)).start()


class KeepsTheEndToItself(CallsBackThrough):
    """CALLBACK-9: the callback never hears of the final state."""

    def _tell(self, callback: Callback, job_id: str, status: JobStatus, job: AerJob) -> None:
        if status not in JOB_MACHINE.finals:
            callback(job_id, status, job)


MINIATURES: dict[str, tuple[type[AerJob], ...]] = {
    "CALLBACK-1": (AddsAFourthArgument, CallsBackByName),
    "CALLBACK-2": (TellsAnotherId,),
    "CALLBACK-3": (TellsTheFirstStatus,),
    "CALLBACK-4": (KeepsItselfBack,),
    "CALLBACK-5": (AsksTwiceAsOften, TellsTheEndTwice),
    "CALLBACK-6": (LeavesOutEverySecondQuery,),
    "CALLBACK-7": (SwallowsErrors,),
    "CALLBACK-8": (CallsBackAfterwards,),
    "CALLBACK-9": (KeepsTheEndToItself,),
}

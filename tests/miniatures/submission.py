"""Miniatures that are submitted wrongly (SUBMIT)."""

from __future__ import annotations

import time
from concurrent.futures import Future
from typing import Any

from qjobspec import JobStatus
from qjobspec_reference import AerJob, JobError

from .sinless import Callback


class RunsWhenAskedForItsResult(AerJob):
    """SUBMIT-1: submit() only promises; the work is handed over when somebody wants its end."""

    _promised = False

    def submit(self) -> None:
        if self._promised:
            raise JobError(f"job {self._job_id} was submitted before")
        self._promised = True

    def status(self) -> JobStatus:
        return JobStatus.INITIALIZING if self._promised and self._future is None else super().status()

    def wait_for_final_state(self, timeout: float | None = None, wait: float = 5, callback: Callback | None = None) -> None:
        self._submitted()
        super().wait_for_final_state(timeout, wait, callback)

    def cancel(self) -> bool:
        if self._promised and self._future is None:
            self._future = Future()
        return super().cancel()

    def _submitted(self) -> Future[Any]:
        if self._promised and self._future is None:
            super().submit()
        return super()._submitted()


class RunsItsWorkTwice(AerJob):
    """SUBMIT-2: it makes sure."""

    def submit(self) -> None:
        super().submit()
        self._submitted().add_done_callback(self._once_more)

    def _once_more(self, future: Future[Any]) -> None:
        if not future.cancelled():
            self._executor.submit(self._fn, self._qobj, self._job_id, *self._args)


class RunsFailedWorkAgain(RunsItsWorkTwice):
    """SUBMIT-2: it does not believe in errors."""

    def _once_more(self, future: Future[Any]) -> None:
        if not future.cancelled() and future.exception() is not None:
            super()._once_more(future)


class ChecksBeforeItLocks(AerJob):
    """SUBMIT-2: of two threads at submit() both find it free; the second is refused when its work is on its way."""

    def submit(self) -> None:
        with self._submitting:
            free = self._future is None
        if not free:
            raise JobError(f"job {self._job_id} was submitted before")
        with self._submitting:
            future = self._executor.submit(self._fn, self._qobj, self._job_id, *self._args)
            if self._future is not None:
                raise JobError(f"job {self._job_id} was submitted before")
            self._future = future


class SubmitsAndWaits(AerJob):
    """SUBMIT-3: submit() comes back when the work has ended."""

    def submit(self) -> None:
        super().submit()
        self._submitted().exception()


class TakesItsTimeToSubmit(AerJob):
    """SUBMIT-3: half a second passes before the work is handed over."""

    def submit(self) -> None:
        time.sleep(0.5)
        super().submit()


class SubmitsTwiceInSilence(AerJob):
    """SUBMIT-4: a second submit() does nothing and says nothing."""

    def submit(self) -> None:
        if self._future is None:
            super().submit()


class RefusesWithARuntimeError(AerJob):
    """SUBMIT-4: a second submit() raises an error that nobody expects of a job."""

    def submit(self) -> None:
        if self._future is not None:
            raise RuntimeError("submitted twice")
        super().submit()


class HasNothingToCancel(AerJob):
    """SUBMIT-5: cancel() before submit() says False."""

    def cancel(self) -> bool:
        return self._future is not None and super().cancel()


class TripsOverItsMissingFuture(AerJob):
    """SUBMIT-5: result() before submit() is an AttributeError."""

    def result(self, timeout: float | None = None) -> Any:
        return self._future.result(timeout)  # type: ignore[union-attr]


class QueuesBeforeSubmission(AerJob):
    """SUBMIT-6: it claims to be queued while nobody but its user knows it."""

    def status(self) -> JobStatus:
        status = JobStatus.INITIALIZING if self._future is None else super().status()
        return JobStatus.QUEUED if status is JobStatus.INITIALIZING else status

    def wait_for_final_state(self, timeout: float | None = None, wait: float = 5, callback: Callback | None = None) -> None:
        self._submitted()
        super().wait_for_final_state(timeout, wait, callback)


class TakesOffence(AerJob):
    """SUBMIT-7: asked too early for its result, it does not want to be submitted any more."""

    _offended = False

    def submit(self) -> None:
        if self._offended:
            raise JobError(f"job {self._job_id} is in an invalid state")
        super().submit()

    def result(self, timeout: float | None = None) -> Any:
        self._offended |= self._future is None
        return super().result(timeout)


MINIATURES: dict[str, tuple[type[AerJob], ...]] = {
    "SUBMIT-1": (RunsWhenAskedForItsResult,),
    "SUBMIT-2": (RunsItsWorkTwice, RunsFailedWorkAgain, ChecksBeforeItLocks),
    "SUBMIT-3": (SubmitsAndWaits, TakesItsTimeToSubmit),
    "SUBMIT-4": (SubmitsTwiceInSilence, RefusesWithARuntimeError),
    "SUBMIT-5": (HasNothingToCancel, TripsOverItsMissingFuture),
    "SUBMIT-6": (QueuesBeforeSubmission,),
    "SUBMIT-7": (TakesOffence,),
}

"""Miniatures that answer a question with the wrong word (PREDICATE)."""

from __future__ import annotations

import time

from qjobspec import JOB_MACHINE, JobStatus
from qjobspec_reference import AerJob, JobError


class IsDoneWhenItFailed(AerJob):
    """PREDICATE-1: done() means over."""

    def done(self) -> bool:
        return self.status() in (JobStatus.DONE, JobStatus.ERROR)


class RunsUntilItIsFinal(AerJob):
    """PREDICATE-2: running() means not over."""

    def running(self) -> bool:
        return self.status() not in JOB_MACHINE.finals


class IsCancelledWhenItFailed(AerJob):
    """PREDICATE-3: cancelled() means over without a result."""

    def cancelled(self) -> bool:
        return self.status() in (JobStatus.CANCELLED, JobStatus.ERROR)


class ForgetsThatAFailureIsFinal(AerJob):
    """PREDICATE-4: in_final_state() knows two of the three final states."""

    def in_final_state(self) -> bool:
        return self.status() in (JobStatus.DONE, JobStatus.CANCELLED)


class ForgetsThatCancelledIsFinal(AerJob):
    """PREDICATE-4: in_final_state() goes on waiting for a job that was cancelled."""

    def in_final_state(self) -> bool:
        return self.status() in (JobStatus.DONE, JobStatus.ERROR)


class SaysNoneForNo(AerJob):
    """PREDICATE-5: done() is True or nothing."""

    def done(self) -> bool:
        return self.status() is JobStatus.DONE or None  # type: ignore[return-value]


class CountsItsAnswers(AerJob):
    """PREDICATE-5: in_final_state() is 0 or 1."""

    def in_final_state(self) -> bool:
        return int(super().in_final_state())  # type: ignore[return-value]


class ComplainsWhenItFailed(AerJob):
    """PREDICATE-6: cancelled() of a failed job raises."""

    def cancelled(self) -> bool:
        if self.status() is JobStatus.ERROR:
            raise JobError(f"job {self._job_id} has failed")
        return super().cancelled()


class ThinksBeforeItAnswers(AerJob):
    """PREDICATE-6: running() takes half a second."""

    def running(self) -> bool:
        answer = super().running()
        time.sleep(0.5)
        return answer


MINIATURES: dict[str, tuple[type[AerJob], ...]] = {
    "PREDICATE-1": (IsDoneWhenItFailed,),
    "PREDICATE-2": (RunsUntilItIsFinal,),
    "PREDICATE-3": (IsCancelledWhenItFailed,),
    "PREDICATE-4": (ForgetsThatAFailureIsFinal, ForgetsThatCancelledIsFinal),
    "PREDICATE-5": (SaysNoneForNo, CountsItsAnswers),
    "PREDICATE-6": (ComplainsWhenItFailed, ThinksBeforeItAnswers),
}

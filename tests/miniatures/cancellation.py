"""Miniatures that are cancelled wrongly, or say so wrongly (CANCEL)."""

from __future__ import annotations

from concurrent.futures import Future
from typing import Any

from qjobspec import JobStatus
from qjobspec_reference import AerJob, JobError

from .sinless import KeepsItsOwnFuture, StopsWhenAsked


class ClingsToItsPlaceInTheQueue(StopsWhenAsked):
    """CANCEL-1: only work that runs can be cancelled."""

    def cancel(self) -> bool:
        return self.status() is not JobStatus.INITIALIZING and super().cancel()


class NeverCancels(AerJob):
    """CANCEL-2: it says no, whenever it is asked."""

    def cancel(self) -> bool:
        self._submitted()
        return False


class RunsToTheEnd(StopsWhenAsked):
    """CANCEL-3: what runs cannot be stopped."""

    def cancel(self) -> bool:
        return self._submitted().cancel()


class RaisesWhenItIsBusy(AerJob):
    """CANCEL-4: cancel() of running work raises instead of saying no."""

    def cancel(self) -> bool:
        if self._submitted().running():
            raise JobError(f"job {self._job_id} is running")
        return super().cancel()


class WaitsToBeSureItCannotBeCancelled(AerJob):
    """CANCEL-5: it says no when the work has ended."""

    def cancel(self) -> bool:
        if super().cancel():
            return True
        self._submitted().exception()
        return False


class SaysYesAndGoesOn(AerJob):
    """CANCEL-6: it is polite, and runs."""

    def cancel(self) -> bool:
        return super().status() is JobStatus.INITIALIZING


class SaysNoAndIsCancelled(AerJob):
    """CANCEL-7: it refuses to be cancelled while it runs, and ends as CANCELLED."""

    _refused = False

    def cancel(self) -> bool:
        self._refused |= self._submitted().running()
        return super().cancel()

    def status(self) -> JobStatus:
        status = super().status()
        return JobStatus.CANCELLED if self._refused and status is JobStatus.DONE else status


class SaysNothingTheSecondTime(AerJob):
    """CANCEL-8: cancel() of a cancelled job returns None."""

    def cancel(self) -> bool:
        return None if self._submitted().cancelled() else super().cancel()  # type: ignore[return-value]


class CancelsOnPaper(KeepsItsOwnFuture):
    """CANCEL-9: it is CANCELLED to everybody but its executor."""

    def _work(self, future: Future[Any]) -> None:
        future.set_running_or_notify_cancel()
        self._run(future)


class CancelsWhatIsOver(AerJob):
    """CANCEL-10: it says yes when nothing is left to be cancelled."""

    def cancel(self) -> bool:
        return super().cancel() or self._submitted().done()


class RaisesWhenItIsOver(AerJob):
    """CANCEL-10: whoever cancels a moment too late gets an error."""

    def cancel(self) -> bool:
        if self.status() in (JobStatus.DONE, JobStatus.ERROR):
            raise JobError(f"job {self._job_id} is over")
        return super().cancel()


MINIATURES: dict[str, tuple[type[AerJob], ...]] = {
    "CANCEL-1": (ClingsToItsPlaceInTheQueue,),
    "CANCEL-2": (NeverCancels,),
    "CANCEL-3": (RunsToTheEnd,),
    "CANCEL-4": (RaisesWhenItIsBusy,),
    "CANCEL-5": (WaitsToBeSureItCannotBeCancelled,),
    "CANCEL-6": (SaysYesAndGoesOn,),
    "CANCEL-7": (SaysNoAndIsCancelled,),
    "CANCEL-8": (SaysNothingTheSecondTime,),
    "CANCEL-9": (CancelsOnPaper,),
    "CANCEL-10": (CancelsWhatIsOver, RaisesWhenItIsOver),
}

"""Miniatures that wait wrongly for their end (WAIT)."""

from __future__ import annotations

import time

from qjobspec import JOB_MACHINE, JobStatus
from qjobspec_reference import AerJob, JobError, JobTimeoutError

from .sinless import Callback


class TellsItsStateAfterWaiting(AerJob):
    """WAIT-1: it returns what status() is there to say."""

    def wait_for_final_state(self, timeout: float | None = None, wait: float = 5, callback: Callback | None = None) -> None:
        super().wait_for_final_state(timeout, wait, callback)
        return self.status()  # type: ignore[return-value]


class WaitsForTheStart(AerJob):
    """WAIT-2: it stops waiting when the work runs."""

    def wait_for_final_state(self, timeout: float | None = None, wait: float = 5, callback: Callback | None = None) -> None:
        while timeout is None and callback is None and self.status() not in JOB_MACHINE.finals:
            if self.status() is JobStatus.RUNNING:
                return
            time.sleep(wait)
        super().wait_for_final_state(timeout, wait, callback)


class LeavesWhenItIsLate(AerJob):
    """WAIT-2: it returns as if the job had ended when its time is up."""

    def wait_for_final_state(self, timeout: float | None = None, wait: float = 5, callback: Callback | None = None) -> None:
        try:
            super().wait_for_final_state(timeout, wait, callback)
        except JobTimeoutError:
            if timeout == 0 or callback is not None:
                raise


class SleepsOnceMore(AerJob):
    """WAIT-3: having seen the end it sleeps for another interval."""

    def wait_for_final_state(self, timeout: float | None = None, wait: float = 5, callback: Callback | None = None) -> None:
        was_final = self.in_final_state()
        super().wait_for_final_state(timeout, wait, callback)
        if not was_final:
            time.sleep(wait)


class RaisesTheOtherTimeout(AerJob):
    """WAIT-4: it raises what result() raises."""

    def wait_for_final_state(self, timeout: float | None = None, wait: float = 5, callback: Callback | None = None) -> None:
        try:
            super().wait_for_final_state(timeout, wait, callback)
        except JobTimeoutError as error:
            raise TimeoutError(str(error)) from error


class WaitsForMilliseconds(AerJob):
    """WAIT-5: it takes seconds for milliseconds."""

    def wait_for_final_state(self, timeout: float | None = None, wait: float = 5, callback: Callback | None = None) -> None:
        super().wait_for_final_state(timeout and timeout / 1000, wait, callback)


class WaitsTwiceAsLong(AerJob):
    """WAIT-6: it counts its timeout twice."""

    def wait_for_final_state(self, timeout: float | None = None, wait: float = 5, callback: Callback | None = None) -> None:
        super().wait_for_final_state(timeout and 2 * timeout, wait, callback)


class RaisesWhenItFailed(AerJob):
    """WAIT-7: it takes a bad end for an accident."""

    def wait_for_final_state(self, timeout: float | None = None, wait: float = 5, callback: Callback | None = None) -> None:
        super().wait_for_final_state(timeout, wait, callback)
        if self.status() is JobStatus.ERROR:
            raise JobError(f"job {self._job_id} has failed")


class RaisesWhenItWasCancelled(AerJob):
    """WAIT-7: it takes a cancelled job for an accident."""

    def wait_for_final_state(self, timeout: float | None = None, wait: float = 5, callback: Callback | None = None) -> None:
        super().wait_for_final_state(timeout, wait, callback)
        if self.cancelled():
            raise JobError(f"job {self._job_id} was cancelled")


class SleepsBeforeItAsks(AerJob):
    """WAIT-8: it sleeps for a second although the job is over."""

    def wait_for_final_state(self, timeout: float | None = None, wait: float = 5, callback: Callback | None = None) -> None:
        if self.in_final_state():
            time.sleep(1.0)
        super().wait_for_final_state(timeout, wait, callback)


class CancelsWhenNobodyWaits(AerJob):
    """WAIT-9: who does not wait for it does not want it."""

    def wait_for_final_state(self, timeout: float | None = None, wait: float = 5, callback: Callback | None = None) -> None:
        try:
            super().wait_for_final_state(timeout, wait, callback)
        except JobTimeoutError:
            self.cancel()
            raise


class WaitsForEverInZeroSeconds(AerJob):
    """WAIT-10: zero seconds are for ever."""

    def wait_for_final_state(self, timeout: float | None = None, wait: float = 5, callback: Callback | None = None) -> None:
        super().wait_for_final_state(timeout or None, wait, callback)


class LosesPatience(AerJob):
    """WAIT-15: it gives up after half an hour that nobody has asked it to give up after."""

    def wait_for_final_state(self, timeout: float | None = None, wait: float = 5, callback: Callback | None = None) -> None:
        super().wait_for_final_state(1800.0 if timeout is None else timeout, wait, callback)


MINIATURES: dict[str, tuple[type[AerJob], ...]] = {
    "WAIT-15": (LosesPatience,),
    "WAIT-1": (TellsItsStateAfterWaiting,),
    "WAIT-2": (WaitsForTheStart, LeavesWhenItIsLate),
    "WAIT-3": (SleepsOnceMore,),
    "WAIT-4": (RaisesTheOtherTimeout,),
    "WAIT-5": (WaitsForMilliseconds,),
    "WAIT-6": (WaitsTwiceAsLong,),
    "WAIT-7": (RaisesWhenItFailed, RaisesWhenItWasCancelled),
    "WAIT-8": (SleepsBeforeItAsks,),
    "WAIT-9": (CancelsWhenNobodyWaits,),
    "WAIT-10": (WaitsForEverInZeroSeconds,),
}

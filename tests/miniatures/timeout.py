"""Miniatures that cannot tell the time when they are asked for their result (TIMEOUT)."""

from __future__ import annotations

from typing import Any

from qjobspec_reference import AerJob, JobError


class FailsWhenLate(AerJob):
    """TIMEOUT-1: a job that is late raises as one that has failed."""

    def result(self, timeout: float | None = None) -> Any:
        try:
            return super().result(timeout)
        except TimeoutError as error:
            raise JobError(f"no result within {timeout} s") from error


class ReturnsNoneWhenLate(AerJob):
    """TIMEOUT-1: a job that is late gives nothing."""

    def result(self, timeout: float | None = None) -> Any:
        try:
            return super().result(timeout)
        except TimeoutError:
            if timeout == 0:
                raise
            return None


class CountsMilliseconds(AerJob):
    """TIMEOUT-2: it takes seconds for milliseconds."""

    def result(self, timeout: float | None = None) -> Any:
        return super().result(timeout and timeout / 1000)


class CountsItsTimeoutTwice(AerJob):
    """TIMEOUT-3: it waits once for the work to start, once for it to end, as long as it was given for both."""

    def result(self, timeout: float | None = None) -> Any:
        return super().result(timeout and 2 * timeout)


class IgnoresItsTimeout(AerJob):
    """TIMEOUT-3: it waits as long as it takes."""

    def result(self, timeout: float | None = None) -> Any:
        return super().result(None if timeout else timeout)


class TakesZeroForTooLate(AerJob):
    """TIMEOUT-4: with no time to wait it does not even look."""

    def result(self, timeout: float | None = None) -> Any:
        self._submitted()
        if timeout == 0:
            raise TimeoutError("no time left")
        return super().result(timeout)


class CancelsWhenLate(AerJob):
    """TIMEOUT-5: who does not wait for it does not want it."""

    def result(self, timeout: float | None = None) -> Any:
        try:
            return super().result(timeout)
        except TimeoutError:
            self.cancel()
            raise


class GivesUpForGood(AerJob):
    """TIMEOUT-5: once it was late, its result is not to be had any more."""

    _gave_up = False

    def result(self, timeout: float | None = None) -> Any:
        try:
            product = super().result(timeout)
        except TimeoutError:
            self._gave_up = True
            raise
        if self._gave_up and timeout is None:
            raise JobError(f"job {self._job_id} was given up")
        return product


class TakesZeroForNoTimeout(AerJob):
    """TIMEOUT-6: zero seconds are for ever."""

    def result(self, timeout: float | None = None) -> Any:
        return super().result(timeout or None)


MINIATURES: dict[str, tuple[type[AerJob], ...]] = {
    "TIMEOUT-1": (FailsWhenLate, ReturnsNoneWhenLate),
    "TIMEOUT-2": (CountsMilliseconds,),
    "TIMEOUT-3": (CountsItsTimeoutTwice, IgnoresItsTimeout),
    "TIMEOUT-4": (TakesZeroForTooLate,),
    "TIMEOUT-5": (CancelsWhenLate, GivesUpForGood),
    "TIMEOUT-6": (TakesZeroForNoTimeout,),
}

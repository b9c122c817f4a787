"""Miniatures whose result() gives or raises the wrong thing (RESULT)."""

from __future__ import annotations

import dataclasses
import threading
import time
from concurrent.futures import CancelledError
from typing import Any

from qjobspec_reference import AerJob, JobError, JobTimeoutError

from .sinless import StopsWhenAsked


class LosesItsResult(AerJob):
    """RESULT-1: what has succeeded gives nothing."""

    def result(self, timeout: float | None = None) -> Any:
        product = super().result(timeout)
        return None if product.success else product


class HasATimeoutOfItsOwn(AerJob):
    """RESULT-2: nobody waits longer than three seconds."""

    def result(self, timeout: float | None = None) -> Any:
        return super().result(3.0 if timeout is None else timeout)


class ReturnsNoneWhileItRuns(AerJob):
    """RESULT-2: there is no result yet, so there is none."""

    def result(self, timeout: float | None = None) -> Any:
        if timeout is None and not self._submitted().done():
            return None
        return super().result(timeout)


class IsSlowToTell(AerJob):
    """RESULT-3: half a second passes between the end and its telling."""

    def result(self, timeout: float | None = None) -> Any:
        product = super().result(timeout)
        if timeout is None:
            time.sleep(0.5)
        return product


class WaitsForNobody(AerJob):
    """RESULT-3: result() waits for an event that nobody sets."""

    def result(self, timeout: float | None = None) -> Any:
        product = super().result(timeout)
        if timeout is None:
            threading.Event().wait()
        return product


class PollsForEver(AerJob):
    """RESULT-3: result() of work that raised asks again, every second."""

    def result(self, timeout: float | None = None) -> Any:
        future = self._submitted()
        while timeout is None and not future.cancelled() and (not future.done() or future.exception() is not None):
            time.sleep(1.0)
        return super().result(timeout)


class SpinsForEver(AerJob):
    """RESULT-3: result() goes round and round and never sleeps."""

    def result(self, timeout: float | None = None) -> Any:
        product = super().result(timeout)
        while timeout is None:
            pass
        return product


class CountsItsReaders(AerJob):
    """RESULT-4: one result is shared by all who ask, and every reader leaves a mark on it."""

    _readers = 0

    def result(self, timeout: float | None = None) -> Any:
        product = super().result(timeout)
        if not product.success:
            return product
        self._readers += 1
        return dataclasses.replace(product, job=product.job + self._readers - 1)


class TellsItsResultOnce(AerJob):
    """RESULT-4: the second result() finds nothing left."""

    _told = False

    def result(self, timeout: float | None = None) -> Any:
        product = super().result(timeout)
        if self._told and product.success:
            raise JobError(f"the result of job {self._job_id} was fetched before")
        self._told = True
        return product


class ReturnsNoneWhenFailed(StopsWhenAsked):
    """RESULT-5: a failed job gives nothing and does not say why."""

    def result(self, timeout: float | None = None) -> Any:
        try:
            return super().result(timeout)
        except JobTimeoutError:
            raise
        except JobError:
            if self._submitted().cancelled() or self._given_up():
                raise
            return None


class WrapsTheError(AerJob):
    """RESULT-6: what the work raised comes as the cause of something else."""

    def result(self, timeout: float | None = None) -> Any:
        self._submitted()
        try:
            return super().result(timeout)
        except (TimeoutError, CancelledError):
            raise
        except Exception as error:
            raise JobError(f"job {self._job_id} failed") from error


class RetellsTheError(AerJob):
    """RESULT-6: it raises an error that is equal but not the same."""

    def result(self, timeout: float | None = None) -> Any:
        try:
            return super().result(timeout)
        except Exception as error:
            raise type(error)(*error.args) from None


class ReturnsNoneWhenCancelled(AerJob):
    """RESULT-7: a cancelled job gives nothing."""

    def result(self, timeout: float | None = None) -> Any:
        try:
            return super().result(timeout)
        except CancelledError:
            return None


class FailsWhenCancelled(AerJob):
    """RESULT-7: a cancelled job raises as if it had failed."""

    def result(self, timeout: float | None = None) -> Any:
        try:
            return super().result(timeout)
        except CancelledError as error:
            raise JobError(f"job {self._job_id} was cancelled") from error


class RaisesForAnUnsuccessfulResult(AerJob):
    """RESULT-8: it keeps the result in which the simulator explains the failure to itself."""

    def result(self, timeout: float | None = None) -> Any:
        product = super().result(timeout)
        if not product.success:
            raise JobError(f"job {self._job_id} was not successful")
        return product


MINIATURES: dict[str, tuple[type[AerJob], ...]] = {
    "RESULT-1": (LosesItsResult,),
    "RESULT-2": (HasATimeoutOfItsOwn, ReturnsNoneWhileItRuns),
    "RESULT-3": (IsSlowToTell, WaitsForNobody, PollsForEver, SpinsForEver),
    "RESULT-4": (CountsItsReaders, TellsItsResultOnce),
    "RESULT-5": (ReturnsNoneWhenFailed,),
    "RESULT-6": (WrapsTheError, RetellsTheError),
    "RESULT-7": (ReturnsNoneWhenCancelled, FailsWhenCancelled),
    "RESULT-8": (RaisesForAnUnsuccessfulResult,),
}

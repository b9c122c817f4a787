"""Jobs without sin, each built so that one method of it can be spoilt without spoiling another.

This file does not know any requirement that is broken; every class here keeps all of its profile.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from functools import partial
from typing import Any, TypeAlias

from qjobspec import JOB_MACHINE, JobStatus
from qjobspec_reference import AerJob, JobError, JobTimeoutError

#: What a user may hand to `wait_for_final_state()`.
Callback: TypeAlias = Callable[..., object]


class WaitsHonestly(AerJob):
    """A job whose waiting hears the truth: what a subclass makes of `status()` reaches only those who ask for it."""

    def wait_for_final_state(self, timeout: float | None = None, wait: float = 5, callback: Callback | None = None) -> None:
        told = None if callback is None else partial(self._tell, callback)
        self._honest().wait_for_final_state(timeout, wait, told)

    def _tell(self, callback: Callback, job_id: str, status: JobStatus, _: object) -> None:
        callback(job_id, status, self)

    def _honest(self) -> AerJob:
        """The same job, seen as the reference sees it."""
        twin = AerJob.__new__(AerJob)
        twin.__dict__ = self.__dict__
        return twin


class AnswersHonestly(WaitsHonestly):
    """A job whose predicates hear the truth as well: only `status()` is left to be spoilt."""

    def done(self) -> bool:
        return self._honest().done()

    def running(self) -> bool:
        return self._honest().running()

    def cancelled(self) -> bool:
        return self._honest().cancelled()

    def in_final_state(self) -> bool:
        return self._honest().in_final_state()


class CallsBackThrough(AerJob):
    """A job that hands what it has for the callback to `_tell()`, which alone is left to be spoilt."""

    def wait_for_final_state(self, timeout: float | None = None, wait: float = 5, callback: Callback | None = None) -> None:
        super().wait_for_final_state(timeout, wait, None if callback is None else partial(self._tell, callback))

    def _tell(self, callback: Callback, job_id: str, status: JobStatus, job: AerJob) -> None:
        callback(job_id, status, job)


class KeepsItsOwnFuture(AerJob):
    """A job whose future is its own, not the executor's; the work asks it for leave to start."""

    def submit(self) -> None:
        with self._submitting:
            if self._future is not None:
                raise JobError(f"job {self._job_id} was submitted before")
            self._future = Future()
            self._executor.submit(self._work, self._future)

    def _work(self, future: Future[Any]) -> None:
        if future.set_running_or_notify_cancel():
            self._run(future)

    def _run(self, future: Future[Any]) -> None:
        try:
            product = self._fn(self._qobj, self._job_id, *self._args)
        except Exception as error:
            if not future.done():
                future.set_exception(error)
        else:
            if not future.done():
                future.set_result(product)


class StopsWhenAsked(KeepsItsOwnFuture):
    """A correct job of profile `jobv1`: its errors are `JobError`s, and work that runs is given up when it is cancelled."""

    def status(self) -> JobStatus:
        return JobStatus.CANCELLED if self._given_up() else super().status()

    def result(self, timeout: float | None = None) -> Any:
        try:
            product = super().result(timeout)
        except TimeoutError as error:
            raise JobTimeoutError(f"job {self._job_id} was not final within {timeout} s") from error
        except CancelledError as error:
            raise JobError(f"job {self._job_id} was cancelled") from error
        except Exception as error:
            raise JobError(f"job {self._job_id} failed") from error
        if getattr(product, "success", True) is False:
            raise JobError(f"job {self._job_id} was not successful")
        return product

    def cancel(self) -> bool:
        future = self._submitted()
        if not future.cancel() and not future.done():
            future.set_exception(CancelledError())
        return future.cancelled() or self._given_up()

    def _given_up(self) -> bool:
        future = self._submitted()
        return future.done() and not future.cancelled() and isinstance(future.exception(), CancelledError)


class SpeaksAWord(StopsWhenAsked):
    """A correct job of profile `primitive-job`: its status is a word, and it is submitted when it is made."""

    def status(self) -> JobStatus:
        return self._word(super().status())

    def done(self) -> bool:
        return StopsWhenAsked.status(self) is JobStatus.DONE

    def running(self) -> bool:
        return StopsWhenAsked.status(self) is JobStatus.RUNNING

    def cancelled(self) -> bool:
        return StopsWhenAsked.status(self) is JobStatus.CANCELLED

    def in_final_state(self) -> bool:
        return StopsWhenAsked.status(self) in JOB_MACHINE.finals

    def _word(self, status: JobStatus) -> Any:
        return str(status.value)


#: All of them.
SINLESS: tuple[type[AerJob], ...] = (
    AerJob,
    WaitsHonestly,
    AnswersHonestly,
    CallsBackThrough,
    KeepsItsOwnFuture,
    StopsWhenAsked,
    SpeaksAWord,
)

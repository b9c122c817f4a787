"""ManagedJob: one job of a set, as the document of qiskit-ibmq-provider 0.17 describes it.

It may not have been submitted yet, and answers `None` rather than raise. This file does not know the set, nor how its
experiments are cut.
"""
# ruff: noqa: FBT001, FBT002 - the positional flags are those of the document.

from __future__ import annotations

import logging
import warnings
from concurrent.futures import Executor, Future
from contextlib import AbstractContextManager
from threading import Event
from typing import Any, Final

from qjobspec import JobStatus

from ..errors import IBMQBackendJobLimitError, IBMQJobError, IBMQJobTimeoutError, JobError
from ..ibmq import IBMQJob
from ..results import Result
from ..waiting import Budget

_LOG: Final = logging.getLogger(__name__)

#: After how many seconds a submission is tried again that was refused because its user has too many jobs (SUBMIT-14).
_AGAIN: Final = 5.0


class ManagedJob:
    """The `experiments_count` experiments of a set that begin with number `start_index` (SET-1)."""

    def __init__(self, start_index: int, experiments_count: int, job: IBMQJob | None = None) -> None:
        self.start_index = start_index
        self.end_index = start_index + experiments_count - 1
        self.job = job
        self.submit_error: Exception | None = None
        self.future: Future[None] | None = None
        self._is_settled = Event()
        self._is_unwanted = Event()

    def submit(
        self,
        circuits: Any,
        job_name: str,
        backend: Any,
        executor: Executor,
        submit_lock: AbstractContextManager[Any],
        job_share_level: Any = None,
        job_tags: list[str] | None = None,
        **run_config: Any,
    ) -> None:
        """Have `executor` submit the job, and come back (SUBMIT-9, SUBMIT-10); arguments go on as they came (SUBMIT-12)."""
        given = {"job_name": job_name, "job_share_level": job_share_level, "job_tags": job_tags, **run_config}
        self.future = executor.submit(self._submit, backend, circuits, submit_lock, given)
        self.future.add_done_callback(self._settled)

    def status(self) -> JobStatus | None:
        """How far the job is (STATUS-13, STATUS-14); `None` if the submission or the question failed (RESILIENCE-13)."""
        if self.submit_error is not None:
            return None
        if self.job is None:
            return JobStatus.INITIALIZING
        try:
            return self.job.status()
        except JobError as error:
            _LOG.warning("cannot tell the status of %s: %s", self, error)
            return None

    def result(self, timeout: float | None = None, partial: bool = False, refresh: bool = False) -> Result | None:
        """Wait for the submission and the job in one `timeout` (RESULT-21); `None`, and a warning, without a result."""
        budget = Budget(timeout, 0.0)
        if self.future is not None and not self._is_settled.wait(None if timeout is None else budget.left()):
            raise IBMQJobTimeoutError(f"{self} was not submitted within {timeout} s")
        try:
            return self._submitted().result(
                timeout=None if timeout is None else budget.left(), partial=partial, refresh=refresh
            )
        except IBMQJobTimeoutError:
            raise
        except JobError as error:  # RESULT-18, RESULT-19
            warnings.warn(f"no result of {self}: {error}", stacklevel=2)
            return None

    def cancel(self) -> None:
        """Ask for the job to stop, also if it is on its way to the service (CANCEL-15); refusals are logged (CANCEL-16)."""
        if self.future is not None:
            self._is_unwanted.set()
        if self.job is None:
            return
        try:
            if not self.job.cancel():
                _LOG.warning("%s was not cancelled", self)
        except JobError as error:
            _LOG.warning("%s was not cancelled: %s", self, error)

    def error_message(self) -> str | None:
        """Why the job failed; `None` for one that has not, was never submitted, or cannot be asked (ERROR-1 to ERROR-5)."""
        try:
            return None if self.job is None else self.job.error_message()
        except JobError as error:
            _LOG.warning("cannot tell why %s failed: %s", self, error)
            return None

    def qobj(self) -> Any:
        """What the job was run with, or `None` (METADATA-15, RESILIENCE-13)."""
        try:
            return None if self.job is None else self.job.qobj()
        except JobError as error:
            _LOG.warning("cannot tell what %s was run with: %s", self, error)
            return None

    def __str__(self) -> str:
        return f"the job of experiments {self.start_index} to {self.end_index}"

    def _submitted(self) -> IBMQJob:
        if self.job is None:
            raise IBMQJobError(f"it was not submitted: {self.submit_error or 'nobody has'}")
        return self.job

    def _submit(self, backend: Any, circuits: Any, lock: AbstractContextManager[Any], given: dict[str, Any]) -> None:
        """What the executor does: submit, holding the lock (SUBMIT-11)."""
        with lock:
            self.job = self._run(backend, circuits, given)
        if self._is_unwanted.is_set():
            self.cancel()

    def _run(self, backend: Any, circuits: Any, given: dict[str, Any]) -> IBMQJob:
        """Submit as soon as the user has fewer jobs than they may have (SUBMIT-14), unless nobody wants it any more."""
        while not self._is_unwanted.is_set():
            try:
                job: IBMQJob = backend.run(circuits, **given)
            except IBMQBackendJobLimitError as error:
                _LOG.warning("%s has to wait: %s", self, error)
                self._is_unwanted.wait(_AGAIN)
            else:
                return job
        raise IBMQJobError("it was cancelled before it was submitted")

    def _settled(self, future: Future[None]) -> None:
        """Keep what went wrong, also if the executor gave up, and say so (SUBMIT-13)."""
        error = IBMQJobError("the executor has not run it") if future.cancelled() else future.exception()
        if isinstance(error, Exception):
            self.submit_error = error
        self._is_settled.set()
        if error is not None:
            warnings.warn(f"unable to submit {self}: {error}", stacklevel=1)

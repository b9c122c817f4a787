"""What every job in the manner of `qiskit.providers.JobV1` shares: who it is, the predicates, and waiting by asking.

This file does not know how a job is run; whoever extends `JobV1` says so in four methods.
"""

from __future__ import annotations

import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Any, Self

from qjobspec import JOB_MACHINE, JobStatus

from .errors import JobTimeoutError


class JobV1(ABC):
    """A job with an id and a backend whose status can be asked for."""

    version: int = 1

    def __init__(self, backend: Any, job_id: str, **metadata: Any) -> None:
        self._backend = backend
        self._job_id = job_id
        self.metadata = metadata

    def job_id(self) -> str:
        """The id that the job was made with (IDENTITY-1 to IDENTITY-3)."""
        return self._job_id

    def backend(self) -> Any:
        """The very backend that the job was made for (IDENTITY-4)."""
        return self._backend

    @abstractmethod
    def submit(self) -> None:
        """Hand the work over."""

    @abstractmethod
    def status(self) -> JobStatus:
        """Ask for the state as it is now."""

    @abstractmethod
    def result(self, timeout: float | None = None) -> Any:
        """Wait for the result, at most `timeout` seconds."""

    @abstractmethod
    def cancel(self) -> bool:
        """Ask for the job to stop; say whether it does."""

    def done(self) -> bool:
        """Whether the job has successfully run (PREDICATE-1)."""
        return self.status() is JobStatus.DONE

    def running(self) -> bool:
        """Whether the job is running (PREDICATE-2)."""
        return self.status() is JobStatus.RUNNING

    def cancelled(self) -> bool:
        """Whether the job was cancelled (PREDICATE-3)."""
        return self.status() is JobStatus.CANCELLED

    def in_final_state(self) -> bool:
        """Whether the job will never change again (PREDICATE-4)."""
        return self.status() in JOB_MACHINE.finals

    def wait_for_final_state(
        self,
        timeout: float | None = None,
        wait: float = 5,
        callback: Callable[[str, JobStatus, Self], object] | None = None,
    ) -> None:
        """Ask every `wait` seconds until the state is final, telling `callback` what was found.

        Raises `JobTimeoutError` as soon as `timeout` seconds are over: the last sleep is cut to what is left (WAIT-6).
        """
        limit = None if timeout is None else time.monotonic() + timeout
        while True:
            status = self.status()
            if callback is not None:
                callback(self._job_id, status, self)
            if status in JOB_MACHINE.finals:
                return
            left = None if limit is None else limit - time.monotonic()
            if left is not None and left <= 0:
                raise JobTimeoutError(f"job {self._job_id} was not final within {timeout} s")
            time.sleep(wait if left is None else min(wait, left))

"""The job interface as types: what a job class must offer, said to whoever writes one.

This file says what a member is for and how it is called; what it must do under every circumstance is said by the
numbered requirements it names. It does not know any implementation.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import Any, Protocol, runtime_checkable


@runtime_checkable
class Job(Protocol):
    """What all five documented job classes share (profile `job`)."""

    def status(self) -> Enum | str:
        """Say in which state the job is now, without waiting for it.

        Return a member of `JobStatus` (STATUS-1). Ask whoever runs the job; do not remember an answer that is not final.
        Never raise because the job went badly: that is what `ERROR` is for (STATUS-10).
        """
        ...

    def result(self, timeout: float | None = None) -> Any:
        """Wait for the job to end and return what it produced, the same value on every call (RESULT-1, RESULT-4).

        `timeout` is in seconds; `None` waits as long as the job takes, 0 asks once. When the time is up, raise the error of
        the role `timeout` and leave the job alone (TIMEOUT-1, TIMEOUT-5). A failed or cancelled job has no result: raise the
        error of the role `failed` or `cancelled`, never return `None` (RESULT-5, RESULT-7).
        """
        ...

    def cancel(self) -> Any:
        """Ask for the job to stop, and come back at once. Asking twice is not an error (CANCEL-5, CANCEL-10)."""
        ...


@runtime_checkable
class JobV1(Job, Protocol):
    """A job in the manner of `qiskit.providers.JobV1` (profile `jobv1`), as third-party providers write it."""

    @property
    def version(self) -> int:
        """Be 1: the version of this interface (IDENTITY-5). A plain `version: int = 1` in the class will do."""
        ...

    def job_id(self) -> str:
        """Return the id that tells this job from all others of its backend; never ask a server (IDENTITY-1 to -3)."""
        ...

    def backend(self) -> Any:
        """Return the backend that the job was made for (IDENTITY-4)."""
        ...

    def submit(self) -> None:
        """Hand the job's work to the backend and come back at once; once only (SUBMIT-1 to SUBMIT-4)."""
        ...

    def cancel(self) -> bool:
        """Ask for the job to stop. `True` only if it is or will be `CANCELLED` (CANCEL-6), else `False` (CANCEL-7)."""
        ...

    def done(self) -> bool:
        """Say whether the status is `DONE` (PREDICATE-1)."""
        ...

    def running(self) -> bool:
        """Say whether the status is `RUNNING` (PREDICATE-2)."""
        ...

    def cancelled(self) -> bool:
        """Say whether the status is `CANCELLED` (PREDICATE-3)."""
        ...

    def in_final_state(self) -> bool:
        """Say whether the status is one that never changes again (PREDICATE-4)."""
        ...

    def wait_for_final_state(
        self,
        timeout: float | None = None,
        wait: float = 5,
        callback: Callable[..., Any] | None = None,
    ) -> None:
        """Ask for the status every `wait` seconds until it is final, then return, also after a failure (WAIT-1, WAIT-7).

        After each query call `callback(job_id, status, job)`, and let what it raises through (CALLBACK-1, CALLBACK-7). When
        `timeout` seconds are over, raise the error of the role `wait-timeout` and leave the job alone (WAIT-4, WAIT-9).
        """
        ...


@runtime_checkable
class AerJob(JobV1, Protocol):
    """A simulation on an executor of this process (profile `aer-job`): it behaves as the `Future` under it."""

    def qobj(self) -> Any:
        """Return the Qobj that the job was made with (IDENTITY-6)."""
        ...

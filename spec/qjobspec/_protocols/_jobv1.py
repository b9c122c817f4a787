"""The job that third-party providers write in the manner of `qiskit.providers.JobV1` (profile `jobv1`).

This file does not know where the work is run.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import Any, Protocol, runtime_checkable

from ._job import Job


@runtime_checkable
class JobV1(Job, Protocol):
    """A job in the manner of `qiskit.providers.JobV1` (profile `jobv1`), as third-party providers write it."""

    # A property that is only read is what both a plain attribute of the class and a property fit. No form also takes what is
    # marked as ClassVar: mypy lets it pass for this one, pyright does not.
    @property
    def version(self) -> int:
        """Be 1: the version of this interface (IDENTITY-5). A plain `version = 1` in the class will do."""
        ...

    def job_id(self) -> str:
        """Return the id that tells this job from all others of its backend; never wait for it (IDENTITY-1, IDENTITY-3)."""
        ...

    def backend(self) -> Any:
        """Return the very backend that the job was made for, in every state (IDENTITY-4, IDENTITY-7)."""
        ...

    def submit(self) -> None:
        """Hand the job's work to the backend and come back at once (SUBMIT-1, SUBMIT-3).

        Never run the work twice: from the second call on, raise the error of the role `invalid-state` (SUBMIT-2).
        """
        ...

    def status(self) -> Enum:
        """Say in which state the job is now, as a member of `JobStatus` and never as a bare word (STATUS-1).

        Before `submit()` say `INITIALIZING` or raise the error of the role `not-submitted` (SUBMIT-6); after it, never raise
        because the job went badly (STATUS-10).
        """
        ...

    def cancel(self) -> bool:
        """Ask for the job to stop. `True` only if it is or will be `CANCELLED` (CANCEL-6), else `False` (CANCEL-7).

        A job that has ended already is no accident: return `False` (CANCEL-10). Raise the error of the role `not-submitted`
        before `submit()` (SUBMIT-5).
        """
        ...

    def done(self) -> bool:
        """Say whether the status is `DONE` (PREDICATE-1); ask for it anew, and do not wait (PREDICATE-6)."""
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

    # AerJob's document lets each class choose what it calls the callback with, and IBMQJob adds a keyword that a function
    # of three arguments does not take. Only `...` admits both.
    def wait_for_final_state(
        self,
        timeout: float | None = None,
        wait: float = 5,
        callback: Callable[..., object] | None = None,
    ) -> None:
        """Ask for the status every `wait` seconds until it is final, then return, also after a failure (WAIT-1, WAIT-7).

        After each query call `callback(job_id, status, job)`, and let what it raises through (CALLBACK-1, CALLBACK-7). When
        `timeout` seconds are over, raise the error of the role `wait-timeout` and leave the job alone (WAIT-4, WAIT-9).
        """
        ...

"""The job that a sampler or an estimator hands out (profile `primitive-job`). This file does not know where it runs."""

from __future__ import annotations

from enum import Enum
from typing import Any, Protocol, runtime_checkable

from ._job import Job


@runtime_checkable
class PrimitiveJob(Job, Protocol):
    """A job of a primitive (profile `primitive-job`): submitted when it is made, and waited for by `result()` alone."""

    def job_id(self) -> str:
        """Return the id that the job was given; it never changes, and nobody is waited for (IDENTITY-1, IDENTITY-2)."""
        ...

    def status(self) -> Enum | str:
        """Say in which state the job is now: a member of `JobStatus`, or its name as a word in capitals (STATUS-11).

        A job that waits for its turn is not `ERROR`; ask again rather than keep an answer that is not final (STATUS-5).
        """
        ...

    def done(self) -> bool:
        """Say whether the status is `DONE`, of which a failure is no kind (PREDICATE-1)."""
        ...

    def running(self) -> bool:
        """Say whether the status is `RUNNING` (PREDICATE-2)."""
        ...

    def cancelled(self) -> bool:
        """Say whether the status is `CANCELLED` (PREDICATE-3)."""
        ...

    def in_final_state(self) -> bool:
        """Say whether the status is `DONE`, `ERROR` or `CANCELLED`, by a fresh question (PREDICATE-4)."""
        ...

    def result(self, timeout: float | None = None) -> Any:
        """Wait for the job, at most `timeout` seconds, and return what the primitive produced (RESULT-1).

        Raise the error of the role `timeout` when the time is up (TIMEOUT-1), `failed` for a job that ended in `ERROR`
        (RESULT-5), and `cancelled` for one that was cancelled; `None` is never the answer to either (RESULT-7).
        """
        ...

    def cancel(self) -> bool | None:
        """Ask for the job to stop, and do not wait for it (CANCEL-5).

        Raise the error of the role `invalid-state` if the state that the job is in does not allow it.
        """
        ...

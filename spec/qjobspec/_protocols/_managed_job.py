"""One job of a set that a manager submits, and the set (profile `managed-job`).

This file does not know the manager, nor how it cuts experiments into jobs.
"""
# ruff: noqa: FBT001, FBT002 - the positional flags are those of the document.

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import Any, Protocol, runtime_checkable

from ._ibmq_job import IBMQJob
from ._job import Job


@runtime_checkable
class ManagedJob(Job, Protocol):
    """One job of a set (profile `managed-job`): it may not have been submitted yet, and answers `None` rather than raise."""

    # `Any`, because a class may ask for a narrower executor than another, and the lock that is named is a function.
    def submit(
        self,
        circuits: Any,
        job_name: str,
        backend: Any,
        executor: Any,
        submit_lock: Any,
        job_share_level: Any = None,
        job_tags: list[str] | None = None,
        **run_config: Any,
    ) -> None:
        """Have `executor` submit the circuits while it holds `submit_lock`, and come back at once (SUBMIT-9, SUBMIT-11).

        Hand on every argument as it came (SUBMIT-12). What goes wrong is not raised here but told by `status()` and warned
        of (SUBMIT-13).
        """
        ...

    def status(self) -> Enum | None:
        """Say in which state the job is now, `INITIALIZING` as long as it is not submitted (STATUS-13, STATUS-14).

        Return `None` if the submission or the question has failed; raise nothing.
        """
        ...

    def result(self, timeout: float | None = None, partial: bool = False, refresh: bool = False) -> Any:
        """Wait for the submission and for the job, at most `timeout` seconds in all, and return the result (RESULT-21).

        Raise the error of the role `timeout` (TIMEOUT-1) and no other: where there is no result to be had, return `None`
        (RESULT-18) and warn (RESULT-19). `partial` and `refresh` mean what they mean to an `ibmq-job` (RESULT-10,
        RESULT-14).
        """
        ...

    def cancel(self) -> None:
        """Ask for the job to stop, also while it is not submitted (CANCEL-15); never raise, whoever refuses (CANCEL-16)."""
        ...

    def error_message(self) -> str | None:
        """Return why the job failed, and `None` at once for every job that has not (ERROR-1, ERROR-2, ERROR-3)."""
        ...

    def qobj(self) -> Any:
        """Return the Qobj that the job was run with, or `None` if it cannot be had (METADATA-15)."""
        ...


@runtime_checkable
class JobSet(Protocol):
    """The set that a managed job belongs to, which its document calls `ManagedJobSet` (companion of `managed-job`).

    Its jobs stand in the order of their experiments, none left out and none twice (SET-3).
    """

    # Sequences, because a `list` of one's own job class is not a `list` of this protocol, whereas the sequence is one.
    def managed_jobs(self) -> Sequence[ManagedJob]:
        """Return the jobs of the set, submitted or not, in their order (SET-3)."""
        ...

    def statuses(self) -> Sequence[Enum | None]:
        """Return what each job's `status()` says, in their order (SET-5)."""
        ...

    def results(self, timeout: float | None = None, partial: bool = False, refresh: bool = False) -> Any:
        """Wait for all jobs, at most `timeout` seconds for them together, and return their results as one (SET-6).

        Let a job that failed leave a gap and not spoil the others (SET-7). Raise the error of the role `timeout` when the
        time is up (SET-6).
        """
        ...

    def error_messages(self) -> str | None:
        """Return a report on all jobs that have failed, or `None` if none has (SET-9)."""
        ...

    def cancel(self) -> None:
        """Ask every job of the set to stop; what one of them answers does not concern the others (SET-8)."""
        ...

    def jobs(self) -> Sequence[IBMQJob | None]:
        """Return the job under each managed job in their order (SET-3), with `None` in place of one never submitted."""
        ...

    def job(self, experiment: Any) -> tuple[IBMQJob | None, int]:
        """Return the job that runs `experiment`, and its place within that job, counted from 0 (SET-4).

        The experiment is a circuit, a schedule, the name of one, or its place in the whole set.
        """
        ...

    def update_tags(
        self,
        replacement_tags: list[str] | None = None,
        additional_tags: list[str] | None = None,
        removal_tags: list[str] | None = None,
    ) -> list[str]:
        """Change the tags of every job and return those that they have then; none of them leaves the set (SET-10)."""
        ...

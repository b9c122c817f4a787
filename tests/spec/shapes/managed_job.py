"""ManagedJob and ManagedJobSet as qiskit-ibmq-provider 0.20.2 has them."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Lock
from typing import Any

import qjobspec

from .foreign import Backend, Circuit, JobStatus, Qobj, Result
from .ibmq_job import Record


def managed(job: qjobspec.ManagedJob) -> None:
    """Take a job of a set."""


def whole(jobs: qjobspec.JobSet) -> None:
    """Take a set."""


def core(job: qjobspec.Job) -> None:
    """Take a job of the common core."""


class Part:
    def submit(
        self,
        circuits: Circuit | list[Circuit],
        job_name: str,
        backend: Backend,
        executor: ThreadPoolExecutor,
        submit_lock: Lock,
        job_share_level: str | None = None,
        job_tags: list[str] | None = None,
        **run_config: Any,
    ) -> None: ...
    def status(self) -> JobStatus | None: ...
    def result(self, timeout: float | None = None, partial: bool = False, refresh: bool = False) -> Result | None: ...
    def cancel(self) -> None: ...
    def error_message(self) -> str | None: ...
    def qobj(self) -> Qobj | None: ...


class Whole:
    def managed_jobs(self) -> list[Part]: ...
    def statuses(self) -> list[JobStatus | None]: ...
    def results(self, timeout: float | None = None, partial: bool = False, refresh: bool = False) -> object: ...
    def error_messages(self) -> str | None: ...
    def cancel(self) -> None: ...
    def jobs(self) -> list[Record | None]: ...
    def job(self, experiment: str | Circuit | int) -> tuple[Record | None, int]: ...
    def update_tags(
        self,
        replacement_tags: list[str] | None = None,
        additional_tags: list[str] | None = None,
        removal_tags: list[str] | None = None,
    ) -> list[str]: ...


class SubmitsAlone(Part):
    def submit(self) -> None: ...  # type: ignore[override]


class TakesNoOptions(Part):
    def submit(  # type: ignore[override]
        self,
        circuits: Circuit | list[Circuit],
        job_name: str,
        backend: Backend,
        executor: ThreadPoolExecutor,
        submit_lock: Lock,
        job_share_level: str | None = None,
        job_tags: list[str] | None = None,
    ) -> None: ...


class CancelSaysWhether(Part):
    def cancel(self) -> bool: ...  # type: ignore[override]


class WaitsBetweenQueries(Part):
    def result(  # type: ignore[override]
        self, timeout: float | None = None, wait: float = 5, partial: bool = False, refresh: bool = False
    ) -> Result | None: ...


class StatusIsAWord(Part):
    def status(self) -> str | None: ...  # type: ignore[override]


class JobIsFoundAlone(Whole):
    def job(self, experiment: str | Circuit | int) -> Record | None: ...  # type: ignore[override]


class StatusesAreASet(Whole):
    def statuses(self) -> set[JobStatus | None]: ...  # type: ignore[override]


class HoldsForeignJobs(Whole):
    def managed_jobs(self) -> list[Record]: ...  # type: ignore[override]


managed(Part())
core(Part())
whole(Whole())
managed(SubmitsAlone())  # rejected: submit
managed(TakesNoOptions())  # rejected: submit
managed(CancelSaysWhether())  # rejected: cancel
managed(WaitsBetweenQueries())  # rejected: result
managed(StatusIsAWord())  # rejected: status
whole(JobIsFoundAlone())  # rejected: job
whole(StatusesAreASet())  # rejected: statuses
whole(HoldsForeignJobs())  # rejected: managed_jobs

"""ManagedJobSet: experiments cut into jobs, submitted in the background and asked about together.

This file does not know how one job is submitted or asked.
"""
# ruff: noqa: FBT001, FBT002 - the positional flags are those of the document.

from __future__ import annotations

import logging
from collections.abc import Sequence
from concurrent.futures import Executor
from threading import Lock
from typing import Any, Final
from uuid import uuid4

from qjobspec import JobStatus

from ..errors import (
    IBMQJobManagerInvalidStateError,
    IBMQJobManagerJobNotFound,
    IBMQJobManagerTimeoutError,
    IBMQJobTimeoutError,
    JobError,
)
from ..ibmq import IBMQJob
from ..ibmq.tags import OF_SETS
from ..waiting import Budget
from .job import ManagedJob
from .results import ManagedResults

_LOG: Final = logging.getLogger(__name__)

#: By how many seconds asking for all results may be late: one interval of polling (SET-6).
_OVERRUN: Final = 5.0


class ManagedJobSet:
    """Jobs that cover experiments in their order, without a gap and without an overlap (SET-3)."""

    def __init__(self, name: str | None = None, short_id: str | None = None) -> None:
        self._id = short_id or uuid4().hex
        self._name = name or self._id
        self._tags: list[str] = []
        self._experiments: list[Any] = []
        self._jobs: list[ManagedJob] = []
        self._submitting = Lock()

    def run(
        self,
        experiments: Any,
        backend: Any,
        executor: Executor,
        max_experiments_per_job: int,
        job_share_level: Any = None,
        job_tags: list[str] | None = None,
        **run_config: Any,
    ) -> None:
        """Submit experiments, so many to a job; one that is no list is one experiment (E-61)."""
        if self._jobs:
            raise IBMQJobManagerInvalidStateError(f"the jobs of set {self._name} were submitted before")
        self._experiments = list(experiments) if isinstance(experiments, (list, tuple)) else [experiments]
        self._tags = list(job_tags or [])
        starts = range(0, len(self._experiments), max_experiments_per_job)
        parts = [self._experiments[start : start + max_experiments_per_job] for start in starts]
        self._jobs = [ManagedJob(start, len(part)) for start, part in zip(starts, parts, strict=True)]
        for number, (job, part) in enumerate(zip(self._jobs, parts, strict=True)):
            job.submit(
                part,
                f"{self._name}_{number}_",
                backend,
                executor,
                self._submitting,
                job_share_level,
                [*self._tags, self.tag()],
                **run_config,
            )

    def name(self) -> str:
        """What its user calls the set."""
        return self._name

    def job_set_id(self) -> str:
        """What the set is found by."""
        return self._id

    def tag(self) -> str:
        """The tag that each of its jobs keeps (SET-10)."""
        return f"{OF_SETS}_{self._id}_"

    def tags(self) -> list[str]:
        """The tags that its user has given its jobs, in a list of the caller's own."""
        return list(self._tags)

    def managed_jobs(self) -> list[ManagedJob]:
        """The jobs, submitted or not, in the order of their experiments."""
        return list(self._jobs)

    def jobs(self) -> list[IBMQJob | None]:
        """The job under each managed job; `None` for one that is not submitted."""
        return [job.job for job in self._jobs]

    def statuses(self) -> list[JobStatus | None]:
        """How far each job is, in their order (SET-5)."""
        return [job.status() for job in self._jobs]

    def results(self, timeout: float | None = None, partial: bool = False, refresh: bool = False) -> ManagedResults:
        """Wait for all jobs in one `timeout` (SET-6), and give their results as one (SET-7)."""
        budget = Budget(timeout, _OVERRUN)
        results = []
        for job in self._jobs:
            if budget.deadline.left() < _OVERRUN / 2:
                raise IBMQJobManagerTimeoutError(f"the jobs of set {self._name} were not final within {timeout} s")
            try:
                results.append(job.result(None if timeout is None else budget.left(), partial, refresh))
            except IBMQJobTimeoutError as error:
                raise IBMQJobManagerTimeoutError(f"set {self._name} timed out after {timeout} s: {error}") from error
        return ManagedResults(results, self._place)

    def error_messages(self) -> str | None:
        """What each failed job says; `None` if none has failed (SET-9)."""
        told = [(job, job.error_message()) for job in self._jobs]
        return "\n".join(f"Experiments {job.start_index}-{job.end_index}: {said}" for job, said in told if said) or None

    def cancel(self) -> None:
        """Ask each job to stop, whatever comes of the others (SET-8)."""
        for job in self._jobs:
            job.cancel()

    def job(self, experiment: Any) -> tuple[IBMQJob | None, int]:
        """The job of an experiment, and the experiment's number in it (SET-4): by circuit, name, or number in the set."""
        number, index = self._place(experiment)
        return self._jobs[number].job, index

    def update_tags(
        self,
        replacement_tags: list[str] | None = None,
        additional_tags: list[str] | None = None,
        removal_tags: list[str] | None = None,
    ) -> list[str]:
        """Change the tags of each job that is submitted; all stay in the set (SET-10). Gives the tags of the last."""
        for job in filter(None, self.jobs()):
            try:
                told = job.update_tags(replacement_tags, additional_tags, removal_tags)
            except JobError as error:
                _LOG.warning("the tags of job %s stay as they are: %s", job.job_id(), error)
            else:
                self._tags = [tag for tag in told if tag != self.tag()]
        return self.tags()

    def _place(self, experiment: Any) -> tuple[int, int]:
        """The numbers of an experiment's job, and of the experiment in it."""
        number = experiment if isinstance(experiment, int) else _found(experiment, self._experiments)
        for place, job in enumerate(self._jobs):
            if number is not None and job.start_index <= number <= job.end_index:
                return place, number - job.start_index
        raise IBMQJobManagerJobNotFound(f"set {self._name} has no experiment {experiment!r}")


def _found(experiment: Any, experiments: Sequence[Any]) -> int | None:
    """The number of the experiment of this name, or of this very circuit."""
    same = (n for n, each in enumerate(experiments) if each is experiment or _named(each) == experiment)
    return next(same, None)


def _named(experiment: Any) -> object:
    if isinstance(experiment, dict):
        header = experiment.get("header")
        return header.get("name") if isinstance(header, dict) else None
    return getattr(experiment, "name", None)

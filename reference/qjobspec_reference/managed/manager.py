"""IBMQJobManager: makes sets of jobs on a pool of its own, and remembers them. This file does not know the jobs of a set."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

from ..errors import IBMQJobManagerInvalidStateError
from .jobset import ManagedJobSet


class IBMQJobManager:
    """Whoever has more experiments than a job may have."""

    def __init__(self) -> None:
        self._executor = ThreadPoolExecutor(thread_name_prefix="qjobspec-manager")
        self._sets: list[ManagedJobSet] = []

    def run(
        self,
        experiments: Any,
        backend: Any,
        name: str | None = None,
        max_experiments_per_job: int | None = None,
        job_share_level: Any = None,
        job_tags: list[str] | None = None,
        **run_config: Any,
    ) -> ManagedJobSet:
        """Submit experiments in the background, as many to a job as the backend and the user allow."""
        allowed = [most for most in (backend.max_experiments, max_experiments_per_job) if most is not None]
        if min(allowed, default=1) < 1:
            raise IBMQJobManagerInvalidStateError(f"a job has at least one experiment, not {max_experiments_per_job}")
        made = ManagedJobSet(name)
        most = min(allowed, default=1)
        made.run(experiments, backend, self._executor, most, job_share_level, job_tags, **run_config)
        self._sets.append(made)
        return made

    def job_sets(self, name: str | None = None) -> list[ManagedJobSet]:
        """The sets that were made here, all or those of a name."""
        return [each for each in self._sets if name is None or each.name() == name]

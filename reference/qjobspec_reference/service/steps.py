"""The life of a job inside the service, finer than what its user is told: which step may follow which.

This file does not know how long a step lasts, nor what any API calls it.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from qjobspec import JobStatus


class Step(StrEnum):
    """Where in its life a job is."""

    CREATING = "creating"  # waits for its input
    CREATED = "created"
    TRANSPILING = "transpiling"
    TRANSPILED = "transpiled"
    VALIDATING = "validating"
    VALIDATED = "validated"
    PENDING = "pending"  # waits to be put in the queue
    QUEUED = "queued"
    RUNNING = "running"
    COMPLETED = "completed"
    FAILED = "failed"
    CANCELLED = "cancelled"
    RAN_TOO_LONG = "ran-too-long"


#: What each step means to a user.
MEANING: Final[Mapping[Step, JobStatus]] = {
    Step.CREATING: JobStatus.INITIALIZING,
    Step.CREATED: JobStatus.INITIALIZING,
    Step.TRANSPILING: JobStatus.INITIALIZING,
    Step.TRANSPILED: JobStatus.INITIALIZING,
    Step.VALIDATING: JobStatus.VALIDATING,
    Step.VALIDATED: JobStatus.VALIDATING,
    Step.PENDING: JobStatus.QUEUED,
    Step.QUEUED: JobStatus.QUEUED,
    Step.RUNNING: JobStatus.RUNNING,
    Step.COMPLETED: JobStatus.DONE,
    Step.FAILED: JobStatus.ERROR,
    Step.CANCELLED: JobStatus.CANCELLED,
    Step.RAN_TOO_LONG: JobStatus.ERROR,
}

#: How a job may end before it runs, and after.
_BEFORE: Final = frozenset({Step.FAILED, Step.CANCELLED})
_AFTER: Final = frozenset({Step.COMPLETED, Step.FAILED, Step.CANCELLED, Step.RAN_TOO_LONG})

#: The table: what each step may turn into. Steps before the queue may be skipped, never gone back to.
MOVES: Final[Mapping[Step, frozenset[Step]]] = {
    Step.CREATING: frozenset({Step.CREATED}) | _BEFORE,
    Step.CREATED: frozenset({Step.TRANSPILING, Step.VALIDATING, Step.PENDING, Step.QUEUED}) | _BEFORE,
    Step.TRANSPILING: frozenset({Step.TRANSPILED}) | _BEFORE,
    Step.TRANSPILED: frozenset({Step.VALIDATING, Step.PENDING, Step.QUEUED}) | _BEFORE,
    Step.VALIDATING: frozenset({Step.VALIDATED}) | _BEFORE,
    Step.VALIDATED: frozenset({Step.PENDING, Step.QUEUED}) | _BEFORE,
    Step.PENDING: frozenset({Step.QUEUED}) | _BEFORE,
    Step.QUEUED: frozenset({Step.RUNNING}) | _BEFORE,
    Step.RUNNING: _AFTER,
    Step.COMPLETED: frozenset(),  # final is an empty row
    Step.FAILED: frozenset(),
    Step.CANCELLED: frozenset(),
    Step.RAN_TOO_LONG: frozenset(),
}

#: The steps that no move leaves.
ENDS: Final = frozenset(step for step, row in MOVES.items() if not row)

"""Where a job can be, from before it is submitted to how it ends.

This file does not know how anybody finds out.
"""

from __future__ import annotations

from enum import StrEnum

from .works import Outcome


class Phase(StrEnum):
    """Where a job is, whatever its job object says about it."""

    UNSUBMITTED = "unsubmitted"
    PENDING = "pending"
    RUNNING = "running"
    SUCCEEDED = "succeeded"
    RAISED = "raised"
    UNSUCCESSFUL = "unsuccessful"
    CANCELLED = "cancelled"
    """The service says so; of work in this process nobody but the job object could."""

    @property
    def is_final(self) -> bool:
        """Whether the job has ended."""
        return self is Phase.CANCELLED or self in ENDS.values()


#: The phase of a job whose work has come to an end, by how.
ENDS = {
    Outcome.SUCCEEDS: Phase.SUCCEEDED,
    Outcome.RAISES: Phase.RAISED,
    Outcome.UNSUCCESSFUL: Phase.UNSUCCESSFUL,
}

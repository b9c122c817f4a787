"""Where a job stands in its queue, and the function that is told so. This file does not know how a queue is asked."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Protocol, runtime_checkable


@runtime_checkable
class QueueInfo(Protocol):
    """What `queue_info()` returns (companion of the profile `ibmq-job`); each part is `None` while it is unknown (QUEUE-6).

    Let two that say the same be equal, so that their user can see that nothing has changed (QUEUE-8).
    """

    # Properties, because they are only read: a plain attribute does as well.
    @property
    def position(self) -> int | None:
        """Be the place in the queue as the service counts it for this provider (QUEUE-6)."""
        ...

    @property
    def estimated_start_time(self) -> datetime | None:
        """Be the moment at which the job is expected to start, in local time and with its time zone (QUEUE-7)."""
        ...

    @property
    def estimated_complete_time(self) -> datetime | None:
        """Be the moment at which the job is expected to end, in local time and with its time zone (QUEUE-7)."""
        ...

    @property
    def hub_priority(self) -> float | None:
        """Be the priority that the job's hub has at present (QUEUE-6)."""
        ...

    @property
    def group_priority(self) -> float | None:
        """Be the priority that the job's group has at present (QUEUE-6)."""
        ...

    @property
    def project_priority(self) -> float | None:
        """Be the priority that the job's project has at present (QUEUE-6)."""
        ...


class QueueCallback(Protocol):
    """What `wait_for_final_state()` of an `ibmq-job` calls: three arguments by position, and `queue_info` by its name."""

    def __call__(self, job_id: str, job_status: Any, job: Any, /, *, queue_info: QueueInfo | None) -> object:
        """Take the id, the status last queried, the job, and its place in the queue (CALLBACK-1, CALLBACK-10).

        What it returns is ignored.
        """
        ...

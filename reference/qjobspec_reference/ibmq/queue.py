"""Where a job stands in its queue, from what the service says of it. This file does not know how it is asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ..moments import local


@dataclass(frozen=True, slots=True)
class QueueInfo:
    """What is known of the queue; `None` for each part that is not (QUEUE-6). Two that tell the same are equal (QUEUE-8)."""

    position: int | None = None
    estimated_start_time: datetime | None = None
    estimated_complete_time: datetime | None = None
    hub_priority: float | None = None
    group_priority: float | None = None
    project_priority: float | None = None

    @classmethod
    def of(cls, said: object) -> QueueInfo | None:
        """What the service says under `infoQueue`; `None` if it says nothing (QUEUE-5)."""
        if not isinstance(said, Mapping) or not said:
            return None
        document: Mapping[str, Any] = said
        return cls(
            _whole(document.get("position")),
            local(document.get("estimatedStartTime")),  # QUEUE-7
            local(document.get("estimatedCompleteTime")),
            _number(document.get("hubPriority")),
            _number(document.get("groupPriority")),
            _number(document.get("projectPriority")),
        )


def _whole(said: object) -> int | None:
    return said if isinstance(said, int) and not isinstance(said, bool) else None


def _number(said: object) -> float | None:
    return said if isinstance(said, (int, float)) and not isinstance(said, bool) else None

"""What a service remembers of one job while a plot is played. This file does not know what is answered."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from .courses import Course


@dataclass(slots=True)
class Life:
    """One job at its service, as it is now."""

    job: str
    since: float
    course: Course
    #: How many of its moves have been told to the truth.
    told: int = 0
    #: How many requests have come to the first stage of fetching its result since it is done.
    fetched: int = 0
    #: When the result was handed out, and when its address was told last.
    consumed: float | None = None
    addressed: float | None = None
    #: What its user has changed: fields of its record.
    changed: dict[str, Any] = field(default_factory=dict[str, Any])
    #: How many of its messages had been delivered when its newest stream was opened, and how many will be when that is over.
    delivered: int = 0
    carried: int = 0

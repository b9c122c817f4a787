"""A call, and how it came back.

This file does not know what it was called for, nor what else happened meanwhile.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from qjobspec import JobStatus

from .events import Called, Error, Raised, Returned, Value


@dataclass(frozen=True)
class Call:
    """A call and how it came back; `end` is `None` for one that never did. Positions are those of the history's events."""

    position: int
    began: Called
    end_position: int | None
    end: Returned | Raised | None

    @cached_property
    def value(self) -> Value | None:
        """What it returned, or `None` if it did not return."""
        return self.end.value if isinstance(self.end, Returned) else None

    @cached_property
    def error(self) -> Error | None:
        """What it raised, or `None` if it did not raise."""
        return self.end.error if isinstance(self.end, Raised) else None

    @cached_property
    def state(self) -> JobStatus | None:
        """The state it returned, or `None` if it returned none."""
        return self.value.state if self.value else None

    @property
    def elapsed(self) -> float | None:
        """How long it took, or `None` if it never came back."""
        return None if self.end is None else self.end.at - self.began.at

    @property
    def end_at(self) -> float:
        """When it came back; infinity if it never did."""
        return float("inf") if self.end is None else self.end.at

    @cached_property
    def proof(self) -> tuple[int, ...]:
        """The positions of its events."""
        return (self.position,) if self.end_position is None else (self.position, self.end_position)

    @property
    def until(self) -> int:
        """The position of its end; one beyond all others if it never came back."""
        return sys.maxsize if self.end_position is None else self.end_position

    def is_under_way(self, position: int) -> bool:
        """Whether it had begun and not come back when event `position` happened."""
        return self.position < position < self.until

    def overlaps(self, other: Call) -> bool:
        """Whether another call was under way while this one was."""
        return other is not self and self.position < other.until and other.position < self.until

    def argument(self, name: str, default: Any = None) -> Any:
        """The argument called `name`, or the default of the member."""
        return dict(self.began.arguments).get(name, default)

"""Moments as jobs tell them, compared by when they are and not by whose clock. This file does not know any requirement."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from ..events import Value


def instant(value: Value) -> datetime | None:
    """When it is, of a value that is a moment with its time zone; `None` for anything else."""
    said: Any = value.data
    if isinstance(said, dict) and said.keys() == {"moment", "offset"} and said["offset"] is not None:
        return datetime.fromisoformat(said["moment"]).astimezone(UTC)
    return None


def instant_of(text: object) -> datetime | None:
    """When it is, of a moment that is written as text, in UTC if it does not say; `None` for anything else."""
    try:
        moment = datetime.fromisoformat(str(text))
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None

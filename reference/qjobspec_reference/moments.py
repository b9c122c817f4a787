"""Moments as services write them, told in local time with its time zone (METADATA-1, METADATA-20, QUEUE-7)."""

from __future__ import annotations

from datetime import UTC, datetime


def local(said: object) -> datetime | None:
    """The moment that a service wrote, for UTC if it does not say (CONSTRUCTOR-7); `None` for what is none."""
    if not isinstance(said, str):
        return None
    try:
        moment = datetime.fromisoformat(said)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone()
    except (ValueError, OverflowError):
        return None

"""Moments as services write them, and as jobs tell them: in local time, with its time zone.

This file does not know any requirement.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from ..events import Value
from ..histories import History


def moment(said: object) -> datetime | None:
    """The moment that a service wrote, for UTC if it does not say; `None` for what is none."""
    if not isinstance(said, str):
        return None
    try:
        read = datetime.fromisoformat(said)
    except ValueError:
        return None
    return read if read.tzinfo else read.replace(tzinfo=UTC)


def is_moment(data: Any) -> bool:
    """Whether a history has `data` for a `datetime`."""
    return isinstance(data, dict) and data.keys() == {"moment", "offset"}


def not_local(history: History, what: str, data: Any) -> str | None:
    """The fault of what has to be a `datetime` in local time with its zone, or `None` if it is one."""
    if not is_moment(data):
        return f"{what} is no datetime"
    if data["offset"] is None:
        return f"{what} is {data['moment']}, without its time zone"
    if history.zone is not None and data["offset"] != history.zone:
        return f"{what} is {data['moment']}, and local time is {history.zone / 3600:+g} h"
    return None


def another_moment(what: str, data: Any, said: Iterable[object]) -> str | None:
    """The fault of a `datetime` with a zone that is none of the moments that were said, or `None` if it is one."""
    told = [read for each in said if (read := moment(each)) is not None]
    if not told or moment(data["moment"]) in told:
        return None
    return f"{what} is {data['moment']}, and the service says {told[-1].isoformat()}"


def instant(value: Value) -> datetime | None:
    """The moment that a value tells with its time zone; `None` for anything else."""
    said: Any = value.data
    return moment(said["moment"]) if is_moment(said) and said["offset"] is not None else None

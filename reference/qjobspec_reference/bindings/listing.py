"""The lists of jobs of both runtime APIs: which jobs a query means, and which page of them.

This file does not know what is said of a job.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any, Final

from ..service import Job
from .answers import Refused
from .routes import Asked, Query, Schema

#: How many are listed if nobody says, and at most.
USUAL: Final = 10
MOST: Final = 200

_LARGEST: Final = 1_000_000
_NUMBER: Final = {"type": "integer", "minimum": 0, "maximum": _LARGEST}
_WORD: Final = {"type": "string"}
_MOMENT: Final = {"type": "string", "format": "date-time"}

#: The parameters that say which jobs are meant.
QUERY: Final[Query] = {
    "limit": _NUMBER,
    "offset": _NUMBER,
    "pending": {"enum": ["true", "false"]},
    "program": _WORD,
    "backend": _WORD,
    "session_id": _WORD,
    "tags": {"type": "array", "items": _WORD},
    "created_after": _MOMENT,
    "created_before": _MOMENT,
    "sort": {"enum": ["ASC", "DESC"]},
}

#: What is answered: the records of one page, and how many there are in all.
LIST: Final[Schema] = {
    "type": "object",
    "required": ["jobs", "count"],
    "properties": {
        "jobs": {"type": "array", "items": {"type": "object", "required": ["id"]}},
        "count": {"type": "integer", "minimum": 0},
    },
}


def meant(jobs: Iterable[Job], asked: Asked) -> list[Job]:
    """The jobs that a query means, the newest first unless it says otherwise."""
    found = [job for job in jobs if _is_meant(job, asked)]
    return found[::-1] if asked.query.get("sort") == "ASC" else found


def page(jobs: list[Job], asked: Asked) -> list[Job]:
    """The page of jobs that a query asks for."""
    offset, limit = _number(asked, "offset", 0), _number(asked, "limit", USUAL)
    return jobs[offset : offset + min(limit, MOST)]


def _is_meant(job: Job, asked: Asked) -> bool:
    said = asked.query
    facts: dict[str, Any] = {
        "program": job.order.program,
        "backend": job.order.backend,
        "session_id": job.order.said.get("session_id"),
        "pending": "false" if job.has_ended else "true",
    }
    return (
        all(said[name] == fact for name, fact in facts.items() if name in said)
        and set(asked.repeated.get("tags", ())) <= set(job.order.tags)
        and _seconds(said.get("created_after"), job.created) <= job.created
        and job.created <= _seconds(said.get("created_before"), job.created)
    )


def _seconds(text: str | None, otherwise: float) -> float:
    """A date in seconds, in UTC if it does not say; a plus that was not quoted arrives as a space."""
    if text is None:
        return otherwise
    try:
        date = datetime.fromisoformat(text.replace(" ", "+"))
        return (date if date.tzinfo is not None else date.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError) as error:
        raise Refused(HTTPStatus.BAD_REQUEST, f"{text!r} is no date.", "INVALID_QUERY") from error


def _number(asked: Asked, name: str, otherwise: int) -> int:
    text = asked.query.get(name, str(otherwise))
    if not text.isascii() or not text.isdigit() or len(text) > len(str(_LARGEST)):
        raise Refused(HTTPStatus.BAD_REQUEST, f"{name} is a number from 0.", "INVALID_QUERY")
    return int(text)

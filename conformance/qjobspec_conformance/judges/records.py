"""What the service has told of the judged job in its record, and which calls can be held against it.

Bodies are read as the API family of the profile has them; what several calls heard at once has no order. This file does not
know any requirement.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from typing import Any, Final

from ..calls import Call
from ..exchanges import Exchange
from ..histories import History
from .disturbances import is_legible
from .hearing import answers

#: The roles whose answers are the record of the job, by API family.
_RECORDS: Final[Mapping[str | None, tuple[str, ...]]] = {
    "ibmq": ("job",),
    "runtime": ("job",),
    "runtime-v2": ("job", "status"),
}


def records(history: History, until: int | None = None, since: int = 0) -> Iterator[Exchange]:
    """The answers that are the record of the judged job."""
    roles = _RECORDS.get(history.profile.family, ())
    for each in answers(history, *roles, until=until, since=since):
        if each.is_whole and each.document and each.job == history.job:
            yield each


def told(history: History, field: str) -> list[Any]:
    """Every value that a record tells of a field which never changes."""
    return [said for record in records(history) if (said := record.document.get(field)) is not None]


def is_silent(history: History, call: Call, field: str) -> bool:
    """Whether a record that was told before the call came back said nothing of a field."""
    return any(record.document.get(field) is None for record in records(history, call.end_position))


def legible(history: History, *members: str) -> Iterator[Call]:
    """The calls of `members` that came back while no other was under way, in a history in which all can be read.

    What is told after the user has changed what he was given is left out: METADATA-28 and TAG-10 speak of it.
    """
    if any(history.calls(member) for member in members) and is_legible(history):
        spoilt = spoilt_from(history)
        yield from (call for call in uncrossed(history, *members) if call.position <= spoilt)


def spoilt_from(history: History) -> int:
    """From which event on a user may have changed what is the job's; one beyond all others if he did not."""
    return next((call.position for call in history.all_calls if call.began.spoils), sys.maxsize)


def uncrossed(history: History, *members: str) -> Iterator[Call]:
    """The calls of `members` that came back while no other thread had one under way, not even at the same moment."""
    for call in history.calls(*members):
        if call.end is not None and not any(_cross(call, other) for other in history.all_calls):
            yield call


def _cross(one: Call, other: Call) -> bool:
    return one.began.thread != other.began.thread and other.began.at <= one.end_at and one.began.at <= other.end_at

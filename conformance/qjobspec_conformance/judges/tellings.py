"""What the service has told of the judged job, and which calls can be held against it.

Bodies are read as the API family of the profile has them. What a call may tell is what the service told before the call came
back; what several calls heard at once has no order. This file does not know any requirement.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from ..events import Answered, Asked, Unreached
from ..examples import Origin
from ..histories import Call, History

#: Perturbations whose answers are whole and true: they only say less, more, or the same in another way.
HARMLESS: Final = frozenset(
    {
        "null-optional-field",
        "absent-optional-field",
        "extra-field",
        "other-time-zone",
        "other-case-word",
        "queue-moves",
        "change-not-made",
    }
)
#: Perturbations after which the client does not have the whole answer.
_CUT: Final = frozenset({"truncated-body", "stalled-body"})
#: The roles whose answers are the record of the job, by API family.
_RECORDS: Final[Mapping[str | None, tuple[str, ...]]] = {
    "ibmq": ("job",),
    "runtime": ("job",),
    "runtime-v2": ("job", "status"),
}


@dataclass(frozen=True, slots=True)
class Telling:
    """A request and what it was answered; `position` is that of the answer."""

    position: int
    asked: Asked
    answered: Answered

    @property
    def arrived(self) -> bool:
        """Whether it is a success, and the client has the whole of it."""
        cut = any(fault.name in _CUT for fault in self.answered.faults)
        return self.answered.said.startswith("2") and self.answered.lasts is not None and not cut

    @property
    def document(self) -> Mapping[str, Any]:
        """The object that it tells, which is empty if it tells none."""
        data = self.answered.data
        return data if isinstance(data, dict) else {}

    def says(self, field: str) -> Any:
        """A field of it, or `None`."""
        return self.document.get(field)


def answers(history: History, *roles: str, until: int | None = None, since: int = 0) -> Iterator[Telling]:
    """The answers to requests of `roles`, or of any, that came from event `since` on and before event `until`."""
    end = len(history.events) if until is None else until
    for position, asked, answered in history.answers:
        if since <= position < end and (not roles or asked.role in roles):
            yield Telling(position, asked, answered)


def records(history: History, until: int | None = None, since: int = 0) -> Iterator[Telling]:
    """The answers that are the record of the judged job."""
    roles = _RECORDS.get(history.profile.family, ())
    for telling in answers(history, *roles, until=until, since=since):
        if telling.arrived and telling.document and telling.asked.job == history.job:
            yield telling


def told(history: History, field: str) -> list[Any]:
    """Every value that a record tells of a field which never changes."""
    return [said for telling in records(history) if (said := telling.says(field)) is not None]


def is_silent(history: History, call: Call, field: str) -> bool:
    """Whether a record that was told before the call came back said nothing of a field."""
    return any(telling.says(field) is None for telling in records(history, call.end_position))


def is_legible(history: History) -> bool:
    """Whether every answer came at once, whole and true, to a job that was opened by its id."""
    return (
        history.job is not None
        and history.origin is Origin.OPENED
        and not any(isinstance(event, Unreached) for event in history.events)
        and all(_is_harmless(answer) for _, _, answer in history.answers)
    )


def is_disturbed(history: History, call: Call) -> bool:
    """Whether something went wrong between the job and its service while a call was under way."""
    end = call.end_position if call.end_position is not None else len(history.events)
    within = history.events[call.position : end]
    return any(isinstance(each, Unreached) or (isinstance(each, Answered) and not _is_harmless(each)) for each in within)


def _is_harmless(answer: Answered) -> bool:
    return answer.lasts == 0 and all(fault.name in HARMLESS for fault in answer.faults)


def legible(history: History, *members: str) -> Iterator[Call]:
    """The calls of `members` that came back while no other was under way, in a history in which all can be read.

    What is told after the user has changed what he was given is left out: METADATA-28 and TAG-10 speak of it.
    """
    if any(history.calls(member) for member in members) and is_legible(history):
        spoilt = spoilt_from(history)
        yield from (call for call in alone(history, *members) if call.position <= spoilt)


def spoilt_from(history: History) -> int:
    """From which event on a user may have changed what is the job's; the number of events if he did not."""
    return next((call.position for call in history.all_calls if call.began.spoils), len(history.events))


def alone(history: History, *members: str) -> Iterator[Call]:
    """The calls of `members` that came back while no other thread had one under way."""
    for call in history.calls(*members):
        if call.end is not None and not _is_crossed(history, call):
            yield call


def _is_crossed(history: History, call: Call) -> bool:
    return any(
        other.began.thread != call.began.thread and other.began.at <= call.end_at and call.began.at <= other.end_at
        for other in history.all_calls
    )


def asked_in(history: History, call: Call, *roles: str) -> list[Asked]:
    """The requests of `roles`, or of any, that were sent while a call was under way."""
    end = call.end_position if call.end_position is not None else len(history.events)
    within = history.events[call.position : end]
    return [event for event in within if isinstance(event, Asked) and (not roles or event.role in roles)]


def told_in(history: History, call: Call, *roles: str) -> list[Telling]:
    """What was answered while a call was under way."""
    return list(answers(history, *roles, until=call.end_position, since=call.position))

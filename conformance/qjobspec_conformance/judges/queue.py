"""Judges of where a job stands in the queue of its service (QUEUE)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any, Final

from qjobspec import JobStatus, state_of

from ..calls import Call
from ..events import Told, Value
from ..exchanges import POLLS
from ..findings import Finding, ruling
from ..histories import History
from ..phases import Phase
from .asking import asked_during
from .hearing import answers
from .moments import another_moment, is_moment, moment, not_local
from .records import legible
from .words import seen

#: The members of a `QueueInfo`, by what the service calls them.
_NUMBERS: Final[Mapping[str, str]] = {
    "position": "position",
    "hub_priority": "hubPriority",
    "group_priority": "groupPriority",
    "project_priority": "projectPriority",
}
_TIMES: Final[Mapping[str, str]] = {
    "estimated_start_time": "estimatedStartTime",
    "estimated_complete_time": "estimatedCompleteTime",
}


@dataclass(frozen=True, slots=True)
class _Place:
    """What the service told of the queue; nothing of a job that is in none."""

    position: int
    at: float
    info: Mapping[str, Any]
    #: Whether it was the answer to a question.
    is_answer: bool = True


def a_position_is_a_number_or_none(history: History) -> Iterator[Finding]:
    """QUEUE-1."""
    for call, place in _held(history, "queue_position"):
        value = call.value
        if value is None or value.type not in ("int", "NoneType"):
            yield ruling(f"queue_position() {seen(call)}", *call.proof)
        elif place is None or place.info.get("position") is None:
            fault = f"queue_position() {seen(call)}, and the service tells of none"
            yield ruling(None if value.is_none else fault, *call.proof)
        else:
            yield ruling(None, *call.proof)


def a_refreshed_position_is_asked_for(history: History) -> Iterator[Finding]:
    """QUEUE-2."""
    for call in legible(history, "queue_position"):
        if call.argument("refresh") is True and history.phase_at(call.position) in (Phase.PENDING, Phase.RUNNING):
            fault = None if asked_during(history, call) else "queue_position(refresh=True) asked nothing"
            yield ruling(fault, *call.proof)


def a_position_is_kept(history: History) -> Iterator[Finding]:
    """QUEUE-3."""
    for call, place in _held(history, "queue_position"):
        if call.argument("refresh") is True or not _is_a_place(call):
            continue
        told = None if place is None else place.info.get("position")
        if asked_during(history, call):
            yield ruling("queue_position() asked the service", *call.proof)
        elif isinstance(told, int):
            yield ruling(
                None if _is(call, told) else f"queue_position() {seen(call)}, and {told} was told last", *call.proof
            )


def the_position_is_that_of_the_service(history: History) -> Iterator[Finding]:
    """QUEUE-4."""
    for call, place in _held(history, "queue_position"):
        told = None if place is None or place.position < call.position else place.info.get("position")
        if isinstance(told, int) and _is_a_place(call):
            yield ruling(
                None if _is(call, told) else f"queue_position() {seen(call)}, and the service says {told}", *call.proof
            )


def the_queue_is_told_or_none(history: History) -> Iterator[Finding]:
    """QUEUE-5."""
    for call, place in _held(history, "queue_info"):
        value = call.value
        if value is None or not (value.is_none or _is_info(value)):
            yield ruling(f"queue_info() {seen(call)}", *call.proof)
        else:
            fits = value.is_none is not bool(place is not None and place.info)
            yield ruling(None if fits else f"queue_info() {seen(call)}, and not what the service tells", *call.proof)


def each_part_of_the_queue_is_told(history: History) -> Iterator[Finding]:
    """QUEUE-6."""
    for call, place in _held(history, "queue_info"):
        if place is not None and call.value is not None and _is_info(call.value):
            faults = (_another_part(call.value.data, place.info, name) for name in (*_NUMBERS, *_TIMES))
            yield ruling(next((fault for fault in faults if fault is not None), None), *call.proof)


def estimates_are_in_local_time(history: History) -> Iterator[Finding]:
    """QUEUE-7."""
    for call, place in _held(history, "queue_info"):
        if place is None or call.value is None or not _is_info(call.value):
            continue
        for name, field in _TIMES.items():
            data = call.value.data.get(name)
            if data is not None and moment(place.info.get(field)) is not None:
                yield ruling(not_local(history, name, data), *call.proof)


def the_same_queue_is_equal(history: History) -> Iterator[Finding]:
    """QUEUE-8."""
    told = [call for call in history.calls("queue_info") if call.value is not None and _is_info(call.value)]
    for first, second in combinations(told, 2):
        if first.value is not None and second.value is not None and first.value.content == second.value.content:
            fault = None if first.value.like == second.value.like else f"{first.value} and {second.value} tell the same"
            yield ruling(fault, *first.proof, *second.proof)


def _held(history: History, member: str) -> Iterator[tuple[Call, _Place | None]]:
    """The calls that can be held against what was told last, and what that was; `None` if the job is in no queue."""
    for call in legible(history, member):
        told = [place for place in _places(history) if call.end_position is None or place.position < call.end_position]
        last = max(told, key=lambda place: place.position, default=None)
        if last is None or last.is_answer or last.at < call.began.at:
            yield call, last if last is not None and last.info else None


def _places(history: History) -> Iterator[_Place]:
    """What the service told of the queue, in answers and over its stream, where every answer can be read."""
    for each in answers(history, *POLLS):
        assert each.answered is not None, "asked of answers"
        info = _info(each.document) if each.state is JobStatus.QUEUED else {}
        yield _Place(each.last, each.answered.at, info)
    for position, event in history.happened(Told):
        if (said := _message(event.message)) is not None:
            queued = state_of(str(said.get("status")), history.profile.words) is JobStatus.QUEUED
            yield _Place(position, event.at, _info(said) if queued else {}, is_answer=False)


def _message(text: str) -> Mapping[str, Any] | None:
    """What a message of a stream says of the job."""
    try:
        said = json.loads(text)
    except ValueError:
        return None
    data = said.get("data") if isinstance(said, dict) else None
    return data if isinstance(data, dict) and "status" in data else None


def _info(document: Mapping[str, Any]) -> Mapping[str, Any]:
    info = document.get("infoQueue")
    return info if isinstance(info, dict) else {}


def _is_info(value: Value) -> bool:
    return value.type.rpartition(".")[2] == "QueueInfo" and isinstance(value.data, dict)


def _is_a_place(call: Call) -> bool:
    """Whether a call returned what a position can be; anything else is QUEUE-1's business."""
    return call.value is not None and call.value.type in ("int", "NoneType")


def _is(call: Call, position: int) -> bool:
    return call.value is not None and call.value.type == "int" and call.value.plain == position


def _another_part(data: Mapping[str, Any], info: Mapping[str, Any], name: str) -> str | None:
    """The fault of one member of a `QueueInfo`, or `None` if it tells what the service does."""
    given, said = data.get(name), info.get({**_NUMBERS, **_TIMES}[name])
    if given is not None and said is not None and is_moment(given):
        return another_moment(name, given, [said]) if given["offset"] is not None else None
    same = given == said and isinstance(given, bool) is isinstance(said, bool)
    return None if same else f"{name} is {given!r}, and the service says {said!r}"


JUDGES = {
    "QUEUE-1": a_position_is_a_number_or_none,
    "QUEUE-2": a_refreshed_position_is_asked_for,
    "QUEUE-3": a_position_is_kept,
    "QUEUE-4": the_position_is_that_of_the_service,
    "QUEUE-5": the_queue_is_told_or_none,
    "QUEUE-6": each_part_of_the_queue_is_told,
    "QUEUE-7": estimates_are_in_local_time,
    "QUEUE-8": the_same_queue_is_equal,
}

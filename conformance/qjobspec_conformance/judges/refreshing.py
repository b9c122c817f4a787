"""Judges of refresh(), which asks for everything that there is to know of a job (REFRESH)."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

from ..calls import Call
from ..events import Value
from ..exchanges import RECORD, Exchange
from ..findings import Finding, kept, ruling
from ..histories import History
from .asking import asked_during, is_alone
from .moments import instant, moment
from .words import seen

#: Which field of the job record which member tells, where that is all there is to it.
_FIELDS = {"name": "name", "tags": "tags", "share_level": "shareLevel", "creation_date": "creationDate"}


def refresh_asks_and_is_believed(history: History) -> Iterator[Finding]:
    """REFRESH-1."""
    for call in history.calls("refresh"):
        if not is_alone(history, call):
            continue
        records = asked_during(history, call, RECORD)
        yield ruling(None if records else f"refresh() {seen(call)} without asking for the job record", *call.proof)
        if records and call.error is None:
            yield from _believed(history, call, records[-1])


def refresh_may_bring_attributes(history: History) -> Iterator[Finding]:
    """REFRESH-2: nobody can break it; an attribute that was not there before shows that it is made use of."""
    unknown = {call.began.member for call in _attributes(history) if call.error is not None}
    for call in _attributes(history):
        brought = any(
            each.end_position is not None and each.end_position < call.position for each in history.calls("refresh")
        )
        if call.value is not None and call.began.member in unknown and brought:
            yield kept(*call.proof)


def refresh_returns_nothing(history: History) -> Iterator[Finding]:
    """REFRESH-3."""
    for call in history.calls("refresh"):
        if call.value is not None:
            yield ruling(None if call.value.is_none else f"refresh() returned {call.value}", *call.proof)


def refresh_leaves_the_end_alone(history: History) -> Iterator[Finding]:
    """REFRESH-4."""
    for first, call, second in _around_a_refresh(history, "status", "in_final_state"):
        if _says_the_end(history, first) and second.value is not None:
            fits = first.value == second.value
            fault = None if fits else f"{first.began.member}() said {first.value}, and after refresh() {second.value}"
            yield ruling(fault, *first.proof, *call.proof, *second.proof)


def refresh_leaves_the_result_alone(history: History) -> Iterator[Finding]:
    """REFRESH-5."""
    for first, call, second in _around_a_refresh(history, "result"):
        if first.value is None or first.value.is_none or second.argument("refresh") or call.error is not None:
            continue
        fits = second.value is not None and _same(first.value, second.value)
        yield ruling(None if fits else f"after refresh(), result() {seen(second)}", *first.proof, *call.proof, *second.proof)


def _believed(history: History, call: Call, record: Exchange) -> Iterator[Finding]:
    """What members tell after a refresh, as long as nobody has changed anything or asked for the record again."""
    told = record.document
    if not (told and record.is_smooth):
        return
    assert call.end_position is not None, "a lone call has come back"
    changes = [each for each in history.requests if each.position > call.end_position]
    until = next((each.position for each in changes if each.role in {RECORD, "name", "tags"}), sys.maxsize)
    for member, field in _FIELDS.items():
        for later in history.calls(member):
            in_time = later.end_position is not None and call.end_position < later.position and later.end_position < until
            if in_time and later.value is not None and field in told and (told[field] or field == "tags"):
                fits = _says(later.value, told[field])
                fault = None if fits else f"the record says {told[field]!r}, and {member}() {seen(later)}"
                yield ruling(fault, *call.proof, *later.proof)


def _says(value: Value, wanted: Any) -> bool:
    """Whether a value is what a field of the record says: a moment by whichever clock, tags in whichever order."""
    said = value.data
    if (told := instant(value)) is not None:
        return told == moment(wanted)
    if isinstance(said, list) and isinstance(wanted, list):
        return sorted(map(str, said)) == sorted(set(map(str, wanted)))
    return bool(said == wanted) or not value.is_told


def _says_the_end(history: History, call: Call) -> bool:
    if call.began.member == "status":
        return call.state in history.profile.machine.finals
    return call.value is not None and call.value.plain is True


def _same(first: Value, second: Value) -> bool:
    return first.equals(second) or (first.content is not None and first.content == second.content)


def _attributes(history: History) -> Iterator[Call]:
    """Attributes that were read and that no document names."""
    for call in history.all_calls:
        if call.began.job == 0 and call.began.member not in {*history.profile.members, "constructor", "run"}:
            yield call


def _around_a_refresh(history: History, *members: str) -> Iterator[tuple[Call, Call, Call]]:
    """Two uses of a member with a refresh() after the one and before the other, one after the other."""
    for call in history.calls("refresh"):
        for member in members:
            used = history.calls(member)
            earlier = [each for each in used if each.end_position is not None and each.end_position < call.position]
            later = [each for each in used if call.end_position is not None and each.position > call.end_position]
            if earlier and later:
                yield earlier[-1], call, later[0]


JUDGES = {
    "REFRESH-1": refresh_asks_and_is_believed,
    "REFRESH-2": refresh_may_bring_attributes,
    "REFRESH-3": refresh_returns_nothing,
    "REFRESH-4": refresh_leaves_the_end_alone,
    "REFRESH-5": refresh_leaves_the_result_alone,
}

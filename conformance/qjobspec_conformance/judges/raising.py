"""Judges of the errors themselves: what they show, what they keep, and of which class they are (ERROR)."""

from __future__ import annotations

from collections.abc import Iterator

from qjobspec import ErrorRole

from ..events import Answered, Asked, Raised, Unreached, Warned
from ..findings import Finding, ruling
from ..histories import Call, History
from .exchanges import lasts_at
from .words import deadline, fills


def no_secret_is_shown(history: History) -> Iterator[Finding]:
    """ERROR-7."""
    signed = next((at for at, event in enumerate(history.events) if isinstance(event, Asked) and event.signed), None)
    for position, event in enumerate(history.events):
        if signed is None or position < signed:
            continue
        if isinstance(event, Raised):
            fault = f"{event.error.name} shows what the job signs in with" if event.error.leaks else None
            yield ruling(fault, position)
        elif isinstance(event, Warned):
            yield ruling(f"a {event.category} shows what the job signs in with" if event.leaks else None, position)


def the_cause_is_kept(history: History) -> Iterator[Finding]:
    """ERROR-8: of errors that come of a connection, where there was one to keep."""
    for call in history.all_calls:
        if call.error is not None and fills(history, ErrorRole.API, call.error) and _lost_its_connection(history, call):
            fault = f"{call.began.member}() raised {call.error.name} without the error that caused it"
            yield ruling(None if call.error.cause is not None else fault, *call.proof)


def there_is_one_lateness(history: History) -> Iterator[Finding]:
    """ERROR-9."""
    results, waits = _late(history, "result"), _late(history, "wait_for_final_state")
    for result, wait in zip(results, waits, strict=False):
        assert result.error is not None
        assert wait.error is not None
        same = result.error.types[0] == wait.error.types[0]
        fault = f"result() raised {result.error.name} for its time, and wait_for_final_state() {wait.error.name}"
        yield ruling(None if same else fault, *result.proof, *wait.proof)


def _late(history: History, member: str) -> list[Call]:
    """The calls of `member` that gave up because their time was over."""
    return [
        call
        for call in history.calls(member)
        if call.error is not None and deadline(call) is not None and not history.has_ended_by(call)
    ]


def _lost_its_connection(history: History, call: Call) -> bool:
    """Whether the last that a call heard of its service was that it was not there."""
    heard = [
        event
        for position, event in enumerate(history.events)
        if lasts_at(call, position) and isinstance(event, Answered | Unreached)
    ]
    return bool(heard) and (isinstance(heard[-1], Unreached) or heard[-1].said in ("reset", "eof", "silence"))


JUDGES = {
    "ERROR-7": no_secret_is_shown,
    "ERROR-8": the_cause_is_kept,
    "ERROR-9": there_is_one_lateness,
}

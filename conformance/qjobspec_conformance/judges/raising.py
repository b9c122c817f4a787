"""Judges of the errors themselves: what they show, what they keep, and of which class they are (ERROR)."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Final

from qjobspec import ErrorRole

from ..calls import Call
from ..events import Answered, Asked, Raised, Unreached, Warned
from ..exchanges import GONE
from ..findings import Finding, ruling
from ..histories import History
from .words import deadline, fills

#: What becomes of an answer that a client learns by an error of the network; the mere end of a connection is none.
_WITH_AN_ERROR: Final = frozenset(GONE) - {"eof"}


def no_secret_is_shown(history: History) -> Iterator[Finding]:
    """ERROR-7."""
    signed = next((position for position, event in history.happened(Asked) if event.signed), sys.maxsize)
    raised = [(position, event.error.name, event.error.leaks) for position, event in history.happened(Raised)]
    warned = [(position, f"a {event.category}", event.leaks) for position, event in history.happened(Warned)]
    for position, what, leaks in sorted([*raised, *warned]):
        if position > signed:
            yield ruling(f"{what} shows what the job signs in with" if leaks else None, position)


def the_cause_is_kept(history: History) -> Iterator[Finding]:
    """ERROR-8: of errors that come of a connection, where there was one to keep."""
    own = [call for call in history.all_calls if call.began.member in history.profile.members]
    for call in own:
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
    """Whether the last that a call heard of its service was that it was not there, and that is an error."""
    heard: list[tuple[int, Answered | Unreached]] = [*history.during(call, Answered), *history.during(call, Unreached)]
    _, last = max(heard, default=(None, None), key=lambda each: each[0] or 0)
    return isinstance(last, Unreached) or (last is not None and last.said in _WITH_AN_ERROR)


JUDGES = {
    "ERROR-7": no_secret_is_shown,
    "ERROR-8": the_cause_is_kept,
    "ERROR-9": there_is_one_lateness,
}

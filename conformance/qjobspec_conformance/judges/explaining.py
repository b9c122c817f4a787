"""Judges of how a job explains that it has failed: error_message(), and what result() raises (ERROR)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, cast

from qjobspec import ErrorRole, JobStatus

from ..calls import Call
from ..exchanges import HANDING_OUT, POLLS, Exchange
from ..findings import Finding, ruling
from ..histories import History
from ..phases import Phase
from .asking import about_the_job
from .words import fills, seen

MEMBER = "error_message"
#: What an error report may lack in an answer that can be read all the same.
_LACKING = frozenset({"null-optional-field", "absent-optional-field"})
#: What makes an answer one that cannot be read.
_UNREADABLE = frozenset({"invalid-json", "empty-body"})
#: What `repr` makes of a text.
_ESCAPED = (("\\n", " "), ("\\t", " "), ("\\'", "'"), ('\\"', '"'), ("\\\\", "\\"))
#: The roles whose answers tell what came of a job.
_TELLING = HANDING_OUT.union(POLLS)


def a_failure_has_a_message(history: History) -> Iterator[Finding]:
    """ERROR-1: one that raises is ERROR-5's business."""
    for call in _of_a_failed_job(history):
        if (value := call.value) is not None:
            fits = value.type == "str" and bool(str(value.plain).strip())
            yield ruling(None if fits else f"{MEMBER}() of a failed job returned {value}", *call.proof)


def no_failure_has_no_message(history: History) -> Iterator[Finding]:
    """ERROR-2."""
    for call in history.calls(MEMBER):
        phase = history.phase_at(call.position)
        if call.end is not None and phase not in (None, Phase.RAISED) and history.phase_at(call.end_position or 0) is phase:
            fits = call.value is not None and call.value.is_none
            yield ruling(None if fits else f"{MEMBER}() of a job that has not failed {seen(call)}", *call.proof)


def a_message_is_not_waited_for(history: History) -> Iterator[Finding]:
    """ERROR-3."""
    for call in history.calls(MEMBER):
        yield ruling(None if call.elapsed == 0 else f"{MEMBER}() {seen(call)}", *call.proof)


def the_message_is_that_of_the_service(history: History) -> Iterator[Finding]:
    """ERROR-4."""
    for call in _of_a_failed_job(history):
        if call.value is not None and isinstance(call.value.plain, str):
            for message in _messages(history, call)[:1]:
                told = _plain(message) in _plain(call.value.plain)
                fault = f"the service says {message!r}, and {MEMBER}() returned {call.value}"
                yield ruling(None if told else fault, *call.proof)


def no_report_is_an_error(history: History) -> Iterator[Finding]:
    """ERROR-5."""
    for call in _of_a_failed_job(history):
        fault = f"{MEMBER}() of a failed job raised {call.error}" if call.error is not None else None
        yield ruling(fault, *call.proof)


def a_failure_says_why(history: History) -> Iterator[Finding]:
    """ERROR-6."""
    for call in history.calls("result"):
        if call.error is not None and fills(history, ErrorRole.FAILED, call.error):
            told = any(_plain(message) in _plain(call.error.message) for message in _messages(history, call))
            fits = told or MEMBER in call.error.message
            fault = f"result() raised {call.error.name}, which neither says why nor names {MEMBER}()"
            yield ruling(None if fits else fault, *call.proof)


def _of_a_failed_job(history: History) -> Iterator[Call]:
    """The calls that came back of a job that had failed, at a service at which at most the report of it was odd."""
    if history.ending is JobStatus.ERROR and _only_the_report_is_odd(history):
        for call in history.calls(MEMBER):
            if call.end is not None and history.phase_at(call.position) is Phase.RAISED:
                yield call


def _only_the_report_is_odd(history: History) -> bool:
    """Whether no more was unreadable than answers of routes that do not tell the state, and did not have to."""
    asked = list(about_the_job(history))
    telling = {each.role for each in asked if each.state is not None}
    struck = {each.role for each in asked if each.has(*_UNREADABLE)}
    tells_enough = not struck or (bool(telling) and not struck & telling)
    return history.disturbances <= _LACKING | _UNREADABLE and tells_enough


def _messages(history: History, call: Call) -> list[str]:
    """What the service has given as the reason by the end of a call: in a report, or else in place of a result."""
    known = [
        each
        for each in about_the_job(history)
        if each.role in _TELLING and call.end_position is not None and (each.answer_position or 0) < call.end_position
    ]
    reported = [message for each in known for message in _reported(each.data)]
    return reported or [message for each in known if (message := _in_place_of_a_result(each)) is not None]


def _reported(data: Any) -> Iterator[str]:
    """The message of an error report: that of the job API, or the reason that stands beside the state of a program."""
    if not isinstance(data, Mapping):
        return
    document = cast("Mapping[str, Any]", data)
    for place, name in (("error", "message"), ("state", "reason")):
        report = document.get(place)
        message = report.get(name) if isinstance(report, Mapping) else report if place == "error" else None
        if isinstance(message, str) and message.strip():
            yield message


def _in_place_of_a_result(exchange: Exchange) -> str | None:
    """The text that was answered where a result was asked for."""
    text = exchange.data if exchange.role in HANDING_OUT else None
    return text if isinstance(text, str) and text.strip() else None


def _plain(text: str) -> str:
    """A text as it is compared: however its lines are broken, and also as `repr`, by which Qiskit's errors show theirs."""
    for shown, meant in _ESCAPED:
        text = text.replace(shown, meant)
    return " ".join(text.split())


JUDGES = {
    "ERROR-1": a_failure_has_a_message,
    "ERROR-2": no_failure_has_no_message,
    "ERROR-3": a_message_is_not_waited_for,
    "ERROR-4": the_message_is_that_of_the_service,
    "ERROR-5": no_report_is_an_error,
    "ERROR-6": a_failure_says_why,
}

"""Judges of what a job makes of what its constructor was given (CONSTRUCTOR).

The id and the backend that a constructor is given are the business of IDENTITY-8 and IDENTITY-4.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from typing import Any

from qjobspec import JobStatus, state_of

from ..calls import Call
from ..events import Unreached, Value
from ..exchanges import SETUP
from ..findings import Finding, broken, ruling
from ..histories import History
from .asking import asked_before, asked_during, is_alone
from .counts import tells_the_same
from .moments import instant, moment
from .submissions import uses
from .words import seen

#: Which member tells what its constructor was given under which name.
_TOLD_BY = {
    "creation_date": "creation_date",
    "name": "name",
    "tags": "tags",
    "program_id": "program_id",
    "primitive_id": "program_id",
    "session_id": "session_id",
}


def making_a_job_asks_nothing(history: History) -> Iterator[Finding]:
    """CONSTRUCTOR-2: whatever is asked before the job is used was asked for the sake of making it."""
    made = history.constructed
    if made is None or made.argument("user_callback") is not None or any(step.job for step in history.example.program.steps):
        return
    used = next((call.position for call in history.all_calls if call.position > made.position), sys.maxsize)
    asked = [each for each in asked_before(history, used) if each.position > made.position]
    unreached = [at for at, _ in history.happened(Unreached) if at < used]
    fault = f"making the job object sent {asked[0].method} {asked[0].url}" if asked else None
    if unreached and not asked:
        fault = "making the job object opened a connection"
    yield ruling(fault, *made.proof, *(each.position for each in asked), *unreached)


def what_was_given_is_told(history: History) -> Iterator[Finding]:
    """CONSTRUCTOR-3."""
    made = history.constructed
    if made is None:
        return
    for member, name in _TOLD_BY.items():
        given = made.argument(name)
        for call in history.calls(member) if given else ():
            if not _was_told_otherwise(history, call):
                yield ruling(_untold(history, call, given), *made.proof, *call.proof)


def a_final_word_is_believed(history: History) -> Iterator[Finding]:
    """CONSTRUCTOR-4."""
    made = history.constructed
    state = _state_given(history, made) if made is not None else None
    if made is None or state not in history.profile.machine.finals:
        return
    word = made.argument("status")
    for call in history.calls("status"):
        if not is_alone(history, call):
            continue
        asked = asked_during(history, call)
        fault = None if call.state is state else f"status() {seen(call)}; the constructor was given {word}"
        if asked:
            fault = f"status() asked the service although the constructor was given {word}"
        yield ruling(fault, *made.proof, *(each.position for each in asked), *call.proof)


def a_date_without_a_zone_is_universal(history: History) -> Iterator[Finding]:
    """CONSTRUCTOR-7."""
    made = history.constructed
    given = made.argument("creation_date") if made is not None else None
    if made is None or not isinstance(given, str) or re.search(r"(Z|[+-]\d\d:?\d\d)$", given):
        return
    for call in history.calls("creation_date"):
        if call.value is not None and (told := instant(call.value)) is not None:
            fits = told == moment(given)
            fault = None if fits else f"creation_date is {call.value.data['moment']}; the constructor was given {given}"
            yield ruling(fault, *made.proof, *call.proof)


def a_given_result_is_returned(history: History) -> Iterator[Finding]:
    """CONSTRUCTOR-9: a constructor that raises has nothing to return it with."""
    made = next(iter(history.calls("constructor")), None)
    given = next((value for _, used in uses(history, "result") for _, value in used.given), None)
    if made is None or given is None or given.is_none or _state_given(history, made) is not JobStatus.DONE:
        return
    if made.error is not None:
        yield broken(f"the constructor raised {made.error}", *made.proof)
    for call in history.calls("result")[:1]:
        asked = asked_during(history, call) if is_alone(history, call) else []
        same = call.value is not None and not call.value.is_none and tells_the_same(call.value.data, given.data)
        fault = None if same else f"result() {seen(call)}, and not what the constructor was given"
        fault = "result() asked the service although the constructor was given the result" if asked else fault
        yield ruling(fault, *made.proof, *(each.position for each in asked), *call.proof)


def _state_given(history: History, made: Call) -> JobStatus | None:
    """The state whose word the constructor was given; `None` if it was given none."""
    word = made.argument("status")
    return state_of(word, history.profile.words) if isinstance(word, str) else None


def _was_told_otherwise(history: History, call: Call) -> bool:
    """Whether the service had told all about the job before, or what the call returns."""
    answers = [each.answered for each in asked_before(history, call.position) if each.role != SETUP]
    told = (answer.data for answer in answers if answer is not None)
    return any(_is_record(data) or (call.value is not None and _holds(data, call.value)) for data in told)


def _untold(history: History, call: Call, given: Any) -> str | None:
    """What is wrong with a call that should tell what was given; a moment without a time zone is METADATA-1's business."""
    if is_alone(history, call) and asked_during(history, call):
        return f"{call.began.member} asked the service although the constructor was given {given!r}"
    if call.value is None:
        return f"{call.began.member} {seen(call)}; the constructor was given {given!r}"
    if moment(given) is not None and instant(call.value) is None and not call.value.is_none:
        return None
    return None if _is(call.value, given) else f"{call.began.member} is {call.value}; the constructor was given {given!r}"


def _is_record(data: Any) -> bool:
    return isinstance(data, dict) and bool(data.keys() & {"created", "creationDate"})


def _holds(data: Any, value: Value) -> bool:
    """Whether a value stands somewhere in an answer."""
    if isinstance(data, dict):
        return any(_holds(each, value) for each in data.values())
    return _is(value, data) or (isinstance(data, list) and any(_holds(each, value) for each in data))


def _is(value: Value, wanted: Any) -> bool:
    """Whether a value is what was given or told: a moment by whichever clock, tags in whichever order."""
    if (told := instant(value)) is not None:
        return told == moment(wanted)
    if isinstance(value.data, list) and isinstance(wanted, list | tuple):
        return sorted(map(str, value.data)) == sorted(map(str, wanted))
    return bool(value.data == wanted)


JUDGES = {
    "CONSTRUCTOR-2": making_a_job_asks_nothing,
    "CONSTRUCTOR-3": what_was_given_is_told,
    "CONSTRUCTOR-4": a_final_word_is_believed,
    "CONSTRUCTOR-7": a_date_without_a_zone_is_universal,
    "CONSTRUCTOR-9": a_given_result_is_returned,
}

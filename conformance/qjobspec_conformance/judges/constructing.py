"""Judges of what a job makes of what its constructor was given (CONSTRUCTOR).

The id and the backend that a constructor is given are the business of IDENTITY-8 and IDENTITY-4.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from qjobspec import JobStatus, state_of

from ..events import CalledBack, Unreached, Value
from ..examples import Callback, Decoder, Origin
from ..findings import Finding, broken, ruling
from ..histories import Call, History
from ..services import Plot
from .moments import instant, instant_of
from .questions import RECORD, SETUP, Exchange, before, during, exchanges, is_alone
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
#: Roles whose requests say by their address or in their messages who asks, and not as others do.
_OTHERWISE_SIGNED = frozenset({SETUP, "result-download", "stream"})


def making_a_job_asks_nothing(history: History) -> Iterator[Finding]:
    """CONSTRUCTOR-2: whatever is asked before the job is used was asked for the sake of making it."""
    made = _made(history)
    if made is None or made.argument("user_callback") is not None or any(step.job for step in history.example.program.steps):
        return
    used = next((call.position for call in history.all_calls if call.position > made.position), len(history.events))
    asked = [each for each in before(history, used) if each.position > made.position]
    unreached = [at for at, event in enumerate(history.events[:used]) if isinstance(event, Unreached)]
    fault = f"making the job object sent {asked[0].asked.method} {asked[0].asked.url}" if asked else None
    if unreached and not asked:
        fault = "making the job object opened a connection"
    yield ruling(fault, *made.proof, *(each.position for each in asked), *unreached)


def what_was_given_is_told(history: History) -> Iterator[Finding]:
    """CONSTRUCTOR-3."""
    made = _made(history)
    if made is None:
        return
    for member, name in _TOLD_BY.items():
        given = made.argument(name)
        for call in history.calls(member) if given else ():
            if not _was_told_otherwise(history, call):
                yield ruling(_untold(history, call, given), *made.proof, *call.proof)


def a_final_word_is_believed(history: History) -> Iterator[Finding]:
    """CONSTRUCTOR-4."""
    made = _made(history)
    word = made.argument("status") if made is not None else None
    state = state_of(word, history.profile.words) if isinstance(word, str) else None
    if made is None or state not in history.profile.machine.finals:
        return
    for call in history.calls("status"):
        if not is_alone(history, call):
            continue
        asked = during(history, call)
        fault = None if call.state is state else f"status() {seen(call)}; the constructor was given {word}"
        if asked:
            fault = f"status() asked the service although the constructor was given {word}"
        yield ruling(fault, *made.proof, *(each.position for each in asked), *call.proof)


def what_else_is_known_is_an_attribute(history: History) -> Iterator[Finding]:
    """CONSTRUCTOR-5: a field of the record may be read as it is written or in the spelling of Python."""
    if history.profile.constructor is None:
        return
    taken = {each.name for each in history.profile.constructor.parameters}
    made = _made(history)
    for name, given in made.began.arguments if made is not None else ():
        for call in history.calls(name) if name not in taken | history.profile.members.keys() else ():
            fits = call.value is not None and call.value.data == _plain(given)
            yield ruling(None if fits else f"{name} {seen(call)}; the constructor was given {given!r}", *call.proof)
    for record in (each for each in exchanges(history) if each.asked.role == RECORD):
        yield from _fields_of(history, record, taken)


def its_callback_is_called_as_any(history: History) -> Iterator[Finding]:
    """CONSTRUCTOR-6."""
    made, plot = _made(history), history.example.timeline
    callback = made.argument("user_callback") if made is not None else None
    ended = history.final_move
    if made is None or not isinstance(callback, Callback) or callback.raises is not None or not isinstance(plot, Plot):
        return
    if not plot.messages or ended is None or ended[1].at >= history.ended or _is_stopped(history):
        return
    called = history.callbacks(made)
    fault = _miscalled(history, made, [event for _, event in called], plot)
    yield ruling(fault, *made.proof, *(position for position, _ in called))


def a_date_without_a_zone_is_universal(history: History) -> Iterator[Finding]:
    """CONSTRUCTOR-7."""
    made = _made(history)
    given = made.argument("creation_date") if made is not None else None
    if made is None or not isinstance(given, str) or re.search(r"(Z|[+-]\d\d:?\d\d)$", given):
        return
    for call in history.calls("creation_date"):
        if call.value is not None and (told := instant(call.value)) is not None:
            fits = told == instant_of(given)
            fault = None if fits else f"creation_date is {call.value.data['moment']}; the constructor was given {given}"
            yield ruling(fault, *made.proof, *call.proof)


def every_request_is_signed(history: History) -> Iterator[Finding]:
    """CONSTRUCTOR-8: a service that gives something else for what a user signs in with is not judged."""
    asked = [each for each in exchanges(history) if each.asked.job == history.job or each.asked.role == "submit"]
    signed = [each for each in exchanges(history) if each.asked.signed]
    if not (history.signs or signed) or any(each.asked.role == SETUP and each.asked.job is None for each in signed):
        return
    for each in asked:
        if each.asked.role not in _OTHERWISE_SIGNED:
            fault = f"{each.asked.method} {each.asked.url} does not say who asks" if not each.asked.signed else None
            yield ruling(fault, each.position)


def _made(history: History) -> Call | None:
    """The call of the constructor, if the job came from it and was made."""
    call = next(iter(history.calls("constructor")), None)
    return call if history.example.origin is Origin.CONSTRUCTED and call is not None and call.error is None else None


def _was_told_otherwise(history: History, call: Call) -> bool:
    """Whether the service had told all about the job before, or what the call returns."""
    answers = [each.answered for each in before(history, call.position) if each.asked.role != SETUP]
    told = (answer.data for answer in answers if answer is not None)
    return any(_is_record(data) or (call.value is not None and _holds(data, call.value)) for data in told)


def _untold(history: History, call: Call, given: Any) -> str | None:
    """What is wrong with a call that should tell what was given; a moment without a time zone is METADATA-1's business."""
    if is_alone(history, call) and during(history, call):
        return f"{call.began.member} asked the service although the constructor was given {given!r}"
    if call.value is None:
        return f"{call.began.member} {seen(call)}; the constructor was given {given!r}"
    if instant_of(given) is not None and instant(call.value) is None and not call.value.is_none:
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
    if (moment := instant(value)) is not None:
        return moment == instant_of(wanted)
    if isinstance(value.data, list) and isinstance(wanted, list | tuple):
        return sorted(map(str, value.data)) == sorted(map(str, wanted))
    return bool(value.data == wanted)


def _plain(given: object) -> object:
    return list(given) if isinstance(given, tuple) else given


def _fields_of(history: History, record: Exchange, taken: set[str]) -> Iterator[Finding]:
    """Whether the fields of a record that the user has tried to read as attributes can be."""
    told = record.answered.data if record.answered is not None and record.answered.lasts == 0 else None
    for field, value in told.items() if isinstance(told, dict) else ():
        spelt = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", field).lower()
        names = {field, spelt, f"{spelt}_"} - taken - history.profile.members.keys()
        calls = [call for call in history.calls(*names) if call.position > (record.answered_position or 0)] if names else []
        read = [call for call in calls if call.value is not None]
        if read:
            fits = any(call.value is not None and call.value.data == value for call in read)
            fault = None if fits else f"{field} is {value!r} in the record, and {read[0].began.member} is {read[0].value}"
            yield ruling(fault, record.position, *(at for call in read for at in call.proof))
        elif {field, spelt} <= {call.began.member for call in calls}:
            saw = f"the record has {field!r}, and {calls[0].began.member} {seen(calls[0])}"
            yield broken(saw, record.position, *calls[0].proof)


def _is_stopped(history: History) -> bool:
    """Whether the user has ended the stream or the job."""
    return bool(history.calls("cancel", "cancel_result_streaming", "stream_results"))


def _miscalled(history: History, made: Call, called: list[CalledBack], plot: Plot) -> str | None:
    """What is wrong with the calls of a callback, or `None`: each interim result once and in order, then the final one."""
    odd = next((each for each in called if len(each.arguments) != 2 or each.keywords), None)  # noqa: PLR2004 - id and result
    if odd is not None or any(each.arguments[0].plain != history.job for each in called):
        return "the callback was called otherwise than with the id of the job and a result"
    ended = history.final_move
    assert ended is not None, "a stream is judged when its job has ended"
    sent = [message.data for message in plot.messages if message.at <= ended[1].at]
    told = [each.arguments[1] for each in called]
    due = len(sent) + (ended[1].state is JobStatus.DONE)
    if len(told) != due:
        return f"the callback was called {len(told)} times; the service sent {due} results"
    given = made.argument("result_decoder")
    if isinstance(given, Decoder):
        texts = [value.data.get("text") if isinstance(value.data, dict) else None for value in told]
        names = {value.data.get("decoder") if isinstance(value.data, dict) else None for value in told}
        return (
            None if texts[: len(sent)] == sent and names <= {given.name} else "a result was not decoded as the job does it"
        )
    if len({value.content for value in told[: len(sent)]}) < len(set(sent)):
        return "the callback was not given each interim result"
    return None


JUDGES = {
    "CONSTRUCTOR-2": making_a_job_asks_nothing,
    "CONSTRUCTOR-3": what_was_given_is_told,
    "CONSTRUCTOR-4": a_final_word_is_believed,
    "CONSTRUCTOR-5": what_else_is_known_is_an_attribute,
    "CONSTRUCTOR-6": its_callback_is_called_as_any,
    "CONSTRUCTOR-7": a_date_without_a_zone_is_universal,
    "CONSTRUCTOR-8": every_request_is_signed,
}

"""Judges of how the result of a runtime program is decoded, and handed out as it is (RESULT)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from qjobspec import ErrorRole

from ..calls import Call
from ..findings import Finding, broken, ruling
from ..histories import History
from .asking import about_the_job
from .decoders import given_decoder, mark
from .words import fills, seen

#: What stands in the place of a result by the table of perturbations.
NOTHING = "result-like-nothing"
LOOKALIKE = "result-like-a-message"


def the_decoder_of_the_call_decodes(history: History) -> Iterator[Finding]:
    """RESULT-22."""
    for call in _told(history):
        if (decoder := given_decoder(call)) is not None:
            yield ruling(_not_decoded_by(history, call, decoder.name), *call.proof)


def the_decoder_of_the_constructor_decodes(history: History) -> Iterator[Finding]:
    """RESULT-23."""
    made = next((call for call in history.calls("constructor") if given_decoder(call) is not None), None)
    for call in _told(history) if made is not None else ():
        if made is not None and (decoder := given_decoder(made)) is not None and given_decoder(call) is None:
            yield ruling(_not_decoded_by(history, call, decoder.name), *made.proof, *call.proof)


def a_decoder_is_for_one_call(history: History) -> Iterator[Finding]:
    """RESULT-24."""
    made = {decoder.name for call in history.calls("constructor") if (decoder := given_decoder(call)) is not None}
    given = [call for call in history.all_calls if given_decoder(call) is not None and call.began.member != "constructor"]
    for call in _told(history):
        others = [each for each in given if call.end_position is not None and each.position < call.end_position]
        if others and given_decoder(call) is None:
            used = mark(call.value)
            strange = used is not None and used.decoder not in made
            fault = (
                f"result() was decoded by {used.decoder if used else None}, which another call was given"
                if strange
                else None
            )
            yield ruling(fault, *others[0].proof, *call.proof)


def nothing_is_a_result(history: History) -> Iterator[Finding]:
    """RESULT-25: what it is, and what it was."""
    first: Call | None = None
    for call in _calls_without_a_decoder(history, NOTHING):
        if first is None or first.value is None:
            first = call
            yield _as_it_is(history, call)
        elif call.value is None or not call.value.equals(first.value):
            yield broken(f"result() returned {first.value}, then {call.value or call.error}", *first.proof, *call.proof)
        else:
            yield ruling(None, *first.proof, *call.proof)


def a_lookalike_is_a_result(history: History) -> Iterator[Finding]:
    """RESULT-26."""
    for call in _calls_without_a_decoder(history, LOOKALIKE):
        yield _as_it_is(history, call)
        return


def _told(history: History) -> Iterator[Call]:
    """The calls of result() that gave what a decoder made, or should have."""
    for call in history.calls("result"):
        if call.value is not None and call.value.is_told and history.has_ended_by(call):
            yield call


def _not_decoded_by(history: History, call: Call, name: str) -> str | None:
    used = mark(call.value)
    if used is None or used.decoder != name:
        return f"result() was decoded by {used.decoder if used else 'another decoder'}, not by {name}"
    answers = [each.result for each in about_the_job(history) if each.hands_out]
    fits = not answers or _read(used.text) in answers
    return None if fits else f"{name} was not given what the service answered"


def _read(text: Any) -> Any:
    """What a text means that a decoder was given, as histories hold the answers of services."""
    try:
        return json.loads(text)
    except (TypeError, ValueError):
        return text


def _calls_without_a_decoder(history: History, name: str) -> Iterator[Call]:
    """The calls of result() in a history whose one disturbance is that a result was replaced."""
    if history.disturbances != frozenset({name}) or any(given_decoder(call) for call in history.calls("constructor")):
        return
    for call in history.calls("result"):
        came = call.end is not None and history.has_ended_by(call) and not fills(history, ErrorRole.TIMEOUT, call.error)
        if came and given_decoder(call) is None:
            yield call


def _as_it_is(history: History, call: Call) -> Finding:
    """Whether a call has returned what the service answered first."""
    fetched = next((each for each in about_the_job(history) if each.hands_out), None)
    held = None if fetched is None else fetched.result
    if call.value is None:
        return broken(f"the service answered {json.dumps(held)}, and result() {seen(call)}", *call.proof)
    same = not call.value.is_told or call.value.data == held
    return ruling(None if same else f"the service answered {json.dumps(held)}, and result() {seen(call)}", *call.proof)


JUDGES = {
    "RESULT-22": the_decoder_of_the_call_decodes,
    "RESULT-23": the_decoder_of_the_constructor_decodes,
    "RESULT-24": a_decoder_is_for_one_call,
    "RESULT-25": nothing_is_a_result,
    "RESULT-26": a_lookalike_is_a_result,
}

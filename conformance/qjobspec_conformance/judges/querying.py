"""Judges of what status() asks a service, and of what it makes of the answer (STATUS)."""

from __future__ import annotations

from collections.abc import Iterator

from qjobspec import JobStatus

from ..calls import Call
from ..events import Answered, Unreached
from ..examples import Origin
from ..exchanges import SETUP, Exchange
from ..findings import Finding, broken, kept, ruling
from ..histories import History
from ..services import TOO_LONG, Plot
from .asking import asked_before, asked_during, is_alone
from .hearing import answers, may_know_the_end, meant, told_states
from .predicates import PREDICATES
from .words import seen

#: By which word, or code of a reason, services tell of a job that ran too long.
_TOO_LONG_WORD = "CANCELLED - RAN TOO LONG"
_TOO_LONG_CODE = 1305


def the_status_is_a_word(history: History) -> Iterator[Finding]:
    """STATUS-12."""
    words = {state.value for state in history.profile.machine.states}
    for call in history.calls("status"):
        if (value := call.value) is not None:
            fits = value.type == "str" and value.plain in words
            yield ruling(None if fits else f"status() returned {value} of type {value.type}", *call.proof)


def every_word_is_told_as_its_state(history: History) -> Iterator[Finding]:
    """STATUS-15: a state that an earlier answer told is STATUS-16's business, and a job that ran too long STATUS-17's."""
    for call, exchange in _questions(history):
        wanted, answered = meant(history, exchange), exchange.answered
        assert answered is not None, "what tells a word is an answer"
        if wanted is None or _ran_too_long(answered) or _is_no_state(call):
            continue
        if call.state is wanted:
            yield kept(*call.proof)
        elif call.state not in set(told_states(history, asked_before(history, call.position))):
            yield broken(f"status() {_came(call)} when the service said {answered.word}, which means {wanted}", *call.proof)


def status_asks_and_says_what_it_hears(history: History) -> Iterator[Finding]:
    """STATUS-16: what no answer has said is STATUS-15's business."""
    for call in _lone(history):
        if call.state is None or may_know_the_end(history, call):
            continue
        asked = asked_during(history, call)
        if not asked:
            yield broken(f"status() said {call.state} without asking the service", *call.proof)
        now = set(told_states(history, asked))
        if call.state in now:
            yield kept(*call.proof)
        elif now and call.state in set(told_states(history, asked_before(history, call.position))):
            heard = " and ".join(sorted(now))
            yield broken(f"status() said {call.state}, as the service had before; now it answered {heard}", *call.proof)


def a_job_that_ran_too_long_has_failed(history: History) -> Iterator[Finding]:
    """STATUS-17."""
    ended = history.final_move
    if ended is None or (ended[1].says != TOO_LONG and ended[1].says.upper() != _TOO_LONG_WORD):
        return
    told = (call for call in history.calls("status") if call.began.at > ended[1].at)
    first = next((call for call in told if not may_know_the_end(history, call)), None)
    if first is not None and first.end is not None and not _is_no_state(first):
        yield ruling(None if first.state is JobStatus.ERROR else f"status() {_came(first)}", ended[0], *first.proof)


def the_end_that_was_found_is_told(history: History) -> Iterator[Finding]:
    """STATUS-18: exercised where whatever else the query asks would fail, whether or not it asks."""
    for call in history.calls("status", *PREDICATES):
        asked = asked_during(history, call) if is_alone(history, call) else ()
        finals = history.profile.machine.finals
        found = next((each for each in asked if each.is_smooth and meant(history, each) in finals), None)
        if found is None:
            continue
        failed = _failed_after(history, call, found)
        if _tells(history, call, found):
            if failed or _lies_in_wait(history, call):
                yield kept(*found.proof, *call.proof)
        elif failed:
            word = found.answered.word if found.answered is not None else None
            yield broken(f"the service said {word}, and {call.began.member}() {seen(call)}", *found.proof, *call.proof)


def _lone(history: History) -> Iterator[Call]:
    """Calls of status() of a job that the service has, with no other call beside them."""
    for call in history.calls("status"):
        if history.job is not None and is_alone(history, call) and _is_handed_in(history, call):
            yield call


def _is_handed_in(history: History, call: Call) -> bool:
    """Whether the submission of a job that was handed in had come to its end before the call."""
    if history.origin is not Origin.RUN:
        return True
    on_the_way = [each for each in history.requests if each.role in {"submit", SETUP}]
    return bool(on_the_way) and on_the_way[-1].asked.at < call.began.at


def _questions(history: History) -> Iterator[tuple[Call, Exchange]]:
    """Calls of status() that asked for a state that was not known to be final, with the last answer that told a word."""
    for call in _lone(history):
        told = [each for each in asked_during(history, call) if each.answered is not None and each.answered.word is not None]
        if told and not may_know_the_end(history, call):
            yield call, told[-1]


def _is_no_state(call: Call) -> bool:
    """Whether status() returned what is no state at all, which is the business of the sentences on its type."""
    return call.value is not None and call.state is None


def _came(call: Call) -> str:
    """How status() came back, as the end of a sentence."""
    return seen(call) if call.state is None else f"said {call.state}"


def _ran_too_long(answered: Answered) -> bool:
    """Whether an answer tells of a job that ran too long."""
    said = answered.data.get("state") if isinstance(answered.data, dict) else None
    codes = {said.get("reasonCode"), said.get("reason_code")} if isinstance(said, dict) else set[object]()
    return _TOO_LONG_CODE in codes or (answered.word or "").upper() == _TOO_LONG_WORD


def _failed_after(history: History, call: Call, found: Exchange) -> bool:
    """Whether a request that the query made after it had found the end failed."""
    assert call.end_position is not None, "a lone call has come back"
    further = (each for each in asked_during(history, call) if each.position > found.position)
    unreached = any(at > found.position for at, _ in history.during(call, Unreached))
    return unreached or any(not each.is_smooth for each in further)


def _lies_in_wait(history: History, call: Call) -> bool:
    """Whether there is a strike in the plot that has struck nothing yet."""
    plot = history.example.timeline
    assert call.end_position is not None, "a lone call has come back"
    struck = {fault.name for each in answers(history, until=call.end_position) for fault in each.faults}
    return isinstance(plot, Plot) and any(strike.name not in struck for strike in plot.strikes)


def _tells(history: History, call: Call, found: Exchange) -> bool:
    """Whether a query says what it has found."""
    state = meant(history, found)
    if call.began.member == "status":
        return call.state is state
    return call.value is not None and call.value.plain is (state in PREDICATES[call.began.member])


JUDGES = {
    "STATUS-12": the_status_is_a_word,
    "STATUS-15": every_word_is_told_as_its_state,
    "STATUS-16": status_asks_and_says_what_it_hears,
    "STATUS-17": a_job_that_ran_too_long_has_failed,
    "STATUS-18": the_end_that_was_found_is_told,
}

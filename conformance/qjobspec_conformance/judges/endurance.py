"""Judges of what a job bears: peace asked for, fields, websockets, clocks, late copies (RESILIENCE-7, -8, -10 to -12)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from qjobspec import JobStatus

from ..calls import Call
from ..events import Warned
from ..exchanges import CUT, POLLS, Exchange
from ..findings import Finding, broken, ruling
from ..histories import History
from ..works import Outcome
from .asking import asked_by, owner, polls
from .hearing import states_said
from .knowing import says, state_told
from .patience import raises_itself
from .reasons import is_owed_to_something_else
from .resources import LOOKING, WAITING
from .words import after, cut_short, deadline, interval, seen

_PEACE: Final = "too-many-requests-until"
#: What is done to fields that nobody may rely on.
_OF_FIELDS: Final = frozenset({"null-optional-field", "absent-optional-field", "extra-field"})
#: The ends of a job that has no result.
_WITHOUT_RESULT: Final = frozenset({JobStatus.ERROR, JobStatus.CANCELLED})
#: For how many seconds a websocket that comes to nothing may hold up a wait that goes on by asking.
_OPENING: Final = 60.0


def peace_is_kept(history: History) -> Iterator[Finding]:
    """RESILIENCE-7: by the client that was asked for it, in an answer that it has the whole of."""
    for each in history.requests:
        until = _peace_until(each)
        if until is None or each.has(*CUT):
            continue
        again = next((later for later in history.requests if _is_again(history, each, later)), None)
        too_soon = again is not None and after(until, again.asked.at)
        fault = f"{each.method} {each.url} was not to be sent again before {until:g} s" if too_soon else None
        yield ruling(fault, *each.proof, *((again.position,) if again else ()))


def fields_come_and_go(history: History) -> Iterator[Finding]:
    """RESILIENCE-8."""
    for call in history.all_calls:
        own = asked_by(history, call)
        faults = {fault.name for each in own for fault in each.faults}
        if not faults or not faults <= _OF_FIELDS or any(each.failed for each in own) or call.end is None:
            continue
        if call.began.member == "result" and states_said(history, call) & _WITHOUT_RESULT:
            continue  # what is raised instead of a result is RESULT-5's business, and RESULT-7's
        fails = call.error is not None and not is_owed_to_something_else(history, call)
        lost = call.value is not None and call.value.is_none and _owes_a_value(history, call)
        fault = f"{call.began.member}() {seen(call)}, for a field that may be there or not" if fails or lost else None
        bent = next(each for each in own if each.has(*_OF_FIELDS))
        yield ruling(fault, *call.proof, *bent.proof)


def a_wait_needs_no_websocket(history: History) -> Iterator[Finding]:
    """RESILIENCE-10."""
    for call in history.calls(*WAITING):
        own = asked_by(history, call)
        bad = next((each for each in own if _is_a_lost_websocket(each) and not _is_final_by(history, each.position)), None)
        # Whatever is asked for after the end is no websocket: what keeps that from coming about no wait has to outlive.
        others = [each for each in own if each.role != "stream" or _is_final_by(history, each.position)]
        if bad is None or raises_itself(call) or not all(each.is_good for each in others) or history.clock_steps:
            continue
        warned = [at for at, _ in history.during(call, Warned)]
        if warned:
            yield broken(f"{call.began.member}() warned of a websocket that could not be used", *bad.proof, *warned)
        elif call.error is not None and not is_owed_to_something_else(history, call):
            yield broken(
                f"{call.began.member}() {seen(call)}, for a websocket that could not be used", *bad.proof, *call.proof
            )
        elif not cut_short(history, call):
            due = _due(history, call)
            late = due is not None and after(call.end_at, due)
            fault = f"{call.began.member}() {seen(call)}; by asking it would have ended by {due} s" if late else None
            yield ruling(fault, *bad.proof, *call.proof)


def a_clock_is_no_duration(history: History) -> Iterator[Finding]:
    """RESILIENCE-11: how late a call may be that asks seldom is other requirements' business."""
    for call in history.calls(*WAITING):
        steps = [position for position, _ in history.clock_steps if call.is_under_way(position)]
        if (
            not steps
            or not all(each.is_good for each in history.exchanges)
            or cut_short(history, call)
            or raises_itself(call)
        ):
            continue
        limit, due = deadline(call), _due_by_asking(history, call, _pace(history, call, steps))
        if call.error is not None and limit is not None and after(limit, call.end_at) and not history.has_ended_by(call):
            yield broken(f"{call.began.member}() {seen(call)}; its time was not up before {limit:g} s", *steps, *call.proof)
        else:
            late = due is not None and after(call.end_at, due)
            fault = f"{call.began.member}() {seen(call)}; it was due at {due} s" if late else None
            yield ruling(fault, *steps, *call.proof)


def what_has_ended_has_ended(history: History) -> Iterator[Finding]:
    """RESILIENCE-12: where the service has said otherwise since."""
    told = [(call, state) for call in history.calls("result", *LOOKING) if (state := state_told(history, call)) is not None]
    for first, state in told[:1]:
        for later in history.calls(*LOOKING):
            if first.end_position is None or later.position < first.end_position or later.end is None:
                continue
            other = next((each for each in history.exchanges if _says_otherwise(each, first, state, later)), None)
            if other is not None:
                fits = later.value is not None and says(later, state)
                fault = f"the job was {state}, and then {later.began.member}() {seen(later)}"
                yield ruling(None if fits else fault, *first.proof, *other.proof, *later.proof)


def _peace_until(exchange: Exchange) -> float | None:
    for fault in exchange.faults:
        seconds = float(dict(fault.parameters).get("seconds") or 0)
        if fault.name == _PEACE and seconds > 0:
            return exchange.asked.at + seconds
    return None


def _is_again(history: History, first: Exchange, later: Exchange) -> bool:
    """Whether the same is asked again by the job itself: in the same call, or in a thread of its own.

    A user who calls again has not waited; that is his own affair.
    """
    if later.position <= first.position:
        return False
    one, other = owner(history, first), owner(history, later)
    same = (first.method, first.url) == (later.method, later.url)
    if one is None or other is None:
        return same and one is other and first.asked.thread == later.asked.thread
    return same and one.began.number == other.began.number


def _owes_a_value(history: History, call: Call) -> bool:
    """Whether `None` is how a job that does not raise says that it could not make anything of the answer."""
    if call.began.member == "status":
        return True
    ended = history.ended_by(call)
    return call.began.member == "result" and ended is not None and ended.outcome is Outcome.SUCCEEDS and _has_none(history)


def _has_none(history: History) -> bool:
    """Whether `result()` of this profile gives `None` for what it could not fetch."""
    return "None" in history.profile.members["result"].returns


def _is_a_lost_websocket(exchange: Exchange) -> bool:
    return exchange.role == "stream" and not exchange.is_good


def _is_final_by(history: History, position: int) -> bool:
    return history.final_move is not None and history.final_move[0] < position


def _due(history: History, call: Call) -> float | None:
    """When the call has to be back at the latest, websocket or not; `None` if nothing makes it come back."""
    ends = [at for at in (history.final_at, deadline(call)) if at is not None]
    return min(ends) + interval(history, call) + history.profile.bounds.result_lag + _OPENING if ends else None


def _due_by_asking(history: History, call: Call, pace: float) -> float | None:
    bounds, limit, final = history.profile.bounds, deadline(call), history.final_at
    ends = [limit + max(bounds.result_overrun, pace)] if limit is not None else []
    if final is not None:
        ends.append(max(final, call.began.at) + max(bounds.result_lag, pace))
    return min(ends, default=None)


def _pace(history: History, call: Call, steps: list[int]) -> float:
    """The longest time between two questions of a call, as it should be and as it was where no clock was set in between."""
    gaps = (
        later.asked.at - earlier.asked.at
        for earlier, later in pairwise(polls(history, call))
        if not any(earlier.position < step < later.position for step in steps)
    )
    return max(interval(history, call), *gaps, 0.0)


def _says_otherwise(exchange: Exchange, first: Call, state: JobStatus, later: Call) -> bool:
    """Whether the service has told another state after `first` had told this one, and before `later` came back."""
    end, begin, answered = later.end_position or 0, first.end_position or 0, exchange.answered
    between = begin < exchange.position < end and exchange.role in POLLS and not exchange.failed
    return between and answered is not None and answered.state not in (None, state)


JUDGES = {
    "RESILIENCE-7": peace_is_kept,
    "RESILIENCE-8": fields_come_and_go,
    "RESILIENCE-10": a_wait_needs_no_websocket,
    "RESILIENCE-11": a_clock_is_no_duration,
    "RESILIENCE-12": what_has_ended_has_ended,
}

"""Judges of what a job takes: requests, threads, connections (RESOURCE)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from ..events import Left
from ..exchanges import GONE, POLLS, SETUP, Exchange
from ..findings import Finding, broken, kept, ruling
from ..histories import History
from .asking import asked_by, goes_on, polls
from .knowing import told_final
from .words import interval

#: The members that tell how far a job is and do not wait.
LOOKING: Final = ("status", "done", "running", "cancelled", "errored", "in_final_state")
#: The members that wait for the job.
WAITING: Final = ("result", "wait_for_final_state")
#: The codes with which something before the service gives up on a request that the service may have had.
_PERHAPS_TAKEN: Final = ("502", "504")
#: The methods that ask for the same however often they ask (RFC 9110, 9.2.2); nothing for frames of a websocket.
_IDEMPOTENT: Final = ("", "GET", "HEAD", "OPTIONS", "PUT", "DELETE")


def a_wait_leaves_the_service_in_peace(history: History) -> Iterator[Finding]:
    """RESOURCE-1: until the answer that tells the end; a question that failed may be asked again sooner."""
    for call in (each for each in history.calls(*WAITING) if told_final(history, each) is None and interval(history, each)):
        for earlier, later in pairwise(polls(history, call)):
            if earlier.is_heard_by(later.asked.at):
                gap, least = later.asked.at - earlier.asked.at, interval(history, call)
                fault = f"{call.began.member}() asked again after {gap:g} s; the least is {least:g} s"
                yield ruling(fault if gap < least - 1e-6 else None, *call.proof, earlier.position, later.position)


def a_final_job_is_not_asked_for(history: History) -> Iterator[Finding]:
    """RESOURCE-2."""
    for call in history.calls(*LOOKING):
        told = told_final(history, call)
        if told is not None and call.end is not None:
            sent = [each.position for each in asked_by(history, call)]
            fault = f"{call.began.member}() sent a request although the job was known to be final" if sent else None
            yield ruling(fault, *told.proof, *call.proof, *sent)


def one_question_is_one_request(history: History) -> Iterator[Finding]:
    """RESOURCE-3."""
    for call in history.calls(*LOOKING):
        asked = [each for each in asked_by(history, call) if each.role in POLLS]
        if asked:
            twice = next((later for earlier, later in pairwise(asked) if _has_told(earlier, later)), None)
            fault = f"{call.began.member}() asked for the status again, although it had been answered"
            yield ruling(fault if twice else None, *call.proof, *(twice.proof if twice else ()))


def the_id_is_known(history: History) -> Iterator[Finding]:
    """RESOURCE-4."""
    for call in history.calls("job_id"):
        if call.end is not None and history.job is not None:
            sent = [each.position for each in asked_by(history, call)]
            yield ruling("job_id() sent a request" if sent else None, *call.proof, *sent)


def what_may_be_done_is_not_asked_again(history: History) -> Iterator[Finding]:
    """RESOURCE-5."""
    for call in history.all_calls:
        changes = [each for each in asked_by(history, call) if _changes_each_time(each)]
        for index, each in enumerate(changes):
            if _is_perhaps_taken(each):
                again = next((later for later in changes[index + 1 :] if _is_the_same(each, later)), None)
                fault = f"{call.began.member}() sent the same request again, although the service may have taken it"
                yield ruling(fault if again else None, *call.proof, *each.proof, *((again.position,) if again else ()))


def a_final_job_keeps_nobody(history: History) -> Iterator[Finding]:
    """RESOURCE-6."""
    if history.final_move is not None and _is_over(history):
        left = _left(history)
        names = ", ".join(left.keeping) if left else ""
        if names:
            yield broken(f"the program would wait for {names}", len(history.events) - 1)
        else:
            yield kept(history.final_move[0])


def a_call_leaves_nothing_behind(history: History) -> Iterator[Finding]:
    """RESOURCE-7: a stream that its user has not closed may go on."""
    if not _is_over(history) or not history.exchanges or _may_go_on(history):
        return
    left = _left(history)
    if left is None:
        yield kept()
        return
    things = [name for name, _ in left.threads] + [f"the websocket of request {number}" for number in left.open]
    yield broken(f"nobody is in a call any more, and there is still {', '.join(things)}", len(history.events) - 1)


def _has_told(earlier: Exchange, later: Exchange) -> bool:
    return earlier.is_heard_by(later.asked.at) and not earlier.is_of_an_unknown_word


def _changes_each_time(exchange: Exchange) -> bool:
    return exchange.method not in _IDEMPOTENT and exchange.role != SETUP


def _is_perhaps_taken(exchange: Exchange) -> bool:
    answered = exchange.answered
    if answered is None:
        return False
    return answered.said in GONE or answered.said in _PERHAPS_TAKEN or (answered.said.startswith("2") and exchange.failed)


def _is_the_same(one: Exchange, other: Exchange) -> bool:
    return (one.method, one.url, one.sent) == (other.method, other.url, other.sent)


def _is_over(history: History) -> bool:
    return history.hung is None and bool(history.all_calls) and all(call.end is not None for call in history.all_calls)


def _may_go_on(history: History) -> bool:
    """Whether somebody has begun what goes on after the call, and has not ended it."""
    begun = [call for call in history.all_calls if goes_on(call) and call.error is None]
    closed = history.calls("cancel_result_streaming")
    return any(not any(call.position < each.position for each in closed) for call in begun)


def _left(history: History) -> Left | None:
    return next((event for _, event in history.happened(Left)), None)


JUDGES = {
    "RESOURCE-1": a_wait_leaves_the_service_in_peace,
    "RESOURCE-2": a_final_job_is_not_asked_for,
    "RESOURCE-3": one_question_is_one_request,
    "RESOURCE-4": the_id_is_known,
    "RESOURCE-5": what_may_be_done_is_not_asked_again,
    "RESOURCE-6": a_final_job_keeps_nobody,
    "RESOURCE-7": a_call_leaves_nothing_behind,
}

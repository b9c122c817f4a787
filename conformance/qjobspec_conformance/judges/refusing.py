"""Judges of what cancel() makes of the answer of a service, and status() after it (CANCEL)."""

from __future__ import annotations

from collections.abc import Iterator

from qjobspec import ErrorRole, JobStatus

from ..calls import Call
from ..events import CancelTaken, Moved, Value
from ..exchanges import Exchange
from ..findings import Finding, ruling
from ..histories import History
from .asking import sent_by
from .disturbances import disturbances
from .words import not_raised_as, seen

#: How the table of perturbations calls a service that does not cancel, and one that does so otherwise than plainly.
REFUSALS = frozenset({"cancel-refused", "cancel-races"})
_WAYS = REFUSALS | {"cancel-takes-time", "cancel-ignored", "late-completed"}
#: The status by which a service says of itself that it cannot do what it is asked in this state.
_CONFLICT = "409"


def cancel_returns_nothing(history: History) -> Iterator[Finding]:
    """CANCEL-11."""
    for call in history.calls("cancel"):
        if call.value is not None:
            yield ruling(None if call.value.is_none else f"cancel() returned {call.value}", *call.proof)


def what_cannot_be_cancelled_is_a_state(history: History) -> Iterator[Finding]:
    """CANCEL-12."""
    for call, asked in _asked(history):
        if call.end is not None and disturbances(history, call) <= REFUSALS and _says_no(history, asked):
            yield ruling(not_raised_as(history, ErrorRole.INVALID_STATE, call), *call.proof, *asked.proof)


def what_fails_to_cancel_is_told(history: History) -> Iterator[Finding]:
    """CANCEL-13: no request to cancel came through, or none was answered with a yes, nor with what CANCEL-12 is about."""
    for call in history.calls("cancel"):
        sent = [each for each in sent_by(history, call) if each.role == "cancel"]
        struck = disturbances(history, call)
        if call.end is None or not struck - _WAYS or struck & REFUSALS:
            continue
        if not any(each.succeeded or _is_a_conflict(each) for each in sent):
            yield ruling(
                not_raised_as(history, ErrorRole.API, call), *call.proof, *(at for each in sent for at in each.proof)
            )


def only_the_service_cancels(history: History) -> Iterator[Finding]:
    """CANCEL-14: what is asked at the moment of a move may be told either state."""
    taken = next((at for at, event in history.happened(CancelTaken) if _is_accepted(history, event)), None)
    if taken is None or not history.disturbances <= _WAYS:
        return
    for call in history.calls("status"):
        says = _said_during(history, call) if call.position > taken else None
        if call.state is not None and says is not None:
            fault = None if call.state is says else f"the service says {says}, and status() said {call.state}"
            yield ruling(fault, taken, *call.proof)


def a_refusal_is_a_no(history: History) -> Iterator[Finding]:
    """CANCEL-17: what the service has said no to, and what it could not be asked."""
    for call in history.calls("cancel"):
        sent = [each for each in sent_by(history, call) if each.role == "cancel"]
        struck = disturbances(history, call)
        if call.end is None or not (sent or struck):
            continue
        if sent and struck <= REFUSALS and _says_no(history, sent[-1]):
            said_no = call.value == Value("bool", plain=False)
            yield ruling(
                None if said_no else f"the service refused, and cancel() {seen(call)}", *call.proof, *sent[-1].proof
            )
        elif struck and not struck & _WAYS and not any(each.arrived for each in sent):
            yield ruling(not_raised_as(history, ErrorRole.API, call), *call.proof)
        elif sent and sent[-1].succeeded and not struck:
            fault = f"the service was asked, and cancel() raised {call.error}" if call.error is not None else None
            yield ruling(fault, *call.proof, *sent[-1].proof)


def _asked(history: History) -> Iterator[tuple[Call, Exchange]]:
    """The calls that have asked the service to cancel, with their last such request."""
    for call in history.calls("cancel"):
        sent = [each for each in sent_by(history, call) if each.role == "cancel"]
        if sent:
            yield call, sent[-1]


def _says_no(history: History, asked: Exchange) -> bool:
    """Whether the service says that the job cannot be cancelled: it has ended, or the service refuses."""
    if not asked.arrived:
        return False
    refused = asked.has(*REFUSALS)
    ended = history.final_at is not None and history.final_at < asked.asked.at
    return refused or (ended and (not asked.succeeded or _says_so(asked)))


def _says_so(asked: Exchange) -> bool:
    """Whether an answer that is no error says in its body that nothing was cancelled."""
    return isinstance(asked.data, dict) and "error" in asked.data


def _is_a_conflict(asked: Exchange) -> bool:
    return asked.answered is not None and asked.answered.said == _CONFLICT


def _is_accepted(history: History, event: CancelTaken) -> bool:
    return event.job == history.job and event.goes in ("accepted", "ignored", "late")


def _said_during(history: History, call: Call) -> JobStatus | None:
    """What the service said of the job all the while that a call lasted; `None` if that changed, or means nothing."""
    end = call.end.at if call.end is not None else call.began.at
    moves: list[Moved] = [move for _, move in history.moves if move.at <= end]
    if not moves or (moves[-1].at >= call.began.at and len(moves) > 1):
        return None
    return moves[-1].state


JUDGES = {
    "CANCEL-11": cancel_returns_nothing,
    "CANCEL-12": what_cannot_be_cancelled_is_a_state,
    "CANCEL-13": what_fails_to_cancel_is_told,
    "CANCEL-14": only_the_service_cancels,
    "CANCEL-17": a_refusal_is_a_no,
}

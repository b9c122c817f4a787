"""Judges of what cancel() does, and what it says about it (CANCEL)."""

from __future__ import annotations

from collections.abc import Iterator

from qjobspec import JobStatus

from ..calls import Call
from ..events import CancelTaken, WorkStarted
from ..findings import Finding, ruling
from ..histories import History
from ..phases import Phase
from ..services import Goes
from .asking import asked_by
from .words import seen


def waiting_work_can_be_cancelled(history: History) -> Iterator[Finding]:
    """CANCEL-1. A job at a service has done its part when the service has taken the request."""
    for call in _asked_in(history, Phase.PENDING):
        told = history.work_started is None
        done = _says(call, answer=True) or (_says_nothing(call) and (told or _is_taken(history, call)))
        yield ruling(None if done else f"cancel() {seen(call)}", *call.proof)


def the_future_is_cancelled(history: History) -> Iterator[Finding]:
    """CANCEL-2."""
    for call in _asked_in(history, Phase.PENDING):
        yield ruling(None if _says(call, answer=True) else f"cancel() {seen(call)}", *call.proof)


def running_work_can_be_cancelled(history: History) -> Iterator[Finding]:
    """CANCEL-3. A job at a service has done its part when the service has taken the request."""
    for call in _asked_in(history, Phase.RUNNING):
        told = any(status.state is JobStatus.CANCELLED for status in history.calls("status"))
        done = _says(call, answer=True) or (_says_nothing(call) and (told or _is_taken(history, call)))
        yield ruling(None if done else f"cancel() {seen(call)}", *call.proof)


def the_running_future_is_not(history: History) -> Iterator[Finding]:
    """CANCEL-4."""
    for call in _asked_in(history, Phase.RUNNING):
        yield ruling(None if _says(call, answer=False) else f"cancel() {seen(call)}", *call.proof)


def cancel_does_not_wait(history: History) -> Iterator[Finding]:
    """CANCEL-5."""
    for call in history.calls("cancel"):
        if history.was_submitted(call):
            yield ruling(None if call.elapsed == 0 else f"cancel() {seen(call)}", *call.proof)


def a_yes_is_kept(history: History) -> Iterator[Finding]:
    """CANCEL-6."""
    for call in history.calls("cancel"):
        if not _says(call, answer=True) or history.phase_of(call) not in (Phase.PENDING, Phase.RUNNING):
            continue
        for status in _final_answers_after(history, call):
            fits = status.state is JobStatus.CANCELLED
            yield ruling(
                None if fits else f"cancel() returned True, but the job ended as {status.state}", *call.proof, *status.proof
            )


def a_no_is_kept(history: History) -> Iterator[Finding]:
    """CANCEL-7, unless the service has ended the job as CANCELLED without having been asked to."""
    calls = [call for call in history.calls("cancel") if history.was_submitted(call)]
    if not calls or not all(_says(call, answer=False) for call in calls):
        return
    asked_for = any(taken.goes == Goes.ACCEPTED for _, taken in history.happened(CancelTaken))
    if history.ending is JobStatus.CANCELLED and not asked_for:
        return
    for status in _final_answers_after(history, calls[0]):
        fits = status.state is not JobStatus.CANCELLED
        yield ruling(
            None if fits else "cancel() returned False, but the job ended as CANCELLED", *calls[0].proof, *status.proof
        )


def the_answer_is_a_boolean(history: History) -> Iterator[Finding]:
    """CANCEL-8."""
    for call in history.calls("cancel"):
        if call.value is not None and history.was_submitted(call):
            fits = call.value.type == "bool"
            yield ruling(None if fits else f"cancel() returned {call.value} of type {call.value.type}", *call.proof)


def cancelled_work_never_starts(history: History) -> Iterator[Finding]:
    """CANCEL-9."""
    told = next((call for call in history.calls("status") if call.state is JobStatus.CANCELLED), None)
    if told is None:
        return
    for position, event in history.work:
        if isinstance(event, WorkStarted) and position > told.position:
            yield ruling(f"status() said CANCELLED, and the work started at {event.at:g} s", *told.proof, position)
            return
    yield ruling(None, *told.proof)


def a_final_job_cannot_be_cancelled(history: History) -> Iterator[Finding]:
    """CANCEL-10."""
    for call in history.calls("cancel"):
        phase = history.phase_at(call.position)
        earlier = [cancel for cancel in history.calls("cancel") if cancel.position < call.position]
        is_over = phase is not None and phase.is_final and phase is not Phase.CANCELLED
        if is_over and not any(_says(cancel, answer=True) for cancel in earlier):
            yield ruling(None if _says(call, answer=False) else f"cancel() {seen(call)}", *call.proof)


def _asked_in(history: History, phase: Phase) -> Iterator[Call]:
    """The first cancel() that came back, if it was asked in `phase`, no timeout came before it, and no service refused."""
    first = next(iter(history.calls("cancel")), None)
    if first is None or first.end is None or history.timed_out_before(first.position):
        return
    taken = any(first.is_under_way(position) for position, _ in history.happened(CancelTaken))
    asked = any(each.role == "cancel" for each in asked_by(history, first))
    if history.phase_of(first) is phase and (taken or not asked):
        yield first


def _is_taken(history: History, call: Call) -> bool:
    """Whether the service has taken what `call` asked for."""
    return any(each.role == "cancel" and not each.failed for each in asked_by(history, call))


def _says(call: Call, *, answer: bool) -> bool:
    return call.value is not None and call.value.plain is answer


def _says_nothing(call: Call) -> bool:
    return call.value is not None and call.value.is_none


def _final_answers_after(history: History, call: Call) -> Iterator[Call]:
    """The first final state that status() says after `call`; later ones are STATUS-2's business."""
    finals = history.profile.machine.finals
    for status in history.calls("status"):
        if status.state not in finals:
            continue
        if call.end_position is not None and status.position > call.end_position:
            yield status
        return


JUDGES = {
    "CANCEL-1": waiting_work_can_be_cancelled,
    "CANCEL-2": the_future_is_cancelled,
    "CANCEL-3": running_work_can_be_cancelled,
    "CANCEL-4": the_running_future_is_not,
    "CANCEL-5": cancel_does_not_wait,
    "CANCEL-6": a_yes_is_kept,
    "CANCEL-7": a_no_is_kept,
    "CANCEL-8": the_answer_is_a_boolean,
    "CANCEL-9": cancelled_work_never_starts,
    "CANCEL-10": a_final_job_cannot_be_cancelled,
}

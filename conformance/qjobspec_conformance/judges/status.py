"""Judges of what status() says (STATUS)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from qjobspec import JobStatus

from ..calls import Call
from ..findings import Finding, ruling
from ..histories import History
from ..phases import Phase
from .words import seen


def the_status_is_a_state(history: History) -> Iterator[Finding]:
    """STATUS-1, and STATUS-11 for jobs that may tell it as a word: then the history has read the word as its state."""
    for call in history.calls("status"):
        if (value := call.value) is not None:
            fits = value.state in history.profile.machine.states
            yield ruling(None if fits else f"status() returned {value} of type {value.type}", *call.proof)


def final_states_are_absorbing(history: History) -> Iterator[Finding]:
    """STATUS-2."""
    for first, second in _successive(history):
        if first.state in history.profile.machine.finals:
            fault = None if first.state == second.state else f"status() said {first.state}, then {second.state}"
            yield ruling(fault, *first.proof, *second.proof)


def only_legal_moves_are_seen(history: History) -> Iterator[Finding]:
    """STATUS-3: what leaves a final state is STATUS-2's business."""
    machine = history.profile.machine
    for first, second in _successive(history):
        assert first.state is not None
        assert second.state is not None
        if first.state not in machine.finals:
            fits = machine.may_follow(first.state, second.state)
            fault = None if fits else f"status() said {first.state}, then {second.state}"
            yield ruling(fault, *first.proof, *second.proof)


def running_work_is_running(history: History) -> Iterator[Finding]:
    """STATUS-4."""
    for call in _told_in(history, Phase.RUNNING):
        yield ruling(_unless(call, JobStatus.RUNNING), *call.proof)


def waiting_work_is_pending(history: History) -> Iterator[Finding]:
    """STATUS-5."""
    allowed = {*history.profile.machine.pending, JobStatus.CANCELLED}
    for call in history.calls("status"):
        if call.state is not None and call.elapsed == 0 and history.phase_at(call.position) is Phase.PENDING:
            yield ruling(_unless(call, *allowed), *call.proof)


def finished_work_is_done(history: History) -> Iterator[Finding]:
    """STATUS-6."""
    for call in _told_in(history, Phase.SUCCEEDED):
        yield ruling(_unless(call, JobStatus.DONE), *call.proof)


def raised_work_is_an_error(history: History) -> Iterator[Finding]:
    """STATUS-7."""
    for call in _told_in(history, Phase.RAISED):
        yield ruling(_unless(call, JobStatus.ERROR), *call.proof)


def an_unsuccessful_result_is_an_error(history: History) -> Iterator[Finding]:
    """STATUS-8."""
    for call in _told_in(history, Phase.UNSUCCESSFUL):
        yield ruling(_unless(call, JobStatus.ERROR), *call.proof)


def status_does_not_wait(history: History) -> Iterator[Finding]:
    """STATUS-9."""
    for call in history.calls("status"):
        if history.handed_in is not None and history.handed_in <= call.began.at:
            yield ruling(None if call.elapsed == 0 else f"status() {seen(call)}", *call.proof)


def status_does_not_raise(history: History) -> Iterator[Finding]:
    """STATUS-10."""
    for call in history.calls("status"):
        if call.end is not None and history.phase_at(call.position) not in (None, Phase.UNSUBMITTED):
            fault = f"status() raised {call.error}" if call.error is not None else None
            yield ruling(fault, *call.proof)


def _successive(history: History) -> Iterator[tuple[Call, Call]]:
    """Answers of status() of which one ended before the other began."""
    told = [call for call in history.calls("status") if call.state is not None]
    for first, second in pairwise(told):
        if first.end_position is not None and first.end_position < second.position:
            yield first, second


def _told_in(history: History, phase: Phase) -> Iterator[Call]:
    """Answers given in a phase, before any final one (which STATUS-2 freezes) and before any cancel() had effect.

    An answer that took its time is STATUS-9's business, and `CANCELLED` after a refused cancel() is CANCEL-7's.
    """
    for call in history.calls("status"):
        if call.state is None or history.may_be_cancelled(call.position):
            continue
        refused = any(cancel.position < call.position for cancel in history.calls("cancel"))
        cancelled = call.state is JobStatus.CANCELLED and refused
        if history.phase_at(call.position) is phase and call.elapsed == 0 and not cancelled:
            yield call
        if call.state in history.profile.machine.finals:
            return


def _unless(call: Call, *allowed: JobStatus) -> str | None:
    return None if call.state in allowed else f"status() said {call.state}"


JUDGES = {
    "STATUS-1": the_status_is_a_state,
    "STATUS-11": the_status_is_a_state,
    "STATUS-2": final_states_are_absorbing,
    "STATUS-3": only_legal_moves_are_seen,
    "STATUS-4": running_work_is_running,
    "STATUS-5": waiting_work_is_pending,
    "STATUS-6": finished_work_is_done,
    "STATUS-7": raised_work_is_an_error,
    "STATUS-8": an_unsuccessful_result_is_an_error,
    "STATUS-9": status_does_not_wait,
    "STATUS-10": status_does_not_raise,
}

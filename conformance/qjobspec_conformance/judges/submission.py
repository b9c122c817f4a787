"""Judges of how a job comes to be run (SUBMIT)."""

from __future__ import annotations

from collections.abc import Iterator

from qjobspec import ErrorRole, JobStatus

from ..events import WorkStarted
from ..examples import Timeline
from ..findings import Finding, kept, ruling
from ..histories import History
from ..phases import Phase
from .submissions import jobs_made
from .words import after, not_raised_as, seen

#: Members whose call could bring a lazy job to run its work, or keep it from doing so.
_MOVING = ("result", "cancel", "wait_for_final_state")


def submitting_is_enough(history: History) -> Iterator[Finding]:
    """SUBMIT-1."""
    submit = history.submitted
    if submit is None or submit.end is None or history.hung is not None:
        return
    timeline = history.example.timeline
    assert isinstance(timeline, Timeline), "work that is handed over has a timeline"
    due = max(submit.end.at, _opened(history) + timeline.pending)
    if any(call.began.at <= due for call in history.calls(*_MOVING)):
        return
    started = history.work_started
    late = f"the work started at {started:g} s" if started is not None else "the work never started"
    in_time = started is not None and not after(started, due)
    yield ruling(None if in_time else f"{late}; there was room for it at {due:g} s", *submit.proof)


def the_work_runs_once(history: History) -> Iterator[Finding]:
    """SUBMIT-2. At a service a run is a job that is made of what was handed in, where nothing disturbs that."""
    if history.is_at_service:
        yield from jobs_made(history)
        return
    starts = [position for position, event in history.work if isinstance(event, WorkStarted)]
    if starts:
        yield ruling(f"the work was started {len(starts)} times" if len(starts) > 1 else None, *starts)


def submit_does_not_wait(history: History) -> Iterator[Finding]:
    """SUBMIT-3."""
    for call in history.calls("submit"):
        if call.elapsed != 0:
            yield ruling(f"submit() {seen(call)}", *call.proof)
        elif call.error is None:
            yield kept(*call.proof)


def a_second_submit_is_refused(history: History) -> Iterator[Finding]:
    """SUBMIT-4."""
    first = history.submitted
    if first is None or first.end_position is None:
        return
    for call in history.calls("submit"):
        if call.position > first.end_position and call.end is not None:
            yield ruling(not_raised_as(history, ErrorRole.INVALID_STATE, call), *first.proof, *call.proof)


def nothing_to_wait_for_before_submit(history: History) -> Iterator[Finding]:
    """SUBMIT-5."""
    for call in history.calls(*_MOVING):
        if _is_alone_before_submit(history, call.position):
            yield ruling(not_raised_as(history, ErrorRole.NOT_SUBMITTED, call), *call.proof)


def an_unsubmitted_job_claims_nothing(history: History) -> Iterator[Finding]:
    """SUBMIT-6."""
    for call in history.calls("status"):
        if _is_alone_before_submit(history, call.position):
            honest = call.state is JobStatus.INITIALIZING
            fault = None if honest else not_raised_as(history, ErrorRole.NOT_SUBMITTED, call)
            yield ruling(fault, *call.proof)


def asking_too_early_does_no_harm(history: History) -> Iterator[Finding]:
    """SUBMIT-7: unless two submit it at one moment, of whom one is late."""
    early = [call for call in history.calls("status", *_MOVING) if call.error is not None]
    first = next(iter(history.calls("submit")), None)
    at_once = [call for call in history.calls("submit") if first is not None and call.began.at == first.began.at]
    if (
        first is None
        or len(at_once) > 1
        or not any(call.end_position is not None and call.end_position < first.position for call in early)
    ):
        return
    fault = f"submit() raised {first.error} after a call that came too early" if first.error is not None else None
    yield ruling(fault, *first.proof)


def _opened(history: History) -> float:
    """When the first lane began: the jobs that hold the executor were handed to it before."""
    first = min(lane[0].after for lane in history.example.program.lanes if lane)
    return history.all_calls[0].began.at - first


def _is_alone_before_submit(history: History, position: int) -> bool:
    """Whether nobody has submitted the job by then, nor does so at that moment in another thread."""
    return history.phase_at(position) is Phase.UNSUBMITTED and "submit" not in history.lacks


JUDGES = {
    "SUBMIT-1": submitting_is_enough,
    "SUBMIT-2": the_work_runs_once,
    "SUBMIT-3": submit_does_not_wait,
    "SUBMIT-4": a_second_submit_is_refused,
    "SUBMIT-5": nothing_to_wait_for_before_submit,
    "SUBMIT-6": an_unsubmitted_job_claims_nothing,
    "SUBMIT-7": asking_too_early_does_no_harm,
}

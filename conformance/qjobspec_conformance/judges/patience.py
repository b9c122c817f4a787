"""What result() and wait_for_final_state() have in common when their time is up.

This file does not know the numbers of the requirements that it serves.
"""

from __future__ import annotations

from collections.abc import Iterator

from qjobspec import ErrorRole, JobStatus

from ..calls import Call
from ..findings import Finding, ruling
from ..histories import History
from ..phases import Phase
from ..works import Outcome
from .words import cut_short, deadline, fills, seen


def gave_up(history: History, call: Call) -> bool:
    """Whether the call raised because its time was up: nothing else had happened that it could have raised for."""
    limit = deadline(call)
    if limit is None or call.error is None or not history.was_submitted(call):
        return False
    return (history.final_at is None or history.final_at > call.end_at) and not cut_short(history, call)


def harm(history: History, member: str) -> Iterator[Finding]:
    """What a call of `member` that timed out did to the job, seen by whoever asks later. A cancel() explains everything."""
    if history.calls("cancel"):
        return
    timed_out = next((call for call in history.calls(member) if gave_up(history, call) and not raises_itself(call)), None)
    if timed_out is None or timed_out.end_position is None:
        return
    for later in history.calls("status", "result"):
        if later.position > timed_out.end_position and later.end is not None:
            yield ruling(_harmed(history, later), *timed_out.proof, *later.proof)


def runs_out_at_once(history: History, member: str) -> Iterator[Finding]:
    """Whether `member(timeout=0)` of a job that is not final raises without waiting."""
    for call in history.calls(member):
        if deadline(call) != call.began.at or cut_short(history, call) or raises_itself(call):
            continue
        if history.phase_at(call.position) in (Phase.PENDING, Phase.RUNNING):
            fits = call.elapsed == 0 and call.error is not None
            yield ruling(None if fits else f"{member}(timeout=0) {seen(call)}", *call.proof)


def raises_itself(call: Call) -> bool:
    """Whether the callback that was handed to the call raises."""
    return getattr(call.argument("callback"), "raises", None) is not None


def _is_cancelled_by_its_service(history: History) -> bool:
    """Whether the service has cancelled the job without having been asked to."""
    return history.ending is JobStatus.CANCELLED and all(each.role != "cancel" for each in history.exchanges)


def _harmed(history: History, later: Call) -> str | None:
    if later.began.member == "status":
        cancelled = later.state is JobStatus.CANCELLED and not _is_cancelled_by_its_service(history)
        return "the timeout left the job CANCELLED" if cancelled else None
    if deadline(later) is not None:
        return None
    ended = history.ended_by(later)
    # To come back early with nothing or with a timeout of its own is RESULT-2's business, timed out before or not.
    if ended is None and (later.error is None or fills(history, ErrorRole.TIMEOUT, later.error)):
        return None
    if ended is None or (ended.outcome is Outcome.SUCCEEDS and later.error is not None):
        return f"after the timeout, result() {seen(later)}"
    return None

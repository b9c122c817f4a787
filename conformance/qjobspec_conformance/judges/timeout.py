"""Judges of what the timeout of result() means (TIMEOUT)."""

from __future__ import annotations

from collections.abc import Iterator

from qjobspec import ErrorRole

from ..calls import Call
from ..findings import Finding, ruling
from ..histories import History
from .patience import gave_up, harm, runs_out_at_once
from .words import after, cut_short, deadline, fills, seen, was_final


def a_late_job_raises_the_timeout(history: History) -> Iterator[Finding]:
    """TIMEOUT-1."""
    for call, limit in _with_a_timeout(history):
        if call.end is not None and not history.has_ended_by(call) and (call.error is not None or limit > call.began.at):
            fits = fills(history, ErrorRole.TIMEOUT, call.error)
            names = " or ".join(history.errors[ErrorRole.TIMEOUT])
            yield ruling(None if fits else f"result() {seen(call)}; the error of role timeout is {names}", *call.proof)


def no_timeout_comes_early(history: History) -> Iterator[Finding]:
    """TIMEOUT-2."""
    for call, limit in _with_a_timeout(history):
        if call.end is not None and gave_up(history, call):
            early = after(limit, call.end.at)
            yield ruling(f"result() {seen(call)}; its time was not up before {limit:g} s" if early else None, *call.proof)


def no_timeout_comes_late(history: History) -> Iterator[Finding]:
    """TIMEOUT-3."""
    for call, limit in _with_a_timeout(history):
        if limit == call.began.at or (history.final_at is not None and history.final_at <= limit):
            continue
        due = limit + history.profile.bounds.result_overrun
        late = call.end is None or after(call.end.at, due)
        yield ruling(f"result() {seen(call)}; its time was up at {limit:g} s" if late else None, *call.proof)


def a_result_in_time_is_not_late(history: History) -> Iterator[Finding]:
    """TIMEOUT-4."""
    for call in history.calls("result"):
        limit = deadline(call)
        if limit is None or call.end is None or not history.was_submitted(call):
            continue
        final = history.final_at
        if final is not None and (final < limit or final < call.began.at):
            late = fills(history, ErrorRole.TIMEOUT, call.error) and was_final(history, call)
            yield ruling(f"the job was final at {final:g} s, but result() {seen(call)}" if late else None, *call.proof)


def a_timeout_leaves_the_job_alone(history: History) -> Iterator[Finding]:
    """TIMEOUT-5."""
    yield from harm(history, "result")


def zero_seconds_are_over_at_once(history: History) -> Iterator[Finding]:
    """TIMEOUT-6."""
    yield from runs_out_at_once(history, "result")


def _with_a_timeout(history: History) -> Iterator[tuple[Call, float]]:
    """Calls of result() with a timeout on a submitted job that nobody cancels, with their deadlines."""
    for call in history.calls("result"):
        limit = deadline(call)
        if limit is None or not history.was_submitted(call):
            continue
        if not history.may_be_cancelled(len(history.events)) and not cut_short(history, call):
            yield call, limit


JUDGES = {
    "TIMEOUT-1": a_late_job_raises_the_timeout,
    "TIMEOUT-2": no_timeout_comes_early,
    "TIMEOUT-3": no_timeout_comes_late,
    "TIMEOUT-4": a_result_in_time_is_not_late,
    "TIMEOUT-5": a_timeout_leaves_the_job_alone,
    "TIMEOUT-6": zero_seconds_are_over_at_once,
}

"""Judges of wait_for_final_state() (WAIT)."""

from __future__ import annotations

from collections.abc import Iterator

from qjobspec import ErrorRole

from ..calls import Call
from ..findings import Finding, broken, ruling
from ..histories import History
from ..works import Outcome
from .patience import gave_up, harm, raises_itself, runs_out_at_once
from .words import after, cut_short, deadline, fills, interval, seen, was_final

MEMBER = "wait_for_final_state"


def waiting_returns_nothing(history: History) -> Iterator[Finding]:
    """WAIT-1."""
    for call in _calls(history):
        if call.value is not None:
            yield ruling(None if call.value.is_none else f"{MEMBER}() returned {call.value}", *call.proof)


def waiting_lasts_to_the_end(history: History) -> Iterator[Finding]:
    """WAIT-2."""
    for call in _calls(history):
        if call.value is not None and not cut_short(history, call):
            early = not history.has_ended_by(call)
            yield ruling(f"{MEMBER}() {seen(call)}, before the work had ended" if early else None, *call.proof)


def waiting_ends_soon_after_the_job(history: History) -> Iterator[Finding]:
    """WAIT-3."""
    for call in _calls(history):
        if call.end is None and deadline(call) is None and _began_before_the_end(history, call):
            yield broken(f"{MEMBER}() never came back", *call.proof)
        elif call.end is not None and (due := _due(history, call)) is not None:
            fault = f"{MEMBER}() {seen(call)}; it was due at {due:g} s" if after(call.end.at, due) else None
            yield ruling(fault, *call.proof)


def a_late_job_raises_the_wait_timeout(history: History) -> Iterator[Finding]:
    """WAIT-4."""
    for call, _ in _with_a_timeout(history):
        if call.error is not None and not history.has_ended_by(call):
            fits = fills(history, ErrorRole.WAIT_TIMEOUT, call.error)
            names = " or ".join(history.errors[ErrorRole.WAIT_TIMEOUT])
            yield ruling(
                None if fits else f"{MEMBER}() {seen(call)}; the error of role wait-timeout is {names}", *call.proof
            )


def no_wait_times_out_early(history: History) -> Iterator[Finding]:
    """WAIT-5."""
    for call, limit in _with_a_timeout(history):
        if call.end is not None and gave_up(history, call):
            fault = f"{MEMBER}() {seen(call)}; its time was not up before {limit:g} s" if after(limit, call.end.at) else None
            yield ruling(fault, *call.proof)


def no_wait_times_out_late(history: History) -> Iterator[Finding]:
    """WAIT-6."""
    for call, limit in _with_a_timeout(history):
        if limit > call.began.at and (history.final_at is None or history.final_at > limit):
            late = call.end is None or after(call.end.at, limit + interval(history, call))
            yield ruling(f"{MEMBER}() {seen(call)}; its time was up at {limit:g} s" if late else None, *call.proof)


def a_bad_end_is_an_end(history: History) -> Iterator[Finding]:
    """WAIT-7."""
    for call in _calls(history):
        if call.end is None or fills(history, ErrorRole.WAIT_TIMEOUT, call.error) or raises_itself(call):
            continue
        if _ended_badly(history, call):
            fault = f"{MEMBER}() raised {call.error}" if call.error is not None else None
            yield ruling(fault, *call.proof)


def a_final_job_needs_no_waiting(history: History) -> Iterator[Finding]:
    """WAIT-8."""
    for call in _calls(history):
        if not _began_before_the_end(history, call) and not raises_itself(call):
            yield ruling(None if call.elapsed == 0 else f"{MEMBER}() {seen(call)}", *call.proof)


def a_wait_timeout_leaves_the_job_alone(history: History) -> Iterator[Finding]:
    """WAIT-9."""
    yield from harm(history, MEMBER)


def zero_seconds_of_waiting_are_over_at_once(history: History) -> Iterator[Finding]:
    """WAIT-10."""
    yield from runs_out_at_once(history, MEMBER)


def only_a_timeout_times_out(history: History) -> Iterator[Finding]:
    """WAIT-15."""
    for call in _calls(history):
        if call.end is not None and deadline(call) is None and not raises_itself(call):
            gave_in = fills(history, ErrorRole.WAIT_TIMEOUT, call.error)
            yield ruling(f"{MEMBER}() {seen(call)}, and had no timeout" if gave_in else None, *call.proof)


def _calls(history: History) -> Iterator[Call]:
    """The calls that began after the job was submitted."""
    return (call for call in history.calls(MEMBER) if history.was_submitted(call))


def _with_a_timeout(history: History) -> Iterator[tuple[Call, float]]:
    """Calls with a timeout on a job that nobody cancels, whose callback does not raise, with their deadlines."""
    for call in _calls(history):
        limit = deadline(call)
        if limit is None or raises_itself(call):
            continue
        if not history.may_be_cancelled(len(history.events)) and not cut_short(history, call):
            yield call, limit


def _began_before_the_end(history: History, call: Call) -> bool:
    return history.final_at is None or call.began.at <= history.final_at


def _due(history: History, call: Call) -> float | None:
    """When the call has to be back at the latest, or `None` if its timeout may come first or the job was final before it."""
    if history.final_at is None or not _began_before_the_end(history, call):
        return None
    due = history.final_at + interval(history, call)
    limit = deadline(call)
    return due if limit is None or limit > due else None


def _ended_badly(history: History, call: Call) -> bool:
    if call.end is not None and history.cancelled_at is not None:
        return was_final(history, call)
    ended = history.ended_by(call)
    return ended is not None and ended.outcome is not Outcome.SUCCEEDS


JUDGES = {
    "WAIT-1": waiting_returns_nothing,
    "WAIT-2": waiting_lasts_to_the_end,
    "WAIT-3": waiting_ends_soon_after_the_job,
    "WAIT-4": a_late_job_raises_the_wait_timeout,
    "WAIT-5": no_wait_times_out_early,
    "WAIT-6": no_wait_times_out_late,
    "WAIT-7": a_bad_end_is_an_end,
    "WAIT-8": a_final_job_needs_no_waiting,
    "WAIT-9": a_wait_timeout_leaves_the_job_alone,
    "WAIT-10": zero_seconds_of_waiting_are_over_at_once,
    "WAIT-15": only_a_timeout_times_out,
}

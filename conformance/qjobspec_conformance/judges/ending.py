"""Judges of wait_for_final_state() where no `wait` bounds its queries, but its profile (WAIT-11, WAIT-12, WAIT-14)."""

from __future__ import annotations

from collections.abc import Iterator

from ..calls import Call
from ..events import Answered, Unreached
from ..findings import Finding, broken, ruling
from ..histories import History
from .asking import about_the_job
from .patience import raises_itself
from .words import after, cut_short, deadline, seen

MEMBER = "wait_for_final_state"
#: What leaves every answer about the state as it should be.
_HARMLESS = frozenset(
    {"stream-silent", "duplicate-final-message", "late-result", "result-consumed-once", "result-expires", "queue-moves"}
)


def waiting_ends_with_the_job(history: History) -> Iterator[Finding]:
    """WAIT-11."""
    for call in _calls(history):
        if history.final_at is None or call.began.at > history.final_at:
            continue
        due, limit = history.final_at + history.profile.bounds.result_lag, deadline(call)
        if limit is not None and limit <= due:
            continue
        if call.end is None and history.ended <= due:
            continue
        late = after(call.end_at, due)
        yield ruling(f"{MEMBER}() {seen(call)}; it was due at {due:g} s" if late else None, *call.proof)


def no_wait_overruns(history: History) -> Iterator[Finding]:
    """WAIT-12."""
    for call in _calls(history):
        limit = deadline(call)
        if limit is None or limit <= call.began.at or (history.final_at is not None and history.final_at <= limit):
            continue
        late = after(call.end_at, limit + history.profile.bounds.result_overrun)
        yield ruling(f"{MEMBER}() {seen(call)}; its time was up at {limit:g} s" if late else None, *call.proof)


def an_end_is_told_and_not_guessed(history: History) -> Iterator[Finding]:
    """WAIT-14: the state has to have been told by the time at which the wait returns, over whatever connection."""
    for call in history.calls(MEMBER):
        if call.value is None or call.end_position is None or not _lost_a_connection(history, call):
            continue
        finals = history.profile.machine.finals
        told = [each for each in about_the_job(history) if each.state in finals]
        if any(each.answer_position is not None and each.answer_position < call.end_position for each in told):
            yield ruling(None, *call.proof)
        else:
            yield broken(f"{MEMBER}() {seen(call)}, and the service had not told a final state", *call.proof)


def _calls(history: History) -> Iterator[Call]:
    """The calls that nothing else may have ended, of a job whose service tells its state as it should."""
    if history.disturbances <= _HARMLESS:
        for call in history.calls(MEMBER):
            if history.was_submitted(call) and not raises_itself(call) and not cut_short(history, call):
                yield call


def _lost_a_connection(history: History, call: Call) -> bool:
    """Whether there was a connection whose end says nothing: one that broke or did not come about, or a stream."""
    unreached = (position for position, _ in history.happened(Unreached))
    unanswered = (position for position, event in history.happened(Answered) if not event.said.isdigit())
    return any(position < call.until for position in (*unreached, *unanswered))


JUDGES = {
    "WAIT-11": waiting_ends_with_the_job,
    "WAIT-12": no_wait_overruns,
    "WAIT-14": an_end_is_told_and_not_guessed,
}

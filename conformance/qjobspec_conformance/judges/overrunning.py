"""Judges of what is left of a timeout when the service does not answer as it should (TIMEOUT-7, WAIT-13)."""

from __future__ import annotations

from collections.abc import Iterator

from ..calls import Call
from ..examples import Callback
from ..findings import Finding, ruling
from ..histories import History
from .disturbances import disturbances
from .words import after, deadline, seen


def a_result_is_not_waited_for_too_long(history: History) -> Iterator[Finding]:
    """TIMEOUT-7."""
    yield from _ends_in_time(history, "result")


def the_end_is_not_waited_for_too_long(history: History) -> Iterator[Finding]:
    """WAIT-13."""
    yield from _ends_in_time(history, "wait_for_final_state")


def _ends_in_time(history: History, member: str) -> Iterator[Finding]:
    """Whether calls that the service has kept waiting, or has failed, ended all the same."""
    for call in history.calls(member):
        limit = deadline(call)
        if limit is None or history.job is None or _waits_for_its_user(call) or not disturbances(history, call):
            continue
        due = limit + history.profile.bounds.result_overrun
        if call.end is not None or _waited_beyond(history, call, due):
            late = after(call.end_at, due)
            yield ruling(f"{member}() {seen(call)}; its time was up at {limit:g} s" if late else None, *call.proof)


def _waits_for_its_user(call: Call) -> bool:
    """Whether the callback that was handed to the call asks the service itself, which takes as long as it takes."""
    callback = call.argument("callback")
    return isinstance(callback, Callback) and bool(callback.asks)


def _waited_beyond(history: History, call: Call, due: float) -> bool:
    """Whether a call that never came back has only itself to blame."""
    others = [each for each in history.all_calls if each.end is None and each != call]
    return history.ended > due or not others


JUDGES = {
    "TIMEOUT-7": a_result_is_not_waited_for_too_long,
    "WAIT-13": the_end_is_not_waited_for_too_long,
}

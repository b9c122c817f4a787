"""Judges of what becomes of a result in the hands of its user, and of what is raised instead of one (RESULT)."""

from __future__ import annotations

from collections.abc import Iterator

from qjobspec import ErrorRole, JobStatus

from ..calls import Call
from ..findings import Finding, ruling
from ..histories import History
from ..services import TOO_LONG
from .asking import about_the_job
from .words import cut_short, fills, not_raised_as

#: The code of the reason for which a service ends a job that ran too long.
_TOO_LONG = 1305


def a_failure_is_told_from_lateness(history: History) -> Iterator[Finding]:
    """RESULT-27."""
    if history.ending is not JobStatus.ERROR:
        return
    role = ErrorRole.RAN_TOO_LONG if _ran_too_long(history) else ErrorRole.FAILED
    for call in history.calls("result"):
        late = fills(history, ErrorRole.TIMEOUT, call.error)
        if call.end is not None and history.has_ended_by(call) and not cut_short(history, call) and not late:
            yield ruling(not_raised_as(history, role, call), *call.proof)


def a_result_is_for_one_user(history: History) -> Iterator[Finding]:
    """RESULT-28."""
    spoilt = _spoilt(history)
    for call in history.calls("result"):
        if spoilt is None or call.value is None or call.value.is_none or not call.value.is_told:
            continue
        if spoilt.end_position is not None and spoilt.end_position < call.position and spoilt.value is not None:
            same = spoilt.value.data == call.value.data
            fault = None if same else "what the user did to a result shows in that of a later result()"
            yield ruling(fault, *spoilt.proof, *call.proof)


def _spoilt(history: History) -> Call | None:
    """The first result() whose value its user has changed: a program of one thread says at which step."""
    program = history.example.program
    step = next(
        (n for n, each in enumerate(program.steps) if each.spoils and each.member == "result" and not each.job), None
    )
    taken = [call for call in history.all_calls if call.began.member not in ("constructor", "run")]
    if step is None or len(program.lanes) > 1 or len(taken) <= step:
        return None
    return taken[step]


def _ran_too_long(history: History) -> bool:
    """Whether the service says of the failed job that it ran too long."""
    if any(move.says == TOO_LONG for _, move in history.moves):
        return True
    told = [each.data.get("state") for each in about_the_job(history) if isinstance(each.data, dict)]
    return any(isinstance(state, dict) and state.get("reasonCode") == _TOO_LONG for state in told)


JUDGES = {
    "RESULT-27": a_failure_is_told_from_lateness,
    "RESULT-28": a_result_is_for_one_user,
}

"""Judges of what result() gives of a job that failed, and of what a result is at services of experiments (RESULT)."""

from __future__ import annotations

from collections.abc import Iterator

from qjobspec import ErrorRole, JobStatus

from ..calls import Call
from ..events import Value
from ..findings import Finding, ruling
from ..histories import History
from ..services import Plot
from ..services.plots import Comes
from .asking import about_the_job
from .counts import experiments
from .records import spoilt_from
from .words import fills, not_raised_as, seen

#: The member of a result that its user asks.
COUNTS = "result.get_counts"


def what_was_done_is_returned(history: History) -> Iterator[Finding]:
    """RESULT-14."""
    for call in _wanted_partly(history):
        if _has_a_part(history, call):
            given = call.value is not None and not call.value.is_none
            yield ruling(None if given else f"result(partial=True) {seen(call)}", *call.proof)


def nothing_done_is_a_failure(history: History) -> Iterator[Finding]:
    """RESULT-15."""
    for call in _wanted_partly(history):
        if not _has_a_part(history, call):
            yield ruling(not_raised_as(history, ErrorRole.FAILED, call), *call.proof)


def a_part_is_no_success(history: History) -> Iterator[Finding]:
    """RESULT-16."""
    for call in _of_a_failed_job(history):
        if (value := call.value) is not None and not value.is_none:
            fault = None if value.success is False else f"result() of a failed job says success={value.success}"
            yield ruling(fault, *call.proof)


def a_failed_experiment_has_no_counts(history: History) -> Iterator[Finding]:
    """RESULT-17."""
    results = [each.result for each in about_the_job(history) if each.hands_out]
    told = experiments(results[-1]) if results else []
    for call in history.calls(COUNTS):
        number = call.argument("experiment")
        if isinstance(number, int) and number < len(told) and told[number].get("success") is False:
            fits = call.error is not None and call.error.is_a(("QiskitError",))
            yield ruling(None if fits else f"get_counts() of an experiment that failed {seen(call)}", *call.proof)


def a_result_is_a_result(history: History) -> Iterator[Finding]:
    """RESULT-29: until the user changes one, of which RESULT-28 speaks."""
    held = [experiments(each.result) for each in about_the_job(history) if each.hands_out]
    if history.disturbances - {"partial-result", "result-consumed-once", "late-result"}:
        return
    for call in history.calls("result"):
        if call.value is not None and not call.value.is_none and call.position <= spoilt_from(history):
            yield ruling(_no_result(call.value, held), *call.proof)


def _no_result(value: Value, held: list[list[dict[str, object]]]) -> str | None:
    """What keeps a value from being a `Result` of the job."""
    if value.success is None:
        return f"result() returned {value} of type {value.type}, which does not say whether it is whole"
    if value.is_told and held and len(experiments(value.data)) not in {len(each) for each in held}:
        return f"result() tells of {len(experiments(value.data))} experiments, and the service of {len(held[-1])}"
    return None


def _wanted_partly(history: History) -> Iterator[Call]:
    return (call for call in _of_a_failed_job(history) if call.argument("partial"))


def _of_a_failed_job(history: History) -> Iterator[Call]:
    """The calls of result() that came back, not for their time, after the job had failed and with no other disturbance."""
    for call in history.calls("result"):
        if call.end is None or history.ending is not JobStatus.ERROR or not history.has_ended_by(call):
            continue
        if history.disturbances <= {"partial-result"} and not fills(history, ErrorRole.TIMEOUT, call.error):
            yield call


def _has_a_part(history: History, call: Call) -> bool:
    """Whether the service had a part of the result: it was told to have one, or has shown one."""
    timeline = history.example.timeline
    if isinstance(timeline, Plot) and timeline.results.comes is Comes.PARTLY:
        return True
    shown = [each.result for each in about_the_job(history) if call.end_position and each.position < call.end_position]
    return any(experiments(each) for each in shown)


JUDGES = {
    "RESULT-14": what_was_done_is_returned,
    "RESULT-15": nothing_done_is_a_failure,
    "RESULT-16": a_part_is_no_success,
    "RESULT-17": a_failed_experiment_has_no_counts,
    "RESULT-29": a_result_is_a_result,
}

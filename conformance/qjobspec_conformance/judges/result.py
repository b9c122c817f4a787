"""Judges of what result() gives, and what it raises instead (RESULT)."""

from __future__ import annotations

from collections.abc import Iterator

from qjobspec import ErrorRole, JobStatus

from ..calls import Call
from ..events import WorkEnded
from ..findings import Finding, broken, ruling
from ..histories import History
from ..works import Outcome
from .asking import about_the_job
from .counts import tells_the_same
from .decoders import given_decoder
from .words import after, cut_short, deadline, fills, not_raised_as, seen


def the_result_is_what_was_produced(history: History) -> Iterator[Finding]:
    """RESULT-1: the first answer; later ones are RESULT-4's business."""
    for call, ended in _after_the_end(history, Outcome.SUCCEEDS):
        fault = _not_the_product(call, ended) if history.job is None else _not_what_was_answered(history, call)
        yield ruling(fault, *call.proof)
        return


def result_waits_for_the_job(history: History) -> Iterator[Finding]:
    """RESULT-2."""
    for call in history.calls("result"):
        if call.end is None or deadline(call) is not None or not history.was_submitted(call) or cut_short(history, call):
            continue
        early = not history.has_ended_by(call)
        yield ruling(f"result() {seen(call)}, before the work had ended" if early else None, *call.proof)


def result_ends_with_the_job(history: History) -> Iterator[Finding]:
    """RESULT-3."""
    for call in history.calls("result"):
        if not history.was_submitted(call):
            continue
        if call.end is None:
            if deadline(call) is None:
                yield broken(f"result() {_hanging(history)}", *call.proof)
        elif (due := _due(history, call)) is not None:
            yield ruling(f"result() {seen(call)}; it was due at {due:g} s" if after(call.end.at, due) else None, *call.proof)


def every_result_is_equal(history: History) -> Iterator[Finding]:
    """RESULT-4: of calls that ask for the same, which RESULT-14 and RESULT-22 are not to contradict."""
    told = [call for call in history.calls("result") if call.end is not None and history.ended_by(call)]
    first = next((call for call in told if call.value is not None), None)
    for later in told:
        if first is None or first.end_position is None or later.position < first.end_position:
            continue
        if fills(history, ErrorRole.TIMEOUT, later.error) or not _alike(history, first, later):
            continue
        equal = later.value is not None and first.value is not None and later.value.equals(first.value)
        fault = None if equal else f"result() returned {first.value}, then {later.value or later.error}"
        yield ruling(fault, *first.proof, *later.proof)


def a_failed_job_has_no_result(history: History) -> Iterator[Finding]:
    """RESULT-5: what is asked for partly is for RESULT-14 and RESULT-15 to judge."""
    for call, _ in _after_the_end(history, Outcome.RAISES, Outcome.UNSUCCESSFUL):
        if call.argument("partial"):
            continue
        yield ruling(not_raised_as(history, ErrorRole.FAILED, call), *call.proof)


def the_works_own_exception_is_raised(history: History) -> Iterator[Finding]:
    """RESULT-6."""
    for call, ended in _after_the_end(history, Outcome.RAISES):
        same = call.error is not None and ended.error is not None and call.error.thing == ended.error.thing
        yield ruling(None if same else f"the work raised {ended.error}, but result() {seen(call)}", *call.proof)


def a_cancelled_job_has_no_result(history: History) -> Iterator[Finding]:
    """RESULT-7."""
    cancelled = history.cancelled_at
    for call in history.calls("result"):
        if cancelled is not None and call.end is not None and call.end.at >= cancelled and _cancelled_first(history, call):
            yield ruling(not_raised_as(history, ErrorRole.CANCELLED, call), *call.proof)


def an_unsuccessful_result_is_returned(history: History) -> Iterator[Finding]:
    """RESULT-8."""
    for call, ended in _after_the_end(history, Outcome.UNSUCCESSFUL):
        yield ruling(_not_the_product(call, ended), *call.proof)


def _after_the_end(history: History, *outcomes: Outcome) -> Iterator[tuple[Call, WorkEnded]]:
    """Calls that came back after the work had ended in one of `outcomes`, and not for another reason."""
    for call in history.calls("result"):
        ended = history.ended_by(call)
        if ended is None or ended.outcome not in outcomes or cut_short(history, call):
            continue
        limit = deadline(call)
        if limit is None or (limit > ended.at and not fills(history, ErrorRole.TIMEOUT, call.error)):
            yield call, ended


def _not_the_product(call: Call, ended: WorkEnded) -> str | None:
    same = call.value is not None and ended.product is not None and call.value.equals(ended.product)
    return None if same else f"the work produced {ended.product}, but result() {seen(call)}"


def _not_what_was_answered(history: History, call: Call) -> str | None:
    """What a result lacks of the one that the service handed out, as far as the two can be compared."""
    if call.value is None:
        return f"the job is done, but result() {seen(call)}"
    held = [each.result for each in about_the_job(history) if each.hands_out]
    if call.value.is_none and any(each not in (None, "") for each in held):
        return "the service has a result, but result() returned None"
    same = not held or not call.value.is_told or any(tells_the_same(call.value.data, each) for each in held)
    return None if same else "result() returned other counts than those of the service"


def _alike(history: History, first: Call, later: Call) -> bool:
    """Whether two calls ask for the same: with one decoder, and both for a part if there is no more than that."""
    partly = (bool(first.argument("partial")), bool(later.argument("partial")))
    whole = history.job is None or history.ending is not JobStatus.ERROR
    return given_decoder(first) == given_decoder(later) and (whole or partly[0] == partly[1])


def _due(history: History, call: Call) -> float | None:
    """When a waiting call has to be back at the latest, or `None` if its timeout may come first."""
    if history.final_at is None:
        return None
    due = max(history.final_at, call.began.at) + history.profile.bounds.result_lag
    limit = deadline(call)
    return due if limit is None or limit > due else None


def _hanging(history: History) -> str:
    hung = history.hung
    return "never came back" if hung is None else f"never came back: {hung.verdict} at {hung.at:g} s"


def _cancelled_first(history: History, call: Call) -> bool:
    """Whether the cancel() that said `True` had come back before `call` did; of a service, whether it was over by then."""
    if history.job is not None:
        return history.has_ended_by(call) and not fills(history, ErrorRole.TIMEOUT, call.error)
    ends = [
        cancel.end_position for cancel in history.calls("cancel") if cancel.value is not None and cancel.value.plain is True
    ]
    return any(end is not None and call.end_position is not None and end < call.end_position for end in ends) and not (
        (limit := deadline(call)) is not None and call.end is not None and call.end.at >= limit
    )


JUDGES = {
    "RESULT-1": the_result_is_what_was_produced,
    "RESULT-2": result_waits_for_the_job,
    "RESULT-3": result_ends_with_the_job,
    "RESULT-4": every_result_is_equal,
    "RESULT-5": a_failed_job_has_no_result,
    "RESULT-6": the_works_own_exception_is_raised,
    "RESULT-7": a_cancelled_job_has_no_result,
    "RESULT-8": an_unsuccessful_result_is_returned,
}

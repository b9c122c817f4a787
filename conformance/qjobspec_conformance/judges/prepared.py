"""Judges of a job that its user submits on an executor of the user's own (SUBMIT-9 to SUBMIT-13), and is asked meanwhile."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

from qjobspec import ErrorRole, JobStatus

from ..calls import Call
from ..events import Value, Warned
from ..examples import Argument, Lent
from ..findings import Finding, broken, ruling
from ..histories import History
from .grounds import of_jobs
from .submissions import came_before, reaching, refused, settled, tries, uses
from .words import after, deadline, fills, seen


def submit_comes_back_at_once(history: History) -> Iterator[Finding]:
    """SUBMIT-9: seen where the submission takes its time."""
    end = settled(history)
    for call in history.calls("submit"):
        if call.value is None or not call.value.is_none:
            yield broken(f"submit() {seen(call)}", *call.proof)
        elif call.elapsed or end is None or end[1].at > call.end_at:
            yield ruling(f"submit() {seen(call)}" if call.elapsed else None, *call.proof)


def the_executor_submits(history: History) -> Iterator[Finding]:
    """SUBMIT-10."""
    for position, event in reaching(history):
        used = [use.does for at, use in uses(history, "executor") if at < position and use.thread == event.thread]
        at_work = used.count("begins") > used.count("ends")
        yield ruling(None if at_work else "the job was submitted in a thread that is not the executor's", position)


def the_lock_is_held(history: History) -> Iterator[Finding]:
    """SUBMIT-11."""
    moments = [position for position, _ in reaching(history)]
    moments += [each.end_position for each in tries(history) if each.end_position is not None]
    for position in moments:
        yield ruling(None if _held(history, position) else "the job was submitted without the lock", position)
    if moments and settled(history) is not None and _held(history, sys.maxsize):
        yield broken("the lock was never freed", uses(history, "submit_lock")[-1][0])


def arguments_are_handed_on(history: History) -> Iterator[Finding]:
    """SUBMIT-12."""
    calls = {call.began.number: call for call in history.calls("submit")}
    for each in tries(history):
        call, given = calls[each.began.number], dict(each.began.given)
        for name, argument in call.began.arguments:
            if not isinstance(argument, Lent):
                yield ruling(_lost(name, argument, given), *call.proof, each.position)
        yield ruling(_circuits_lost(history, call, given), *call.proof, each.position)


def a_failed_submission_is_told(history: History) -> Iterator[Finding]:
    """SUBMIT-13."""
    failed = refused(history)
    if failed is None or history.ended <= failed[1].at:
        return
    last, end = failed
    warned = any(at > (last.end_position or last.position) for at, _ in history.happened(Warned))
    yield ruling(None if warned else "the submission failed, and nobody was warned", last.position)
    for call in history.calls("status"):
        if call.began.at > end.at:
            told = call.value is not None and call.value.is_none
            yield ruling(None if told else f"the submission failed, and status() {seen(call)}", last.position, *call.proof)


def nothing_has_happened_yet(history: History) -> Iterator[Finding]:
    """STATUS-14."""
    refusals = [each.end_position for each in tries(history) if each.failed]
    for call in history.calls("status"):
        if call.end_position is None or not came_before(history, call):
            continue
        if not any(at is not None and at < call.end_position for at in refusals):
            fits = call.state is JobStatus.INITIALIZING
            yield ruling(None if fits else f"status() {seen(call)}, before the job was submitted", *call.proof)


def result_waits_for_the_submission(history: History) -> Iterator[Finding]:
    """RESULT-21."""
    submit, end = history.submitted, settled(history)
    if submit is None or submit.end_position is None or end is None or history.calls("cancel"):
        return
    for call in history.calls("result"):
        if call.position > submit.end_position and call.began.at < end[1].at:
            yield from _waited(history, call, end[1].at)


def an_early_cancel_is_no_error(history: History) -> Iterator[Finding]:
    """CANCEL-15."""
    failed = refused(history)
    for call in history.calls("cancel"):
        late = failed is not None and call.began.at > failed[1].at
        if late or came_before(history, call):
            yield ruling(f"cancel() {seen(call)}" if call.value is None else None, *call.proof)


def a_job_can_be_asked_before_it_is_known(history: History) -> Iterator[Finding]:
    """SET-2."""
    for call in history.calls("status", "result", "qobj", "error_message"):
        if came_before(history, call) and not fills(history, ErrorRole.TIMEOUT, call.error):
            yield ruling(None if call.error is None else f"{call.began.member}() {seen(call)}", *call.proof)


def _held(history: History, position: int) -> bool:
    used = [use.does for at, use in uses(history, "submit_lock") if at < position]
    return used.count("taken") > used.count("freed")


def _lost(name: str, argument: Argument, given: dict[str, Value]) -> str | None:
    """What became of an argument; a backend that has another name for it is handed it under that."""
    wanted: Any = list(argument) if isinstance(argument, tuple) else argument
    if name in given:
        return (
            None if given[name].data == wanted else f"{name} was given as {wanted!r}, and handed on as {given[name].data!r}"
        )
    handed = any(value.data == wanted for value in given.values())
    return None if handed else f"{name} was given as {wanted!r}, and not handed on"


def _circuits_lost(history: History, call: Call, given: dict[str, Value]) -> str | None:
    lent = next(
        value for _, event in uses(history, "circuits") if event.number == call.began.number for _, value in event.given
    )
    same = any(value.equals(lent) or (value.is_told and value.content == lent.content) for value in given.values())
    return None if same else "the backend was given other circuits"


def _waited(history: History, call: Call, ready: float) -> Iterator[Finding]:
    """Whether a call that began while the job was being submitted has waited until it was, or until its time was up."""
    limit = deadline(call)
    if limit is None or after(limit, ready):
        early = after(ready, call.end_at) or call.end is None
        yield ruling(f"result() {seen(call)}; the job was submitted at {ready:g} s" if early else None, *call.proof)
    elif after(ready, limit):
        fits = fills(history, ErrorRole.TIMEOUT, call.error) and not after(limit, call.end_at)
        late = after(call.end_at, limit + history.profile.bounds.result_overrun)
        fault = f"result(timeout={call.argument('timeout')}) {seen(call)}, while the job was being submitted"
        yield ruling(None if fits and not late else fault, *call.proof)


JUDGES = {
    name: of_jobs(judge)
    for name, judge in {
        "SUBMIT-9": submit_comes_back_at_once,
        "SUBMIT-10": the_executor_submits,
        "SUBMIT-11": the_lock_is_held,
        "SUBMIT-12": arguments_are_handed_on,
        "SUBMIT-13": a_failed_submission_is_told,
        "STATUS-14": nothing_has_happened_yet,
        "RESULT-21": result_waits_for_the_submission,
        "CANCEL-15": an_early_cancel_is_no_error,
        "SET-2": a_job_can_be_asked_before_it_is_known,
    }.items()
}

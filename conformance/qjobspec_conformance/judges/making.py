"""Judges of how a job comes to be at its service, and of what it knows of itself there (SUBMIT, IDENTITY)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from qjobspec import ErrorRole

from ..calls import Call
from ..events import Answered, Moved
from ..exchanges import Exchange
from ..findings import Finding, broken, ruling
from ..histories import History
from .asking import asked_before, asked_during, is_alone
from .submissions import jobs_made
from .words import after, not_raised_as, seen


def submit_is_unsupported(history: History) -> Iterator[Finding]:
    """SUBMIT-8."""
    for call in history.calls("submit"):
        if call.end is not None and history.job is not None:
            yield ruling(not_raised_as(history, ErrorRole.UNSUPPORTED, call), *call.proof)


def one_submission_makes_one_job(history: History) -> Iterator[Finding]:
    """SUBMIT-15."""
    yield from jobs_made(history)


def the_id_is_that_of_the_service(history: History) -> Iterator[Finding]:
    """IDENTITY-8: of the jobs that one submission should not have made, SUBMIT-15 tells."""
    ids = {history.job, *(event.job for _, event in history.happened(Moved))}
    for call in history.calls("job_id"):
        if history.job is not None and call.value is not None:
            fault = (
                None if call.value.plain in ids else f"job_id() returned {call.value}, and the service knows {history.job}"
            )
            yield ruling(fault, *call.proof)


def an_unknown_backend_is_asked_for(history: History) -> Iterator[Finding]:
    """IDENTITY-9: an answer that the service did not give as it should excuses everything but an invented backend."""
    for call in _unknown(history):
        limit = call.argument("timeout")
        asked = asked_during(history, call)
        if call.end is None or (limit is not None and limit <= 0) or _tells(asked_before(history, call.position)):
            continue
        if not asked:
            yield broken(f"backend() {seen(call)} without asking the service", *call.proof)
        elif all(_is_readable(each.answered) for each in asked):
            told = _tells(asked)
            fits = call.value is not None and (not call.value.is_none if told else call.value.is_none)
            says = f"the service said {told!r}" if told else "the service could not tell"
            proof = [at for each in asked for at in each.proof]
            yield ruling(None if fits else f"backend() {seen(call)}, and {says}", *call.proof, *proof)


def a_backend_is_not_waited_for_too_long(history: History) -> Iterator[Finding]:
    """IDENTITY-10."""
    for call in _unknown(history):
        limit = call.argument("timeout")
        if limit is not None and not _tells(asked_before(history, call.position)):
            late = after(call.end_at, call.began.at + limit)
            yield ruling(f"backend(timeout={limit:g}) {seen(call)}" if late else None, *call.proof)


def _unknown(history: History) -> Iterator[Call]:
    """Lone calls of backend() of a job whose constructor was given none."""
    given = dict(history.example.given)
    if "backend" in given and given["backend"] is None:
        yield from (call for call in history.calls("backend") if call.end is None or is_alone(history, call))


def _tells(asked: tuple[Exchange, ...]) -> Any:
    """The backend that answers have told, if any has."""
    documents = (each.answered.data for each in asked if each.answered is not None and each.answered.said.startswith("2"))
    return next((data["backend"] for data in documents if isinstance(data, dict) and data.get("backend")), None)


def _is_readable(answered: Answered | None) -> bool:
    """Whether an answer is as it should be, but for a field that it may leave out."""
    harmless = {"absent-optional-field", "null-optional-field", "extra-field"}
    if answered is None or not answered.said.startswith("2") or answered.lasts != 0:
        return False
    return {fault.name for fault in answered.faults} <= harmless


JUDGES = {
    "SUBMIT-8": submit_is_unsupported,
    "SUBMIT-15": one_submission_makes_one_job,
    "IDENTITY-8": the_id_is_that_of_the_service,
    "IDENTITY-9": an_unknown_backend_is_asked_for,
    "IDENTITY-10": a_backend_is_not_waited_for_too_long,
}

"""What both runtime APIs do alike with a job: submit, cancel, delete, results and logs.

This file does not know what is said of a job.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, Final

from ..service import Job, Order
from . import machines, runtime_documents
from .answers import NOTHING, Answer, Refused
from .office import Office, by_plot
from .routes import Asked

#: Which of the things that a submission says are told again as they were.
_TOLD: Final = ("hub", "group", "project", "runtime", "session_id", "private", "cost", "log_level")


def submit(office: Office, asked: Asked, family: str) -> Job:
    """Take a job; a refusal (404) if it is for another machine."""
    body: dict[str, Any] = asked.body
    backend = body.get("backend", machines.NAME)
    if backend != machines.NAME:
        raise Refused(HTTPStatus.NOT_FOUND, f"Backend {backend} not found.", "BACKEND_NOT_FOUND")
    tags = body.get("tags", [])
    plot = office.plot_for(tags, body["params"])
    by_plot(plot, "submit")
    said: dict[str, Any] = {name: body[name] for name in _TOLD if name in body}
    order = Order(family, backend, body["program_id"], body["params"], tags=tuple(dict.fromkeys(tags)), said=said)
    return office.service.submit(order, plot, asked.moment)


def job(office: Office, asked: Asked) -> Job:
    """The job that a request is about."""
    return office.service.job(asked.job_id, asked.moment)


def results(office: Office, asked: Asked) -> Answer:
    """The result of a job as text; a refusal (404) if there is none."""
    text = runtime_documents.result(office.service, job(office, asked))
    if text is None:
        raise Refused(HTTPStatus.NOT_FOUND, f"Job {asked.job_id} has no results.", "NO_RESULT")
    office.service.read(asked.job_id, asked.moment)
    return Answer(text=text)


def logs(office: Office, asked: Asked) -> Answer:
    """What a job has written; a refusal (404) if that is nothing."""
    text = runtime_documents.logs(job(office, asked))
    if text is None:
        raise Refused(HTTPStatus.NOT_FOUND, f"Job {asked.job_id} has no logs.", "NO_LOGS")
    return Answer(text=text)


def cancel(office: Office, asked: Asked) -> Answer:
    """Ask for a job to stop; a refusal (409) if it does not."""
    if not office.service.cancel(asked.job_id, asked.moment):
        step = job(office, asked).step
        raise Refused(HTTPStatus.CONFLICT, f"Job {asked.job_id} is {step} and cannot be cancelled.", "NOT_CANCELLABLE")
    return NOTHING


def delete(office: Office, asked: Asked) -> Answer:
    """Forget a job; a refusal (409) if it has not ended."""
    if not office.service.delete(asked.job_id, asked.moment):
        raise Refused(HTTPStatus.CONFLICT, f"Job {asked.job_id} has not ended and cannot be deleted.", "INVALID_STATE")
    return NOTHING

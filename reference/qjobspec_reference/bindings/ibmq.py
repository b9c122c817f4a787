"""The IBM Quantum job API, which IBMQJob and ManagedJob speak: its routes, and how each is answered.

Input and output travel by object storage. This file does not know how a document about a job looks.
"""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Any, Final

from ..service import Delivery, Job, Order, Step
from . import accounts, ibmq_documents, machines
from .answers import NOTHING, Answer, Refused
from .bodies import document
from .filters import chosen
from .office import Office, by_plot
from .routes import Asked, Route, Schema

_PROJECT: Final = "/api/Network/{hub}/Groups/{group}/Projects/{project}"
_JOBS: Final = f"{_PROJECT}/Jobs"
_JOB: Final = f"{_JOBS}/{{job_id}}"


def _submit(office: Office, asked: Asked) -> Answer:
    body: dict[str, Any] = asked.body
    if body["backend"]["name"] != machines.NAME:
        raise Refused(HTTPStatus.NOT_FOUND, f"Backend {body['backend']['name']} not found.", "BACKEND_NOT_FOUND")
    said = {
        "experimentTag": body.get("experimentTag"),
        "clientInfo": _client(asked.headers.get("x-qx-client-application", "")),
    }
    tags = body.get("tags", [])
    order = Order("ibmq", machines.NAME, name=body.get("name"), tags=tuple(dict.fromkeys(tags)), said=said)
    plot = office.plot_for(tags, None)
    by_plot(plot, "submit")
    job = office.service.submit(order, plot, asked.moment)
    address = office.storage.address(office.addresses["storage"], "PUT", f"{job.job_id}/input", asked.moment)
    return Answer({"id": job.job_id, "objectStorageInfo": {"uploadUrl": address}})


def _client(said: str) -> dict[str, str]:
    name, _, version = said.partition("/")
    return {"name": name or "unknown", "version": version or "unknown"}


def _uploaded(office: Office, asked: Asked) -> Answer:
    try:
        inputs = document(office.storage.get(f"{asked.job_id}/input"))
    except Refused as refused:
        raise Refused(HTTPStatus.BAD_REQUEST, f"The input is not there: {refused}", "NO_INPUT") from refused
    if not isinstance(inputs, dict):
        raise Refused(HTTPStatus.BAD_REQUEST, "The input is no object.", "NO_INPUT")
    job = office.service.supply(asked.job_id, inputs, asked.moment)
    record = ibmq_documents.record(office.service, job, asked.moment)
    return Answer({"job": {name: value for name, value in record.items() if name != "qObject"}})


def _status(office: Office, asked: Asked) -> Answer:
    return Answer(ibmq_documents.status(office.service, _job(office, asked), asked.moment))


def _record(office: Office, asked: Asked) -> Answer:
    return Answer(ibmq_documents.record(office.service, _job(office, asked), asked.moment))


def _result_url(office: Office, asked: Asked) -> Answer:
    job = _job(office, asked)
    result = ibmq_documents.result(office.service, job)
    if result is None or job.plot.delivery is Delivery.INLINE:
        raise Refused(HTTPStatus.NOT_FOUND, "Cannot get presigned download url.", "NO_RESULT")
    return _download(office, asked, "result", json.dumps(result).encode())


def _input_url(office: Office, asked: Asked) -> Answer:
    inputs = _job(office, asked).order.inputs
    if inputs is None:
        raise Refused(HTTPStatus.NOT_FOUND, "Cannot get presigned download url.", "NO_INPUT")
    return _download(office, asked, "input", json.dumps(inputs).encode())


def _download(office: Office, asked: Asked, what: str, content: bytes) -> Answer:
    name = f"{asked.job_id}/{what}"
    office.storage.put(name, content)
    return Answer({"url": office.storage.address(office.addresses["storage"], "GET", name, asked.moment)})


def _acknowledge(office: Office, asked: Asked) -> Answer:
    office.service.read(asked.job_id, asked.moment)
    if _job(office, asked).plot.delivery is Delivery.ONCE:
        office.storage.forget(f"{asked.job_id}/result")
    return _record(office, asked)


def _cancel(office: Office, asked: Asked) -> Answer:
    if office.service.cancel(asked.job_id, asked.moment):
        return Answer({"cancelled": True})
    word = ibmq_documents.word(_job(office, asked))
    message = f"The job is {word} and cannot be cancelled."
    return Answer(
        {"cancelled": False, "error": {"message": message, "code": "NOT_CANCELLABLE", "status": HTTPStatus.CONFLICT}}
    )


def _describe(office: Office, asked: Asked) -> Answer:
    said: dict[str, Any] = asked.body
    if "name" in said:
        office.service.rename(asked.job_id, said["name"], asked.moment)
    if "tags" in said:
        office.service.tag(asked.job_id, said["tags"], asked.moment)
    order = _job(office, asked).order
    now = {"name": order.name, "tags": list(order.tags)}
    return Answer({name: now[name] for name in said})


def _delete(office: Office, asked: Asked) -> Answer:
    if not office.service.delete(asked.job_id, asked.moment):
        raise Refused(HTTPStatus.CONFLICT, "A job that has not ended cannot be deleted.", "INVALID_STATE")
    for what in ("input", "result"):
        office.storage.forget(f"{asked.job_id}/{what}")
    return NOTHING


def _properties(office: Office, asked: Asked) -> Answer:
    ran = _job(office, asked).at(Step.RUNNING)
    return Answer({} if ran is None else machines.properties(ran))


def _list(office: Office, asked: Asked) -> Answer:
    jobs = (job for job in office.service.jobs(asked.moment) if job.order.family == "ibmq")
    records = (ibmq_documents.record(office.service, job, asked.moment) for job in jobs)
    return Answer(list(chosen(records, asked.query.get("filter"))))


def _job(office: Office, asked: Asked) -> Job:
    return office.service.job(asked.job_id, asked.moment)


def _backends(_office: Office, _asked: Asked) -> Answer:
    return Answer([machines.configuration()])


def _about(office: Office, asked: Asked) -> Answer:
    waiting = office.service.waiting()
    about: dict[str, Any] = {
        "properties": lambda: machines.properties(asked.moment),
        "queue/status": lambda: {
            "state": True,
            "status": "active",
            "lengthQueue": waiting,
            "backend_version": machines.VERSION,
        },
        "jobsLimit": lambda: {"maximumJobs": -1, "runningJobs": waiting},
        "defaults": dict,
        "bookings/v2": list,
    }
    if asked.path["device"] != machines.NAME or asked.path["what"] not in about:
        raise Refused(HTTPStatus.NOT_FOUND, "Backend not found.", "BACKEND_NOT_FOUND")
    return Answer(about[asked.path["what"]]())


_DESCRIBE: Final[Schema] = {
    "type": "object",
    "minProperties": 1,
    "additionalProperties": False,
    "properties": {
        "name": {"type": "string"},
        "tags": {"type": "array", "items": {"type": "string", "minLength": 1}},
    },
}
_DESCRIBED: Final[Schema] = {
    "type": "object",
    "properties": {"name": {"type": "string"}, "tags": {"type": "array", "items": {"type": "string"}}},
}
_DOCUMENT: Final[Schema] = {"type": ["object", "array"]}
_RECORDS: Final[Schema] = {"type": "array", "items": {"type": "object", "required": ["id", "creationDate", "status"]}}
_FILTER: Final = {"filter": {"type": "string", "description": "A LoopBack filter: order, limit, skip, where."}}
_BAD, _CONFLICT, _MISSING = HTTPStatus.BAD_REQUEST, HTTPStatus.CONFLICT, HTTPStatus.NOT_FOUND

#: The routes of this API, in the order of their precedence.
ROUTES: Final = (
    *accounts.ROUTES,
    Route("setup", "GET", f"{_PROJECT}/devices/v/1", "The backends", _backends, answers={"type": "array"}),
    Route(
        "setup",
        "GET",
        f"{_PROJECT}/devices/{{device}}/{{what:path}}",
        "About a backend",
        _about,
        answers=_DOCUMENT,
        refusals=(_MISSING,),
    ),
    Route(
        "submit",
        "POST",
        _JOBS,
        "Create a job, and learn where to put its input",
        _submit,
        "ibmq/submit-reply",
        asks="ibmq/submit-request",
        refusals=(_MISSING,),
    ),
    Route("setup", "GET", f"{_JOBS}/status/v/1", "The jobs", _list, _RECORDS, query=_FILTER, refusals=(_BAD,)),
    Route("setup", "GET", f"{_JOBS}/v/1", "The jobs once more", _list, _RECORDS, query=_FILTER, refusals=(_BAD,)),
    Route(
        "setup",
        "POST",
        f"{_JOB}/jobDataUploaded",
        "Say that the input is there",
        _uploaded,
        "ibmq/submit-reply",
        refusals=(_BAD, _CONFLICT),
    ),
    Route("status", "GET", f"{_JOB}/status/v/1", "How far a job is", _status, "ibmq/status-reply"),
    Route("job", "GET", f"{_JOB}/v/1", "All about a job", _record, "ibmq/job-record"),
    Route("result-url", "GET", f"{_JOB}/resultDownloadUrl", "Where the result lies", _result_url, "ibmq/download-url"),
    Route("setup", "GET", f"{_JOB}/jobDownloadUrl", "Where the input lies", _input_url, "ibmq/download-url"),
    Route(
        "result-acknowledge",
        "POST",
        f"{_JOB}/resultDownloaded",
        "Say that the result was read",
        _acknowledge,
        "ibmq/job-record",
    ),
    Route("cancel", "POST", f"{_JOB}/cancel", "Ask for a job to stop", _cancel, "ibmq/cancel-reply"),
    Route(
        "properties",
        "GET",
        f"{_JOB}/properties",
        "The backend as it was when the job ran",
        _properties,
        "ibmq/properties-reply",
    ),
    Route("name", "PUT", _JOB, "Change the name or the tags", _describe, _DESCRIBED, asks=_DESCRIBE),
    Route(
        "setup", "DELETE", _JOB, "Forget a job that has ended", _delete, code=HTTPStatus.NO_CONTENT, refusals=(_CONFLICT,)
    ),
)

"""The runtime API that RuntimeJobV2 speaks: its routes, and how each is answered."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Any, Final

from . import accounts, listing, machines, programs, runtime_documents
from .answers import NOTHING, Answer, Refused
from .office import Office, by_plot
from .routes import TEXT, Asked, Route, Schema


def _submit(office: Office, asked: Asked) -> Answer:
    job = programs.submit(office, asked, "runtime-v2")
    return Answer({"id": job.job_id, "backend": job.order.backend, "session_id": job.order.said.get("session_id")})


def _record(office: Office, asked: Asked) -> Answer:
    """The record; without the inputs it is what tells the status."""
    job = programs.job(office, asked)
    record = _without_inputs(runtime_documents.record_v2(office.service, job), asked)
    by_plot(job.plot, "job" if "params" in record else "status")
    return Answer(record)


def _list(office: Office, asked: Asked) -> Answer:
    found = listing.meant((job for job in office.service.jobs(asked.moment) if job.order.family == "runtime-v2"), asked)
    records = [runtime_documents.record_v2(office.service, job) for job in listing.page(found, asked)]
    return Answer({"jobs": [_without_inputs(record, asked) for record in records], "count": len(found)})


def _without_inputs(record: dict[str, Any], asked: Asked) -> dict[str, Any]:
    if asked.query.get("exclude_params", "").lower() == "true":
        del record["params"]
    return record


def _interim(office: Office, asked: Asked) -> Answer:
    published = runtime_documents.interim(office.service, programs.job(office, asked), asked.moment)
    return Answer(text=json.dumps([json.loads(each) for each in published]) if published else "")


def _metrics(office: Office, asked: Asked) -> Answer:
    return Answer(runtime_documents.metrics(office.service, programs.job(office, asked), asked.moment))


def _tags(office: Office, asked: Asked) -> Answer:
    office.service.tag(asked.job_id, asked.body["tags"], asked.moment)
    return NOTHING


def _backends(_office: Office, asked: Asked) -> Answer:
    """Clients that say which version of the API they mean are told more of each backend than its name."""
    is_new = "ibm-api-version" in asked.headers
    described = {"name": machines.NAME, "status": {"name": "online", "reason": "available"}, "qubits": 5}
    return Answer({"backends": [machines.NAME], "devices": [described if is_new else machines.NAME]})


def _about(office: Office, asked: Asked) -> Answer:
    status = {"state": True, "status": "active", "message": "", "backend_version": machines.VERSION}
    about: dict[str, Any] = {
        "configuration": machines.configuration,
        "properties": lambda: machines.properties(asked.moment),
        "status": lambda: {**status, "length_queue": office.service.waiting()},
        "defaults": dict,
    }
    if asked.path["backend"] != machines.NAME or asked.path["what"] not in about:
        raise Refused(HTTPStatus.NOT_FOUND, "Backend not found.", "BACKEND_NOT_FOUND")
    return Answer(about[asked.path["what"]]())


def _usage(office: Office, _asked: Asked) -> Answer:
    instance = f"{accounts.HUB}/{accounts.GROUP}/{accounts.PROJECT}"
    pending = {"pendingJobs": office.service.waiting(), "maxPendingJobs": 1_000_000, "usage": 0, "quota": 600}
    return Answer(
        {"byInstance": [{"instance": instance, **pending}], "usage_limit_reached": False, "usage_consumed_seconds": 0}
    )


def _instance(_office: Office, _asked: Asked) -> Answer:
    return Answer({"qctrl_enabled": False})


def _identity(office: Office, _asked: Asked) -> Answer:
    """What IBM Cloud's directory answers, for clients that are told to ask here; who has no token may have one."""
    token = office.login(office.token or "anybody")
    expires = int(office.clock.now()) + 3600
    return Answer(
        {"access_token": token, "refresh_token": "", "token_type": "Bearer", "expires_in": 3600, "expiration": expires}
    )


_BACKENDS: Final[Schema] = {"type": "object", "required": ["backends", "devices"]}
_DOCUMENT: Final[Schema] = {"type": "object"}
_TOKEN: Final[Schema] = {"type": "object", "required": ["access_token", "expires_in", "expiration"]}
_EXCLUDE: Final = {"exclude_params": {"enum": ["true", "false"]}}
_BAD, _CONFLICT, _MISSING = HTTPStatus.BAD_REQUEST, HTTPStatus.CONFLICT, HTTPStatus.NOT_FOUND
_GONE: Final = HTTPStatus.NO_CONTENT

#: The routes of this API, in the order of their precedence.
ROUTES: Final = (
    *accounts.ROUTES_V2,
    Route("setup", "POST", "/identity/token", "A token of IBM Cloud", _identity, _TOKEN, is_open=True),
    Route(
        "submit",
        "POST",
        "/jobs",
        "Run a primitive",
        _submit,
        "runtime-v2/submit-reply",
        asks="runtime-v2/submit-request",
        refusals=(_MISSING,),
    ),
    Route("setup", "GET", "/jobs", "The jobs", _list, listing.LIST, query={**listing.QUERY, **_EXCLUDE}, refusals=(_BAD,)),
    Route("job", "GET", "/jobs/{job_id}", "All about a job", _record, "runtime-v2/job-record", query=_EXCLUDE),
    Route(
        "setup",
        "DELETE",
        "/jobs/{job_id}",
        "Forget a job that has ended",
        programs.delete,
        code=_GONE,
        refusals=(_CONFLICT,),
    ),
    Route("result", "GET", "/jobs/{job_id}/results", "The result", programs.results, TEXT),
    Route("interim-results", "GET", "/jobs/{job_id}/interim_results", "What was published so far", _interim, TEXT),
    Route("metrics", "GET", "/jobs/{job_id}/metrics", "What a job used, and when", _metrics, "runtime-v2/metrics"),
    Route("tags", "PUT", "/jobs/{job_id}/tags", "Change the tags", _tags, code=_GONE, asks="runtime-v2/tags-request"),
    Route(
        "cancel",
        "POST",
        "/jobs/{job_id}/cancel",
        "Ask for a job to stop",
        programs.cancel,
        code=_GONE,
        refusals=(_CONFLICT,),
    ),
    Route("logs", "GET", "/jobs/{job_id}/logs", "What a job has written", programs.logs, TEXT),
    Route("setup", "GET", "/backends", "The backends", _backends, _BACKENDS),
    Route("setup", "GET", "/backends/{backend}/{what:path}", "About a backend", _about, _DOCUMENT, refusals=(_MISSING,)),
    Route("setup", "GET", "/usage", "What was used", _usage, _DOCUMENT),
    Route("setup", "GET", "/instances/usage", "What was used of an instance", _usage, _DOCUMENT),
    Route("setup", "GET", "/instance", "About the instance", _instance, _DOCUMENT),
)

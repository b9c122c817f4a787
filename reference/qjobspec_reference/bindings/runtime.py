"""The runtime API that RuntimeJob speaks: its routes, and how each is answered."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, Final

from . import listing, programs, runtime_documents
from .answers import Answer, Refused
from .office import Office, iso
from .routes import TEXT, Asked, Route, Schema


def _submit(office: Office, asked: Asked) -> Answer:
    job = programs.submit(office, asked, "runtime")
    return Answer({"id": job.job_id})


def _record(office: Office, asked: Asked) -> Answer:
    return Answer(runtime_documents.record(programs.job(office, asked)))


def _list(office: Office, asked: Asked) -> Answer:
    found = listing.meant((job for job in office.service.jobs(asked.moment) if job.order.family == "runtime"), asked)
    records = [runtime_documents.record(job) for job in listing.page(found, asked)]
    return Answer({"jobs": records, "count": len(found)})


#: The programs that are listed. Any other name runs the same.
_PROGRAMS: Final = {
    "sampler": "Samples the circuits it is given, or a Bell circuit",
    "circuit-runner": "The same by another name",
}


def _program(name: str) -> dict[str, Any]:
    return {
        "id": name,
        "name": name,
        "description": _PROGRAMS[name],
        "cost": 600,
        "creation_date": iso(0),
        "update_date": iso(0),
        "is_public": True,
        "spec": {},
    }


def _programs(_office: Office, _asked: Asked) -> Answer:
    return Answer({"programs": [_program(name) for name in _PROGRAMS], "count": len(_PROGRAMS)})


def _one_program(_office: Office, asked: Asked) -> Answer:
    if asked.path["program"] not in _PROGRAMS:
        raise Refused(HTTPStatus.NOT_FOUND, f"Program {asked.path['program']} not found.", "PROGRAM_NOT_FOUND")
    return Answer(_program(asked.path["program"]))


_OF_PROGRAM: Final[Schema] = {"type": "object", "required": ["id", "name", "cost", "description"]}
_OF_PROGRAMS: Final[Schema] = {"type": "object", "required": ["programs", "count"]}
_BAD, _CONFLICT, _MISSING = HTTPStatus.BAD_REQUEST, HTTPStatus.CONFLICT, HTTPStatus.NOT_FOUND
_GONE: Final = HTTPStatus.NO_CONTENT

#: The routes of this API, in the order of their precedence.
ROUTES: Final = (
    Route(
        "submit",
        "POST",
        "/jobs",
        "Run a program",
        _submit,
        "runtime/submit-reply",
        asks="runtime/submit-request",
        refusals=(_MISSING,),
    ),
    Route("setup", "GET", "/jobs", "The jobs", _list, listing.LIST, query=listing.QUERY, refusals=(_BAD,)),
    Route("job", "GET", "/jobs/{job_id}", "All about a job", _record, "runtime/job-record"),
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
    Route("setup", "GET", "/programs", "The programs", _programs, _OF_PROGRAMS),
    Route("setup", "GET", "/programs/{program}", "A program", _one_program, _OF_PROGRAM, refusals=(_MISSING,)),
)

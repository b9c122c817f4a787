"""How to tell the service what is to happen: which plots the jobs to come follow, and to end a job now.

No real service has these routes. This file does not know any API.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import Final

from ..service import PLOTS, Job, UnknownPlotError, plot
from .answers import Answer, Refused
from .office import Office, iso
from .routes import Asked, Route, Schema


def _plots(_office: Office, _asked: Asked) -> Answer:
    return Answer({name: each.sentence for name, each in PLOTS.items()})


def _script(office: Office, asked: Asked) -> Answer:
    try:
        for name in asked.body["plots"]:
            plot(name)
    except UnknownPlotError as error:
        raise Refused(HTTPStatus.BAD_REQUEST, str(error), "UNKNOWN_PLOT") from error
    office.script.clear()
    office.script.extend(asked.body["plots"])
    return Answer({"plots": list(office.script)})


def _finish(office: Office, asked: Asked) -> Answer:
    return _history(office.service.finish(asked.job_id, asked.moment))


def _fail(office: Office, asked: Asked) -> Answer:
    return _history(office.service.fail(asked.job_id, asked.moment))


def _look(office: Office, asked: Asked) -> Answer:
    return _history(office.service.job(asked.job_id, asked.moment))


def _history(job: Job) -> Answer:
    return Answer(
        {"id": job.job_id, "history": [{"step": entry.step, "moment": iso(entry.moment)} for entry in job.history]}
    )


_SCRIPT: Final[Schema] = {
    "type": "object",
    "required": ["plots"],
    "additionalProperties": False,
    "properties": {"plots": {"type": "array", "maxItems": 1000, "items": {"type": "string"}}},
}
_HISTORY: Final[Schema] = {
    "type": "object",
    "required": ["id", "history"],
    "properties": {"history": {"type": "array", "items": {"type": "object", "required": ["step", "moment"]}}},
}
_SENTENCES: Final[Schema] = {"type": "object", "additionalProperties": {"type": "string"}}
_BAD, _CONFLICT = HTTPStatus.BAD_REQUEST, HTTPStatus.CONFLICT

#: The routes that are the same beside every API.
ROUTES: Final = (
    Route("control", "GET", "/control/plots", "The plots there are", _plots, _SENTENCES),
    Route(
        "control", "PUT", "/control/plots", "The plots of the jobs to come", _script, _SCRIPT, asks=_SCRIPT, refusals=(_BAD,)
    ),
    Route("control", "GET", "/control/jobs/{job_id}", "The steps of a job", _look, _HISTORY),
    Route(
        "control",
        "POST",
        "/control/jobs/{job_id}/finish",
        "Let a running job succeed",
        _finish,
        _HISTORY,
        refusals=(_CONFLICT,),
    ),
    Route("control", "POST", "/control/jobs/{job_id}/fail", "Let a job fail", _fail, _HISTORY, refusals=(_CONFLICT,)),
)

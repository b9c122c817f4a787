"""What clients ask before there is a job: to come in, where things are, what they may use.

This file does not know jobs. The shapes are those that the published clients read.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, Final

from .answers import Answer
from .office import Office
from .routes import Asked, Route, Schema

#: Who pays, for clients that have to say so.
HUB, GROUP, PROJECT = "ibm-q", "open", "main"

_LOGIN: Final[Schema] = {
    "type": "object",
    "required": ["apiToken"],
    "additionalProperties": False,
    "properties": {"apiToken": {"type": "string", "minLength": 1}},
}


def _login(office: Office, asked: Asked) -> Answer:
    access = office.login(asked.body["apiToken"])
    return Answer({"id": access, "ttl": 1_209_600, "userId": "reference"})


def _user(office: Office, _asked: Asked) -> Answer:
    stream = office.addresses["ibmq"].replace("http", "ws", 1)
    services = {"runtime": office.addresses["runtime"]}
    return Answer({"email": "", "urls": {"http": f"{office.addresses['ibmq']}/api", "ws": stream, "services": services}})


def _user_v2(office: Office, asked: Asked) -> Answer:
    user: dict[str, Any] = _user(office, asked).document
    here = office.addresses["runtime-v2"]
    return Answer(
        {**user, "urls": {"http": f"{here}/api", "ws": here.replace("http", "ws", 1), "services": {"runtime": here}}}
    )


def _version(_office: Office, _asked: Asked) -> Answer:
    return Answer({"new_api": True, "api-auth": "0.1.0", "api-app": "0.1.0"})


def _hubs(_office: Office, _asked: Asked) -> Answer:
    project = {"name": PROJECT, "isDefault": True}
    return Answer([{"name": HUB, "groups": {GROUP: {"name": GROUP, "projects": {PROJECT: project}}}}])


_OPEN: Final = (
    Route(
        "setup",
        "POST",
        "/api/users/loginWithToken",
        "Come in with a token, and get an access token",
        _login,
        answers={"type": "object", "required": ["id"], "properties": {"id": {"type": "string", "minLength": 1}}},
        asks=_LOGIN,
        refusals=(HTTPStatus.UNAUTHORIZED,),
        is_open=True,
    ),
    Route(
        "setup",
        "GET",
        "/api/version",
        "Which versions the parts of the service have",
        _version,
        answers={"type": "object", "additionalProperties": {"type": ["string", "boolean"]}},
        is_open=True,
    ),
    Route("setup", "GET", "/api/Network", "Who may pay", _hubs, answers={"type": "array", "items": {"type": "object"}}),
)

_URLS: Final[Schema] = {"type": "object", "required": ["urls"], "properties": {"urls": {"type": "object"}}}

#: What the clients of ibmq ask before there is a job.
ROUTES: Final = (*_OPEN, Route("setup", "GET", "/api/users/me", "Where the services are", _user, answers=_URLS))

#: What the clients of runtime-v2 ask that log in as those of ibmq do.
ROUTES_V2: Final = (*_OPEN, Route("setup", "GET", "/api/users/me", "Where the services are", _user_v2, answers=_URLS))

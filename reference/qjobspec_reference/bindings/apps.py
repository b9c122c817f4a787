"""The applications: one for each API family and one for the object storage, over one office.

This file does not know sockets, nor who serves it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import Final

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, WebSocketRoute
from starlette.routing import Route as HTTPRoute
from starlette.types import ASGIApp

from ..service import UnknownJobError
from . import control, ibmq, runtime, runtime_v2
from .answers import Refused
from .bodies import read
from .endpoints import endpoint, handlers, refusal
from .office import Office, by_plot
from .openapi import description
from .routes import Route
from .streams import result_stream, status_stream

#: The routes of each family, in the order of their precedence.
ROUTES: Final[Mapping[str, tuple[Route, ...]]] = {
    "ibmq": (*ibmq.ROUTES, *control.ROUTES),
    "runtime": (*runtime.ROUTES, *control.ROUTES),
    "runtime-v2": (*runtime_v2.ROUTES, *control.ROUTES),
}

#: The name of the object storage among the addresses.
STORAGE: Final = "storage"


def family_app(office: Office, family: str) -> ASGIApp:
    """The application of an API family, with its description at `/openapi.json`."""
    if family == "ibmq":
        stream = WebSocketRoute("/jobs/{job_id}/status/v/1", status_stream(office))
    else:
        stream = WebSocketRoute("/stream/jobs/{job_id}", result_stream(office))

    async def described(_request: Request) -> Response:
        document = description(family, ROUTES[family], office.addresses[family])
        return Response(json.dumps(document, indent=1), media_type="application/json")

    routes: list[BaseRoute] = [
        HTTPRoute(each.path, endpoint(each, office, family), methods=[each.method]) for each in ROUTES[family]
    ]
    routes += [HTTPRoute("/openapi.json", described), stream]
    return Starlette(routes=routes, exception_handlers=handlers(family))


def storage_app(office: Office) -> ASGIApp:
    """The application of the object storage."""

    async def kept(request: Request) -> Response:
        bucket, name = request.path_params["bucket"], request.path_params["name"]
        method, moment = "GET" if request.method == "HEAD" else request.method, office.clock.now()
        try:
            office.storage.permit(method, bucket, name, request.query_params, moment)
            job = office.service.job(name.partition("/")[0], moment)
            by_plot(job.plot, "result-download" if name.endswith("/result") else "setup")
            if method == "PUT":
                office.storage.put(name, await read(request.stream()))
                return Response()
            return Response(office.storage.get(name), media_type="application/json")
        except Refused as refused:
            return refusal(refused, "runtime")
        except UnknownJobError:
            return refusal(Refused(HTTPStatus.NOT_FOUND, "The specified key does not exist.", "NoSuchKey"), "runtime")

    return Starlette(
        routes=[HTTPRoute("/{bucket}/{name:path}", kept, methods=["GET", "PUT"])], exception_handlers=handlers("runtime")
    )


def apps(office: Office) -> Mapping[str, ASGIApp]:
    """Every application by the name of its address."""
    return {**{family: family_app(office, family) for family in ROUTES}, STORAGE: storage_app(office)}

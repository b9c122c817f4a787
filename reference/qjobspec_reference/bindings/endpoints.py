"""Routes under Starlette: whatever every request goes through, whichever API it speaks.

This file does not know any API. Whatever a request says, the answer is one of the family's documents.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping
from http import HTTPStatus
from typing import Any, Final

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from ..service import IllegalMoveError, UnknownJobError
from .answers import NOTHING, REFUSALS, Answer, Refused
from .bodies import document, read
from .office import Office, by_plot
from .routes import TEXT, Asked, Route
from .schemas import checker

Endpoint = Callable[[Request], Awaitable[Response]]

_JSON: Final = "application/json"


def endpoint(route: Route, office: Office, family: str) -> Endpoint:
    """The endpoint of a route."""
    check = None if route.asks is None or route.asks == TEXT else checker(route.asks)

    async def answered(request: Request) -> Response:
        try:
            if not route.is_open and not office.admits(token(request.headers)):
                raise Refused(HTTPStatus.UNAUTHORIZED, "Unauthorized: there is no valid access token.")
            body: Any = await read(request.stream())
            if check is not None:
                body = document(body)
                if (wrong := check(body)) is not None:
                    raise Refused(HTTPStatus.BAD_REQUEST, f"The body is not valid: {wrong}", "INVALID_BODY")
            answer = route.answer(office, _asked(request, body, office, route))
        except Refused as refused:
            return refusal(refused, family)
        except UnknownJobError as unknown:
            return refusal(Refused(HTTPStatus.NOT_FOUND, f"{unknown}.", "JOB_NOT_FOUND"), family)
        except IllegalMoveError as illegal:
            return refusal(Refused(HTTPStatus.CONFLICT, f"{illegal}.", "INVALID_STATE"), family)
        except ClientDisconnect:
            return Response()
        return written(answer)

    return answered


def _asked(request: Request, body: Any, office: Office, route: Route) -> Asked:
    """The request as its route sees it; a refusal if the plot of its job says so."""
    moment = office.clock.now()
    if "job_id" in request.path_params:
        by_plot(office.service.job(request.path_params["job_id"], moment).plot, route.role)
    query = request.query_params
    repeated = {name: query.getlist(name) for name in query}
    return Asked(moment, request.path_params, dict(query), request.headers, body, repeated)


def token(headers: Mapping[str, str]) -> str:
    """The token that a request presents; empty if it has none."""
    return headers.get("x-access-token") or headers.get("authorization") or ""


def written(answer: Answer) -> Response:
    """An answer as bytes. JSON is written in ASCII, in the order of its fields."""
    if answer.text is not None:
        return Response(answer.text.encode(), answer.code, media_type=None if answer is NOTHING else "text/plain")
    return Response(json.dumps(answer.document), answer.code, media_type=_JSON)


def refusal(refused: Refused, family: str) -> Response:
    """A refusal in the words of the family."""
    return Response(json.dumps(REFUSALS[family](refused)), refused.code, media_type=_JSON)


def handlers(family: str) -> Mapping[Any, Callable[[Request, Exception], Response]]:
    """What answers where no route does, and where one fails."""

    def by_starlette(_request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        response = refusal(Refused(error.status_code, f"{error.detail}."), family)
        response.headers.update(error.headers or {})
        return response

    def by_mistake(_request: Request, _error: Exception) -> Response:
        return refusal(Refused(HTTPStatus.INTERNAL_SERVER_ERROR, "This is the service's fault."), family)

    return {HTTPException: by_starlette, Exception: by_mistake}

"""The description of an API in OpenAPI 3.1, computed from its routes and the specification's schemas.

This file does not know any API.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from http import HTTPStatus
from typing import Any, Final

from qjobspec import SCHEMA_VERSION

from .routes import TEXT, Route, Schema
from .schemas import components, reference

#: The codes with which any request may be refused.
_ANY: Final = (HTTPStatus.REQUEST_ENTITY_TOO_LARGE,)

_JOB_ID: Final = {"type": "string", "pattern": "^[0-9a-z]+$"}


def description(family: str, routes: Iterable[Route], server: str) -> dict[str, Any]:
    """The whole description of a family's routes, as they are served at `server`."""
    table = list(routes)
    paths: dict[str, dict[str, Any]] = {}
    for route in table:
        paths.setdefault(re.sub(r":path\}", "}", route.path), {})[route.method.lower()] = _operation(route, family)
    named = {each for route in table for each in (route.asks, route.answers) if isinstance(each, str) and each != TEXT}
    return {
        "openapi": "3.1.0",
        "info": {"title": f"The API family {family}, as the reference service serves it", "version": SCHEMA_VERSION},
        "servers": [{"url": server}],
        "paths": paths,
        "components": {"schemas": components({*named, f"{family}/error-report"}, family), "securitySchemes": _SCHEMES},
        "security": [{"token": []}],
    }


_SCHEMES: Final = {"token": {"type": "apiKey", "in": "header", "name": "X-Access-Token"}}


def _operation(route: Route, family: str) -> dict[str, Any]:
    operation: dict[str, Any] = {
        "operationId": f"{route.method.lower()}{re.sub(r'[^A-Za-z0-9]+', '_', route.path)}",
        "summary": route.sentence,
        "tags": [route.role],
        "parameters": [*_path(route), *_query(route)],
        "responses": dict(_responses(route, family)),
    }
    if route.asks is not None:
        operation["requestBody"] = {"required": True, "content": _content(route.asks)}
    return operation | ({"security": []} if route.is_open else {})


def _path(route: Route) -> Iterable[dict[str, Any]]:
    for name in route.parameters:
        yield {"name": name, "in": "path", "required": True, "schema": _JOB_ID if name == "job_id" else {"type": "string"}}


def _query(route: Route) -> Iterable[dict[str, Any]]:
    for name, schema in route.query.items():
        yield {"name": name, "in": "query", "required": False, "schema": dict(schema)}


def _responses(route: Route, family: str) -> Iterable[tuple[str, Mapping[str, Any]]]:
    said: dict[str, Any] = {"description": "It is done."}
    if route.answers is not None:
        said["content"] = _content(route.answers)
    yield str(int(route.code)), said
    content = _content(f"{family}/error-report")
    for code in sorted(_refusals(route)):
        yield str(int(code)), {"description": HTTPStatus(code).phrase, "content": content}


def _refusals(route: Route) -> set[int]:
    codes = {*_ANY, *route.refusals}
    codes |= set() if route.is_open else {HTTPStatus.UNAUTHORIZED}
    codes |= {HTTPStatus.NOT_FOUND} if "job_id" in route.parameters else set()
    return codes | ({HTTPStatus.BAD_REQUEST} if route.asks is not None else set())


def _content(schema: Schema) -> dict[str, Any]:
    if schema == TEXT:
        return {"text/plain": {"schema": {"type": "string"}}}
    return {"application/json": {"schema": reference(schema)}}

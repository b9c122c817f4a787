"""A route: what is asked where, by which schema, and what may be answered. The tables of routes are the bindings.

This file does not know HTTP libraries, nor any API.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, Final

from .answers import Answer
from .office import Office


@dataclass(frozen=True, slots=True)
class Asked:
    """A request, as far as a route needs to know."""

    moment: float
    path: Mapping[str, str]
    query: Mapping[str, str]
    headers: Mapping[str, str]
    #: The JSON document in its body, or the body itself where a route asks for no schema.
    body: Any = None
    #: Every value of each parameter of the query.
    repeated: Mapping[str, list[str]] = field(default_factory=dict[str, list[str]])

    @property
    def job_id(self) -> str:
        """The job that it is about."""
        return self.path["job_id"]


#: A JSON Schema, or the name of one of the specification.
Schema = str | Mapping[str, Any]

#: The parameters of queries, by name.
Query = Mapping[str, Mapping[str, Any]]

#: That the body is not JSON.
TEXT: Final = "text"


@dataclass(frozen=True, slots=True)
class Route:
    """One kind of request, and how it is answered."""

    #: Its role in the words of the specification's schema `dialect`; `control` for what no real service has.
    role: str
    method: str
    path: str
    sentence: str
    answer: Callable[[Office, Asked], Answer]
    #: The schema of what is answered with success: `None` for nothing, `TEXT` for what is not JSON.
    answers: Schema | None = None
    code: int = HTTPStatus.OK
    #: The schema of what is asked; `None` if the body is not looked at.
    asks: Schema | None = None
    query: Query = field(default_factory=dict[str, Mapping[str, Any]])
    #: The codes with which it may be refused, besides those that any route may be refused with.
    refusals: tuple[int, ...] = ()
    #: Whether anybody may ask.
    is_open: bool = False

    @property
    def parameters(self) -> tuple[str, ...]:
        """The names in its path."""
        return tuple(part.split("}")[0].removesuffix(":path") for part in self.path.split("{")[1:])

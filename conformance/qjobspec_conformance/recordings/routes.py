"""Routes: which requests are of one kind, and what a server says where in its answers to them.

This file does not know which of two routes comes first.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import parse_qsl, unquote, urlsplit

from .patterns import LONGEST, Pattern
from .roles import Role

_DEFAULT_PORTS = {"http": ":80", "https": ":443", "ws": ":80", "wss": ":443"}


@dataclass(frozen=True, slots=True)
class Address:
    """The address of a request in the parts that routes compare."""

    #: Scheme, host and path, the host in lower case and without a port that goes without saying.
    path: str
    query: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, url: str) -> Address | None:
        """The parts of `url`; `None` if it is no address, or longer than anybody writes them."""
        try:
            parts = urlsplit(url)
            query = parse_qsl(parts.query, keep_blank_values=True)
        except ValueError:
            return None
        host = parts.netloc.rpartition("@")[2].lower().removesuffix(_DEFAULT_PORTS.get(parts.scheme, " "))
        path = f"{parts.scheme}://{host}{parts.path}"
        return cls(path, tuple(query)) if host and len(path) <= LONGEST else None


@dataclass(frozen=True)
class Route:
    """One kind of exchange."""

    role: Role
    method: str
    path: Pattern
    #: Its own base, if it is not that of the dialect.
    base: Pattern | None
    query: Mapping[str, Pattern]
    #: Pointers into its answers, where they are not those of the dialect.
    status: str | None
    result: str | None
    address: str | None
    job_id: str | None
    #: Whether it may be asked again with the same effect.
    repeats: bool

    @cached_property
    def whole(self) -> Pattern:
        """The pattern of its path, after its own base if it has one."""
        return Pattern(f"{'' if self.base is None else self.base.text}{self.path.text}")

    @cached_property
    def _expression(self) -> re.Pattern[str]:
        return re.compile(self.whole.expression)

    @cached_property
    def _queries(self) -> Mapping[str, re.Pattern[str]]:
        return {name: re.compile(pattern.expression) for name, pattern in self.query.items()}

    def fits(self, method: str, address: Address, rest: str | None) -> Fit | None:
        """The fit of a request, whose `rest` is its path after the base of the dialect if it has that."""
        where = address.path if self.base is not None else rest
        if method != self.method or where is None:
            return None
        path = self._expression.fullmatch(where)
        found = [path, *self._parameters(address)]
        if path is None or not all(found):
            return None
        ids = (each.groupdict().get("job_id") for each in found if each is not None)
        return Fit(self, next((unquote(each) for each in ids if each), None), _nameless(path, address.path))

    def _parameters(self, address: Address) -> list[re.Match[str] | None]:
        said = dict(reversed(address.query))
        return [
            pattern.fullmatch(said[name]) if len(said.get(name, "")) <= LONGEST and name in said else None
            for name, pattern in self._queries.items()
        ]


@dataclass(frozen=True, slots=True)
class Fit:
    """A route that fits a request, and the id of the job if its address names it."""

    route: Route
    job_id: str | None
    #: The path of the address with `{job_id}` in the place of the id.
    path: str


def _nameless(found: re.Match[str], path: str) -> str:
    """The path, at whose end a pattern was found, without the id that the pattern read."""
    if not found.groupdict().get("job_id"):
        return path
    start, end = (len(path) - len(found.string) + at for at in found.span("job_id"))
    return f"{path[:start]}{{job_id}}{path[end:]}"

"""A dialect: how a server speaks, and what that makes of an exchange.

It is a value: nothing is remembered from one exchange to the next. What a recording tells over time is for `following` to
find.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from qjobspec import JobStatus

from .exchanges import Exchange, Request, Response
from .patterns import Pattern
from .pointers import first, found
from .roles import NAMING, TELLING, Role
from .routes import Address, Fit, Route

#: What may become of a word that nobody knows: the status is an error, the state stays, or the word itself is the status.
REFUSE: Final = "refuse"
HOLD: Final = "hold"
PASS_ON: Final = "pass-on"  # noqa: S105 - no password


@dataclass(frozen=True, slots=True)
class Except:
    """What a word means if the same body says something besides."""

    word: str
    pointer: str
    value: str | float | bool
    state: JobStatus


@dataclass(frozen=True, slots=True)
class Refusal:
    """One way in which a cancellation is refused: by an HTTP code, or by what a success says in its body."""

    code: int | None = None
    pointer: str = ""
    #: What stands there; anything at all if it is `None`.
    value: str | float | bool | None = None


@dataclass(frozen=True, slots=True)
class Marked:
    """Things in exchanges that have something in common: pointers, the names of headers in lower case, and of parameters."""

    pointers: tuple[str, ...] = ()
    headers: frozenset[str] = frozenset()
    query: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Dialect:
    """How a server speaks."""

    name: str
    #: The family whose schemas its bodies keep, or `free`.
    api: str
    bases: tuple[Pattern, ...]
    routes: tuple[Route, ...]
    #: Where the id of a job stands in the answers to `submit` and `job`, and in requests that have it in their body.
    answered: str
    asked: str | None
    #: Where the status word stands.
    status: str
    is_case_sensitive: bool
    #: What becomes of a word that is not listed: `REFUSE`, `HOLD` or `PASS_ON`.
    unknown: str
    words: Mapping[str, JobStatus]
    exceptions: tuple[Except, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    volatile: Marked = Marked()
    secrets: Marked = Marked()

    def fit(self, request: Request) -> Fit | None:
        """The first route that fits a request, and the id of the job if the address names it; `None` if none fits."""
        address = Address.of(request.url)
        if address is None:
            return None
        rest = self._rest(address.path)
        fits = (route.fits(request.method, address, rest) for route in self.routes)
        return next((fit for fit in fits if fit is not None), None)

    def role_of(self, request: Request) -> Role | None:
        """What a request is for; `None` if the dialect does not know it."""
        fit = self.fit(request)
        return fit.route.role if fit is not None else None

    def job_id_of(self, exchange: Exchange) -> str | None:
        """The id of the job that an exchange is about, as far as the exchange alone tells."""
        fit = self.fit(exchange.request)
        return self.job_id_in(exchange, fit) if fit is not None else None

    def job_id_in(self, exchange: Exchange, fit: Fit) -> str | None:
        """The same where it is known which route fits."""
        if fit.job_id is not None:
            return fit.job_id
        if self.asked is not None and (named := _text(first(exchange.request.document, self.asked))) is not None:
            return named
        if fit.route.role in NAMING and exchange.response.is_success:
            place = self.answered if fit.route.job_id is None else fit.route.job_id
            return _text(first(exchange.response.document, place))
        return None

    def word_of(self, exchange: Exchange) -> str | None:
        """The status word in an answer that tells one; `None` in every other."""
        fit = self.fit(exchange.request)
        return self.word_in(exchange.response, fit.route) if fit is not None else None

    def word_in(self, response: Response, route: Route) -> str | None:
        """The same where it is known which route fits."""
        if not response.is_success or (route.status is None and route.role not in TELLING):
            return None
        word = first(response.document, self.status if route.status is None else route.status)
        return word if isinstance(word, str) else None

    def state_of(self, word: str, document: Any = None) -> JobStatus | None:
        """The state that `word` means in the company of `document`; `None` if nobody knows it, and then `unknown` holds."""
        for each in self.exceptions:
            same = self.folded(each.word) == self.folded(word)
            if same and any(_is(value, each.value) for _, value in found(document, each.pointer)):
                return each.state
        return self._states.get(self.folded(word))

    def is_refused(self, exchange: Exchange) -> bool:
        """Whether an exchange is a cancellation that the server refuses."""
        return self.role_of(exchange.request) is Role.CANCEL and self.refuses(exchange.response)

    def refuses(self, response: Response) -> bool:
        """Whether the answer to a cancellation refuses it."""
        return any(_refuses(each, response) for each in self.refusals)

    @property
    def states(self) -> tuple[JobStatus, ...]:
        """Every state that one of its words means, in the order of a life."""
        meant = {*self.words.values(), *(each.state for each in self.exceptions)}
        return tuple(state for state in JobStatus if state in meant)

    def folded(self, word: str) -> str:
        """A word as it is compared with others."""
        return word if self.is_case_sensitive else word.upper()

    def _rest(self, path: str) -> str | None:
        fits = (base.match(path) for base in self._bases)
        return next((path[each.end() :] for each in fits if each is not None), None)

    @cached_property
    def _states(self) -> Mapping[str, JobStatus]:
        return {self.folded(word): state for word, state in self.words.items()}

    @cached_property
    def _bases(self) -> tuple[re.Pattern[str], ...]:
        return tuple(re.compile(f"{base.expression}(?=/)") for base in self.bases)


def _refuses(refusal: Refusal, response: Response) -> bool:
    if refusal.code is not None:
        return response.code == refusal.code
    places: Iterator[Any] = (value for _, value in found(response.document, refusal.pointer))
    return response.is_success and any(
        value is not None if refusal.value is None else _is(value, refusal.value) for value in places
    )


def _is(value: object, wanted: object) -> bool:
    """Whether two values of JSON are the same, where `true` is not 1."""
    return isinstance(value, bool) is isinstance(wanted, bool) and value == wanted


def _text(value: object) -> str | None:
    """An id as text: some servers count their jobs."""
    if isinstance(value, str):
        return value or None
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else None

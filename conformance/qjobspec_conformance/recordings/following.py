"""What a recording tells over time: which job each exchange is about, and how far that job was.

This is where answers that name no job find theirs: an address to download from was told by an earlier answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from qjobspec import JobStatus

from .dialect import Dialect
from .exchanges import Exchange
from .pointers import found
from .roles import Role
from .routes import Address, Fit, Route


@dataclass(frozen=True, slots=True)
class Step:
    """One exchange of a recording, understood."""

    exchange: Exchange
    #: Which route it takes; `None` if the dialect does not know the request.
    fit: Fit | None = None
    #: `None` in what is about no job.
    job_id: str | None = None
    #: The status word that the answer tells.
    word: str | None = None
    #: What the job was last said to be before, and what it is said to be in this answer; `None` if nobody said.
    before: JobStatus | None = None
    told: JobStatus | None = None

    @property
    def route(self) -> Route | None:
        """The route that it takes."""
        return self.fit.route if self.fit is not None else None

    @property
    def role(self) -> Role | None:
        """What the exchange is for."""
        return self.fit.route.role if self.fit is not None else None

    @property
    def state(self) -> JobStatus | None:
        """What the job was last said to be, this answer included."""
        return self.before if self.told is None else self.told


#: What may be about a job without naming it.
_NAMELESS: Final = frozenset({Role.RESULT_DOWNLOAD, Role.RESULT, Role.QUEUE})


def follow(exchanges: Iterable[Exchange], dialect: Dialect) -> Iterator[Step]:
    """The exchanges in order, each with what it and those before it tell."""
    follower = _Follower(dialect)
    for exchange in exchanges:
        fit = dialect.fit(exchange.request)
        yield Step(exchange) if fit is None else follower.step(exchange, fit)


class _Follower:
    """Remembers what was told so far; the one thing here that changes."""

    def __init__(self, dialect: Dialect) -> None:
        self._dialect = dialect
        self._states: dict[str, JobStatus] = {}
        self._told: dict[Address, str] = {}

    def step(self, exchange: Exchange, fit: Fit) -> Step:
        """Go on by one exchange."""
        route, response = fit.route, exchange.response
        job_id = self._dialect.job_id_in(exchange, fit) or self._job_without_name(exchange, route)
        word = self._dialect.word_in(response, route)
        state = self._dialect.state_of(word, response.document) if word is not None else None
        before = self._states.get(job_id) if job_id is not None else None
        if job_id is not None and state is not None:
            self._states[job_id] = state
        if job_id is not None and route.address is not None and response.is_success:
            self._listen(response.document, route.address, job_id)
        return Step(exchange, fit, job_id, word, before, state)

    def _job_without_name(self, exchange: Exchange, route: Route) -> str | None:
        if route.role not in _NAMELESS:
            return None
        address = self._plain(exchange.request.url)
        if address in self._told:
            return self._told[address]
        return next(iter(self._states)) if len(self._states) == 1 else None

    def _listen(self, document: object, pointer: str, job_id: str) -> None:
        for _, value in found(document, pointer):
            address = self._plain(value) if isinstance(value, str) else None
            if address is not None:
                self._told[address] = job_id

    def _plain(self, url: str) -> Address | None:
        """An address without what differs each time it is told."""
        address = Address.of(url)
        if address is None:
            return None
        volatile = self._dialect.volatile.query
        return Address(address.path, tuple(each for each in address.query if each[0] not in volatile))

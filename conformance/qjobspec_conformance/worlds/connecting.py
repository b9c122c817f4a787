"""Connections that do not come about.

A service knows what a request is for only when it has come, and one that is kept from coming never does. So a run with such
a strike is preceded by the same run without it, which shows over which connection the request would come. That one is then
refused, and the one before it, if it was kept alive, is closed in time. This is exact: until it strikes, the run is the run
without the strike. This file does not know how a run is made.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from ..events import Asked, Event
from ..services import LAST, PERTURBATIONS, Answer, Context, Refusal, Speech, Strike
from ..wire import Answer as Sent
from ..wire import Dialogue, Request, Stage, Then

#: At which step of a connection each kind of refusal strikes.
STAGES: Final = {
    "dns": Stage.LOOKUP,
    "refused": Stage.CONNECT,
    "connect-timeout": Stage.CONNECT,
    "tls": Stage.HANDSHAKE,
}


@dataclass(frozen=True, slots=True)
class Closure:
    """From step number `first` of `stage` on, counted from 1, `strike.burst` steps fail in the manner of `kind`."""

    strike: Strike
    kind: str
    first: int
    #: The connection and the number of the last request on it that is answered; the connection is closed then.
    after: tuple[int, int] | None

    def meets(self, stage: Stage, number: int) -> bool:
        """Whether step `number` of `stage` fails."""
        return stage is STAGES[self.kind] and self.first <= number < self.first + self.strike.burst


@dataclass(frozen=True, slots=True)
class _Came:
    """A request as it came: its connection and number there, and how many steps had been taken by then."""

    connection: int
    number: int
    steps: Counter[Stage]


class Connections:
    """The connections of one run: lets `closures` close them, and remembers what came over which."""

    def __init__(self, closures: Sequence[Closure] = ()) -> None:
        self._closures = closures
        self._steps: Counter[Stage] = Counter()
        self._came: dict[int, _Came] = {}

    @property
    def all_come_about(self) -> bool:
        """Whether nothing keeps any of them from coming about."""
        return not self._closures

    def meets(self, stage: Stage) -> Closure | None:
        """The closure that the next step of `stage` meets."""
        self._steps[stage] += 1
        return next((each for each in self._closures if each.meets(stage, self._steps[stage])), None)

    def came(self, number: int, request: Request) -> None:
        """Remember over which connection request `number` of the run has come."""
        self._came[number] = _Came(request.connection, request.number, self._steps.copy())

    def leaving(self, request: Request, answer: Sent | Dialogue) -> Sent | Dialogue:
        """The answer to `request`, after which the connection is closed if a closure wants it."""
        here = (request.connection, request.number)
        if isinstance(answer, Dialogue) or all(each.after != here for each in self._closures):
            return answer
        return replace(answer, headers=(*answer.headers, ("Connection", "close")), then=Then.EOF)

    def closures(self, events: Iterable[Event], strikes: Iterable[Strike], ends: float | None) -> tuple[Closure, ...]:
        """The closures that let `strikes` strike the run that was made, whose job ended at `ends`."""
        asked = [event for event in events if isinstance(event, Asked)]
        found = ((strike, _struck(strike, asked, ends)) for strike in strikes)
        return tuple(self._closure(strike, number) for strike, number in found if number is not None)

    def _closure(self, strike: Strike, number: int) -> Closure:
        came, kind = self._came[number], kind_of(strike)
        assert kind is not None, "only such strikes are asked for"
        if came.number == 1:
            return Closure(strike, kind, came.steps[STAGES[kind]], None)
        return Closure(strike, kind, came.steps[STAGES[kind]] + 1, (came.connection, came.number - 1))


def _struck(strike: Strike, asked: Iterable[Asked], ends: float | None) -> int | None:
    """The number of the request that a strike meets first, or `None` if it meets none."""
    ours = [event for event in asked if event.role == strike.role]
    if strike.request == LAST:
        return next((event.number for event in ours if ends is not None and event.at >= ends), None)
    return ours[strike.request].number if strike.request < len(ours) else None


def kind_of(strike: Strike) -> str | None:
    """How a strike keeps a connection from coming about; `None` for one that lets requests come."""
    row = PERTURBATIONS[strike.name]
    if row.answers is None:
        return None
    reply = row.answers(Answer(), Context(_ANY, strike.role, ""), strike.given) if row.kind == "connection" else None
    return reply.kind if isinstance(reply, Refusal) and reply.kind in STAGES else None


_ANY: Final = Speech("any", (), {}, {}, {}, {}, {})

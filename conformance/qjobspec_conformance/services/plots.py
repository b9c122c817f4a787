"""A plot: what a service does to a job, as a frozen value that shrinks towards the plain one.

This file does not know how a plot is played, drawn or written down. Times are seconds after the job's submission unless a
line says otherwise; a state is said by its own name, by a word of the service, or by `TOO_LONG`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, TypeAlias

Plain: TypeAlias = str | int | float | bool | None
#: Fields of a record, each with its value as JSON text.
Fields: TypeAlias = tuple[tuple[str, str], ...]
#: The parameters of a perturbation, by name.
Parameters: TypeAlias = tuple[tuple[str, Plain], ...]

#: The place of a strike that waits for the service's last word: the first request of its role once the job has ended.
LAST: Final = -1


@dataclass(frozen=True, slots=True)
class Phase:
    """The service says one thing of the job for a while."""

    says: str
    seconds: float


class Goes(StrEnum):
    """What comes of a request to cancel a job that has not ended."""

    ACCEPTED = "accepted"
    """It is accepted, and the job is cancelled."""
    REFUSED = "refused"
    """The service says that the job cannot be cancelled, and the job goes on."""
    IGNORED = "ignored"
    """It is accepted, and nothing comes of it."""
    LATE = "late"
    """It is accepted, and the job completes all the same."""
    RACING = "racing"
    """The job completes at the moment of the request, which is refused for that."""


@dataclass(frozen=True, slots=True)
class Cancellation:
    """How a cancellation goes, and how many seconds after the request its end is reached."""

    goes: Goes = Goes.ACCEPTED
    after: float = 0.0


class Comes(StrEnum):
    """How long the result of a finished job can be had."""

    AT_ONCE = "at once"
    """From the end of the job on, and for ever."""
    LATER = "later"
    """Only after some refused requests and some seconds."""
    ONCE = "once"
    """Until it has been handed out once."""
    EXPIRES = "expires"
    """Only for some seconds after the end of the job; an address, for some seconds after it was told."""
    PARTLY = "partly"
    """The result of a finished job at once; of a job that failed, the part that it got done before."""


@dataclass(frozen=True, slots=True)
class Results:
    """How the result comes: refused for `requests` requests and for `seconds`, or there for `seconds`."""

    comes: Comes = Comes.AT_ONCE
    requests: int = 0
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Place:
    """From this moment on the service tells this place in the queue, while the job is in one; `None` if it does not know."""

    at: float
    position: int | None


@dataclass(frozen=True, slots=True)
class Message:
    """An interim result that the service sends over its stream."""

    at: float
    data: str


@dataclass(frozen=True, slots=True)
class ClockStep:
    """The wall clock of the user's machine is moved by `seconds`, `at` seconds after the start of the run."""

    at: float
    seconds: float


@dataclass(frozen=True, slots=True)
class Strike:
    """A perturbation meets the requests of one role, from number `request` on (from 0, or `LAST`), `burst` of them."""

    name: str
    role: str
    request: int = 0
    parameters: Parameters = ()
    burst: int = 1

    @property
    def given(self) -> Mapping[str, Plain]:
        """The parameters by name."""
        return dict(self.parameters)


#: A job that is queued, runs and completes, long enough that a user can do something in either phase.
PLAIN_PHASES: Final = (Phase("QUEUED", 2.0), Phase("RUNNING", 4.0))


@dataclass(frozen=True, slots=True)
class Plot:
    """What a service does to a job. `Plot()` is the plain one."""

    phases: tuple[Phase, ...] = PLAIN_PHASES
    outcome: str = "DONE"
    #: What the service says after it has said the outcome: each takes the place of it after so many seconds.
    afterwards: tuple[Phase, ...] = ()
    #: The jobs that are submitted after the first: how each ends, and how many seconds later than the first would have.
    others: tuple[Phase, ...] = ()
    cancellation: Cancellation = Cancellation()
    results: Results = Results()
    #: For how long each answer is under way.
    latency: float = 0.0
    queue: tuple[Place, ...] = ()
    messages: tuple[Message, ...] = ()
    clock: tuple[ClockStep, ...] = ()
    #: What the record of the job says, where it is not what was recorded.
    record: Fields = ()
    #: Whether the service has lost what the job was run with.
    lost: bool = False
    strikes: tuple[Strike, ...] = ()

    @property
    def ends(self) -> float:
        """When the job ends if nobody cancels it."""
        return sum(phase.seconds for phase in self.phases)

    @property
    def size(self) -> tuple[float, ...]:
        """The shorter of two plots has the smaller: fewer departures from the plain plot first, then less of everything."""
        return (
            self.departures,
            sum(strike.burst for strike in self.strikes),
            sum(abs(strike.request) + 1 for strike in self.strikes),
            sum(len(strike.parameters) + sum(_weight(value) for _, value in strike.parameters) for strike in self.strikes),
            len(self.phases) + len(self.messages) + len(self.queue) + sum(len(value) for _, value in self.record),
            self.ends + self.latency + self.cancellation.after + self.results.requests + self.results.seconds,
            sum(phase.seconds for phase in (*self.afterwards, *self.others))
            + sum(message.at for message in self.messages)
            + sum(place.at + (place.position or 0) for place in self.queue),
            sum(step.at + abs(step.seconds) for step in self.clock),
        )

    @property
    def departures(self) -> int:
        """How many things are otherwise than in the plain plot."""
        return (
            len(self.strikes)
            + len(self.clock)
            + len(self.afterwards)
            + len(self.others)
            + (self.phases != PLAIN_PHASES)
            + (self.outcome != "DONE")
            + (self.cancellation != Cancellation())
            + (self.results != Results())
            + (self.latency > 0)
            + bool(self.queue)
            + bool(self.messages)
            + len(self.record)
            + self.lost
        )


def written(value: object) -> str:
    """A value of JSON as a text that two runs write alike."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def _weight(value: Plain) -> float:
    if isinstance(value, bool) or value is None:
        return int(value or 0)
    return len(value) if isinstance(value, str) else abs(value)

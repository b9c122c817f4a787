"""What a call has asked its service, and what it was answered: what judges of jobs at services look at.

This file does not know any requirement.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from qjobspec import JobStatus, state_of

from ..events import Answered, Asked, Told
from ..examples import Origin
from ..histories import Call, History

#: The roles of requests that are about the way to the service and not about a job.
SETUP = "setup"
#: The role of the request for all about a job.
RECORD = "job"


@dataclass(frozen=True, slots=True)
class Exchange:
    """A request with its answer, and the positions of both; `answered` is `None` if there was none."""

    position: int
    asked: Asked
    answered_position: int | None
    answered: Answered | None

    @property
    def is_whole(self) -> bool:
        """Whether the service has done what it was asked, and has said so at once and as it should."""
        answered = self.answered
        return answered is not None and answered.said.startswith("2") and not answered.faults and answered.lasts == 0

    @property
    def proof(self) -> tuple[int, ...]:
        """The positions of its events."""
        return (self.position,) if self.answered_position is None else (self.position, self.answered_position)


def exchanges(history: History) -> tuple[Exchange, ...]:
    """Every request of a history, in its order."""
    answers = {event.number: (at, event) for at, event in enumerate(history.events) if isinstance(event, Answered)}
    return tuple(
        Exchange(position, event, *answers.get(event.number, (None, None)))
        for position, event in enumerate(history.events)
        if isinstance(event, Asked)
    )


def during(history: History, call: Call) -> tuple[Exchange, ...]:
    """What was asked while `call` lasted."""
    end = len(history.events) if call.end_position is None else call.end_position
    return tuple(each for each in exchanges(history) if call.position < each.position < end)


def before(history: History, position: int) -> tuple[Exchange, ...]:
    """What was asked before event `position`."""
    return tuple(each for each in exchanges(history) if each.position < position)


def is_alone(history: History, call: Call) -> bool:
    """Whether no other call was under way while `call` lasted, so that whatever was asked meanwhile was asked by it."""
    if call.end_position is None:
        return False
    others = (each for each in history.all_calls if each.began.number != call.began.number)
    ends = ((each.position, len(history.events) if each.end_position is None else each.end_position) for each in others)
    return all(end < call.position or began > call.end_position for began, end in ends)


def meant(history: History, exchange: Exchange) -> JobStatus | None:
    """The state that the status word of an answer means by the profile's table, or by the dialect where that has none."""
    answered = exchange.answered
    if answered is None or answered.word is None:
        return None
    return answered.state or state_of(answered.word, history.profile.words)


def told_states(history: History, asked: tuple[Exchange, ...]) -> Iterator[JobStatus]:
    """The states that answers have told."""
    for each in asked:
        if (state := meant(history, each)) is not None:
            yield state


def was_known_final(history: History, call: Call) -> bool:
    """Whether the job may have known before `call` that it had ended: by what its constructor was given, or by any answer.

    Whatever was answered or told after the end may have shown it.
    """
    given = dict(history.example.given).get("status")
    words = {state_of(given, history.profile.words)} if isinstance(given, str) else set[JobStatus | None]()
    if {*words, *told_states(history, before(history, call.position))} & history.profile.machine.finals:
        return True
    ended = len(history.events) if history.final_move is None else history.final_move[0]
    return any(isinstance(event, Answered | Told) for event in history.events[ended : call.position])


def made_by_constructor(history: History) -> Call | None:
    """The call of the constructor, if the job came from it and was made."""
    call = next(iter(history.calls("constructor")), None)
    return call if history.origin is Origin.CONSTRUCTED and call is not None and call.error is None else None

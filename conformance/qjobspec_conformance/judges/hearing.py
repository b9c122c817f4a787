"""What a job could know from its service: what it was answered, by when, and what that means.

What a call may tell is what the service told before the call came back. This file does not know any requirement, nor
what the user has been told.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator

from qjobspec import JobStatus, state_of

from ..calls import Call
from ..events import Answered, Told
from ..exchanges import Exchange
from ..histories import History
from .asking import asked_before


def answers(history: History, *roles: str, until: int | None = None, since: int = 0) -> Iterator[Exchange]:
    """The requests of `roles`, or of any, whose answers came from event `since` on and before event `until`."""
    end = sys.maxsize if until is None else until
    for each in history.answers:
        if since <= each.last < end and (not roles or each.role in roles):
            yield each


def answered_during(history: History, call: Call, *roles: str) -> list[Exchange]:
    """The requests of `roles`, or of any, that were answered while a call was under way."""
    return list(answers(history, *roles, until=call.end_position, since=call.position))


def meant(history: History, exchange: Exchange) -> JobStatus | None:
    """The state that the status word of an answer means by the profile's table, or by the dialect where that has none."""
    answered = exchange.answered
    if answered is None or answered.word is None:
        return None
    return answered.state or state_of(answered.word, history.profile.words)


def told_states(history: History, asked: Iterable[Exchange]) -> Iterator[JobStatus]:
    """The states that answers have told."""
    for each in asked:
        if (state := meant(history, each)) is not None:
            yield state


def states_said(history: History, call: Call) -> set[JobStatus]:
    """What the service had told, or said of the job to itself, by the time `call` came back."""
    told = {each.answered.state for each in history.exchanges if each.answered is not None and each.position < call.until}
    moved = {move.state for position, move in history.moves if position < call.until}
    return {state for state in told | moved if state is not None}


def may_know_the_end(history: History, call: Call) -> bool:
    """Whether the job may have known before `call` that it had ended: by what its constructor was given, or by any answer.

    Whatever was answered or told after the end may have shown it.
    """
    given = dict(history.example.given).get("status")
    words = {state_of(given, history.profile.words)} if isinstance(given, str) else set[JobStatus | None]()
    if {*words, *told_states(history, asked_before(history, call.position))} & history.profile.machine.finals:
        return True
    if history.final_move is None:
        return False
    came = (position for kind in (Answered, Told) for position, _ in history.happened(kind))
    return any(history.final_move[0] <= position < call.position for position in came)

"""Which plots are another case: hooks for the enumeration, to be combined with `and`.

This file does not know programs: it is told how often each role is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

from qjobspec import JobStatus

from .answers import Answer, Frame, Frames, Reply
from .exemplars import Exemplars
from .plots import LAST, Plot, Strike
from .rows import Context
from .speech import Speech
from .striking import struck
from .words import worded


def reached_by(asked: Mapping[str, int]) -> Callable[[Plot], bool]:
    """The plots whose strikes are reached by a program that sends so many requests of each role when nothing strikes.

    That is exact for one strike: until it strikes, the run is the run without it. The last request is one of them.
    """
    return lambda plot: all(max(strike.request, 0) < asked.get(strike.role, 0) for strike in plot.strikes)


def effective(exemplars: Exemplars, speech: Speech) -> Callable[[Plot], bool]:
    """The plots whose strikes change at least one of the answers that their role gets in the states of the plot."""

    @cache
    def replies_of(role: str) -> list[tuple[JobStatus, Reply]]:
        return _replies(role, exemplars)

    def changes(plot: Plot, strike: Strike) -> bool:
        states = _states(plot, strike, speech)
        replies = [(state, reply) for state, reply in replies_of(strike.role) if state in states]
        return any(_strikes(strike, reply, state, exemplars, speech) for state, reply in replies)

    return lambda plot: all(changes(plot, strike) for strike in plot.strikes)


def _states(plot: Plot, strike: Strike, speech: Speech) -> set[JobStatus | None]:
    ends = {speech.state_of(plot.outcome), JobStatus.CANCELLED}
    return ends if strike.request == LAST else ends | {speech.state_of(phase.says) for phase in plot.phases}


def _strikes(strike: Strike, reply: Reply, state: JobStatus, exemplars: Exemplars, speech: Speech) -> bool:
    before = tuple(each.value for each in JobStatus if each is not state)
    last = Answer(body=b"the last one") if strike.request or strike.burst > 1 else None
    context = Context(
        speech, strike.role, state.value, before, last, lambda says: worded(exemplars, speech, strike.role, says, "job")
    )
    noted: list[Strike] = []
    struck(reply, (strike,), context, noted.append)
    return bool(noted)


def _replies(role: str, exemplars: Exemplars) -> list[tuple[JobStatus, Reply]]:
    if role == "stream":
        return [(JobStatus.CANCELLED, Frames((Frame("1"), Frame("2"), Frame("3")), 1000, delay=1.0))]
    told = [(state, exemplars.answer(role, state, "job")) for state in JobStatus]
    return [(state, answer) for state, answer in told if answer is not None]

"""Plots drawn by Hypothesis: everything at once, shrinking towards the plain plot and one strike.

This file does not know what makes a plot interesting.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from operator import attrgetter
from typing import TypeVar

from hypothesis import strategies as st

from qjobspec import JOB_MACHINE, JobStatus

from .plots import (
    LAST,
    PLAIN_PHASES,
    Cancellation,
    ClockStep,
    Comes,
    Goes,
    Message,
    Phase,
    Place,
    Plot,
    Results,
    Strike,
)
from .rows import Perturbation
from .speech import TOO_LONG, Speech
from .table import PERTURBATIONS

T = TypeVar("T")

#: Moments and durations are quarters of a second, so that sums of them are exact and read well.
_SHORT = st.integers(0, 40).map(lambda quarters: quarters / 4)
#: One choice each, and not one of several strategies: Hypothesis deletes up to five choices of a list at once, so that a
#: strike made of more would stay when it means nothing.
_REQUESTS = st.sampled_from((0, LAST, 1, LAST, 2, 3, LAST, 4, 5, 6, 7, 8))
_BURSTS = (2, 3, 4, 5, 6, 12)
#: A phase that lasts longer than most users' patience. One of an hour is a row of the table, and the core tries it: drawn
#: beside others it would cost as many questions as all other examples together.
_LONG = _SHORT | st.integers(0, 240).map(float)


def plots(speech: Speech, *, strikes_at_most: int = 4) -> st.SearchStrategy[Plot]:
    """Any plot for a service of `speech`."""
    streams = "stream" in speech.roles
    return st.builds(
        Plot,
        phases=st.just(PLAIN_PHASES) | _phases(speech),
        outcome=st.sampled_from(outcomes(speech)),
        afterwards=st.lists(st.builds(Phase, st.sampled_from(_states(speech)), _SHORT), max_size=1).map(tuple),
        cancellation=cancellations(),
        results=results(),
        latency=st.sampled_from((0.0, 0.25, 2.0, 60.0)),
        queue=_sorted(st.builds(Place, _SHORT, _POSITION), 3, attrgetter("at")) if speech.queue else st.just(()),
        messages=_sorted(st.builds(Message, _SHORT, _DATA), 3, attrgetter("at")) if streams else st.just(()),
        clock=_sorted(st.builds(ClockStep, _SHORT, st.sampled_from((1.0, -1.0, 3600.0, -3600.0))), 2, attrgetter("at")),
        strikes=st.lists(strikes(speech), max_size=strikes_at_most).map(tuple),
    )


def strikes(speech: Speech, rows: Iterable[Perturbation] = PERTURBATIONS.values()) -> st.SearchStrategy[Strike]:
    """A strike of one of `rows` on a service of `speech`; each row is as likely as any other, wherever it can strike."""
    # Built here and not inside of the flatmap, which would build them anew for every example, at twenty times the cost.
    by_row = {
        row.name: st.one_of([_strike(speech, row, role) for role in row.strikes(speech)])
        for row in rows
        if row.bends is None and row.strikes(speech)
    }
    return st.sampled_from(list(by_row)).flatmap(by_row.__getitem__)


def outcomes(speech: Speech) -> tuple[str, ...]:
    """How a job can end at a service of `speech`, the plain end first."""
    finals = ("DONE", "ERROR", "CANCELLED")
    return finals if speech.too_long is None else (*finals, TOO_LONG)


def cancellations() -> st.SearchStrategy[Cancellation]:
    """How a cancellation can go; only what takes time has seconds."""
    timed = st.builds(Cancellation, st.sampled_from((Goes.ACCEPTED, Goes.LATE)), _SHORT)
    return st.just(Cancellation()) | timed | st.sampled_from((Goes.REFUSED, Goes.IGNORED, Goes.RACING)).map(Cancellation)


def results() -> st.SearchStrategy[Results]:
    """How a result can come."""
    return st.one_of(
        st.just(Results()),
        st.builds(Results, st.just(Comes.LATER), st.integers(0, 4), _SHORT),
        st.just(Results(Comes.ONCE)),
        st.builds(Results, st.just(Comes.EXPIRES), st.just(0), _SHORT),
        st.just(Results(Comes.PARTLY)),
    )


def _strike(speech: Speech, row: Perturbation, role: str) -> st.SearchStrategy[Strike]:
    bursts = st.sampled_from((*row.bursts, *_BURSTS)) if len(row.bursts) > 1 else st.just(1)
    return st.builds(Strike, st.just(row.name), st.just(role), _REQUESTS, row.drawn(speech, role), bursts)


def _phases(speech: Speech) -> st.SearchStrategy[tuple[Phase, ...]]:
    order = {state: number for number, state in enumerate(JOB_MACHINE.states)}
    words = [word for word, state in speech.words.items() if state not in JOB_MACHINE.finals]
    phase = st.builds(Phase, st.sampled_from(words), _LONG)
    return _sorted(phase, 4, lambda each: order[speech.state_of(each.says) or JobStatus.RUNNING])


def _states(speech: Speech) -> tuple[str, ...]:
    return tuple(dict.fromkeys(state.value for state in speech.words.values()))


_POSITION = st.integers(0, 9) | st.none()
_DATA = st.sampled_from(('{"iteration": 1}', '{"iteration": 2}', "7", "null"))


def _sorted(each: st.SearchStrategy[T], most: int, key: Callable[[T], float]) -> st.SearchStrategy[tuple[T, ...]]:
    return st.lists(each, max_size=most).map(lambda drawn: tuple(sorted(drawn, key=key)))

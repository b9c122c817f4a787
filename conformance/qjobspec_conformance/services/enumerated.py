"""The exhaustive core of plots: at most one perturbation, at each role, at its first, second and last request.

What is claimed of it is what it does. This file does not know which requests a program sends: `reached` says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import islice, product
from typing import Final

from qjobspec import Capability, JobStatus, Profile

from .drawn import outcomes
from .plots import LAST, Comes, Message, Phase, Plot, Results, Strike
from .rows import Perturbation
from .speech import POLL_ROLES, RESULT_ROLES, Speech
from .table import PERTURBATIONS

#: The first request of a role, the second, and the first after the end of the job.
PLACES: Final = (0, 1, LAST)
#: Two interim results while the job runs.
MESSAGES: Final = (Message(3.0, '{"iteration": 1}'), Message(4.0, '{"iteration": 2}'))


def _always(plot: Plot) -> bool:
    del plot
    return True


def core_plots(speech: Speech, profile: Profile, *, reached: Callable[[Plot], bool] = _always) -> Iterator[Plot]:
    """Every plot of the core for a job of `profile` at a service of `speech`, the smallest first, each once.

    A plot for which `reached` says no is left out: a fault that no request reaches is not another case (see `reached`).
    """
    speech = speech if streams(profile) else replace(speech, roles=tuple(role for role in speech.roles if role != "stream"))
    every = dict.fromkeys((*unperturbed(speech), *bent(speech), *struck(speech)))
    yield from (plot for plot in sorted(every, key=lambda plot: plot.size) if reached(plot))


def streams(profile: Profile) -> bool:
    """Whether a job of `profile` may open a websocket: for interim results, or, at the services of `ibmq`, to wait."""
    return Capability.STREAMING in profile.capabilities or profile.family == "ibmq"


def unperturbed(speech: Speech) -> Iterator[Plot]:
    """The plots in which everything goes as it should: each outcome, and each word of the service at its place."""
    yield from (Plot(outcome=outcome) for outcome in outcomes(speech))
    for word, state in speech.words.items():
        if state in {JobStatus.DONE, JobStatus.ERROR, JobStatus.CANCELLED}:
            yield Plot(outcome=word) if word != speech.word_of(state.value) else Plot(outcome=state.value)
        else:
            yield Plot(phases=_with_phase(Phase(word, 2.0), state))
    if "stream" in speech.roles and "stream" not in speech.status:
        yield Plot(messages=MESSAGES)


def bent(speech: Speech, rows: Iterable[Perturbation] = PERTURBATIONS.values()) -> Iterator[Plot]:
    """The plain plot, and each other outcome, under each of `rows` that bends the plot as a whole."""
    for row in rows:
        if row.bends is None or not row.strikes(speech):
            continue
        for outcome, parameters in product(outcomes(speech), row.few(speech, row.strikes(speech)[0])):
            straight = Plot(outcome=outcome)
            plot = row.bends(straight, dict(parameters))
            if plot != straight and _comes_to_something(plot, speech):
                yield plot


def struck(speech: Speech) -> Iterator[Plot]:
    """The plain plot with one strike; a strike at the end or the result of a failed job too."""
    for row in PERTURBATIONS.values():
        for role in row.strikes(speech) if row.bends is None else ():
            for strike in _strikes(row, speech, role):
                yield from (replace(base, strikes=(strike,)) for base in _bases(speech, strike))


def plainest(speech: Speech) -> Iterator[Plot]:
    """Of the plots of the core, those that show a perturbation at its plainest: its first parameters, and no burst."""
    for row in PERTURBATIONS.values():
        yield from islice(bent(speech, (row,)), 1)
        for role in row.strikes(speech) if row.bends is None else ():
            first = next(row.few(speech, role))
            for strike in _strikes(row, speech, role):
                if (strike.parameters, strike.burst) == (first, row.bursts[0]):
                    yield from (replace(base, strikes=(strike,)) for base in _bases(speech, strike))


def _strikes(row: Perturbation, speech: Speech, role: str) -> Iterator[Strike]:
    places = (0,) if role == "submit" else PLACES
    for parameters, place, burst in product(row.few(speech, role), places, row.bursts):
        yield Strike(row.name, role, place, parameters, burst)


def _bases(speech: Speech, strike: Strike) -> Iterator[Plot]:
    if strike.role == "stream" and "stream" not in speech.status:
        yield Plot(messages=MESSAGES)
        return
    yield Plot()
    if strike.role in RESULT_ROLES or (strike.role in POLL_ROLES and strike.request == LAST):
        yield Plot(outcome="ERROR")


def _comes_to_something(plot: Plot, speech: Speech) -> bool:
    """Whether the way in which the result comes concerns a job that ends like this."""
    ends, results = speech.state_of(plot.outcome), plot.results
    if results.comes is Comes.AT_ONCE or results == Results(Comes.LATER):
        return results.comes is Comes.AT_ONCE
    return ends is (JobStatus.ERROR if results.comes is Comes.PARTLY else JobStatus.DONE)


def _with_phase(phase: Phase, state: JobStatus) -> tuple[Phase, ...]:
    if state is JobStatus.RUNNING:
        return (Phase("QUEUED", 2.0), Phase(phase.says, 4.0))
    return (phase, Phase("RUNNING", 4.0))

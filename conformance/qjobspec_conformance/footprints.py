"""Where histories have been: the moves of the state machine that they took, and the perturbations that struck in them.

A perturbation has struck if an answer that the job's code was given, or a connection that it asked for, was otherwise than
it should be; one that nobody noticed has not. This file does not know what is right or wrong in a history.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from types import MappingProxyType
from typing import TypeAlias

from qjobspec import JobStatus, Profile

from .events import Answered, Asked, Stepped, Unreached
from .histories import History
from .services import PERTURBATIONS, Plot, Speech
from .services.enumerated import streams

#: A move of the state machine.
Edge: TypeAlias = tuple[JobStatus, JobStatus]


def _none() -> Mapping[str, int]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Footprint:
    """In how many histories each move was taken, and each perturbation struck."""

    edges: Mapping[Edge, int] = field(default_factory=lambda: MappingProxyType(dict[Edge, int]()))
    perturbations: Mapping[str, int] = field(default_factory=_none)


class Footprints:
    """The footprints of many histories, added up."""

    def __init__(self, speech: Speech | None = None) -> None:
        self._speech = speech
        self._known: dict[Plot, Mapping[str, frozenset[str]]] = {}
        self._edges: Counter[Edge] = Counter()
        self._perturbations: Counter[str] = Counter()

    def note(self, history: History) -> None:
        """Add those of one history."""
        self._edges.update(set(_edges(history)))
        self._perturbations.update({*_struck(history), *self._bent(history)})

    def add(self, footprint: Footprint) -> None:
        """Add those of others."""
        self._edges.update(footprint.edges)
        self._perturbations.update(footprint.perturbations)

    def sum(self) -> Footprint:
        """All of them, as a value that can be handed to another process."""
        return Footprint(dict(self._edges), dict(self._perturbations))

    def among(self, profile: Profile, speech: Speech | None) -> Footprint:
        """All of them beside what could have been met and was not, in the order of the tables."""
        struck = perturbations(profile, speech) if speech is not None else ()
        others = [name for name in PERTURBATIONS if name in self._perturbations and name not in struck]
        return Footprint(
            {edge: self._edges[edge] for edge in edges(profile)},
            {name: self._perturbations[name] for name in (*struck, *others)},
        )

    def _bent(self, history: History) -> Iterator[str]:
        """The perturbations that bend the whole plot, of which an answer shows nothing that would be otherwise by itself."""
        plot = history.example.timeline
        if self._speech is None or not isinstance(plot, Plot) or plot.strikes:
            return
        asked = {event.role for event in history.events if isinstance(event, Asked)}
        if plot not in self._known:
            self._known[plot] = dict(_bends(plot, self._speech))
        yield from (name for name, roles in self._known[plot].items() if asked & roles)


def edges(profile: Profile) -> tuple[Edge, ...]:
    """Every move that the state machine of `profile` allows, in the order of its table."""
    moves = profile.machine.moves
    return tuple((state, after) for state, following in moves.items() for after in moves if after in following)


def perturbations(profile: Profile, speech: Speech) -> tuple[str, ...]:
    """The perturbations that a service of `speech` can show to a job of `profile`, in the order of the table."""
    return tuple(
        row.name
        for row in PERTURBATIONS.values()
        if any(role != "stream" or streams(profile) for role in row.strikes(speech))
    )


def _edges(history: History) -> Iterator[Edge]:
    """The moves that a service made; of a job in this process, those that its own `status()` has told."""
    told = [call.state for call in history.calls("status")] if history.job is None else [m.state for _, m in history.moves]
    states = [state for state in told if state is not None]
    allowed = history.profile.machine.moves
    return ((before, after) for before, after in pairwise(states) if after in allowed.get(before, ()))


def _bends(plot: Plot, speech: Speech) -> Iterator[tuple[str, frozenset[str]]]:
    """The rows that make this plot of the plain one with its outcome, and the roles whose answers show it."""
    plain = Plot(outcome=plot.outcome)
    for row in PERTURBATIONS.values():
        roles = row.strikes(speech)
        if row.bends is None or not roles or plot == plain:
            continue
        if any(row.bends(plain, dict(parameters)) == plot for parameters in row.few(speech, roles[0])):
            yield row.name, frozenset(roles)


def _struck(history: History) -> Iterable[str]:
    for event in history.events:
        if isinstance(event, Answered):
            yield from (fault.name for fault in event.faults)
        elif isinstance(event, Unreached):
            yield event.fault.name
        elif isinstance(event, Stepped):
            yield "clock-step"

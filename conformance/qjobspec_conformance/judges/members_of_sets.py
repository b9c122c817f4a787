"""What histories tell of a set: its jobs at the service, which experiments each was given, and which is whose.

A service tells only of its jobs. Which experiments one has stands in what was sent for it, as the schemas of the job API
have it; which job of the set it is, in what `status()` of each asks for. This file does not know any requirement.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from typing import Any

from qjobspec import JobStatus

from ..events import Asked, Moved
from ..histories import History
from .asking import asked_during


def moves_by_job(history: History) -> Mapping[str, tuple[tuple[int, Moved], ...]]:
    """What the service said of each of its jobs, with positions, in the order in which it came to know them."""
    found: dict[str, list[tuple[int, Moved]]] = {}
    for position, event in history.happened(Moved):
        found.setdefault(event.job, []).append((position, event))
    return {job: tuple(moves) for job, moves in found.items()}


def ended(history: History, moves: tuple[tuple[int, Moved], ...]) -> tuple[int, Moved] | None:
    """The move with which a job ended, or `None` if it did not."""
    finals = history.profile.machine.finals
    return next(((position, move) for position, move in moves if move.state in finals), None)


def failed(history: History, position: int) -> tuple[str, ...]:
    """The jobs that had failed by event `position`."""
    jobs = moves_by_job(history).items()
    return tuple(job for job, moves in jobs if any(at < position and move.state is JobStatus.ERROR for at, move in moves))


def names(history: History) -> tuple[str, ...]:
    """The names of the experiments, in the order of the set."""
    given: Any = dict(history.example.given).get("names", ())
    return tuple(given)


def count(history: History) -> int | None:
    """How many jobs the set has, or `None` if nobody has asked."""
    for call in history.calls("managed_jobs"):
        if call.value is not None:
            return len(call.value.data if call.value.parts is None else call.value.parts)
    return None


def job_of(history: History, number: int) -> str | None:
    """The service's id for the job that is `number`, from 1, in the set: that about which its `status()` asks."""
    for call in history.calls_of(number, "status"):
        for each in asked_during(history, call):
            if each.job is not None:
                return each.job
    return None


def experiments(history: History, number: int) -> tuple[int, ...] | None:
    """The numbers of the experiments that were submitted for the job that is `number` in the set; `None` if nobody knows."""
    job, places = job_of(history, number), {name: place for place, name in enumerate(names(history))}
    submitted = dict(_submitted(history)).get(job or "")
    if submitted is None or not all(name in places for name in submitted):
        return None
    return tuple(places[name] for name in submitted)


def all_experiments(history: History) -> tuple[tuple[int, ...], ...] | None:
    """The same of each job of the set; `None` if it is not known of one of them."""
    number = count(history)
    found = [experiments(history, one) for one in range(1, number + 1)] if number else [None]
    known = tuple(each for each in found if each is not None)
    return known if len(known) == len(found) else None


def submissions(history: History) -> Iterator[tuple[int, Asked, str]]:
    """The requests that made a job, with their positions and the ids of the jobs."""
    asked = [each for each in history.happened(Asked) if each[1].role == "submit"]
    for job, moves in moves_by_job(history).items():
        before = [each for each in asked if each[0] < moves[0][0]]
        if before:
            yield (*before[-1], job)


def _submitted(history: History) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The names of what each job was given, where it stands in a request of the thread that made the job."""
    made = list(submissions(history))
    for position, request, job in made:
        later = (at for at, other, _ in made if at > position and other.thread == request.thread)
        end = next(later, sys.maxsize)
        own = (event for at, event in history.happened(Asked) if position <= at < end and event.thread == request.thread)
        named = next((found for event in own if (found := _names(event.data)) is not None), None)
        if named is not None:
            yield job, named


def _names(document: Any) -> tuple[str, ...] | None:
    """The names of the experiments of a Qobj, or of one within `document`."""
    if not isinstance(document, dict):
        return None
    if isinstance(document.get("experiments"), list):
        return tuple(str((each.get("header") or {}).get("name")) for each in document["experiments"])
    return next((found for each in document.values() if (found := _names(each)) is not None), None)

"""The short programs of the core of a job at a service: one call, or two where the pair can show more than the two alone.

This file does not know what a service does to them, nor what a call should do.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import product
from typing import Final

from qjobspec import CAPABILITY_MEMBERS, Capability, JobStatus

from .core import INERT, PREDICATES, WAITING
from .examples import Program, Step
from .services import Plot
from .situations.kit import LATE, OVER, QUEUED, RUNNING

#: Members that change something, or say what has changed: beside any other member they are a case.
CHANGING: Final = WAITING | {
    "status",
    "cancel",
    "refresh",
    "update_name",
    "update_tags",
    "stream_results",
    "interim_results",
    "cancel_result_streaming",
}
#: Members that show what another has changed: beside it, each of its arguments is a case.
SHOWS: Final = {"name": "update_name", "tags": "update_tags"}
#: Members whose answer is another in another phase of the job.
PHASED: Final = WAITING | PREDICATES | {"status", "cancel"}

#: Members to which it makes a difference what comes over a stream.
HEARING: Final = WAITING | CAPABILITY_MEMBERS[Capability.STREAMING]

#: How long a user waits before the same is tried again.
AGAIN: Final = 1.0
#: A job of so many seconds costs more than all others: only who waits from its beginning meets it, where it ends well.
LONG: Final = 60.0


def alone(tried: list[Step], plot: Plot) -> Iterator[Program]:
    """Each call in each phase of the job; where only a word is unusual, those that tell the state; messages to hearers."""
    usual = plot.phases == Plot().phases and plot.outcome in JobStatus.__members__
    telling = plain(tried) | {call for call in tried if "callback" in dict(call.arguments)}
    moments = (0.0, QUEUED, RUNNING, LATE, OVER) if usual else (QUEUED, RUNNING, OVER)
    for call, moment in ((call, moment) for call, moment in product(tried, moments) if _is_apt(call, moment)):
        tells = call.member in WAITING | PREDICATES | {"status"} and call in telling
        if call.member in HEARING if plot.messages else usual or tells:
            yield Program(((replace(call, after=moment),),))


def together(tried: list[Step]) -> Iterator[Program]:
    """Two calls, where the pair can show more than the two alone."""
    moving = [call for call in tried if call.member not in INERT | PREDICATES]
    simplest = plain(tried)
    for first, second in product(tried, tried):
        if (first in simplest) + (second in simplest) >= _plain_ones(first, second) and _tell_something_together(
            first, second
        ):
            for moment in (QUEUED, RUNNING, OVER) if "cancel" in {first.member, second.member} else (_soon(first), OVER):
                yield Program(((replace(first, after=moment), replace(second, after=AGAIN)),))
    for first, second in product(moving, moving):
        if first.member in WAITING and second.member in {"cancel", "result", "status"}:
            yield Program(((first,), (replace(second, after=RUNNING),)))
    for call in tried:
        yield Program(((replace(call, after=RUNNING, in_loop=True),),))
        yield Program(((replace(call, after=OVER), replace(call, job=1)),))


def told_twice(tried: list[Step]) -> Iterator[Program]:
    """Two calls after the end: what the first has been told, the second knows without asking."""
    phased = [call for call in tried if call in plain(tried) and call.member in PHASED]
    for first, second in product(phased, phased):
        if second.member in {"result", "status"}:
            yield Program(((replace(first, after=OVER), replace(second, after=AGAIN)),))


def disturbable(tried: list[Step]) -> Iterator[Program]:
    """Each call in the phases in which a fault can find it, and each member a second time after it was found by one."""
    simplest = plain(tried)
    for call in (each for each in tried if each.member not in INERT):
        moments = (found_at(call), OVER)
        for moment in moments if call in simplest and call.member in PHASED else moments[:1]:
            yield Program(((replace(call, after=moment),),))
        again = moments if call.member in PHASED else moments[1:]
        for moment in again if call in simplest and call.member not in PREDICATES else ():
            yield Program(((replace(call, after=moment), replace(call, after=AGAIN)),))


def is_patient(call: Step) -> bool:
    """Whether a call has a limit that no job but a long one comes to: but for a silence, it is met as one without."""
    timeout = dict(call.arguments).get("timeout")
    return call.member in WAITING and isinstance(timeout, float) and timeout >= LONG


def found_at(call: Step) -> float:
    """When a fault finds a call first: while the job runs, or is queued if it waits for so long, or tells of the queue.

    A call that waits for as long as it takes asks often, and is found shortly before the end.
    """
    return RUNNING if call.member not in WAITING else QUEUED if call.arguments else LATE


def plain(tried: Iterable[Step]) -> frozenset[Step]:
    """Of each member the call with the fewest arguments, which comes first."""
    first: dict[str, Step] = {}
    for call in tried:
        first.setdefault(call.member, call)
    return frozenset(first.values())


def _is_apt(call: Step, moment: float) -> bool:
    """Whether a phase is looked at that late by this call: by who waits, who is found there by faults."""
    return moment != LATE or call.member in WAITING


def _soon(first: Step) -> float:
    """When a pair begins that is to see the job move: who waits as long as it takes sees it end, whenever he begins."""
    return LATE if first.member in WAITING and not first.arguments else QUEUED


def _plain_ones(first: Step, second: Step) -> int:
    """How many calls of a pair have the fewest arguments: both, unless either may change what the other does."""
    members = {first.member, second.member}
    shown = any({shows, changes} == members for shows, changes in SHOWS.items())
    return 1 if shown or members <= CHANGING else 2


def _tell_something_together(first: Step, second: Step) -> bool:
    """Whether a pair can show more than its two calls alone."""
    members = {first.member, second.member}
    if members & INERT or not members & CHANGING:
        return first == second
    return "status" in members if members & PREDICATES else True

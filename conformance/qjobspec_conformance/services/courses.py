"""The course of a job at its service: what is said of it from which moment on. A change of course gives a new one.

This file does not know who asks, nor what a word means but for the ends.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import accumulate

from .plots import Cancellation, Goes, Phase, Plot


@dataclass(frozen=True, slots=True)
class Move:
    """From `at` on the service says `says`."""

    at: float
    says: str


@dataclass(frozen=True, slots=True)
class Course:
    """The moves of one job, the earliest first. It ends with move number `end`; what follows is said after its end."""

    moves: tuple[Move, ...]
    end: int

    @property
    def ends(self) -> Move:
        """The move with which the job ends."""
        return self.moves[self.end]

    def until(self, now: float) -> tuple[Move, ...]:
        """The moves up to `now`; the first one is always among them."""
        return self.moves[:1] + tuple(move for move in self.moves[1:] if move.at <= now)

    def says(self, now: float) -> str:
        """What the service says at `now`."""
        return self.until(now)[-1].says

    def has_ended(self, now: float) -> bool:
        """Whether the job has ended by `now`."""
        return self.ends.at <= now

    def ended(self, at: float, says: str, afterwards: tuple[Phase, ...]) -> Course:
        """The course of a job that ends at `at` instead; the same if it has ended by then."""
        if self.has_ended(at):
            return self
        kept = tuple(move for move in self.moves[: self.end] if move.at <= at)
        return _course(kept, Move(at, says), afterwards)

    def cancelled(self, now: float, cancellation: Cancellation, afterwards: tuple[Phase, ...]) -> Course:
        """The course of a job that somebody wants to cancel at `now`."""
        match cancellation.goes:
            case Goes.ACCEPTED:
                return self.ended(now + cancellation.after, "CANCELLED", afterwards)
            case Goes.LATE:
                return self.ended(now + cancellation.after, "DONE", afterwards)
            case Goes.RACING:
                return self.ended(now, "DONE", afterwards)
            case _:
                return self


def course_of(plot: Plot, since: float) -> Course:
    """The course of a job that is submitted at `since` and that nobody cancels."""
    moments = [since, *accumulate((phase.seconds for phase in plot.phases), initial=since)][1:]
    phases = tuple(Move(at, phase.says) for at, phase in zip(moments, plot.phases, strict=False) if phase.seconds > 0)
    return _course(phases, Move(moments[-1], plot.outcome), plot.afterwards)


def course_of_number(plot: Plot, since: float, number: int) -> Course:
    """The course of the job that was submitted as number `number`, from 0."""
    if not 0 < number <= len(plot.others):
        return course_of(plot, since)
    other = plot.others[number - 1]
    *before, last = plot.phases or (Phase("QUEUED", 0.0),)
    later = replace(last, seconds=last.seconds + other.seconds)
    return course_of(replace(plot, phases=(*before, later), outcome=other.says), since)


def _course(before: tuple[Move, ...], end: Move, afterwards: tuple[Phase, ...]) -> Course:
    moves = [*before, end]
    for phase in afterwards:
        moves.append(replace(moves[-1], at=moves[-1].at + phase.seconds, says=phase.says))
    return Course(tuple(moves), len(before))

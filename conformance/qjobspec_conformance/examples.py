"""What is tried: a timeline (what the job's world does), a program (what its user does) and a schedule, as frozen values.

This file does not know how an example is found, run or shown; it knows its JSON and which of two is the shorter.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from .works import Outcome


@dataclass(frozen=True, slots=True)
class Timeline:
    """What happens to an in-process job: it waits for its executor, runs, and ends. Times in seconds."""

    #: For how long other jobs hold the executor.
    pending: float = 0.0
    running: float = 1.0
    outcome: Outcome = Outcome.SUCCEEDS


@dataclass(frozen=True, slots=True)
class Callback:
    """A callback that the program hands to the job: which members of the job it asks, and whether it then raises."""

    asks: tuple[str, ...] = ()
    raises: str | None = None


Argument: TypeAlias = float | int | Callback | None


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that the user does: pause, then use a member of a job (0 is the one that is judged)."""

    member: str
    arguments: tuple[tuple[str, Argument], ...] = ()
    after: float = 0.0
    job: int = 0

    def argument(self, name: str) -> Argument:
        """The argument called `name`, or `None`."""
        return dict(self.arguments).get(name)


#: The steps of one thread.
Lane: TypeAlias = tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Program:
    """What the user does, from one to three threads at once; the first lane is the main one."""

    lanes: tuple[Lane, ...]

    @property
    def steps(self) -> tuple[Step, ...]:
        """Every step of every lane."""
        return tuple(step for lane in self.lanes for step in lane)


@dataclass(frozen=True, slots=True)
class Example:
    """One thing to try. `picks` is the schedule: whom to let go first when several threads could (see `virtual`)."""

    timeline: Timeline
    program: Program
    picks: tuple[int, ...] = field(default=())

    @property
    def size(self) -> tuple[float, ...]:
        """The shorter of two examples has the smaller: fewer threads, calls and moves first, then less of everything."""
        steps = self.program.steps
        moves = (self.timeline.pending > 0) + (self.timeline.outcome is not Outcome.SUCCEEDS)
        return (
            len(self.program.lanes),
            len(steps),
            moves,
            sum(1 for pick in self.picks if pick),
            sum(len(step.arguments) + sum(_weight(value) for _, value in step.arguments) for step in steps),
            sum(step.after for step in steps) + self.timeline.pending + self.timeline.running,
            len(self.picks),
        )

    def as_document(self) -> dict[str, Any]:
        """The example as plain JSON."""
        return {
            "timeline": {
                "pending": self.timeline.pending,
                "running": self.timeline.running,
                "outcome": self.timeline.outcome.value,
            },
            "program": [[_step_document(step) for step in lane] for lane in self.program.lanes],
            "picks": list(self.picks),
        }


def _weight(argument: Argument) -> float:
    if isinstance(argument, Callback):
        return 1 + len(argument.asks) + (argument.raises is not None)
    return 0


def _step_document(step: Step) -> dict[str, Any]:
    document: dict[str, Any] = {"member": step.member, "arguments": arguments_document(step.arguments)}
    if step.after:
        document["after"] = step.after
    if step.job:
        document["job"] = step.job
    return document


def arguments_document(arguments: tuple[tuple[str, Argument], ...]) -> Mapping[str, Any]:
    """The arguments of a call as plain JSON; a callback is an object."""
    return {
        name: {"asks": list(value.asks), "raises": value.raises} if isinstance(value, Callback) else value
        for name, value in arguments
    }

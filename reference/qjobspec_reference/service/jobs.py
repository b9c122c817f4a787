"""A job as the service keeps it: a value. Every move makes a new one, and the table of steps says which moves there are.

This file does not know other jobs, nor the queue.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from qjobspec import JobStatus

from .plots import Plot
from .steps import ENDS, MEANING, MOVES, Step


class IllegalMoveError(Exception):
    """A job cannot go from its step to another."""

    def __init__(self, job_id: str, step: Step, to: Step) -> None:
        super().__init__(f"job {job_id} is {step} and cannot become {to}")
        self.job_id = job_id
        self.step = step
        self.to = to


@dataclass(frozen=True, slots=True)
class Order:
    """What a user asks for, in the words of no particular API."""

    family: str
    backend: str
    program: str = "sampler"
    #: The input, or `None` as long as it has not come.
    inputs: Any = None
    name: str | None = None
    tags: tuple[str, ...] = ()
    #: What else the user said, to be told again as it was.
    said: Mapping[str, Any] = field(default_factory=dict[str, Any])


@dataclass(frozen=True, slots=True)
class Entry:
    """That a job came to a step, and when."""

    step: Step
    moment: float


@dataclass(frozen=True, slots=True)
class Job:
    """A job, and the whole of its history."""

    job_id: str
    #: The how-manieth job of the service it is.
    number: int
    order: Order
    plot: Plot
    history: tuple[Entry, ...]
    #: Why it failed or was stopped, for a person and for a program.
    reason: str | None = None
    code: int | None = None
    #: Whether a result that can be read once has been.
    is_read: bool = False

    @property
    def step(self) -> Step:
        """Where it is now."""
        return self.history[-1].step

    @property
    def since(self) -> float:
        """When it came there."""
        return self.history[-1].moment

    @property
    def status(self) -> JobStatus:
        """What its user may be told."""
        return MEANING[self.step]

    @property
    def created(self) -> float:
        """When it was created."""
        return self.history[0].moment

    @property
    def has_ended(self) -> bool:
        """Whether it will never move again."""
        return self.step in ENDS

    @property
    def before(self) -> Step:
        """The step it came from; its own if it is in its first."""
        return self.history[-2:][0].step

    def at(self, step: Step) -> float | None:
        """When it came to `step`; `None` if it never did."""
        return next((entry.moment for entry in self.history if entry.step is step), None)

    def moved(self, to: Step, moment: float) -> Job:
        """The job after a move; `IllegalMoveError` if the table has none. No move is earlier than the one before it."""
        if to not in MOVES[self.step]:
            raise IllegalMoveError(self.job_id, self.step, to)
        return replace(self, history=(*self.history, Entry(to, max(moment, self.since))))

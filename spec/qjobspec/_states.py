"""The life of a job as a literal table: which states there are and which move may follow which.

This file does not know who moves the job, nor how a server or a future spells a state.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Final


class JobStatus(StrEnum):
    """What `status()` can say (`qiskit.providers.JobStatus`, which all five documents return or spell)."""

    INITIALIZING = "INITIALIZING"
    VALIDATING = "VALIDATING"
    QUEUED = "QUEUED"
    RUNNING = "RUNNING"
    DONE = "DONE"
    ERROR = "ERROR"
    CANCELLED = "CANCELLED"


@dataclass(frozen=True)
class StateMachine:
    """The states of a job, where it begins, and the moves the contract allows.

    A final state is an empty row; an illegal move is an absent name.
    """

    initial: JobStatus
    moves: Mapping[JobStatus, frozenset[JobStatus]]

    @property
    def states(self) -> tuple[JobStatus, ...]:
        """Every state, in the order of the table."""
        return tuple(self.moves)

    @cached_property
    def finals(self) -> frozenset[JobStatus]:
        """The states that no move leaves."""
        return frozenset(state for state, following in self.moves.items() if not following)

    @cached_property
    def pending(self) -> frozenset[JobStatus]:
        """The states before the work has started: from each of them `RUNNING` is still to come."""
        return frozenset(state for state in self.moves if JobStatus.RUNNING in self.after(state))

    def after(self, state: JobStatus) -> frozenset[JobStatus]:
        """Every state that a sequence of legal moves reaches from `state`, itself not counted."""
        reached: set[JobStatus] = set()
        fresh = set(self.moves[state])
        while fresh:
            reached |= fresh
            fresh = {further for reachable in fresh for further in self.moves[reachable]} - reached
        return frozenset(reached)

    def may_follow(self, earlier: JobStatus, later: JobStatus) -> bool:
        """Whether an observer who saw `earlier` may see `later` next; states in between may pass unseen."""
        return earlier == later or later in self.after(earlier)

    def without(self, state: JobStatus) -> StateMachine:
        """The machine of a job that never is in `state`; moves through it stay, because a state may pass unseen."""
        return StateMachine(
            initial=self.initial,
            moves={each: row - {state} for each, row in self.moves.items() if each is not state},
        )

    def as_mermaid(self) -> str:
        """The machine as a Mermaid state diagram, drawn from the table."""
        lines = [f"    {state} --> {target}" for state, row in self.moves.items() for target in self.states if target in row]
        ends = [f"    {state} --> [*]" for state in self.states if state in self.finals]
        return "\n".join(["stateDiagram-v2", f"    [*] --> {self.initial}", *lines, *ends, ""])

    def as_document(self) -> dict[str, object]:
        """The machine as a JSON document of the schema `state-machine`."""
        return {
            "initial": self.initial.value,
            "final": sorted(state.value for state in self.finals),
            "moves": {state.value: sorted(target.value for target in row) for state, row in self.moves.items()},
        }


_ENDS: Final = frozenset({JobStatus.DONE, JobStatus.ERROR, JobStatus.CANCELLED})

#: The machine of every profile in this version. A pending state may be skipped, never returned to.
JOB_MACHINE: Final = StateMachine(
    initial=JobStatus.INITIALIZING,
    moves={
        JobStatus.INITIALIZING: frozenset({JobStatus.VALIDATING, JobStatus.QUEUED, JobStatus.RUNNING}) | _ENDS,
        JobStatus.VALIDATING: frozenset({JobStatus.QUEUED, JobStatus.RUNNING}) | _ENDS,
        JobStatus.QUEUED: frozenset({JobStatus.RUNNING}) | _ENDS,
        JobStatus.RUNNING: _ENDS,
        JobStatus.DONE: frozenset(),
        JobStatus.ERROR: frozenset(),
        JobStatus.CANCELLED: frozenset(),
    },
)

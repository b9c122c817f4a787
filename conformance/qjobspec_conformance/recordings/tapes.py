"""A tape: what a recording holds of each job, in the order in which it was recorded, to be replayed word for word."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .dialect import Dialect
from .exchanges import Exchange
from .following import Step, follow


@dataclass(frozen=True, slots=True)
class Tape:
    """The exchanges of a recording, each with what it is about; order is all there is to it."""

    steps: tuple[Step, ...]

    @classmethod
    def of(cls, exchanges: Iterable[Exchange], dialect: Dialect) -> Tape:
        """The tape of these exchanges."""
        return cls(tuple(follow(exchanges, dialect)))

    @property
    def jobs(self) -> tuple[str, ...]:
        """The ids of the jobs in the order in which they appear."""
        return tuple(dict.fromkeys(step.job_id for step in self.steps if step.job_id is not None))

    def about(self, job_id: str) -> tuple[Step, ...]:
        """What was asked and answered about one job."""
        return tuple(step for step in self.steps if step.job_id == job_id)

    @property
    def shared(self) -> tuple[Step, ...]:
        """What was asked and answered about no job: most of the set-up."""
        return tuple(step for step in self.steps if step.job_id is None)

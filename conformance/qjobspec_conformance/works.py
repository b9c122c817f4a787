"""The work that the suite hands to an in-process job: it lasts as long as it is told and ends as it is told.

This file does not know who runs the work, nor whether the seconds it lasts are real or virtual.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class Outcome(StrEnum):
    """How the work of a job ends."""

    SUCCEEDS = "succeeds"
    """It returns a result."""
    RAISES = "raises"
    """It raises an exception."""
    UNSUCCESSFUL = "unsuccessful"
    """It returns a result whose `success` is false, as simulators do."""


class WorkError(Exception):
    """What the suite's work raises when its outcome is `RAISES`."""


@dataclass(frozen=True, slots=True)
class Product:
    """What the suite's work returns: it says of which job it is, and whether that has successfully run."""

    job: int
    success: bool


class Witness(Protocol):
    """Whoever writes down what a work does."""

    def work_started(self, job: int) -> None:
        """Note that the work of `job` has begun."""
        ...

    def work_ended(self, job: int, outcome: Outcome, end: object) -> None:
        """Note that the work of `job` has ended, with the product or the exception `end`."""
        ...


class _Nobody:
    """The witness of a work that nobody watches."""

    def work_started(self, job: int) -> None:
        """Note nothing."""

    def work_ended(self, job: int, outcome: Outcome, end: object) -> None:
        """Note nothing."""


class Work:
    """A controllable piece of work, to be called by the executor of a job with whatever arguments that passes.

    `running` is how long it lasts, in seconds. Call it as it is and it returns the suite's own `Product`; a harness whose
    job computes something real calls `run(compute)` in its place.
    """

    def __init__(
        self,
        running: float = 1.0,
        outcome: Outcome | str = Outcome.SUCCEEDS,
        *,
        job: int = 0,
        witness: Witness | None = None,
    ) -> None:
        self.running = running
        self.outcome = Outcome(outcome)
        self.job = job
        self._witness: Witness = witness or _Nobody()

    def __call__(self, *_: object, **__: object) -> object:
        """Last, then end as told with the suite's own product; the arguments are the executor's business."""
        return self.run(self._produce)

    def run(self, compute: Callable[[Outcome], object]) -> object:
        """Last, then return what `compute(outcome)` returns or raise what it raises.

        `compute` is asked for a product of that outcome. It may answer with another: what is written down is what it did.
        """
        self._witness.work_started(self.job)
        time.sleep(self.running)
        try:
            product = compute(self.outcome)
        except Exception as error:
            self._witness.work_ended(self.job, Outcome.RAISES, error)
            raise
        self._witness.work_ended(self.job, _outcome_of(product), product)
        return product

    def _produce(self, outcome: Outcome) -> Product:
        if outcome is Outcome.RAISES:
            raise WorkError("the work failed, as its timeline says")
        return Product(self.job, success=outcome is Outcome.SUCCEEDS)


def _outcome_of(product: object) -> Outcome:
    return Outcome.UNSUCCESSFUL if getattr(product, "success", True) is False else Outcome.SUCCEEDS

"""Plots: what happens to a job, as data: which steps it takes, how long each lasts, how it ends, what goes wrong on the way.

This file does not know any job. A plot is asked for by name: one of the table, the name of a scenario of the suite
(`failed-logs` is a job that fails), or `ROLE-CODE`, a job for which every request in that role is refused with that code (or
its stream closed with it).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final

from .steps import Step


class Cancel(StrEnum):
    """What becomes of a request to cancel a job that has not ended."""

    ACCEPTED = "accepted"
    REFUSED = "refused"
    #: It is accepted, and the job ends as if it had not been.
    TOO_LATE = "too-late"


class Delivery(StrEnum):
    """How the result is handed out."""

    #: By an address in object storage, where an API has that, and as often as one likes.
    STORED = "stored"
    #: Inside the record of the job, where an API has that.
    INLINE = "inline"
    #: Once; then it is gone.
    ONCE = "once"


#: How long each step lasts in seconds, for a job of no particular kind. What is not named is skipped.
USUAL: Final[Mapping[Step, float]] = {
    Step.CREATED: 0.1,
    Step.VALIDATING: 0.2,
    Step.VALIDATED: 0.1,
    Step.QUEUED: 0.5,
    Step.RUNNING: 2.0,
}

_EVERY: Final[Mapping[Step, float]] = {
    Step.CREATED: 2.0,
    Step.TRANSPILING: 2.0,
    Step.TRANSPILED: 2.0,
    Step.VALIDATING: 2.0,
    Step.VALIDATED: 2.0,
    Step.PENDING: 2.0,
    Step.QUEUED: 6.0,
    Step.RUNNING: 6.0,
}


@dataclass(frozen=True, slots=True)
class Plot:
    """What happens to a job."""

    sentence: str
    #: The steps it takes, in the order of a life, and how many seconds each lasts; in the queue, until its turn has come.
    lasts: Mapping[Step, float] = field(default_factory=lambda: USUAL)
    #: The step in which it ends, and how.
    ends_in: Step = Step.RUNNING
    end: Step = Step.COMPLETED
    #: Jobs of other people that are before it in the queue at first, and gone when its turn has come.
    ahead: int = 1
    cancel: Cancel = Cancel.ACCEPTED
    delivery: Delivery = Delivery.STORED
    writes_logs: bool = True
    #: How many of its circuits have a result if it fails while it runs; never all of them.
    partial: int = 0
    #: Words that are said of a step instead of those of the API.
    words: Mapping[Step, str] = field(default_factory=dict[Step, str])
    #: The codes with which each role is refused.
    faults: Mapping[str, int] = field(default_factory=dict[str, int])

    def after(self, step: Step) -> Step:
        """The step that follows `step` if nobody interferes; what begins in the queue fails as it runs, at the earliest."""
        if step in (self.ends_in, Step.RUNNING):
            return self.end
        steps = list(Step)
        return next(each for each in steps[steps.index(step) + 1 :] if each in self.lasts)


_LONG: Final[Mapping[Step, float]] = {**USUAL, Step.QUEUED: 3600.0}
_ENDLESS: Final[Mapping[Step, float]] = {**USUAL, Step.RUNNING: 3600.0}

#: Every plot by its name. The names of scenarios are those of the suite.
PLOTS: Final[Mapping[str, Plot]] = {
    "done": Plot("a job that succeeds"),
    "watched": Plot("a job that succeeds, by every step there is", _EVERY, ahead=3),
    "queued": Plot("a job that waits behind others for an hour", _LONG, ahead=12),
    "running": Plot("a job that runs for an hour", _ENDLESS),
    "interim": Plot("a job that takes its time to publish what it has so far", {**USUAL, Step.RUNNING: 20.0}),
    "failed": Plot("a job that fails while it runs", end=Step.FAILED),
    "failed-partly": Plot("a job that fails after its first circuit", end=Step.FAILED, partial=1),
    "failed-creating": Plot("a job that fails as it is created", ends_in=Step.CREATED, end=Step.FAILED),
    "failed-transpiling": Plot("a job whose circuits cannot be transpiled", _EVERY, Step.TRANSPILING, Step.FAILED),
    "failed-validating": Plot("a job whose input is not valid", ends_in=Step.VALIDATING, end=Step.FAILED),
    "ran-too-long": Plot("a job that is stopped because it ran too long", end=Step.RAN_TOO_LONG),
    "cancelled": Plot("a job that waits to be cancelled in the queue", _LONG, ahead=12),
    "cancelled-running": Plot("a job that waits to be cancelled while it runs", _ENDLESS),
    "cancelled-by-the-service": Plot(
        "a job that the service cancels while it waits", ends_in=Step.QUEUED, end=Step.CANCELLED
    ),
    "cancel-refused": Plot("a job that is not cancelled, whenever one asks", cancel=Cancel.REFUSED),
    "cancel-too-late": Plot("a job that succeeds although a cancellation was accepted", cancel=Cancel.TOO_LATE),
    "no-logs": Plot("a job that writes nothing", writes_logs=False),
    "result-inline": Plot("a job whose result stands in its record", delivery=Delivery.INLINE),
    "result-once": Plot("a job whose result can be read once", delivery=Delivery.ONCE),
    "unknown-word": Plot("a job whose status is told by a word of the future", words={Step.RUNNING: "PAUSED"}),
    "unknown-end": Plot("a job whose end is told by a word of the future", words={Step.COMPLETED: "ARCHIVED"}),
}

_FAULT: Final = re.compile(r"([a-z][a-z-]*)-([45][0-9]{2,3})")
_STRANGE: Final = re.compile(r"[a-z][a-z-]*-unknown-word")


class UnknownPlotError(LookupError):
    """Nobody knows a plot of this name."""

    def __init__(self, name: str) -> None:
        super().__init__(f"no plot {name!r}; there are {', '.join(PLOTS)}, and ROLE-CODE as in result-503 or stream-4001")
        self.name = name


def plot(name: str) -> Plot:
    """The plot called `name`; `UnknownPlotError` with the names there are if there is none."""
    if name in PLOTS:
        return PLOTS[name]
    if fault := _FAULT.fullmatch(name):
        role, code = fault[1], int(fault[2])
        return replace(PLOTS["done"], sentence=f"a job whose {role} is refused with {code}", faults={role: code})
    if _STRANGE.fullmatch(name):
        return PLOTS["unknown-word"]
    known = [each for each in PLOTS if name.startswith(f"{each}-")]
    if not known:
        raise UnknownPlotError(name)
    return PLOTS[max(known, key=len)]

"""What histories tell of a job that its user submits: the tries to have it run, and what came of them.

This file does not know any requirement.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..calls import Call
from ..events import Asked, Event, Moved, Used
from ..examples import Origin
from ..findings import Finding, ruling
from ..histories import History


@dataclass(frozen=True, slots=True)
class Try:
    """One try to have the job run: the events with which it began and ended, by their positions."""

    position: int
    began: Used
    end_position: int | None = None
    end: Used | None = None

    @property
    def failed(self) -> bool:
        """Whether the backend has refused."""
        return self.end is not None and self.end.does == "refuses"


def tries(history: History) -> tuple[Try, ...]:
    """What the backend was given to run, one after the other."""
    return tuple(_tries(history))


def _tries(history: History) -> Iterator[Try]:
    for position, event in uses(history, "backend"):
        if event.does != "runs":
            continue
        ends = (
            (at, end)
            for at, end in uses(history, "backend")
            if at > position and end.thread == event.thread and end.does != "runs"
        )
        end_position, end = next(ends, (None, None))
        yield Try(position, event, end_position, end)


def uses(history: History, what: str) -> tuple[tuple[int, Used], ...]:
    """What was done with something that was lent, with positions."""
    return tuple(each for each in history.happened(Used) if each[1].what == what)


def reaching(history: History) -> tuple[tuple[int, Event], ...]:
    """When somebody had the job run: what the backend was given or, of one that is handed nothing, what the service was."""
    given = tuple((each.position, each.began) for each in tries(history))
    return given or tuple(each for each in history.happened(Asked) if each[1].role == "submit")


def settled(history: History) -> tuple[int, Used] | None:
    """When the executor had done the last of what it was handed; `None` if it was not handed anything, or has more to do."""
    used = uses(history, "executor")
    ended = [(at, event) for at, event in used if event.does == "ends"]
    return ended[-1] if ended and len(ended) == sum(event.does == "takes" for _, event in used) else None


def refused(history: History) -> tuple[Try, Used] | None:
    """The last try, if the backend has refused it, and the end of the submission, after which nobody tries again."""
    last, end = next(reversed(tries(history)), None), settled(history)
    if last is None or end is None or not last.failed or end[0] < last.position:
        return None
    return last, end[1]


def came_before(history: History, call: Call) -> bool:
    """Whether `call` had come back before the service knew the job: whatever is tried at that moment has no order to it."""
    submit = next(iter(history.calls("submit")), None)
    return submit is None or call.until < submit.position or history.handed_in is None or call.end_at < history.handed_in


def jobs_made(history: History) -> Iterator[Finding]:
    """Whether a service has made one job of each that was handed in, and no more."""
    made: dict[str, int] = {}
    for position, event in history.happened(Moved):
        made.setdefault(event.job, position)
    submissions = 1 + max((step.job for step in history.example.program.steps), default=0)
    if history.origin is Origin.RUN and made:
        fault = f"{submissions} submission made {len(made)} jobs at the service" if len(made) > submissions else None
        yield ruling(fault, *(at for call in history.calls("run") for at in call.proof), *made.values())

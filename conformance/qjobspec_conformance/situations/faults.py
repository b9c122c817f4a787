"""What comes between a user and an answer: an end that is taken back, a slow answer to another thread, a clock that is set.

This file does not know what is right then.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from ..examples import Example, Program, Step
from ..services import Phase, Plot, Strike
from ..services.plots import Cancellation, ClockStep, Goes
from ..services.speech import POLL_ROLES, RESULT_ROLES
from .kit import LATE, OVER, QUEUED, RUNNING, Kit

#: What asks for the record of a job that is known to be final, whichever of them a job has.
_ASKING: Final = ("refresh", "inputs", "error_message")
_WAITING: Final = ("result", "wait_for_final_state")
_BESIDE: Final = ("status", "cancel", "done", "in_final_state")
_SLOW: Final = (("seconds", 60),)


def faults(kit: Kit) -> Iterator[Example]:
    """Those of a job with these members."""
    for example in (*_taken_back(kit), *_overtaken(kit), *_beside_a_wait(kit), *_at_once(), *_stepped(), *_two_handles()):
        if all(step.member in kit.members for step in example.program.steps):
            yield example


def _taken_back(kit: Kit) -> Iterator[Example]:
    asks = next((member for member in _ASKING if member in kit.members), "status")
    told, again = Step("status", after=6.5), Step("status", after=1.0)
    for outcome, says, member in (("DONE", "RUNNING", asks), ("ERROR", "RUNNING", asks), ("ERROR", "DONE", "error_message")):
        plot = Plot(outcome=outcome, afterwards=(Phase(says, 1.0),))
        yield Example(plot, Program(((told, Step(member, after=2.0), again),)))
    plot = Plot(afterwards=(Phase("RUNNING", 1.0),))
    for member in ("done", "in_final_state"):
        yield Example(plot, Program(((told, Step(asks, after=2.0), replace(again, member=member)),)))


def _overtaken(kit: Kit) -> Iterator[Example]:
    """An answer of before comes when another thread has been told the end already, and asks again."""
    slow = (("seconds", 4),)
    polls = tuple(Strike("slow-answer", role, 0, slow) for role in POLL_ROLES if role in kit.speech.roles)
    for first, second in (("status", "status"), ("status", "done"), ("done", "status")):
        told = (Step(second, after=OVER), Step(second, after=3.0))
        yield Example(Plot(strikes=polls), Program(((Step(first, after=LATE),), told)))


def _beside_a_wait(kit: Kit) -> Iterator[Example]:
    polls = tuple(Strike("slow-answer", role, 0, _SLOW) for role in POLL_ROLES if role in kit.speech.roles)
    fetches = tuple(Strike("slow-answer", role, 0, _SLOW) for role in RESULT_ROLES if role in kit.speech.roles)
    for wait in _WAITING:
        for beside in _BESIDE:
            yield Example(Plot(strikes=polls), Program(((Step(wait),), (Step(beside, after=RUNNING),))))
    for beside in _BESIDE:
        yield Example(Plot(strikes=fetches[:1]), Program(((Step("result", after=OVER),), (Step(beside, after=OVER + 1.0),))))


def _at_once() -> Iterator[Example]:
    """The same in two threads, while the service takes its time."""
    for member in ("result", "wait_for_final_state", "status", "error_message", "inputs", "tags"):
        step = Step(member, after=OVER)
        yield Example(Plot(latency=1.0), Program(((step,), (step,))))
        yield Example(Plot(), Program(((step,), (step,))))


def _stepped() -> Iterator[Example]:
    """The clock is set in the middle of a wait that lasts, and of one that times out."""
    long = Plot(phases=(Phase("QUEUED", 20.0), Phase("RUNNING", 4.0)))
    for seconds in (3600.0, -3600.0):
        stepped = replace(long, clock=(ClockStep(RUNNING, seconds),))
        for member in _WAITING:
            for given in ((), (("timeout", 6.0),)):
                yield Example(stepped, Program(((Step(member, given, after=QUEUED),),)))


def _two_handles() -> Iterator[Example]:
    """One handle cancels, and both are asked how it ended."""
    told = Step("status", after=OVER)
    for goes, after in ((Goes.ACCEPTED, 0.0), (Goes.LATE, 1.0), (Goes.IGNORED, 0.0), (Goes.RACING, 0.0)):
        plot = Plot(cancellation=Cancellation(goes, after))
        yield Example(plot, Program(((Step("cancel", after=RUNNING), told, replace(told, after=0.0, job=1)),)))

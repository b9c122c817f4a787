"""Jobs that their user hands in, at services that lose an answer. This file does not know how a job is handed in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ..examples import Example, Origin, Program, Step
from ..services import Plot, Strike
from .kit import RUNNING, Kit

#: What can become of the answer to a submission.
_LOST: Final = (
    Strike("connection-reset", "submit"),
    Strike("connection-closed", "submit"),
    Strike("read-timeout", "submit"),
    Strike("gateway-error", "submit", parameters=(("status", 502),)),
    Strike("gateway-error", "submit", parameters=(("status", 504),)),
    Strike("truncated-body", "submit", parameters=(("ends", "eof"),)),
    Strike("server-error", "submit", parameters=(("status", 503),)),
    Strike("slow-answer", "submit", parameters=(("seconds", 30),)),
)


def handing_in(kit: Kit) -> Iterator[Example]:
    """A submission that goes well, one whose answer is lost, and two after one another."""
    if not kit.runs:
        return
    steps = (Step("job_id" if "job_id" in kit.members else "status", after=RUNNING),)
    for strikes in ((), *((lost,) for lost in _LOST)):
        yield Example(Plot(strikes=strikes), Program((steps,)), origin=Origin.RUN)
    if "job_id" in kit.members:
        yield Example(Plot(), Program(((Step("job_id"), Step("job_id", job=1)),)), origin=Origin.RUN)

"""Situations of a wait and of a cancellation that goes otherwise than plainly, and of a failure that is explained.

This file does not know what is right in them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ..examples import Arguments, Callback, Example, Program, Step
from ..services import Plot, Strike
from ..services.plots import Cancellation, Goes, Phase, Place
from .kit import OVER, QUEUED, RUNNING, Kit

_STATUS = Step("status")
#: Where services write why a job has failed; one that has no such place writes it in place of a result.
_REPORTS = frozenset({"/error", "/state/reason"})
_MANY = 8
_CANCEL = Step("cancel", after=RUNNING)
_WAYS = (
    Cancellation(Goes.ACCEPTED, 2.0),
    Cancellation(Goes.LATE, 2.0),
    Cancellation(Goes.IGNORED),
    Cancellation(Goes.REFUSED),
    Cancellation(Goes.RACING),
)
#: A queue that moves up twice, in which the job then stands at an unknown place.
_MOVING = Plot(
    phases=(Phase("QUEUED", 21.0), Phase("RUNNING", 11.0)), queue=(Place(0.0, 7), Place(7.0, 3), Place(14.0, None))
)


def cancelling(kit: Kit) -> Iterator[Example]:
    """A cancellation that takes time, comes too late, or is refused, by a user who then looks how the job is."""
    if not {"cancel", "status"} <= kit.members:
        return
    looks = (replace(_STATUS, after=0.5), replace(_STATUS, after=1.0), replace(_STATUS, after=4.0))
    for way in _WAYS:
        yield Example(Plot(cancellation=way), Program(((_CANCEL, *looks),)))
    yield Example(Plot(cancellation=_WAYS[0]), Program(((_CANCEL, replace(_CANCEL, after=1.0), *looks[1:]),)))
    yield Example(Plot(), Program(((_CANCEL, *looks, replace(_CANCEL, after=1.0)),)))


def waiting(kit: Kit) -> Iterator[Example]:
    """A wait whose questions fall between the moments at which something happens, with a timeout and without."""
    if "wait_for_final_state" in kit.members:
        yield Example(Plot(), Program(((Step("wait_for_final_state", after=0.7),),)))
        yield Example(Plot(), Program(((Step("wait_for_final_state", (("timeout", 2.2),), after=0.7),),)))


def watching(kit: Kit) -> Iterator[Example]:
    """A wait whose callback is told of a queue that moves, with and without an interval of its own."""
    if "wait_for_final_state" not in kit.members or not kit.speech.queue:
        return
    asks = ("queue_info", "status") if "queue_info" in kit.members else ("status",)
    for callback in (Callback(), Callback(asks)):
        watched: Arguments = (("callback", callback),)
        yield Example(_MOVING, Program(((Step("wait_for_final_state", watched, after=QUEUED),),)))
    paced: Arguments = (("callback", Callback()), ("wait", 2.0))
    yield Example(_MOVING, Program(((Step("wait_for_final_state", paced, after=QUEUED),),)))


def explaining(kit: Kit) -> Iterator[Example]:
    """A job that has failed, whose user asks why: at once, before, and after another handle has been told."""
    if "error_message" not in kit.members:
        return
    asked = Step("error_message", after=1.0)
    failed = Plot(outcome="ERROR")
    yield Example(failed, Program(((replace(asked, after=QUEUED), replace(asked, after=OVER), asked),)))
    yield Example(failed, Program(((replace(asked, after=OVER, job=1), asked),)))
    if "result" in kit.members:
        yield Example(failed, Program(((Step("result", after=OVER), asked),)))
    for strike in _odd_reports(kit):
        yield Example(replace(failed, strikes=(strike,)), Program(((replace(asked, after=OVER), asked),)))


def _odd_reports(kit: Kit) -> Iterator[Strike]:
    """What makes an error report lack its message, or be none, wherever the service writes one."""
    for name, fields in (("null-optional-field", kit.speech.nullable), ("absent-optional-field", kit.speech.optional)):
        for role, pointers in fields.items():
            for pointer in (each for each in pointers if each in _REPORTS):
                yield Strike(name, role, parameters=(("field", pointer),), burst=_MANY)
    if not any(pointer in _REPORTS for pointers in kit.speech.nullable.values() for pointer in pointers):
        yield Strike("empty-body", "result", burst=_MANY)

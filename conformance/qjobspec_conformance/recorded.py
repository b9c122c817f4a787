"""Examples on recordings, which are played word for word: what a user does who is to be told what was recorded.

This file does not know what a call should do.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from qjobspec import JobStatus

from .examples import Arguments, Example, Origin, Program, Recorded, Step
from .recordings.recording import Recording
from .situations import Kit
from .worlds import World, calls_of, inline_result

#: How long a user waits before each question.
_BETWEEN: Final = 1.0
#: The user wants the result from the service, and not what the job object has kept.
_ANEW: Final = Step("result", (("refresh", True),), after=_BETWEEN)
#: What a list of jobs tells of each: how it is kept and how far it is, and neither what was run nor what came of it.
_LISTED: Final = ("kind", "status")
#: The members that tell what a record may hold and a list leaves out.
_LEFT_OUT: Final = ("result", "qobj", "circuits", "header", "backend_options")


def as_recorded(world: World, members: Iterable[str]) -> Iterator[Example]:
    """Each recording word for word, and a user who uses those of `members` that lead to what was recorded."""
    for recording in world.recordings:
        used = [member for member in calls_of(recording, world) if member in members]
        yield _played(recording, *(Step(member, after=_BETWEEN) for member in used))


def kept_in_records(world: World, kit: Kit) -> Iterator[Example]:
    """The recordings of jobs whose result stands in their record: it is fetched again, and by who knows them from a list."""
    can_ask_anew = "result" in kit.members and any(
        each.name == "refresh" for each in kit.profile.members["result"].parameters
    )
    for recording in world.recordings:
        record = _record(recording, world)
        if record is None:
            continue
        if can_ask_anew:
            used = [member for member in calls_of(recording, world) if member in kit.members]
            yield _played(recording, *(Step(member, after=_BETWEEN) for member in used), _ANEW)
        listed = tuple((name, record[name]) for name in _LISTED if name in (kit.constructs or ()) and name in record)
        for member in _LEFT_OUT if "status" in dict(listed) else ():
            if member in kit.members:
                yield _played(recording, Step(member, after=_BETWEEN), given=listed)


def _played(recording: Recording, *steps: Step, given: Arguments = ()) -> Example:
    origin = Origin.CONSTRUCTED if given else Origin.OPENED
    return Example(Recorded(recording.file.name, _BETWEEN * len(steps)), Program((steps,)), origin=origin, given=given)


def _record(recording: Recording, world: World) -> dict[str, Any] | None:
    """The record of a job that is done, with its result in it; `None` if there is none."""
    for step in recording.as_tape(world.dialect).steps:
        if step.told is JobStatus.DONE and inline_result(step) is not None:
            return dict(step.exchange.response.document)
    return None

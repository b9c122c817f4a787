"""Plays: what is done with a job in each scenario, act by act. This file does not know how an act is performed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

from qjobspec import JobStatus

from ..recordings.roles import FINAL, Role
from ..recordings.scenarios import Scenario


@dataclass(frozen=True, slots=True)
class Until:
    """Ask for the status until it is one of these."""

    states: frozenset[JobStatus]


@dataclass(frozen=True, slots=True)
class Call:
    """Call a member, if the job has it, so many times. An error that the profile has a role for is an answer like any.

    What the server is about to refuse may raise any error.
    """

    member: str
    arguments: tuple[object, ...] = ()
    times: int = 1
    is_refused: bool = False


@dataclass(frozen=True, slots=True)
class Look:
    """Read every member that only tells something, on a job object that knows nothing yet."""


@dataclass(frozen=True, slots=True)
class Watch:
    """Ask for status and record by turns, until the job has ended."""


@dataclass(frozen=True, slots=True)
class Afresh:
    """Go on with a job object that knows nothing yet."""


Act: TypeAlias = Until | Call | Look | Watch | Afresh

_END: Final = Until(FINAL)
_QUEUED: Final = Until(frozenset({JobStatus.QUEUED}))
_RUNNING: Final = Until(frozenset({JobStatus.RUNNING}))
_RESULT: Final = Call("result")
_CANCEL: Final = Call("cancel")
#: Some job objects believe their own cancellation and ask no more, so another one tells what has become of the job.
_CANCELLED: Final = (_CANCEL, Afresh(), _END)
_CHANGES: Final = (Call("update_name", ("renamed",)), Call("update_tags", (["changed"],)))
_ENDED: Final = (_END, _RESULT, Look())

#: What is done in each scenario; in any other, what is done with a job that succeeds.
_PLAYS: Final[Mapping[str, tuple[Act, ...]]] = {
    "watched": (Watch(), _RESULT),
    "queued": (_QUEUED, Look(), *_CANCELLED),
    "running": (_RUNNING, Look(), *_CANCELLED),
    "done": (*_ENDED, *_CHANGES, Afresh(), Call("refresh")),
    "interim": (
        _RUNNING,
        Call("status", times=10),
        Call("interim_results", times=3),
        _END,
        Call("interim_results"),
        _RESULT,
    ),
    "failed-partly": (*_ENDED, Call("result", (None, 5, True))),
    "cancelled": (_QUEUED, *_CANCELLED, _RESULT, Look()),
    "cancelled-running": (_RUNNING, *_CANCELLED, _RESULT, Look()),
    "cancel-refused": (_END, Afresh(), _CANCEL),
    "result-once": (_END, _RESULT, Afresh(), Call("result", is_refused=True)),
}

#: The members that lead to what each role answers.
_ASKING: Final[Mapping[Role, tuple[Act, ...]]] = {
    Role.CANCEL: (_QUEUED, _CANCEL),
    Role.NAME: _CHANGES[:1],
    Role.TAGS: _CHANGES[1:],
}


def play(scenario: Scenario) -> tuple[Act, ...]:
    """What is done in a scenario."""
    if scenario.name in _PLAYS:
        return _PLAYS[scenario.name]
    return (*_ASKING.get(scenario.role, ()), *_ENDED) if scenario.role is not None else _ENDED

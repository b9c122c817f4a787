"""A play, performed on the jobs of a harness as a user would: members are called, errors that come with the job are answers.

This file does not know what is recorded meanwhile, nor whose server it is.
"""

from __future__ import annotations

import time
import warnings
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final

from qjobspec import JobStatus, Kind, Profile

from ..recordings.roles import FINAL
from .errors import RecordError, raised
from .plays import Act, Afresh, Call, Look, Until, Watch

#: How often a job is asked until something comes about.
_OFTEN: Final = 1_000

#: The members that do more than tell, or tell what `status` tells.
_DOING: Final = frozenset(
    {"submit", "cancel", "result", "wait_for_final_state", "stream_results", "cancel_result_streaming"}
)
_SAYING: Final = frozenset({"status", "done", "running", "cancelled", "errored", "in_final_state"})

#: The members whose use leads to the whole record of a job.
_RECORD: Final = ("refresh", "inputs")


@dataclass
class Actor:
    """Performs a play on the job with this id; `pause` seconds pass between two questions about its status."""

    profile: Profile
    errors: frozenset[str]
    open: Callable[[], Any]
    pause: float = 0.0

    def perform(self, acts: Iterable[Act]) -> None:
        """Do one after the other; `RecordError` if the job does something that is no answer."""
        self._job = self._opened()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what a job warns of is for its user
            for act in acts:
                self._do(act)

    def _do(self, act: Act) -> None:
        match act:
            case Until(states):
                self._until(states)
            case Call(member, arguments, times):
                for _ in range(times):
                    self._called(member, *arguments)
            case Look():
                self._job = self._opened()
                for member in self._telling():
                    self._called(member)
            case Watch():
                self._watch()
            case Afresh():
                self._job = self._opened()

    def _until(self, states: frozenset[JobStatus]) -> None:
        said = None
        for _ in range(_OFTEN):
            said = self._status()
            if said in states:
                return
            if said in FINAL:
                raise RecordError(
                    f"the job was {said} before anybody saw it {_either(states)}: let the server take its time"
                )
        raise RecordError(f"the job was asked {_OFTEN:,} times, and said {said} in the end; it was to be {_either(states)}")

    def _watch(self) -> None:
        for _ in range(_OFTEN):
            said = self._status()
            before, self._job = self._job, self._opened()
            for member in _RECORD:
                self._called(member)
            self._job = before
            if said in FINAL:
                return
        raise RecordError(f"the job was asked {_OFTEN:,} times, and has not ended")

    def _status(self) -> JobStatus | None:
        time.sleep(self.pause)
        said = self._called("status")
        word = getattr(said, "name", said)
        return JobStatus(word) if word in JobStatus.__members__ else None

    def _telling(self) -> list[str]:
        """The members that tell something and have to be given nothing, in the order of the profile."""
        needless = _DOING | _SAYING
        return [
            member.name
            for member in self.profile.members.values()
            if member.name not in needless and not member.name.startswith("update_") and member.kind is not Kind.CONSTANT
        ]

    def _called(self, member: str, *arguments: object) -> Any:
        """What a member gives; `None` where the job has none, or raises an error of its profile or of its own package."""
        if member not in self.profile.members:
            return None
        try:
            found = getattr(self._job, member)
            return found(*arguments) if self.profile.members[member].kind.is_called else found
        except Exception as error:
            if {each.__name__ for each in type(error).__mro__} & self.errors or _package(error) == _package(self._job):
                return None
            raise raised(member, error) from error

    def _opened(self) -> Any:
        try:
            return self.open()
        except Exception as error:
            raise raised("open(job_id)", error) from error


def _package(thing: object) -> str:
    """The package of somebody's class: a job that passes an error of its own client on has had its answer."""
    return type(thing).__module__.partition(".")[0]


def _either(states: Iterable[JobStatus]) -> str:
    return " or ".join(sorted(states))

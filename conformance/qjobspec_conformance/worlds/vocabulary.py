"""The vocabulary of recordings, as a player asks for it; what no recording shows is written down.

This file does not know what is asked for, nor when.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from qjobspec import JobStatus

from ..recordings.exchanges import Response
from ..recordings.exemplars import Exemplars, Kind
from ..recordings.roles import SEEN_IN, TELLING, Role
from ..services import Answer


@dataclass
class Vocabulary:
    """What the recordings of a service have to say. One is made for each run; what is missing grows."""

    exemplars: Exemplars
    #: Whose jobs would record what is missing.
    harness: str
    _needed: dict[Kind, None] = field(default_factory=dict[Kind, None])

    @property
    def missing(self) -> tuple[str, ...]:
        """What would have been needed and no recording shows, each with the scenario that would record it."""
        return tuple(each.told(self.harness) for each in self.exemplars.missing(self._needed))

    def answer(self, role: str, state: JobStatus, job_id: str) -> Answer | None:
        """What the service answers to `role` while the job is in `state`; `None` if that was never recorded."""
        if role == Role.STREAM:
            return self._message(state, job_id)
        told = self.exemplars.answer(role, state, job_id)
        return None if told is None else answer_of(told)

    def note(self, role: str, state: JobStatus) -> None:
        """Write down that this would have been needed, if it is something that recordings have to show."""
        played = Role(role)
        if played in TELLING or state in (SEEN_IN[played] or ()):
            self._needed.setdefault(Kind(played, state))

    def _message(self, state: JobStatus, job_id: str) -> Answer | None:
        """A message of a websocket that tells of the status holds what an answer that does so holds (family `ibmq`)."""
        told = self.answer(Role.STATUS, state, job_id)
        return None if told is None else _message_of(told)


def answer_of(response: Response) -> Answer:
    """A recorded answer as a player plays it."""
    return Answer(response.code, response.head, response.body)


@lru_cache(maxsize=256)
def _message_of(told: Answer) -> Answer:
    return told.saying({"type": "job-status", "data": told.document()})

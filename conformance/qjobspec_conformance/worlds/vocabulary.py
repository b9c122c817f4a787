"""The vocabulary of recordings, as a player asks for it; what no recording shows is written down, and plainly refused.

This file does not know what is asked for, nor when.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from qjobspec import JobStatus

from ..recordings.exchanges import Response
from ..recordings.exemplars import Exemplars, Kind
from ..recordings.roles import SEEN_IN, TELLING, Role
from ..recordings.scenarios import REFUSED
from ..services import Answer


@dataclass
class Vocabulary:
    """What the recordings of a service have to say. One is made for each run; `missing` grows."""

    exemplars: Exemplars
    missing: dict[Kind, None] = field(default_factory=dict[Kind, None])

    def answer(self, role: str, state: JobStatus, job_id: str) -> Answer | None:
        """What the service answers to `role` while the job is in `state`; `None` if that was never recorded."""
        played = Role(role)
        if played is Role.STREAM:
            return self._message(state, job_id)
        told = next(self._told(played, state, job_id), None)
        return None if told is None else answer_of(told)

    def note(self, role: str, state: JobStatus) -> None:
        """Write down that this would have been needed, if it is something that recordings have to show."""
        played = Role(role)
        if played in TELLING or state in (SEEN_IN[played] or ()):
            self.missing.setdefault(Kind(played, state))

    def _told(self, role: Role, state: JobStatus, job_id: str) -> Iterator[Response]:
        """What fits, the best first."""
        if role is Role.CANCEL and state in _FINALS:
            yield from self._refusals(role, job_id)
        exact = self.exemplars.answer(role, state, job_id)
        if exact is not None:
            yield exact
        if role in TELLING or state in (SEEN_IN[role] or ()):
            return
        if role in _FETCHING:
            yield from self._refusals(role, job_id)
            return
        others = (self.exemplars.answer(role, other, job_id) for other in JobStatus)
        yield from (other for other in others if other is not None)

    def _refusals(self, role: Role, job_id: str) -> Iterator[Response]:
        faults = sorted(self.exemplars.faults(role), key=lambda fault: fault != REFUSED)
        told = (self.exemplars.refusal(role, fault, job_id) for fault in faults)
        yield from (one for one in told if one is not None)

    def _message(self, state: JobStatus, job_id: str) -> Answer | None:
        """A message of a websocket that tells of the status holds what an answer that does so holds (family `ibmq`)."""
        told = self.answer(Role.STATUS, state, job_id)
        return None if told is None else told.saying({"type": "job-status", "data": told.document()})


_FINALS = frozenset({JobStatus.DONE, JobStatus.ERROR, JobStatus.CANCELLED})
_FETCHING = frozenset({Role.RESULT, Role.RESULT_URL, Role.RESULT_DOWNLOAD, Role.INTERIM_RESULTS})


def answer_of(response: Response) -> Answer:
    """A recorded answer as a player plays it."""
    return Answer(response.code, _without_framing(response), response.body)


def _without_framing(response: Response) -> tuple[tuple[str, str], ...]:
    """The headers that a client has to see; those of the old connection are not about this one."""
    return tuple((name, value) for name, value in response.head if name.lower() not in _OF_THE_CONNECTION)


_OF_THE_CONNECTION = frozenset({"connection", "keep-alive", "transfer-encoding"})

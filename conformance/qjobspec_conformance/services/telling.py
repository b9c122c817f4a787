"""What a service answers while it plays a plot, and what of the plot shows in it. Nothing comes of asking.

This file does not know strikes, nor what a request changes.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

from qjobspec import JobStatus

from . import queues
from .answers import Answer, Frames, Reply, answer_json
from .blows import refusal
from .changes import CHANGEABLE, answering, changed, changes_of
from .exemplars import Exemplars
from .fetching import NAMES, Fetching, partly
from .lives import Life
from .plots import Cancellation, Comes, Goes, Plot
from .reach import parted
from .rows import Context
from .speech import Speech
from .streams import Stream, due
from .words import worded

#: What the table calls each way in which a cancellation can go otherwise than plainly.
CANCELLATIONS: Final = {
    Goes.ACCEPTED: "cancel-takes-time",
    Goes.REFUSED: "cancel-refused",
    Goes.IGNORED: "cancel-ignored",
    Goes.LATE: "late-completed",
    Goes.RACING: "cancel-races",
}


#: Where the records of the families tell when the job was created: what tells that is the whole record.
_CREATED: Final = frozenset({"/created", "/creationDate"})


@dataclass(frozen=True, slots=True)
class Telling:
    """A service that plays `plot` with the vocabulary of `exemplars`, and says to `missing` what these do not have."""

    plot: Plot
    exemplars: Exemplars
    speech: Speech
    missing: Callable[[str, JobStatus], None]

    @property
    def fetching(self) -> Fetching:
        """How it hands results out."""
        return Fetching(self.speech, self.plot.results)

    def reply(self, role: str, life: Life, body: bytes, now: float) -> Reply:
        """What it answers to a request about a job."""
        if role == "stream":
            return self.frames(life, self.stream(life, now))
        return self._late(self._answer(role, life, body, now))

    def unasked(self, role: str, new_id: str) -> Answer:
        """What it answers to a request about no job; `new_id` is the id of the job that the request may make."""
        if role == "stream":
            return self._late(refusal(404))
        state = JobStatus.INITIALIZING if role == "submit" else JobStatus.RUNNING
        answer = self.exemplars.answer(role, state, new_id if role == "submit" else "")
        if answer is None:
            self.missing(role, state)
        return self._late(answer or answer_json({}))

    def stream(self, life: Life, now: float) -> Stream:
        """A websocket of the job that is opened now."""
        arrived = due(self.plot.messages, life.since, life.course, now)
        return Stream(self.speech, self.exemplars, life.job, now, max(life.delivered, min(life.carried, arrived)))

    def frames(self, life: Life, stream: Stream) -> Frames:
        """What that websocket carries as things stand."""
        return stream.frames(life.course, self.plot, life.since)

    def context(self, role: str, life: Life | None, last: Answer | None, now: float) -> Context:
        """What a perturbation may know of a request."""
        if life is None:
            return Context(self.speech, role, "")
        said = tuple(move.says for move in life.course.until(now))

        def shows(says: str) -> Answer | None:
            answer = worded(self.exemplars, self.speech, role, says, life.job)
            return answer and self._as_changed(role, life, answer)

        return Context(self.speech, role, said[-1], said[:-1], last, shows)

    def bends(self, role: str, life: Life | None, now: float) -> Iterator[str]:
        """The perturbations of the plot as a whole that show in the answer to such a request, by their names."""
        if self.plot.latency and role != "stream":
            yield "slow-service"
        if life is None:
            return
        ended = life.course.has_ended(now)
        if role == "cancel" and not ended and self.plot.cancellation != Cancellation():
            yield CANCELLATIONS[self.plot.cancellation.goes]
        part = role in parted(self.speech) and self._is_part(role, life, now)
        if part or self.fetching.refused(life, role, now, self._end(life, now)):
            yield NAMES[self.plot.results.comes]
        if ended and role in self.speech.status and life.course.says(now) != life.course.ends.says:
            yield "final-state-overwritten"
        if self.plot.queue and role in self.speech.queue and role != "stream" and self._has_moved(role, life, now):
            yield queues.NAME

    def has_result(self, life: Life, now: float) -> bool:
        """Whether the job has ended with a result, or with a part of one."""
        end = self._end(life, now)
        return end is JobStatus.DONE or (end is JobStatus.ERROR and self._parts)

    # -- how

    def _answer(self, role: str, life: Life, body: bytes, now: float) -> Answer:
        if (
            role == "cancel"
            and not life.course.has_ended(now)
            and self.plot.cancellation.goes in {Goes.REFUSED, Goes.RACING}
        ):
            return self._seen(role, life, "DONE")
        if self._has_nothing(role, life, now):
            return refusal(404)
        if gone := self.fetching.refused(life, role, now, self._end(life, now)):
            return gone
        if self._is_part(role, life, now):
            return partly(self._seen(role, life, "DONE"))
        answer = self._as_changed(role, life, self._placed(role, life, self._shows(role, life, now), now))
        return answering(answer, changes_of(body)) if role in CHANGEABLE else answer

    def _as_changed(self, role: str, life: Life, answer: Answer) -> Answer:
        """An answer as its plot has the record, and with what the user has changed in it."""
        if role in CHANGEABLE:
            return changed(answer, {**self._changeable(life), **life.changed})
        if any(pointer in _CREATED for pointer in self.speech.moments.get(role, ())):
            answer = answering(answer, _record(self.plot))
        return changed(answer, life.changed)

    def _changeable(self, life: Life) -> dict[str, Any]:
        """The fields that a user can change as the record has them."""
        answer = worded(self.exemplars, self.speech, "job", life.course.ends.says, life.job)
        document = None if answer is None else answer.document()
        told = {**(document if isinstance(document, dict) else {}), **_record(self.plot)}
        return {name: told[name] for name in CHANGEABLE if name in told}

    def _is_part(self, role: str, life: Life, now: float) -> bool:
        return role in self.fetching.stages and self._parts and self._end(life, now) is JobStatus.ERROR

    def _has_nothing(self, role: str, life: Life, now: float) -> bool:
        """Whether it is asked for the result of a job that failed without a part of one, where there could be one."""
        fetches = role in self.fetching.stages and bool(parted(self.speech))
        return fetches and not self._parts and self._end(life, now) is JobStatus.ERROR

    @property
    def _parts(self) -> bool:
        """Whether a job that failed has a part of its result; only some services can say so."""
        return self.plot.results.comes is Comes.PARTLY and bool(parted(self.speech))

    def _shows(self, role: str, life: Life, now: float) -> Answer:
        tells = role in self.speech.status or not life.course.has_ended(now)
        return self._seen(role, life, life.course.says(now) if tells else life.course.ends.says)

    def _seen(self, role: str, life: Life, says: str) -> Answer:
        answer = worded(self.exemplars, self.speech, role, says, life.job)
        if answer is None:
            self.missing(role, self.speech.state_of(says) or JobStatus.RUNNING)
        return answer or refusal(404)

    def _placed(self, role: str, life: Life, answer: Answer, now: float) -> Answer:
        return queues.placed(answer, self.speech, role, self.plot.queue, now - life.since)

    def _has_moved(self, role: str, life: Life, now: float) -> bool:
        answer = self._shows(role, life, now)
        return self._placed(role, life, answer, now) != answer

    def _late(self, answer: Answer) -> Answer:
        return replace(answer, delay=answer.delay + self.plot.latency) if self.plot.latency else answer

    def _end(self, life: Life, now: float) -> JobStatus | None:
        """How the job has ended; `None` if it has not, or with a word that means nothing."""
        return self.speech.state_of(life.course.ends.says) if life.course.has_ended(now) else None


def _record(plot: Plot) -> dict[str, Any]:
    return {name: json.loads(value) for name, value in plot.record}

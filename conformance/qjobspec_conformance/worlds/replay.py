"""A recording, played word for word: each kind of question gets its recorded answers in their order, and the last one again.

Nothing that was said is taken back: an answer recorded before one that was given is passed over if there is another.

This file does not know plots. What the service says of the job is what the recording says.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from ..credentials import Credentials
from ..events import SERVICE, Answered, Asked, Event, Moved
from ..recordings.exchanges import Response
from ..recordings.following import Step
from ..recordings.recording import Recording
from ..recordings.roles import Role
from ..recordings.setup import Setup, question
from ..recordings.tapes import Tape
from ..wire import Answer as Sent
from ..wire import Request as Arrived
from ..wire import Stage
from .sending import sent
from .server import asked_by, content_of
from .vocabulary import answer_of
from .world import World


class Replay:
    """A `wire.Service` that plays `recording`, seen from its first job."""

    #: Whatever the recording does not hold is a question that nobody has a script for.
    missing: tuple[str, ...] = ()

    def __init__(
        self,
        world: World,
        recording: Recording,
        *,
        clock: Callable[[], float],
        thread: Callable[[], str],
        note: Callable[[Event], None],
        credentials: Credentials | None = None,
    ) -> None:
        self._credentials = credentials or Credentials()
        self._dialect = world.dialect
        self._tape = Tape.of(recording.exchanges, world.dialect)
        self._setup = Setup.of([self._tape.steps], world.dialect)
        self._clock = clock
        self._thread = thread
        self._note = note
        self._asked: Counter[object] = Counter()
        self._reached = 0
        self._requests = 0
        self._said: dict[str, str] = {}

    def news(self, now: float) -> Iterator[Event]:
        """Tell nothing: a recording says something only when it is asked."""
        del now
        return iter(())

    def meets(self, stage: Stage, host: str, port: int) -> None:
        """Let every connection come about."""

    def answer(self, request: Arrived) -> Sent | None:
        """Answer as it was recorded, or say that it was not."""
        asked = asked_by(request)
        fit = self._dialect.fit(asked)
        if fit is None:
            return None
        if fit.route.role is Role.SETUP:
            same = question(asked, fit, self._dialect)
            told = self._setup.answer(asked, self._asked[same])
            self._asked[same] += 1
            return None if told is None else self._sent(request, Role.SETUP, fit.job_id, told)
        job = fit.job_id or next(iter(self._tape.jobs), None)
        places = [
            place
            for place, step in enumerate(self._tape.steps)
            if step.role is fit.route.role and step.job_id in (job, None)
        ]
        if not places:
            return None
        place = self._next(places, fit.route.role)
        self._reached = max(self._reached, place + 1)
        step = self._tape.steps[place]
        self._catch_up(place, job)
        return self._sent(request, fit.route.role, job, step.exchange.response, step)

    def _next(self, places: list[int], role: Role) -> int:
        """Where the next answer among `places` stands. What came of a cancellation is not told before it is asked for."""
        place = next((place for place in places if place >= self._reached), places[-1])
        cancelled = (at for at, step in enumerate(self._tape.steps) if step.role is Role.CANCEL and at >= self._reached)
        until = next(cancelled, None)
        if role is Role.CANCEL or until is None or place < until:
            return place
        return next((before for before in reversed(places) if before < until), place)

    def _catch_up(self, place: int, job: str | None) -> None:
        """Let the job have come as far as it was when the answer at `place` was recorded."""
        told = [step for step in self._tape.steps[:place] if step.word is not None and step.job_id == job]
        if job is not None and told:
            self._tell(job, told[-1])

    def _tell(self, job: str, step: Step) -> None:
        if step.word is not None and self._said.get(job) != step.word:
            self._said[job] = step.word
            self._note(Moved(self._clock(), SERVICE, job, step.word, step.told))

    def _sent(self, request: Arrived, role: Role, job: str | None, response: Response, step: Step | None = None) -> Sent:
        now = self._clock()
        self._requests += 1
        says, signed = content_of(request.body), self._credentials.signed(request)
        self._note(Asked(now, self._thread(), self._requests, role.value, request.method, request.url, job, says, signed))
        word, state = (step.word, step.told) if step is not None else (None, None)
        if job is not None and step is not None:
            self._tell(job, step)
        told = answer_of(response)
        heard = content_of(told.body)
        self._note(Answered(now, SERVICE, self._requests, str(response.code), word, state, content=heard))
        answer = sent(told)
        assert isinstance(answer, Sent), "a cassette holds no websocket"
        return answer


def calls_of(recording: Recording, world: World) -> Iterator[str]:
    """The members whose use leads to what was recorded, in its order."""
    before = None
    for step in Tape.of(recording.exchanges, world.dialect).steps:
        member = _MEMBERS.get(step.role) if step.role is not None else None
        if member is not None and not (member == before == "result"):
            yield member
        before = member


#: Which member asks for what.
_MEMBERS: Final[Mapping[Role, str]] = {
    Role.STATUS: "status",
    Role.JOB: "status",
    Role.RESULT: "result",
    Role.RESULT_URL: "result",
    Role.RESULT_DOWNLOAD: "result",
    Role.CANCEL: "cancel",
    Role.LOGS: "logs",
    Role.METRICS: "metrics",
    Role.INTERIM_RESULTS: "interim_results",
}

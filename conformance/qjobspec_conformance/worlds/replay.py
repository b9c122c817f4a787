"""A recording, played word for word: each kind of question gets its recorded answers in their order, and the last one again.

Nothing that was said is taken back: an answer that was recorded before one that was given is passed over for a later one.
Cancellations are answered in their own order, whenever a user asks for them; one who is to ask is told nothing before that
followed it. One whose job object was made with a word that was recorded is told nothing from before that word.

This file does not know plots. What the service says of the job is what the recording says.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from qjobspec import JobStatus

from ..credentials import Credentials
from ..events import SERVICE, Answered, Asked, CancelTaken, Event, Moved
from ..recordings.exchanges import Response
from ..recordings.following import Step
from ..recordings.pointers import first
from ..recordings.recording import Recording
from ..recordings.roles import FINAL, Role
from ..recordings.setup import Setup, question
from ..recordings.tapes import Tape
from ..services import Goes
from ..wire import Answer as Sent
from ..wire import Request as Arrived
from ..wire import Stage
from .sending import sent
from .server import asked_by, content_of
from .vocabulary import answer_of
from .world import World


class Replay:
    """A `wire.Service` that plays `recording`, seen from its first job, to a user who is going to cancel it or not.

    It begins with the answer that tells the word `since`, if one does.
    """

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
        cancels: bool = False,
        since: str | None = None,
    ) -> None:
        self._cancels = cancels
        self._credentials = credentials or Credentials()
        self._dialect = world.dialect
        self._tape = Tape.of(recording.exchanges, world.dialect)
        self._setup = Setup.of([self._tape.steps], world.dialect)
        self._clock = clock
        self._thread = thread
        self._note = note
        self._asked: Counter[object] = Counter()
        told = (place for place, step in enumerate(self._tape.steps) if since is not None and step.word == since)
        self._reached, self._cancelled = next(told, 0), 0
        self._requests = 0
        self._said: dict[str, str] = {}
        self._ended: set[str] = set()

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
        place = self._place(fit.route.role, places)
        self._cancelled = place + 1 if fit.route.role is Role.CANCEL else self._cancelled
        self._reached = max(self._reached, place + 1)
        step = self._tape.steps[place]
        return self._sent(request, fit.route.role, job, step.exchange.response, step)

    def _place(self, role: Role, places: list[int]) -> int:
        """Which of the recorded answers at `places` is the next."""
        if role is Role.CANCEL:
            return next((place for place in places if place >= self._cancelled), places[-1])
        cancels = (place for place, step in enumerate(self._tape.steps) if step.role is Role.CANCEL and self._cancels)
        unasked = next((place for place in cancels if place >= self._cancelled), len(self._tape.steps))
        before = [place for place in places if place < unasked] or places
        return next((place for place in before if place >= self._reached), before[-1])

    def _sent(self, request: Arrived, role: Role, job: str | None, response: Response, step: Step | None = None) -> Sent:
        now = self._clock()
        self._requests += 1
        says, signed = content_of(request.body), self._credentials.signed(request)
        self._note(Asked(now, self._thread(), self._requests, role.value, request.method, request.url, job, says, signed))
        word, state = (step.word, step.told) if step is not None else (None, None)
        if job is not None and word is not None and self._said.get(job) != word:
            self._said[job] = word
            self._ended |= {job} if state in FINAL else set()
            self._note(Moved(now, SERVICE, job, word, state))
        told = answer_of(response)
        heard = content_of(told.body)
        self._note(Answered(now, SERVICE, self._requests, str(response.code), word, state, content=heard))
        if job is not None and role is Role.CANCEL and self._comes_to_be_cancelled(job):
            self._note(CancelTaken(now, SERVICE, job, Goes.ACCEPTED))
        answer = sent(told)
        assert isinstance(answer, Sent), "a cassette holds no websocket"
        return answer

    def _comes_to_be_cancelled(self, job: str) -> bool:
        """Whether the recording goes on to tell of a job that is cancelled, and has not told before that it is over."""
        told = [step.told for step in self._tape.steps[self._cancelled :] if step.job_id == job]
        return job not in self._ended and JobStatus.CANCELLED in told


def calls_of(recording: Recording, world: World) -> Iterator[str]:
    """The members whose use leads to what was recorded, in its order: records do not count where states have a route."""
    before = None
    steps = Tape.of(recording.exchanges, world.dialect).steps
    beside = Role.JOB if any(step.role is Role.STATUS for step in steps) else None
    for step in steps:
        member = _MEMBERS.get(step.role) if step.role not in (None, beside) else None
        member = "result" if inline_result(step) is not None else member
        if member is not None and not (member == before == "result"):
            yield member
        before = member


def inline_result(step: Step) -> Any:
    """The result that stands in an answer which tells all about a job; `None` if none does."""
    if step.role is not Role.JOB or step.route is None or step.route.result is None:
        return None
    return first(step.exchange.response.document, step.route.result)


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

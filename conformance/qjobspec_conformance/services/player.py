"""The player: plays a plot, answer by answer, and writes down the truth. It has no clock: each request says when it comes.

This file does not know how an answer travels, nor who asks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import final

from qjobspec import JobStatus

from .answers import Answer, Frames, Reply
from .changes import CHANGEABLE, changed, changes_of
from .courses import course_of_number
from .exemplars import Exemplars
from .lives import Life
from .naming import ids_like
from .plots import Plot, Strike
from .speech import Speech
from .streams import Stream, carried
from .striking import Striking, struck
from .table import PERTURBATIONS
from .telling import Telling
from .truth import Asked, CancelTaken, Entry, Moved, ResultTaken, Stepped, Struck


@dataclass(frozen=True, slots=True)
class Request:
    """What a request says besides its role and its job."""

    method: str = "GET"
    path: str = "/"
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class _Opened:
    """A websocket as it was opened, so that its frames can be told again when the course of its job has changed."""

    life: Life
    stream: Stream
    strikes: tuple[Strike, ...]


@dataclass(frozen=True, slots=True)
class _Asking:
    """A request as it is answered: what it says, and which strikes it meets."""

    role: str
    life: Life | None
    request: Request
    number: int
    now: float
    strikes: tuple[Strike, ...]

    @property
    def taken(self) -> bool:
        """Whether the service does what it is asked."""
        return all(PERTURBATIONS[strike.name].taken for strike in self.strikes)


def _unheard(role: str, state: JobStatus) -> None:
    """Nobody wants to know what is missing."""
    del role, state


@final
class Player:
    """Plays `plot` with the vocabulary of `exemplars`. The jobs that nobody submits exist since `started`.

    The first job that is submitted gets the id `first`, and each further one another of that form. Whenever it would need an
    answer that `exemplars` does not have, it refuses, and says so to `missing`.
    """

    def __init__(
        self,
        plot: Plot,
        exemplars: Exemplars,
        speech: Speech,
        *,
        first: str = "job-1",
        started: float = 0.0,
        missing: Callable[[str, JobStatus], None] = _unheard,
    ) -> None:
        self._telling = Telling(plot, exemplars, speech, missing)
        self._first = first
        self._started = started
        self._striking = Striking(plot.strikes)
        self._lives: dict[str, Life] = {}
        self._asked: Counter[str] = Counter()
        #: Whether its job is being opened: then nothing strikes but what is true all the same.
        self.opening = False
        self._asked_to_open: Counter[str] = Counter()
        self._previous: dict[tuple[str, str], Answer] = {}
        self._opened: dict[int, _Opened] = {}
        self._truth: list[Entry] = []
        self._steps = sorted((Stepped(step.at, step.seconds) for step in plot.clock), key=lambda step: step.at)
        self._news = 0

    def begin(self, job_id: str, now: float = 0.0) -> None:
        """Let a job exist that nobody has asked for yet."""
        self._life(job_id, now)

    def news(self, now: float) -> tuple[Entry, ...]:
        """What has happened since this was asked last, in the order of its moments."""
        self._tell(now)
        fresh, self._news = self._truth[self._news :], len(self._truth)
        return tuple(sorted(fresh, key=lambda entry: entry.at))

    def truth(self, now: float) -> tuple[Entry, ...]:
        """Everything that has happened until `now`, in the order of its moments."""
        self._tell(now)
        return tuple(sorted(self._truth, key=lambda entry: entry.at))

    def answer(self, role: str, job_id: str | None, request: Request, now: float) -> Reply:
        """What the service answers to a request that reaches it at `now`; moments never go back from one to the next."""
        life, number = self._life(job_id, now), self._asked[role]
        self._asked[role] += 1
        self._asked_to_open[role] += self.opening
        self._tell(now)
        self._truth.append(Asked(now, job_id, role, number))
        ended = life is not None and life.course.has_ended(now)
        strikes = self._striking.meeting(role, number, self._asked_to_open[role], ended=ended)
        asking = _Asking(role, life, request, number, now, strikes)
        plain = self._plainly(asking)
        last = None if job_id is None else self._previous.get((job_id, role))
        context = self._telling.context(role, life, last, now)
        reply = struck(plain, asking.strikes, context, lambda one: self._note(asking, one.name, one))
        self._follow(asking, plain, reply)
        return reply

    def as_changed(self, job_id: str, answer: Answer, within: str) -> Answer:
        """An answer beside the job, in whose field `within` its record stands, with what its user has changed."""
        life = self._lives.get(job_id)
        return answer if life is None else changed(answer, life.changed, within=within)

    def frames(self, number: int) -> Reply:
        """The frames of the websocket that request `number` opened, as things stand: a cancellation changes them."""
        opened = self._opened[number]
        context = self._telling.context("stream", opened.life, None, opened.stream.now)
        return struck(self._telling.frames(opened.life, opened.stream), opened.strikes, context, lambda _: None)

    def hung_up(self, number: int, now: float) -> None:
        """Take down that the user has closed the websocket that request `number` opened; what was to come still is."""
        opened = self._opened[number]
        opened.life.delivered = opened.life.carried = self._telling.stream(opened.life, now).delivered

    # -- what comes of it

    def _plainly(self, asking: _Asking) -> Reply:
        if asking.life is None:
            return self._telling.unasked(asking.role, self._next_id())
        return self._telling.reply(asking.role, asking.life, asking.request.body, asking.now)

    def _follow(self, asking: _Asking, plain: Reply, reply: Reply) -> None:
        life, role, now = asking.life, asking.role, asking.now
        if asking.taken:
            for name in tuple(self._telling.bends(role, life, now)):
                self._note(asking, name)
        if life is None:
            self._submit(asking)
            return
        if isinstance(plain, Answer):
            self._previous[life.job, role] = plain
        if role == "stream":
            self._open(asking, life, plain, reply)
        elif asking.taken:
            self._take(asking, life, plain, reply)

    def _submit(self, asking: _Asking) -> None:
        if asking.role == "submit" and asking.taken:
            job = self._next_id()
            self._born(job, asking.now)
            self._lives[job].changed |= changes_of(asking.request.body)
            self._tell(asking.now)

    def _take(self, asking: _Asking, life: Life, plain: Reply, reply: Reply) -> None:
        if asking.role == "cancel" and not life.course.has_ended(asking.now):
            self._cancel(life, asking.now)
        elif asking.role in CHANGEABLE:
            life.changed |= changes_of(asking.request.body)
        elif asking.role in self._telling.fetching.stages and self._telling.has_result(life, asking.now):
            self._hand_out(asking, life, plain, reply)

    def _cancel(self, life: Life, now: float) -> None:
        plot = self._telling.plot
        life.course = life.course.cancelled(now, plot.cancellation, plot.afterwards)
        self._truth.append(CancelTaken(now, life.job, plot.cancellation.goes))
        self._tell(now)

    def _open(self, asking: _Asking, life: Life, plain: Reply, reply: Reply) -> None:
        stream = self._telling.stream(life, asking.now)
        self._opened[asking.number] = _Opened(life, stream, asking.strikes)
        life.delivered = life.carried = stream.delivered
        if asking.taken and isinstance(plain, Frames) and isinstance(reply, Frames):
            life.carried += carried(plain, reply, self._telling.speech.greeting)

    def _hand_out(self, asking: _Asking, life: Life, plain: Reply, reply: Reply) -> None:
        stages = self._telling.fetching.stages
        life.fetched += asking.role == stages[0]
        if not (isinstance(plain, Answer) and plain.succeeded):
            return
        if asking.role == "result-url":
            life.addressed = asking.now
        if asking.role == stages[-1] and isinstance(reply, Answer) and reply.succeeded:
            life.consumed = asking.now
            self._truth.append(ResultTaken(asking.now, life.job, asking.role))

    def _note(self, asking: _Asking, name: str, strike: Strike | None = None) -> None:
        job = asking.life.job if asking.life else None
        parameters = strike.parameters if strike else ()
        self._truth.append(Struck(asking.now, job, asking.role, asking.number, name, parameters))

    # -- jobs

    def _life(self, job_id: str | None, now: float) -> Life | None:
        if job_id is not None and job_id not in self._lives:
            self._born(job_id, min(self._started, now))
        return None if job_id is None else self._lives[job_id]

    def _born(self, job_id: str, since: float) -> None:
        self._lives[job_id] = Life(job_id, since, course_of_number(self._telling.plot, since, len(self._lives)))

    def _next_id(self) -> str:
        return next(new for new in ids_like(self._first) if new not in self._lives)

    def _tell(self, now: float) -> None:
        while self._steps and self._steps[0].at <= now:
            self._truth.append(self._steps.pop(0))
        for life in self._lives.values():
            moves = life.course.until(now)
            for move in moves[life.told :]:
                self._truth.append(Moved(move.at, life.job, move.says, self._telling.speech.state_of(move.says)))
            life.told = len(moves)

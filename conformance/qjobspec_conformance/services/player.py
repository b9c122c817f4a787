"""The player: plays a plot, answer by answer, and writes down the truth. It has no clock: each request says when it comes.

This file does not know how an answer travels, nor who asks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Final, final

from qjobspec import JobStatus

from .answers import Answer, Frames, Reply, answer_json
from .blows import refusal
from .changes import CHANGEABLE, changed, changes_of
from .courses import course_of
from .exemplars import Exemplars
from .fetching import NAMES, Fetching
from .lives import Life
from .plots import Cancellation, Goes, Plot, Strike
from .rows import Context
from .speech import Speech
from .streams import Stream, due
from .striking import Striking, struck
from .table import PERTURBATIONS
from .truth import Asked, CancelTaken, Entry, Moved, ResultTaken, Struck
from .words import worded

#: What the table calls each way in which a cancellation can go otherwise than plainly.
CANCELLATIONS: Final = {
    Goes.ACCEPTED: "cancel-takes-time",
    Goes.REFUSED: "cancel-refused",
    Goes.IGNORED: "cancel-ignored",
    Goes.LATE: "late-completed",
    Goes.RACING: "cancel-races",
}


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


@final
class Player:
    """Plays `plot` with the vocabulary of `exemplars`. The jobs that nobody submits exist since `started`.

    Whenever it would need an answer that `exemplars` does not have, it refuses, and says so to `missing`.
    """

    def __init__(
        self,
        plot: Plot,
        exemplars: Exemplars,
        speech: Speech,
        *,
        started: float = 0.0,
        missing: Callable[[str, JobStatus], None] = lambda role, state: None,
    ) -> None:
        self._plot = plot
        self._missing = missing
        self._exemplars = exemplars
        self._speech = speech
        self._started = started
        self._fetching = Fetching(speech, plot.results)
        self._striking = Striking(plot.strikes)
        self._lives: dict[str, Life] = {}
        self._asked: Counter[str] = Counter()
        self._previous: dict[tuple[str, str], Answer] = {}
        self._opened: dict[int, _Opened] = {}
        self._truth: list[Entry] = []
        self._news = 0

    def begin(self, job_id: str, now: float = 0.0) -> None:
        """Let a job exist that nobody has asked for yet."""
        self._life(job_id, now)

    def news(self, now: float) -> tuple[Entry, ...]:
        """What has happened since this was asked last, in the order of its moments."""
        for life in self._lives.values():
            self._tell_moves(life, now)
        fresh, self._news = self._truth[self._news :], len(self._truth)
        return tuple(sorted(fresh, key=lambda entry: entry.at))

    def truth(self, now: float) -> tuple[Entry, ...]:
        """Everything that has happened until `now`, in the order of its moments."""
        for life in self._lives.values():
            self._tell_moves(life, now)
        return tuple(sorted(self._truth, key=lambda entry: entry.at))

    def answer(self, role: str, job_id: str | None, request: Request, now: float) -> Reply:
        """What the service answers to a request that reaches it at `now`; moments never go back from one to the next."""
        number = self._asked[role]
        self._asked[role] += 1
        life = self._life(job_id, now)
        if life is not None:
            self._tell_moves(life, now)
        self._truth.append(Asked(now, job_id, role, number))
        strikes = self._striking.meeting(role, number, ended=life is not None and life.course.has_ended(now))
        plain = self._plainly(role, life, request, now)
        context = self._context(role, life, now)
        reply = struck(plain, strikes, context, lambda one: self._strike(now, job_id, role, number, one))
        taken = all(PERTURBATIONS[strike.name].taken for strike in strikes)
        if life is None:
            self._submit(role, now) if taken else None
            return reply
        if isinstance(plain, Answer):
            self._previous[life.job, role] = plain
        if role == "stream":
            self._open(life, reply, number, strikes, now)
        elif taken:
            self._note_bends(role, life, number, now)
            self._take(role, life, request, reply, plain, now)
        return reply

    def frames(self, number: int) -> Reply:
        """The frames of the websocket that request `number` opened, as things stand: a cancellation changes them."""
        opened = self._opened[number]
        life, stream = opened.life, opened.stream
        plain = stream.frames(life.course, self._plot.messages, life.since)
        return struck(plain, opened.strikes, self._context("stream", life, stream.now), lambda _: None)

    # -- what is answered, without consequences

    def _plainly(self, role: str, life: Life | None, request: Request, now: float) -> Reply:
        if life is None:
            return self._late(self._unasked(role))
        if role == "stream":
            return self._stream(life, now).frames(life.course, self._plot.messages, life.since)
        if role == "cancel" and not life.course.has_ended(now) and self._refuses:
            return self._late(self._shows(role, life, "DONE"))
        if self._is_done(life, now) and (gone := self._fetching.refused(life, role, now)):
            return self._late(gone)
        changes = life.changed | (changes_of(request.body) if role in CHANGEABLE else {})
        return self._late(changed(self._shows(role, life, self._says(role, life, now)), changes))

    def _says(self, role: str, life: Life, now: float) -> str:
        if role not in self._speech.status and life.course.has_ended(now):
            return life.course.ends.says
        return life.course.says(now)

    @property
    def _refuses(self) -> bool:
        return self._plot.cancellation.goes in {Goes.REFUSED, Goes.RACING}

    def _unasked(self, role: str) -> Answer:
        job_id = self._next_id() if role == "submit" else ""
        return self._exemplars.answer(role, JobStatus.RUNNING, job_id) or answer_json({})

    def _shows(self, role: str, life: Life, says: str) -> Answer:
        answer = worded(self._exemplars, self._speech, role, says, life.job)
        if answer is None:
            self._missing(role, self._speech.state_of(says) or JobStatus.RUNNING)
        return answer or refusal(404)

    def _stream(self, life: Life, now: float) -> Stream:
        delivered = life.delivered if life.opened is None else max(life.delivered, self._due(life, now))
        return Stream(self._speech, self._exemplars, life.job, now, delivered)

    def _late(self, answer: Answer) -> Answer:
        return replace(answer, delay=answer.delay + self._plot.latency) if self._plot.latency else answer

    def _context(self, role: str, life: Life | None, now: float) -> Context:
        if life is None:
            return Context(self._speech, role, "")
        said = tuple(move.says for move in life.course.until(now))
        previous = self._previous.get((life.job, role))
        shows = partial(worded, self._exemplars, self._speech, role, job_id=life.job)
        return Context(self._speech, role, said[-1], said[:-1], previous, lambda says: shows(says=says))

    # -- what comes of it

    def _submit(self, role: str, now: float) -> None:
        if role == "submit":
            self._born(self._next_id(), now)

    def _take(self, role: str, life: Life, request: Request, reply: Reply, plain: Reply, now: float) -> None:
        if role == "cancel" and not life.course.has_ended(now):
            self._cancel(life, now)
        elif role in CHANGEABLE:
            life.changed |= changes_of(request.body)
        elif role in self._fetching.stages and self._is_done(life, now):
            self._hand_out(role, life, reply, plain, now)

    def _cancel(self, life: Life, now: float) -> None:
        cancellation = self._plot.cancellation
        life.course = life.course.cancelled(now, cancellation, self._plot.afterwards)
        self._truth.append(CancelTaken(now, life.job, cancellation.goes))
        self._tell_moves(life, now)

    def _open(self, life: Life, reply: Reply, number: int, strikes: tuple[Strike, ...], now: float) -> None:
        stream = self._stream(life, now)
        self._opened[number] = _Opened(life, stream, strikes)
        life.delivered, life.opened = stream.delivered, None
        if isinstance(reply, Frames):
            whole = reply.code == self._speech.closes and reply.then == "close"
            life.opened = now if whole else None
            life.delivered += 0 if whole else len(reply.messages)

    def _hand_out(self, role: str, life: Life, reply: Reply, plain: Reply, now: float) -> None:
        stages = self._fetching.stages
        life.fetched += role == stages[0]
        if not (isinstance(plain, Answer) and plain.succeeded):
            return
        if role == "result-url":
            life.addressed = now
        if role == stages[-1] and isinstance(reply, Answer) and reply.succeeded:
            life.consumed = now
            self._truth.append(ResultTaken(now, life.job, role))

    def _note_bends(self, role: str, life: Life, number: int, now: float) -> None:
        ended, names = life.course.has_ended(now), list[str]()
        if role == "cancel" and not ended and self._plot.cancellation != Cancellation():
            names.append(CANCELLATIONS[self._plot.cancellation.goes])
        if self._is_done(life, now) and self._fetching.refused(life, role, now):
            names.append(NAMES[self._plot.results.comes])
        if ended and role in self._speech.status and life.course.says(now) != life.course.ends.says:
            names.append("final-state-overwritten")
        self._truth += [Struck(now, life.job, role, number, name) for name in names]

    def _strike(self, now: float, job: str | None, role: str, number: int, strike: Strike) -> None:
        self._truth.append(Struck(now, job, role, number, strike.name, strike.parameters))

    # -- jobs

    def _life(self, job_id: str | None, now: float) -> Life | None:
        if job_id is not None and job_id not in self._lives:
            self._born(job_id, min(self._started, now))
        return self._lives[job_id] if job_id is not None else None

    def _born(self, job_id: str, since: float) -> None:
        self._lives[job_id] = Life(job_id, since, course_of(self._plot, since))

    def _next_id(self) -> str:
        return f"job-{len(self._lives) + 1}"

    def _is_done(self, life: Life, now: float) -> bool:
        return life.course.has_ended(now) and self._speech.state_of(life.course.ends.says) is JobStatus.DONE

    def _due(self, life: Life, now: float) -> int:
        return due(self._plot.messages, life.since, life.course, now)

    def _tell_moves(self, life: Life, now: float) -> None:
        moves = life.course.until(now)
        for move in moves[life.told :]:
            self._truth.append(Moved(move.at, life.job, move.says, self._speech.state_of(move.says)))
        life.told = len(moves)

"""The player: plays a plot, answer by answer, and writes down the truth. It has no clock: every question says when it is asked.

This file does not know how an answer travels, nor who asks.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import Final, final

from qjobspec import JobStatus

from .answers import Answer, Frames, Reply, answer_json
from .blows import refusal
from .courses import course_of
from .exemplars import Exemplars
from .fetching import NAMES, Fetching
from .lives import Life
from .plots import LAST, Cancellation, Goes, Plot, Strike
from .rows import Context
from .speech import Speech
from .streams import Stream, due
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
#: The fields of a record that a user can change by a request.
CHANGEABLE: Final = ("name", "tags")


@dataclass(frozen=True, slots=True)
class Request:
    """What a request says besides its role and its job."""

    method: str = "GET"
    path: str = "/"
    body: bytes = b""


@final
class Player:
    """Plays `plot` with the vocabulary of `exemplars`. The jobs that nobody submits exist since `started`."""

    def __init__(self, plot: Plot, exemplars: Exemplars, speech: Speech, *, started: float = 0.0) -> None:
        self._plot = plot
        self._exemplars = exemplars
        self._speech = speech
        self._started = started
        self._fetching = Fetching(speech, plot.results)
        self._lives: dict[str, Life] = {}
        self._asked: Counter[str] = Counter()
        self._last: dict[str, int] = {}
        self._previous: dict[tuple[str | None, str], Answer] = {}
        self._truth: list[Entry] = []

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
        strikes = self._strikes(role, number, life, now)
        plain = self._plainly(role, life, request, now)
        reply = plain
        for strike in strikes:
            reply = self._struck(strike, reply, life, number, now)
        if all(PERTURBATIONS[strike.name].taken for strike in strikes):
            self._take(role, life, request, reply, plain, number, now)
        if isinstance(plain, Answer):
            self._previous[job_id, role] = plain
        return reply

    # -- what is answered, without consequences

    def _plainly(self, role: str, life: Life | None, request: Request, now: float) -> Reply:
        if life is None:
            return self._late(self._unasked(role))
        if role == "stream":
            delivered = life.delivered if life.opened is None else max(life.delivered, self._due(life, now))
            stream = Stream(self._speech, self._exemplars, life.job, now, delivered)
            return stream.frames(life.course, self._plot.messages, life.since)
        if role == "cancel" and not life.course.has_ended(now):
            return self._late(self._shows(role, life, self._cancel_word(life, now)))
        if self._is_done(life, now) and (gone := self._fetching.refused(life, role, now)):
            return self._late(gone)
        return self._late(_changed(self._shows(role, life, life.course.says(now)), role, life, request))

    def _unasked(self, role: str) -> Answer:
        job_id = f"job-{len(self._lives) + 1}" if role == "submit" else ""
        state = self._speech.state_of(self._plot.phases[0].says) if self._plot.phases else JobStatus.DONE
        return self._exemplars.answer(role, state or JobStatus.RUNNING, job_id) or answer_json({})

    def _cancel_word(self, life: Life, now: float) -> str:
        refuses = self._plot.cancellation.goes in {Goes.REFUSED, Goes.RACING}
        return "DONE" if refuses else life.course.says(now)

    def _shows(self, role: str, life: Life, says: str) -> Answer:
        return worded(self._exemplars, self._speech, role, says, life.job) or refusal(404)

    def _late(self, answer: Answer) -> Answer:
        return replace(answer, delay=answer.delay + self._plot.latency) if self._plot.latency else answer

    # -- what strikes

    def _strikes(self, role: str, number: int, life: Life | None, now: float) -> list[Strike]:
        if life is not None and life.course.has_ended(now):
            self._last.setdefault(role, number)
        return [each for each in self._plot.strikes if each.role == role and self._meets(each, number)]

    def _meets(self, strike: Strike, number: int) -> bool:
        first = self._last.get(strike.role) if strike.request == LAST else strike.request
        return first is not None and first <= number < first + strike.burst

    def _struck(self, strike: Strike, reply: Reply, life: Life | None, number: int, now: float) -> Reply:
        row, context = PERTURBATIONS[strike.name], self._context(strike.role, life, now)
        after: Reply = reply
        if isinstance(reply, Answer) and row.answers is not None:
            after = row.answers(reply, context, strike.given)
        elif isinstance(reply, Frames) and row.frames is not None:
            after = row.frames(reply, context, strike.given)
        if after != reply:
            job = life.job if life else None
            self._truth.append(Struck(now, job, strike.role, number, strike.name, strike.parameters))
        return after

    def _context(self, role: str, life: Life | None, now: float) -> Context:
        if life is None:
            return Context(self._speech, role, "")
        said = tuple(move.says for move in life.course.until(now))
        shown = life
        return Context(
            self._speech,
            role,
            said[-1],
            said[:-1],
            self._previous.get((life.job, role)),
            lambda says: worded(self._exemplars, self._speech, role, says, shown.job),
        )

    # -- what comes of it

    def _take(
        self, role: str, life: Life | None, request: Request, reply: Reply, plain: Reply, number: int, now: float
    ) -> None:
        if life is None:
            if role == "submit":
                self._born(f"job-{len(self._lives) + 1}", now)
            return
        self._note_bends(role, life, number, now)
        if role == "cancel" and not life.course.has_ended(now):
            self._cancel(life, now)
        elif role == "stream":
            self._stream(life, reply, now)
        elif role in CHANGEABLE:
            life.changed |= _fields(request)
        elif self._is_done(life, now):
            self._hand_out(role, life, reply, plain, now)

    def _cancel(self, life: Life, now: float) -> None:
        cancellation = self._plot.cancellation
        life.course = life.course.cancelled(now, cancellation, self._plot.afterwards)
        self._truth.append(CancelTaken(now, life.job, cancellation.goes))
        self._tell_moves(life, now)

    def _stream(self, life: Life, reply: Reply, now: float) -> None:
        if life.opened is not None:
            life.delivered = max(life.delivered, self._due(life, now))
        cut = isinstance(reply, Frames) and reply.code != self._speech.closes
        life.opened = None if cut or not isinstance(reply, Frames) else now
        if cut and isinstance(reply, Frames):
            life.delivered += len(reply.messages)

    def _hand_out(self, role: str, life: Life, reply: Reply, plain: Reply, now: float) -> None:
        stages = self._fetching.stages
        if not stages or role not in stages:
            return
        life.fetched += role == stages[0]
        if not (isinstance(plain, Answer) and plain.succeeded):
            return
        if role == "result-url":
            life.addressed = now
        if role == stages[-1] and isinstance(reply, Answer) and reply.succeeded:
            life.consumed = now
            self._truth.append(ResultTaken(now, life.job, role))

    def _note_bends(self, role: str, life: Life, number: int, now: float) -> None:
        names: list[str] = []
        if role == "cancel" and not life.course.has_ended(now) and self._plot.cancellation != Cancellation():
            names.append(CANCELLATIONS[self._plot.cancellation.goes])
        if self._is_done(life, now) and self._fetching.refused(life, role, now):
            names.append(NAMES[self._plot.results.comes])
        if role in self._speech.status and life.course.says(now) != life.course.ends.says and life.course.has_ended(now):
            names.append("final-state-overwritten")
        self._truth += [Struck(now, life.job, role, number, name) for name in names]

    # -- jobs

    def _life(self, job_id: str | None, now: float) -> Life | None:
        if job_id is None:
            return None
        if job_id not in self._lives:
            self._born(job_id, min(self._started, now))
        return self._lives[job_id]

    def _born(self, job_id: str, since: float) -> None:
        self._lives[job_id] = Life(job_id, since, course_of(self._plot, since))

    def _is_done(self, life: Life, now: float) -> bool:
        return life.course.has_ended(now) and life.course.ends.says == "DONE"

    def _due(self, life: Life, now: float) -> int:
        return due(self._plot.messages, life.since, life.course, now)

    def _tell_moves(self, life: Life, now: float) -> None:
        moves = life.course.until(now)
        for move in moves[life.told :]:
            self._truth.append(Moved(move.at, life.job, move.says, self._speech.state_of(move.says)))
        life.told = len(moves)


def _fields(request: Request) -> dict[str, object]:
    document = Answer(body=request.body).document()
    return {name: document[name] for name in CHANGEABLE if name in document} if isinstance(document, dict) else {}


def _changed(answer: Answer, role: str, life: Life, request: Request) -> Answer:
    """The answer with what the user has changed, in the fields that it has."""
    changes = life.changed | (_fields(request) if role in CHANGEABLE else {})
    document = answer.document() if changes else None
    if not isinstance(document, dict):
        return answer
    return answer.saying({**document, **{name: value for name, value in changes.items() if name in document}})

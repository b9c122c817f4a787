"""The service of one run, behind the wire: finds out what a request is for, lets a player answer, and writes it down.

This file does not know the user's side. It has no clock of its own.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Final

from ..credentials import Credentials
from ..describing import described
from ..events import SERVICE, Answered, Asked, CancelTaken, Event, Fault, Moved, ResultTaken, Stepped, Unreached
from ..recordings.exchanges import Request as Question
from ..recordings.roles import Role
from ..recordings.setup import question
from ..services import Answer, Frames, Player, Plot, Refusal, Reply, Request, truth
from ..services.blows import refusal
from ..services.pointers import find
from ..wire import Answer as Sent
from ..wire import Dialogue, Network, Trouble
from ..wire import Request as Arrived
from ..wire import Stage as Step
from .connecting import Connections
from .sending import TROUBLES, lasts, sent
from .streaming import Stream
from .vocabulary import Vocabulary, answer_of
from .world import World

_SUCCESS: Final = range(200, 300)


class Server:
    """A `wire.Service` that plays `plot`. `note` takes down each event; `clock` says when, `thread` who asks."""

    def __init__(
        self,
        world: World,
        plot: Plot,
        *,
        clock: Callable[[], float],
        thread: Callable[[], str],
        note: Callable[[Event], None],
        connections: Connections,
        credentials: Credentials | None = None,
    ) -> None:
        self._world = world
        self._vocabulary = Vocabulary(world.exemplars, world.harness)
        self._player = Player(plot, self._vocabulary, world.speech, first=world.job, missing=self._vocabulary.note)
        self._credentials = credentials or Credentials()
        #: The id of the first job that was handed in; `None` if none was.
        self.submitted: str | None = None
        self._is_lost = plot.lost
        self._clock = clock
        self._thread = thread
        self._note = note
        self._connections = connections
        self._requests = 0
        #: Set by whoever puts the service behind the wire.
        self.network: Network | None = None
        self._streams: list[Stream] = []
        self._set_up: Counter[object] = Counter()

    def begin(self) -> None:
        """Let the judged job exist, submitted by somebody else."""
        self._player.begin(self._world.job)

    @contextmanager
    def opening(self) -> Generator[None]:
        """While the job is opened, which is no business of its class: nothing strikes but what is true all the same."""
        self._player.opening = True
        yield
        self._player.opening = False

    @property
    def missing(self) -> tuple[str, ...]:
        """The kinds of answers that would have been needed and that no recording shows."""
        return self._vocabulary.missing

    def news(self, now: float) -> Iterator[Event]:
        """What the service did since this was asked last."""
        events = [event for entry in self._player.news(now) if (event := _event(entry)) is not None]
        told = [each for stream in self._streams for each in stream.told(now)]
        return iter(sorted([*events, *told], key=lambda event: event.at) if told else events)

    # -- what the wire asks

    def meets(self, stage: Step, host: str, port: int) -> Trouble | None:
        """Say what trouble there is on the way to a connection."""
        closed = self._connections.meets(stage)
        if closed is None:
            return None
        fault = Fault(closed.strike.name, closed.strike.parameters)
        self._note(Unreached(self._clock(), self._thread(), f"{host}:{port}", fault, closed.strike.role))
        return TROUBLES[closed.kind]

    def answer(self, request: Arrived) -> Sent | Dialogue | None:
        """Answer a request, or say that nobody knows the address."""
        asked = asked_by(request)
        fit = self._world.dialect.fit(asked)
        if fit is None:
            return None
        self._requests += 1
        role, number, now = fit.route.role, self._requests, self._clock()
        if role is Role.SETUP:
            return self._setup(request, asked, number, now)
        job = fit.job_id or self._named(asked) or (None if role is Role.SUBMIT else self._world.job)
        self._note(self._asked(request, asked, number, role, job))
        self._connections.came(number, request)
        reply = self._player.answer(role.value, job, Request(request.method, request.path, request.body), now)
        entries = self._player.news(now)
        self._note(self._answered(now, number, role.value, reply, entries))
        for event in (event for entry in entries if (event := _event(entry)) is not None):
            self._note(event)
            if role is Role.SUBMIT and isinstance(event, Moved) and self.submitted is None:
                self.submitted = event.job
        if role is Role.STREAM:
            self._streams.append(Stream(number, request.connection, now, reply))
        elif self._streams:
            self._tell_anew()
        return self._connections.leaving(request, self._sent(reply))

    def hung_up(self, connection: int) -> None:
        """Take down that the user has closed the websocket on this connection."""
        for index, stream in enumerate(self._streams):
            if stream.connection == connection and isinstance(stream.reply, Frames):
                stream.end(self._clock())
                self._player.hung_up(index, self._clock())

    def left_open(self) -> tuple[int, ...]:
        """The requests that have opened a websocket which neither side has closed."""
        talking = self.network.talking() if self.network is not None else frozenset[int]()
        return tuple(stream.number for stream in self._streams if stream.connection in talking)

    def _tell_anew(self) -> None:
        """Let every open websocket go on as things stand now: a cancellation changes what is to come."""
        for index, stream in enumerate(self._streams):
            frames = self._player.frames(index) if stream.is_open else stream.reply
            dialogue = self._sent(frames)
            if frames != stream.reply and isinstance(dialogue, Dialogue) and self.network is not None:
                stream.reply = frames
                self.network.retell(stream.connection, dialogue)

    def _sent(self, reply: Reply) -> Sent | Dialogue:
        return sent(reply, waits=self._world.speech.authenticates)

    # -- how

    def _setup(self, request: Arrived, asked: Question, number: int, now: float) -> Sent | Dialogue | None:
        fit = self._world.dialect.fit(asked)
        assert fit is not None, "whoever asks has looked"
        same = question(asked, fit, self._world.dialect)
        told = self._world.exemplars.setup.answer(asked, self._set_up[same, fit.job_id])
        if told is None:
            return None
        self._set_up[same, fit.job_id] += 1
        self._note(self._asked(request, asked, number, Role.SETUP, fit.job_id))
        is_lost = self._is_lost and request.method == "GET" and fit.job_id is not None
        answer = refusal(404) if is_lost else answer_of(told)
        if fit.job_id is not None and fit.route.job_id is not None:
            answer = self._player.as_changed(fit.job_id, answer, fit.route.job_id.split("/")[1])
        self._note(Answered(now, SERVICE, number, str(answer.status), content=content_of(answer.body)))
        return self._connections.leaving(request, sent(answer))

    def _asked(self, request: Arrived, asked: Question, number: int, role: Role, job: str | None) -> Asked:
        says, signed = content_of(request.body), self._credentials.signed(request)
        return Asked(self._clock(), self._thread(), number, role.value, request.method, asked.url, job, says, signed)

    def _named(self, asked: Question) -> str | None:
        """The id in the body of a request, where the dialect says that it stands there."""
        pointer = self._world.dialect.asked
        named = find(asked.document, pointer) if pointer is not None else None
        return named if isinstance(named, str) else None

    def _answered(self, now: float, number: int, role: str, reply: Reply, entries: tuple[truth.Entry, ...]) -> Answered:
        faults = tuple(Fault(entry.name, entry.parameters) for entry in entries if isinstance(entry, truth.Struck))
        word = self._word(role, reply)
        state = None if word is None else self._world.dialect.state_of(word, _document(reply))
        says = content_of(reply.body) if isinstance(reply, Answer) else None
        return Answered(now, SERVICE, number, _said(reply), word, state, faults, lasts(reply), says)

    def _word(self, role: str, reply: Reply) -> str | None:
        pointer = self._world.speech.status.get(role)
        if pointer is None or not isinstance(reply, Answer) or reply.status not in _SUCCESS:
            return None
        word = find(reply.document(), pointer)
        return word if isinstance(word, str) else None


def asked_by(request: Arrived) -> Question:
    """A request of the wire as recordings and dialects have it: who asks for a websocket asks by `ws:` or `wss:`."""
    url = f"ws{request.url.removeprefix('http')}" if request.is_upgrade else request.url
    return Question(request.method, url, request.headers, request.body)


@lru_cache(maxsize=1024)
def content_of(body: bytes) -> str | None:
    """What a body says, as JSON that two runs write alike: any text is JSON too, and nothing is `None`.

    Recorded bodies come again and again, and are large.
    """
    if not body:
        return None
    try:
        return described(json.loads(body), {})
    except ValueError:
        return described(body.decode("utf-8", "backslashreplace"), {})


def _document(reply: Reply) -> object:
    return reply.document() if isinstance(reply, Answer) else None


def _said(reply: Reply) -> str:
    match reply:
        case Answer():
            return str(reply.status)
        case Refusal():
            return reply.kind
        case Frames():
            return "websocket"


def _event(entry: truth.Entry) -> Event | None:
    """What a history says of an entry of the player's; of requests and strikes it says more than the player knows."""
    match entry:
        case truth.Moved():
            return Moved(entry.at, SERVICE, entry.job, entry.says, entry.state)
        case truth.Stepped():
            return Stepped(entry.at, SERVICE, entry.seconds)
        case truth.CancelTaken():
            return CancelTaken(entry.at, SERVICE, entry.job, entry.goes.value)
        case truth.ResultTaken():
            return ResultTaken(entry.at, SERVICE, entry.job)
        case truth.Asked() | truth.Struck():
            return None

"""Runs one example against one subject in virtual time and gives back the history.

This file does not judge. What it does is what the pasted Python of an example does, with a pen in hand.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from dataclasses import replace
from typing import Any

from qjobspec import Member

from .decoders import decoder
from .events import Value
from .examples import Argument, Callback, Decoder, Example, Lane, Lent, Origin, Recorded, Step, Timeline
from .harnesses import HarnessError, Subject
from .histories import History
from .lending import Lender
from .listening import listening
from .offers import Offer, offers
from .recorder import Recorder
from .scenes import HandleError, scene
from .services import Plot, Strike
from .spoiling import spoil
from .virtual import Curtain, Refused, Stuck, VirtualTime
from .worlds.connecting import Connections, kind_of
from .zones import abroad

#: Where nothing is otherwise than usual, a harness that cannot open its job is at fault.
_PLAIN = Plot()
#: What a call of the constructor is called in a history.
CONSTRUCTOR = "constructor"
#: What stands in a history for the call that makes what is judged.
_MAKING = {Origin.CONSTRUCTED: CONSTRUCTOR, Origin.RUN: "run", Origin.SET: "job_set"}


class CallbackError(Exception):
    """What a callback of the suite raises when its program says so."""


def drive(subject: Subject, example: Example, *, real_seconds: float = 3.0) -> History:
    """Run `example` and write down what happens.

    Raises `HarnessError` if the harness cannot make its jobs, or a job cannot be had in virtual time: it starts processes.
    A thread that neither waits nor ends for `real_seconds` is taken for a spin.
    """
    plain, connections, rehearsal = _prepared(subject, example, real_seconds)
    if rehearsal is not None:
        return replace(rehearsal, example=example)
    return replace(_Run(subject, plain, connections, real_seconds).history(), example=example)


def closures_of(subject: Subject, example: Example) -> tuple[Example, Connections]:
    """What is left of `example` once its closed connections are known, and those connections."""
    plain, connections, _ = _prepared(subject, example, real_seconds=60.0)
    return plain, connections


def _prepared(subject: Subject, example: Example, real_seconds: float) -> tuple[Example, Connections, History | None]:
    """The same, and the run itself if no strike on the way to a connection strikes."""
    strikes = _on_the_way(example.timeline)
    if not strikes:
        return example, Connections(), None
    connections, plain = Connections(), _without(example, strikes)
    rehearsal = _Run(subject, plain, connections, real_seconds).history()
    ends = rehearsal.final_move[1].at if rehearsal.final_move is not None else None
    closures = connections.closures(rehearsal.events[rehearsal.opened_at :], strikes, ends)
    return plain, Connections(closures), None if closures else rehearsal


def _on_the_way(timeline: Timeline | Plot | Recorded) -> tuple[Strike, ...]:
    """The strikes that keep a connection from coming about."""
    strikes = timeline.strikes if isinstance(timeline, Plot) else ()
    return tuple(strike for strike in strikes if kind_of(strike) is not None)


def _without(example: Example, strikes: tuple[Strike, ...]) -> Example:
    assert isinstance(example.timeline, Plot), "only a plot has strikes"
    left = tuple(strike for strike in example.timeline.strikes if strike not in strikes)
    return replace(example, timeline=replace(example.timeline, strikes=left))


class _Run:
    """One run of one example."""

    def __init__(self, subject: Subject, example: Example, connections: Connections, real_seconds: float) -> None:
        self._subject = subject
        self._example = example
        self._scene = scene(subject, example, connections, real_seconds)
        self._is_plain = example.timeline == _PLAIN and connections.are_all_open
        self._time = VirtualTime(picks=example.picks, patience=self._scene.patience, clock_steps=self._scene.clock_steps)
        words = "str" in subject.profile.status_type.split(" | ")
        self._recorder = Recorder(
            lambda: self._time.now,
            self._time.name,
            self._moved,
            words=words,
            readable=None if subject.world is None else _readable(subject),
            secrets=subject.secrets,
        )
        self._jobs: list[Any] = []
        self._given: dict[str, object] = {}
        self._lender: Lender | None = None
        self._open: threading.Event | None = None
        self._lanes_left = len(example.program.lanes)
        self._offers: Mapping[str, Offer] = {}
        self._made_of: Mapping[str, Value] = {}
        self._thing: int | None = None

    def _moved(self, *, final: bool) -> None:
        self._time.last_word(self._scene.after_the_end if final else None)

    def history(self) -> History:
        """Make the run, and give what was written down."""
        lanes = {"main": self._main}
        for number, lane in enumerate(self._example.program.lanes[1:], start=2):
            lanes[f"lane-{number}"] = self._beside(lane)
        subject, ended = self._subject, 0.0
        zone = abroad() if subject.world is not None else nullcontext()
        with zone as ahead, self._scene.played(self._recorder), listening(self._recorder.warned):
            ended = self._run(lanes)
        return History(
            subject=subject.name,
            profile=subject.profile,
            errors=subject.errors,
            example=self._example,
            lacks=subject.lacks,
            offers=self._offers,
            made_of=self._made_of,
            thing=self._thing,
            events=tuple(self._recorder.events),
            ended=ended,
            signs=bool(subject.secrets),
            zone=ahead,
            **self._scene.facts(),
        )

    def _run(self, lanes: Mapping[str, Callable[[], None]]) -> float:
        try:
            ended = self._time.run(lanes)
        except Stuck as stuck:
            self._recorder.hung(stuck)
            return stuck.at
        except Refused as refused:
            raise HarnessError(f"{self._subject.name} cannot be judged: {refused}") from refused
        self._recorder.left(ended, self._scene.left_open())
        return ended.at

    def _main(self) -> None:
        if self._lanes_left > 1:
            self._open = threading.Event()
        self._raise_the_curtain()
        if self._open is not None:
            self._open.set()
        self._play(self._example.program.lanes[0])

    def _beside(self, lane: Lane) -> Callable[[], None]:
        def play() -> None:
            assert self._open is not None, "the main lane goes first"
            self._open.wait()
            self._play(lane)

        return play

    def _raise_the_curtain(self) -> None:
        harness: Any = self._subject.make()
        self._jobs = self._made(harness)
        if not self._jobs:
            return
        self._thing = self._recorder.thing(self._jobs[0])
        made_of: Mapping[str, object] = getattr(harness, "made_of", {})
        self._made_of = {member: self._recorder.value(value) for member, value in made_of.items()}
        if self._example.origin is not Origin.SET:
            self._offers = offers(self._jobs[0], self._subject.profile)

    def _made(self, harness: Any) -> list[Any]:
        """Make the jobs. A user who hands a job in and gets an error has none."""
        if self._example.origin is Origin.OPENED:
            return self._opened(harness)
        if self._example.origin is Origin.PREPARED:
            job, circuits, backend = self._scene.open(harness, self._recorder, Origin.PREPARED)
            self._lender = Lender(self._recorder.used, circuits=circuits, backend=backend)
            return [job]
        member = _MAKING[self._example.origin]
        if self._subject.world is not None and self._example.origin is Origin.CONSTRUCTED:
            self._lender = Lender(self._recorder.used, result=self._subject.world.result)
        number = self._recorder.called(Step(member, self._example.given))
        given = {name: self._passed(argument, number) for name, argument in self._example.given}
        try:
            jobs = self._scene.open(harness, self._recorder, self._example.origin, given)
        except Curtain:
            raise
        except HandleError as error:
            self._recorder.returned(number, error.first)
            self._without_a_job(error, self._recorder.clock(), len(self._recorder.events))
            return []
        except BaseException as error:
            own = self._of_the_job(error)
            if own is None:
                raise
            self._recorder.raised(number, own)
            return []
        self._recorder.returned(number, jobs[0])
        return jobs

    def _of_the_job(self, error: BaseException) -> BaseException | None:
        """What the class of the job has raised, handed in or given more than it needs; `None`: the harness is at fault."""
        if self._example.origin is Origin.RUN:
            return None if isinstance(error, HarnessError) else error
        return error.__cause__ if self._example.origin is Origin.CONSTRUCTED and self._example.given else None

    def _opened(self, harness: Any) -> list[Any]:
        """Open the jobs. Where the service does not do as it should, a job may not even be had; no call comes of that."""
        began, position = self._recorder.clock(), len(self._recorder.events)
        try:
            return self._scene.open(harness, self._recorder)
        except HarnessError as error:
            self._without_a_job(error, began, position)
            return []

    def _without_a_job(self, error: HarnessError, began: float, position: int) -> None:
        if self._subject.world is None or self._is_plain or error.__cause__ is None:
            raise error
        self._recorder.unopened(began, position, error.__cause__)

    def _play(self, lane: Lane) -> None:
        for step in lane if self._jobs else ():
            if step.after:
                time.sleep(step.after)
            self._take(step)
        self._lanes_left -= 1
        if not self._lanes_left and self._scene.lingers:
            time.sleep(self._scene.lingers)
            self._recorder.heard_out()

    def _take(self, step: Step) -> None:
        if (step.of is not None and step.of not in self._given) or not self._can_be_called(step):
            return
        number = self._recorder.called(step)
        try:
            value = asyncio.run(self._in_loop(step, number)) if step.in_loop else self._use(step, number)
        except Curtain:
            raise
        except BaseException as error:  # noqa: BLE001 - whatever a job raises is what its user sees
            self._recorder.raised(number, error)
        else:
            self._recorder.returned(number, value)
            self._given[step.member] = value
            if step.spoils:
                spoil(value)

    def _can_be_called(self, step: Step) -> bool:
        """Whether the job takes the arguments by their names. If not, that is MEMBER-2's business and says nothing else."""
        offer = self._offers.get(step.member) if step.of is None else None
        return offer is None or not offer.is_called or offer.takes(name for name, _ in step.arguments)

    async def _in_loop(self, step: Step, number: int) -> object:
        return self._use(step, number)

    def _use(self, step: Step, number: int) -> object:
        if step.of is not None:
            return getattr(self._given[step.of], step.member.removeprefix(f"{step.of}."))(**dict(step.arguments))
        member = getattr(self._used(step), step.member)
        documented = self._documented(step)
        if documented is None or not documented.kind.is_called:
            return member
        return member(**{name: self._passed(argument, number) for name, argument in step.arguments})

    def _used(self, step: Step) -> Any:
        """The job whose member is used, or the set."""
        if self._example.origin is Origin.SET and step.job:
            return self._jobs[0].managed_jobs()[step.job - 1]
        return self._jobs[step.job]

    def _documented(self, step: Step) -> Member | None:
        if self._example.origin is Origin.SET and not step.job:
            companions = self._subject.profile.companions
            return next((each for one in companions for each in one.members if each.name == step.member), None)
        return self._subject.profile.members.get(step.member)

    def _passed(self, argument: Argument, number: int) -> object:
        if isinstance(argument, Callback):
            return self._callback(argument, number)
        if isinstance(argument, Decoder):
            return decoder(argument.name)
        if isinstance(argument, Lent):
            assert self._lender is not None, "what is lent is lent to a job that submits itself, or is made of it"
            return self._lender.lend(argument, number)
        return list(argument) if isinstance(argument, tuple) else argument

    def _callback(self, callback: Callback, number: int) -> Callable[..., None]:
        def call(*arguments: object, **keywords: object) -> None:
            self._recorder.called_back(number, arguments, keywords)
            for member in callback.asks:
                self._take(Step(member))
            if callback.raises is not None:
                raise CallbackError(callback.raises)

        return call


def _readable(subject: Subject) -> Mapping[str, tuple[str, ...]]:
    """The members to read of what a job hands out: those of the companions of its profile that are no calls."""
    return {
        companion.name: tuple(member.name for member in companion.members if not member.kind.is_called)
        for companion in subject.profile.companions
    }

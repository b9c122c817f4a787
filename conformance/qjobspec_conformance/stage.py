"""Runs one example against one subject in virtual time and gives back the history.

This file does not judge. What it does is what the pasted Python of an example does, with a pen in hand.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from typing import Any, Final

from .examples import Callback, Example, Lane, Step, Timeline
from .harnesses import HarnessError, Subject
from .histories import History, Value
from .offers import Offer, offers
from .recorder import Recorder
from .virtual import Curtain, Patience, Refused, Stuck, VirtualTime
from .works import Work


class CallbackError(Exception):
    """What a callback of the suite raises when its program says so."""


def drive(subject: Subject, example: Example, *, real_seconds: float = 3.0) -> History:
    """Run `example` and write down what happens.

    Raises `HarnessError` if the harness cannot start its jobs, or a job cannot be had in virtual time: it starts processes.
    A thread that neither waits nor ends for `real_seconds` is taken for a spin.
    """
    return _Stage(subject, example, _until_the_end(example.timeline, real_seconds)).run()


#: How long after the job's end somebody may go on waiting for it: as many wakings, or virtual seconds.
_AFTER_THE_END: Final = Patience(seconds=400.0, turns=100)


def _until_the_end(timeline: Timeline, real_seconds: float) -> Patience:
    """While the job has moves to come, waiting is bounded by when they come, and not by how often somebody looks."""
    return Patience(timeline.pending + timeline.running + 600.0, turns=1_000_000, real_seconds=real_seconds)


class _Stage:
    """One run of one example."""

    def __init__(self, subject: Subject, example: Example, patience: Patience) -> None:
        self._subject = subject
        self._example = example
        self._time = VirtualTime(picks=example.picks, patience=patience)
        words = "str" in subject.profile.status_type.split(" | ")
        self._recorder = Recorder(lambda: self._time.now, self._time.name, self._moved, words=words)
        self._harness: Any = None
        self._jobs: list[Any] = []
        self._open: threading.Event | None = None
        self._lanes_left = len(example.program.lanes)
        self._offers: Mapping[str, Offer] = {}
        self._made_of: Mapping[str, Value] = {}
        self._thing: int | None = None

    def _moved(self, *, final: bool) -> None:
        self._time.last_word(_AFTER_THE_END if final else None)

    def run(self) -> History:
        lanes = {"main": self._main}
        for number, lane in enumerate(self._example.program.lanes[1:], start=2):
            lanes[f"lane-{number}"] = self._beside(lane)
        ended = 0.0
        try:
            ended = self._time.run(lanes).at
        except Stuck as stuck:
            self._recorder.hung(stuck)
            ended = stuck.at
        except Refused as refused:
            raise HarnessError(f"{self._subject.name} cannot be judged: {refused}") from refused
        return self._history(ended)

    def _history(self, ended: float) -> History:
        subject = self._subject
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
        )

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
        timeline = self._example.timeline
        self._harness = self._subject.make()
        ahead = [self._start(Work(timeline.pending, job=number)) for number in self._ahead()]
        work = Work(timeline.running, timeline.outcome, witness=self._recorder)
        self._jobs = [self._start(work), *ahead]
        self._thing = self._recorder.thing(self._jobs[0])
        made_of: Mapping[str, object] = getattr(self._harness, "made_of", {})
        self._made_of = {member: self._recorder.value(value) for member, value in made_of.items()}
        self._offers = offers(self._jobs[0], self._subject.profile)

    def _ahead(self) -> range:
        """The numbers of the jobs that hold the executor while the judged one is pending."""
        return range(1, 1 + self._subject.slots if self._example.timeline.pending else 1)

    def _start(self, work: Work) -> Any:
        try:
            job = self._harness.start(work)
            if work.job and "submit" not in self._subject.lacks:
                job.submit()
        except Exception as error:
            seen = f"{type(error).__name__}: {' '.join(str(error).split())}"
            raise HarnessError(f"{self._subject.name}: start(work) and submit() of a fresh job raised {seen}") from error
        return job

    def _play(self, lane: Lane) -> None:
        for step in lane:
            if step.after:
                time.sleep(step.after)
            self._take(step)
        self._lanes_left -= 1
        if not self._lanes_left:
            self._let_the_work_end()

    def _let_the_work_end(self) -> None:
        """A job left running is not judged by how it is brought down."""
        timeline = self._example.timeline
        time.sleep(timeline.pending + timeline.running + 1.0)

    def _take(self, step: Step) -> None:
        number = self._recorder.called(step)
        try:
            value = self._use(step, number)
        except Curtain:
            raise
        except BaseException as error:  # noqa: BLE001 - whatever a job raises is what its user sees
            self._recorder.raised(number, error)
        else:
            self._recorder.returned(number, value)

    def _use(self, step: Step, number: int) -> object:
        member = getattr(self._jobs[step.job], step.member)
        if not self._subject.profile.members[step.member].kind.is_called:
            return member
        arguments = {
            name: self._callback(argument, number) if isinstance(argument, Callback) else argument
            for name, argument in step.arguments
        }
        return member(**arguments)

    def _callback(self, callback: Callback, number: int) -> Callable[..., None]:
        def call(*arguments: object, **keywords: object) -> None:
            self._recorder.called_back(number, arguments, tuple(keywords))
            for member in callback.asks:
                self._take(Step(member))
            if callback.raises is not None:
                raise CallbackError(callback.raises)

        return call

"""Where the job of a run lives: in this process, on an executor that the suite keeps busy, or at a service behind the wire.

This file does not know what its user does.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager, nullcontext
from types import MappingProxyType
from typing import Any, Final, Protocol

from .examples import Example, Origin, Recorded, Timeline
from .harnesses import HarnessError, Subject
from .recorder import Recorder
from .services import Plot, Strike
from .virtual import Patience
from .wire import Unscripted, serving
from .works import Work
from .worlds import Replay, Server, World
from .worlds.connecting import Connections

#: What a constructor is given that is given nothing.
_NOTHING: Final[Mapping[str, object]] = MappingProxyType({})

#: How long after the job's end somebody may go on waiting for it: as many wakings, or virtual seconds.
AFTER_THE_END: Final = Patience(seconds=400.0, turns=100)

#: How long a client may ask for one thing at a service that is slow: six times, half a minute each.
_ASKING: Final = 180.0

#: How long a service may be asked for, beside what its plot takes, before somebody waits in vain.
_UNTIL_THE_END: Final = 600.0


class Scene(Protocol):
    """Where the job lives."""

    @property
    def patience(self) -> Patience:
        """How long the run may go on."""
        ...

    @property
    def after_the_end(self) -> Patience:
        """How long somebody may go on waiting once the job has ended."""
        ...

    @property
    def clock_steps(self) -> tuple[tuple[float, float], ...]:
        """When the wall clock is moved, and by how many seconds."""
        ...

    @property
    def lingers(self) -> float:
        """How many seconds are let pass after the user's last call."""
        ...

    def played(self, recorder: Recorder) -> Any:
        """The context in which the run takes place."""
        ...

    def open(
        self, harness: Any, recorder: Recorder, origin: Origin = Origin.OPENED, given: Mapping[str, object] = _NOTHING
    ) -> list[Any]:
        """Make the jobs, the judged one first: that from its origin, where its constructor is given what is `given`.

        With a job that is not submitted come the circuits and the backend to submit it with.
        """
        ...

    def left_open(self) -> tuple[int, ...]:
        """The requests that have opened a websocket which is still open."""
        ...

    def facts(self) -> Mapping[str, Any]:
        """What the history has to say of the place."""
        ...


def scene(subject: Subject, example: Example, connections: Connections, real_seconds: float) -> Scene:
    """The scene of an example."""
    if subject.world is not None:
        assert not isinstance(example.timeline, Timeline), "a service plays plots and recordings"
        return _Service(subject, subject.world, example, example.timeline, connections, real_seconds)
    assert isinstance(example.timeline, Timeline), "a job of this process has a timeline"
    return _Process(subject, example.timeline, real_seconds)


def made(subject: Subject, what: str, make: Callable[[], Any]) -> Any:
    """What `make` makes; `HarnessError` if it raises."""
    try:
        return make()
    except Exception as error:
        seen = f"{type(error).__name__}: {' '.join(str(error).split())}"
        raise HarnessError(f"{subject.name}: {what} raised {seen}") from error


class HandleError(HarnessError):
    """The `first` job was made, and another handle was not."""

    def __init__(self, error: HarnessError, first: object) -> None:
        super().__init__(*error.args)
        self.first = first


class _Process:
    """An executor of this process, which other jobs may hold for a while."""

    clock_steps = ()
    after_the_end = AFTER_THE_END

    def __init__(self, subject: Subject, timeline: Timeline, real_seconds: float) -> None:
        self._subject = subject
        self._timeline = timeline
        # While the job has moves to come, waiting is bounded by when they come, and not by how often somebody looks.
        self.patience = Patience(timeline.ends + _UNTIL_THE_END, turns=1_000_000, real_seconds=real_seconds)
        # A job left running is not judged by how it is brought down.
        self.lingers = timeline.ends + 1.0

    @contextmanager
    def played(self, recorder: Recorder) -> Generator[None]:
        """Nothing has to be prepared."""
        del recorder
        yield

    def open(
        self, harness: Any, recorder: Recorder, origin: Origin = Origin.OPENED, given: Mapping[str, object] = _NOTHING
    ) -> list[Any]:
        """Start those that hold the executor, then the judged one."""
        del given
        assert origin is Origin.OPENED, "a job of this process is started by its harness"
        ahead = [self._start(harness, Work(self._timeline.pending, job=number)) for number in self._ahead()]
        work = Work(self._timeline.running, self._timeline.outcome, witness=recorder)
        return [self._start(harness, work), *ahead]

    def left_open(self) -> tuple[int, ...]:
        """Nobody is asked over a wire."""
        return ()

    def facts(self) -> Mapping[str, Any]:
        """Nothing that is not in the example."""
        return {}

    def _ahead(self) -> range:
        """The numbers of the jobs that hold the executor while the judged one is pending."""
        return range(1, 1 + self._subject.slots if self._timeline.pending else 1)

    def _start(self, harness: Any, work: Work) -> Any:
        def start() -> Any:
            job = harness.start(work)
            if work.job and "submit" not in self._subject.lacks:
                job.submit()
            return job

        return made(self._subject, "start(work) and submit() of a fresh job", start)


class _Service:
    """A service behind the wire, which plays a plot or a recording."""

    def __init__(
        self,
        subject: Subject,
        world: World,
        example: Example,
        played: Plot | Recorded,
        connections: Connections,
        real_seconds: float,
    ) -> None:
        self._subject = subject
        self._world = world
        self._example = example
        self._played = played
        self._connections = connections
        self._server: Server | Replay | None = None
        self._strayed: Unscripted | None = None
        lasts = _lasts(played) if isinstance(played, Plot) else played.ends
        self._job = world.job if isinstance(played, Plot) else world.job_of(world.recording(played.recording))
        self.patience = Patience(lasts + _UNTIL_THE_END, turns=1_000_000, real_seconds=real_seconds)
        # At a slow service each thing that is asked for takes its time, and is tried more than once.
        slow = isinstance(played, Plot) and played.latency > 0
        asked = len(example.program.steps) * _ASKING if slow else 0.0
        self.after_the_end = Patience(AFTER_THE_END.seconds + asked, AFTER_THE_END.turns)
        self.clock_steps = tuple((step.at, step.seconds) for step in played.clock) if isinstance(played, Plot) else ()
        ends = played.ends + AFTER_THE_END.seconds / 2
        alone = example.origin is Origin.SET or any(step.member in _STREAMING for step in example.program.steps)
        self.lingers = min(lasts + 1.0, ends) if alone else 0.0

    @contextmanager
    def played(self, recorder: Recorder) -> Generator[None]:
        """Put the service behind the wire."""
        self._server = server = self._serving(recorder)
        recorder.news = server.news
        try:
            with serving(server) as network:
                if isinstance(server, Server):
                    server.network, network.hangs_up = network, server.hung_up
                yield
        except Unscripted as strayed:
            self._strayed = strayed

    def open(
        self, harness: Any, recorder: Recorder, origin: Origin = Origin.OPENED, given: Mapping[str, object] = _NOTHING
    ) -> list[Any]:
        """Make the judged job, and as many further handles on it as the program uses; or hand in as many jobs."""
        del recorder
        if origin is Origin.PREPARED:
            return list(self._prepared(harness))
        with self._server.opening() if origin is Origin.OPENED and isinstance(self._server, Server) else nullcontext():
            return self._had(harness, origin, given)

    def _had(self, harness: Any, origin: Origin, given: Mapping[str, object]) -> list[Any]:
        first = self._first(harness, origin, given)
        if origin is Origin.SET:
            return [first]
        more = range(max((step.job for step in self._example.program.steps), default=0))
        try:
            if origin is Origin.RUN:
                return [first, *(made(self._subject, "run()", harness.run) for _ in more)]
            return [first, *(self._open(harness) for _ in more)]
        except HarnessError as error:
            raise HandleError(error, first) from error.__cause__

    def _first(self, harness: Any, origin: Origin, given: Mapping[str, object]) -> Any:
        if origin is Origin.RUN:
            return harness.run()
        if origin is Origin.SET:
            return made(self._subject, "job_set(names, per_job, tags)", lambda: harness.job_set(**given))
        if origin is Origin.CONSTRUCTED:
            return made(self._subject, "construct(job_id)", lambda: harness.construct(self._job, **given))
        return self._open(harness)

    def left_open(self) -> tuple[int, ...]:
        """The requests that have opened a websocket which neither side has closed."""
        return self._server.left_open() if isinstance(self._server, Server) else ()

    def _prepared(self, harness: Any) -> tuple[Any, Any, Any]:
        """The job that nobody has submitted, and the circuits and the backend that its `submit()` takes."""
        job, circuits, backend = made(self._subject, "prepare()", harness.prepare)
        return job, circuits, backend

    def facts(self) -> Mapping[str, Any]:
        """The id of the job, and what would have been needed and is not there."""
        assert self._server is not None, "asked after the run"
        strayed = () if self._strayed is None else (f"a route: {self._strayed}",)
        submitted = self._server.submitted if isinstance(self._server, Server) else None
        return {"job": submitted or self._job, "missing": (*strayed, *self._server.missing)}

    def _open(self, harness: Any) -> Any:
        return made(self._subject, "open(job_id)", lambda: harness.open(self._job))

    def _serving(self, recorder: Recorder) -> Server | Replay:
        clock, thread, note = recorder.clock, recorder.thread_name, recorder.note
        if isinstance(self._played, Recorded):
            recording = self._world.recording(self._played.recording)
            cancels = any(step.member == "cancel" for step in self._example.program.steps)
            word = dict(self._example.given).get("status")
            return Replay(
                self._world,
                recording,
                clock=clock,
                thread=thread,
                note=note,
                credentials=recorder.credentials,
                cancels=cancels,
                since=word if isinstance(word, str) else None,
            )
        server = Server(
            self._world,
            self._played,
            clock=clock,
            thread=thread,
            note=note,
            connections=self._connections,
            credentials=recorder.credentials,
        )
        if self._example.origin in (Origin.OPENED, Origin.CONSTRUCTED):
            server.begin()
        return server


#: Members that go on by themselves after they have returned.
_STREAMING: Final = frozenset({"stream_results", "submit"})


#: A body comes in at most so many pieces.
_MOST_PIECES: Final = 8


def _seconds(strike: Strike) -> float:
    given = strike.given.get("seconds", 0.0)
    return float(given) if isinstance(given, int | float) else 0.0


def _lasts(plot: Plot) -> float:
    """At most how many seconds a service takes for everything that a plot tells, if each thing is asked for in its turn."""
    slow = sum(strike.burst * _MOST_PIECES * _seconds(strike) for strike in plot.strikes)
    after = sum(phase.seconds for phase in (*plot.afterwards, *plot.others))
    return plot.ends + after + plot.cancellation.after + plot.results.seconds + plot.latency + slow

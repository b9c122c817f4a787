"""What is tried: a timeline (what the job's world does), a program (what its user does) and a schedule, as frozen values.

This file does not know how an example is found, run or shown; it knows its JSON and which of two is the shorter.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeAlias

from .services import Plot, plot_document, plot_of
from .works import Outcome


@dataclass(frozen=True, slots=True)
class Timeline:
    """What happens to an in-process job: it waits for its executor, runs, and ends. Times in seconds."""

    #: For how long other jobs hold the executor.
    pending: float = 0.0
    running: float = 1.0
    outcome: Outcome = Outcome.SUCCEEDS

    @property
    def departures(self) -> int:
        """How many things are otherwise than in the plain timeline."""
        return (self.pending > 0) + (self.outcome is not Outcome.SUCCEEDS)

    @property
    def ends(self) -> float:
        """When the job ends if it is submitted at once."""
        return self.pending + self.running

    @property
    def size(self) -> tuple[float, ...]:
        """Nothing that tells two timelines of the same length and departures apart."""
        return ()

    def as_document(self) -> dict[str, Any]:
        """The timeline as plain JSON."""
        return {"pending": self.pending, "running": self.running, "outcome": self.outcome.value}


@dataclass(frozen=True, slots=True)
class Recorded:
    """What a service did when it was recorded, word for word, in the recording of this name."""

    recording: str
    #: When a user who asks as often as was recorded has asked for everything.
    ends: float = 0.0

    @property
    def departures(self) -> int:
        """It is what it is."""
        return 0

    @property
    def size(self) -> tuple[float, ...]:
        """Nothing that tells two recordings apart."""
        return ()

    def as_document(self) -> dict[str, Any]:
        """The name as plain JSON."""
        return {"recording": self.recording}


@dataclass(frozen=True, slots=True)
class Callback:
    """A callback that the program hands to the job: which members of the job it asks, and whether it then raises."""

    asks: tuple[str, ...] = ()
    raises: str | None = None


@dataclass(frozen=True, slots=True)
class Decoder:
    """A decoder of results that the program hands to the job; what it makes of a text says its name (see `decoders`)."""

    name: str


@dataclass(frozen=True, slots=True)
class Lent:
    """Something that the suite lends to the job, and writes down what is done with it (see `lending`)."""

    #: `circuits`, `backend`, `executor` or `submit_lock`; to a constructor `result`, which the service has of the job.
    name: str
    #: For how many seconds others hold it first.
    busy: float = 0.0


#: What a program passes; a tuple is handed over as a list.
Argument: TypeAlias = float | int | str | tuple[str | int, ...] | Callback | Decoder | Lent | None
#: The arguments of a call, by name.
Arguments: TypeAlias = tuple[tuple[str, Argument], ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that the user does: pause, then use a member of a job (0 is the one that is judged).

    Job 1 in this process is another job; at a service it is another handle on the same job, or, of a job that was handed in,
    another one that was handed in after it. Where a set is judged it is 0 itself, and its jobs are 1 and on.
    """

    member: str
    arguments: Arguments = ()
    after: float = 0.0
    job: int = 0
    #: Whether the user does it inside a running event loop.
    in_loop: bool = False
    #: Whether the user then changes what he was given.
    spoils: bool = False

    def argument(self, name: str) -> Argument:
        """The argument called `name`, or `None`."""
        return dict(self.arguments).get(name)

    @property
    def of(self) -> str | None:
        """The member whose last answer is used in place of the job: `result` for `result.get_counts`; else `None`."""
        return self.member.rpartition(".")[0] or None


#: The steps of one thread.
Lane: TypeAlias = tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Program:
    """What the user does, from one to three threads at once; the first lane is the main one."""

    lanes: tuple[Lane, ...]

    @property
    def steps(self) -> tuple[Step, ...]:
        """Every step of every lane."""
        return tuple(step for lane in self.lanes for step in lane)


class Origin(StrEnum):
    """Where the judged job of a service comes from."""

    OPENED = "opened"
    """By its id, as `open` of the harness does it."""
    CONSTRUCTED = "constructed"
    """By the constructor of its class alone, as `construct` of the harness does it."""
    RUN = "run"
    """Handed in by its user, as `run` of the harness does it."""
    PREPARED = "prepared"
    """Made and not submitted, as `prepare` of the harness does it: its user submits it."""
    SET = "set"
    """A set of jobs, submitted as `job_set` of the harness does it; the set is what is judged."""


@dataclass(frozen=True, slots=True)
class Example:
    """One thing to try. `picks` is the schedule: whom to let go first when several threads could (see `virtual`)."""

    #: What happens to a job in this process, or what a service does to one.
    timeline: Timeline | Plot | Recorded
    program: Program
    picks: tuple[int, ...] = field(default=())
    origin: Origin = Origin.OPENED
    #: What the constructor is given besides what it cannot do without, or what a set is made of.
    given: Arguments = ()

    @property
    def size(self) -> tuple[float, ...]:
        """The shorter of two examples has the smaller: fewer threads, calls and moves first, then less of everything."""
        steps = self.program.steps
        return (
            len(self.program.lanes),
            len(steps),
            self.timeline.departures + len(self.given),
            sum(1 for pick in self.picks if pick),
            sum(len(step.arguments) + sum(_weight(value) for _, value in step.arguments) for step in steps),
            sum(step.in_loop + step.spoils + (step.job > 0) for step in steps),
            sum(step.after for step in steps) + self.timeline.ends,
            len(self.picks),
            *self.timeline.size,
        )

    def as_document(self) -> dict[str, Any]:
        """The example as plain JSON."""
        return {
            "timeline": plot_document(self.timeline) if isinstance(self.timeline, Plot) else self.timeline.as_document(),
            "program": [[_step_document(step) for step in lane] for lane in self.program.lanes],
            "picks": list(self.picks),
            **({"origin": self.origin.value} if self.origin is not Origin.OPENED else {}),
            **({"given": arguments_document(self.given)} if self.given else {}),
        }


def example_of(document: Mapping[str, Any]) -> Example:
    """The example that `as_document` has written; `ValueError` if it says something that examples do not have."""
    try:
        lanes = tuple(tuple(_step_of(step) for step in lane) for lane in document["program"])
        origin, given = Origin(document.get("origin", Origin.OPENED)), arguments_of(document.get("given", {}))
        return Example(_timeline_of(document["timeline"]), Program(lanes), tuple(document["picks"]), origin, given)
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"not an example: {error}") from error


def _timeline_of(document: Mapping[str, Any]) -> Timeline | Plot | Recorded:
    names = set(document)
    if names == {"recording"}:
        return Recorded(document["recording"])
    if names == {"pending", "running", "outcome"}:
        return Timeline(document["pending"], document["running"], Outcome(document["outcome"]))
    return plot_of(document)


def _step_of(document: Mapping[str, Any]) -> Step:
    after, job = document.get("after", 0.0), document.get("job", 0)
    in_loop, spoils = document.get("inLoop", False), document.get("spoils", False)
    return Step(document["member"], arguments_of(document["arguments"]), after, job, in_loop, spoils)


def arguments_of(document: Mapping[str, Any]) -> Arguments:
    """The arguments of a call that `arguments_document` has written."""
    return tuple([(name, _argument_of(value)) for name, value in document.items()]) if document else ()


def _argument_of(value: Any) -> Argument:
    if isinstance(value, Mapping) and "decoder" in value:
        return Decoder(value["decoder"])
    if isinstance(value, Mapping) and "lent" in value:
        return Lent(value["lent"], value.get("busy", 0.0))
    if isinstance(value, Mapping):
        return Callback(tuple(value["asks"]), value["raises"])
    return tuple(value) if isinstance(value, list) else value


def _weight(argument: Argument) -> float:
    if isinstance(argument, Callback):
        return 1 + len(argument.asks) + (argument.raises is not None)
    return argument.busy if isinstance(argument, Lent) else 0


def _step_document(step: Step) -> dict[str, Any]:
    document: dict[str, Any] = {"member": step.member, "arguments": arguments_document(step.arguments)}
    if step.after:
        document["after"] = step.after
    if step.job:
        document["job"] = step.job
    if step.in_loop:
        document["inLoop"] = True
    if step.spoils:
        document["spoils"] = True
    return document


def arguments_document(arguments: Arguments) -> Mapping[str, Any]:
    """The arguments of a call as plain JSON; a callback is an object."""
    return {name: _argument_document(value) for name, value in arguments}


def _argument_document(value: Argument) -> Any:
    if isinstance(value, Callback):
        return {"asks": list(value.asks), "raises": value.raises}
    if isinstance(value, Decoder):
        return {"decoder": value.name}
    if isinstance(value, Lent):
        return {"lent": value.name, **({"busy": value.busy} if value.busy else {})}
    return list(value) if isinstance(value, tuple) else value

"""A history: everything that happened in one run, in order, and the questions that judges ask of it.

This file does not know how a history comes about, nor what is right or wrong in one. Times are virtual seconds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from functools import cached_property
from operator import itemgetter
from typing import Any, TypeVar

from qjobspec import ErrorRole, JobStatus, Profile

from .events import (
    SERVICE,
    Answered,
    Asked,
    Called,
    CalledBack,
    Error,
    Event,
    Hung,
    Moved,
    Raised,
    Returned,
    Stepped,
    Unreached,
    Value,
    WorkEnded,
    WorkStarted,
)
from .examples import Example, Origin, arguments_document
from .exchanges import Exchange, exchanges_of
from .offers import Offer
from .untold import untold
from .works import Outcome

_Kind = TypeVar("_Kind", bound=Event)


class Phase(StrEnum):
    """Where a job is, whatever its job object says about it."""

    UNSUBMITTED = "unsubmitted"
    PENDING = "pending"
    RUNNING = "running"
    SUCCEEDED = "succeeded"
    RAISED = "raised"
    UNSUCCESSFUL = "unsuccessful"
    CANCELLED = "cancelled"
    """The service says so; of work in this process nobody but the job object could."""

    @property
    def is_final(self) -> bool:
        """Whether the job has ended."""
        return self is Phase.CANCELLED or self in _ENDS.values()


_ENDS = {
    Outcome.SUCCEEDS: Phase.SUCCEEDED,
    Outcome.RAISES: Phase.RAISED,
    Outcome.UNSUCCESSFUL: Phase.UNSUCCESSFUL,
}
#: What the work of a job has come to when its service says that it has ended.
_OUTCOMES = {JobStatus.DONE: Outcome.SUCCEEDS, JobStatus.ERROR: Outcome.RAISES}


@dataclass(frozen=True)
class Call:
    """A call and how it came back; `end` is `None` for one that never did. Positions are those of the history's events."""

    position: int
    began: Called
    end_position: int | None
    end: Returned | Raised | None

    @cached_property
    def value(self) -> Value | None:
        """What it returned, or `None` if it did not return."""
        return self.end.value if isinstance(self.end, Returned) else None

    @cached_property
    def error(self) -> Error | None:
        """What it raised, or `None` if it did not raise."""
        return self.end.error if isinstance(self.end, Raised) else None

    @cached_property
    def state(self) -> JobStatus | None:
        """The state it returned, or `None` if it returned none."""
        return self.value.state if self.value else None

    @property
    def elapsed(self) -> float | None:
        """How long it took, or `None` if it never came back."""
        return None if self.end is None else self.end.at - self.began.at

    @property
    def end_at(self) -> float:
        """When it came back; infinity if it never did."""
        return float("inf") if self.end is None else self.end.at

    @cached_property
    def proof(self) -> tuple[int, ...]:
        """The positions of its events."""
        return (self.position,) if self.end_position is None else (self.position, self.end_position)

    def argument(self, name: str, default: Any = None) -> Any:
        """The argument called `name`, or the default of the member."""
        return dict(self.began.arguments).get(name, default)


@dataclass(frozen=True)
class History:
    """One run, written down."""

    subject: str
    profile: Profile
    errors: Mapping[ErrorRole, tuple[str, ...]]
    example: Example
    #: What the harness says that its jobs lack, of what the profile leaves optional.
    lacks: frozenset[str]
    #: The members that the job really has.
    offers: Mapping[str, Offer]
    #: What the harness says the job was made of, by the member that gives it back.
    made_of: Mapping[str, Value]
    #: The number of the judged job among the things of this history.
    thing: int | None
    events: tuple[Event, ...]
    ended: float
    #: The id of the judged job at its service; `None` for a job that has none.
    job: str | None = None
    #: The kinds of answers that would have been needed and that no recording shows: what was seen then proves nothing.
    missing: tuple[str, ...] = ()
    #: Whether its harness says what its client signs in with.
    signs: bool = False

    @property
    def origin(self) -> Origin:
        """How its user came by the judged job."""
        return self.example.origin

    @property
    def is_at_service(self) -> bool:
        """Whether a service runs the judged job, and not the process of its user."""
        return self.job is not None

    @cached_property
    def _by_kind(self) -> Mapping[str, tuple[tuple[int, Any], ...]]:
        """The events with their positions, by their kinds: written once, so that no question reads them all."""
        sorted_in: dict[str, list[tuple[int, Any]]] = {}
        for position, event in enumerate(self.events):
            sorted_in.setdefault(event.kind, []).append((position, event))
        return {kind: tuple(found) for kind, found in sorted_in.items()}

    def happened(self, kind: type[_Kind]) -> tuple[tuple[int, _Kind], ...]:
        """The events of one kind, in order, with their positions."""
        return self._by_kind.get(kind.kind, ())

    #: Seconds that local time was ahead of UTC; `None` if nobody saw to it.
    zone: float | None = None

    @cached_property
    def all_calls(self) -> tuple[Call, ...]:
        """Every call, in the order in which they began."""
        came: list[tuple[int, Returned | Raised]] = [*self.happened(Returned), *self.happened(Raised)]
        ends = {event.number: (at, event) for at, event in came}
        return tuple(
            Call(position, event, *ends.get(event.number, (None, None))) for position, event in self.happened(Called)
        )

    @cached_property
    def answers(self) -> tuple[tuple[int, Asked, Answered], ...]:
        """What was asked and what was answered, in the order of the answers, with their positions."""
        asked = {event.number: event for _, event in self.happened(Asked)}
        return tuple(
            (position, asked[event.number], event) for position, event in self.happened(Answered) if event.number in asked
        )

    @cached_property
    def exchanges(self) -> tuple[Exchange, ...]:
        """Everything that was asked of a service, in its order."""
        return tuple(exchanges_of(self.events))

    @cached_property
    def _by_member(self) -> Mapping[str, tuple[Call, ...]]:
        sorted_in: dict[str, list[Call]] = {}
        for call in self.all_calls:
            if call.began.job == 0:
                sorted_in.setdefault(call.began.member, []).append(call)
        return {member: tuple(calls) for member, calls in sorted_in.items()}

    @cached_property
    def kinds(self) -> frozenset[str]:
        """The kinds of events that happened."""
        return frozenset(self._by_kind)

    @cached_property
    def used(self) -> frozenset[str]:
        """The members of the judged job that were called or read."""
        return frozenset(self._by_member)

    def calls(self, *members: str) -> tuple[Call, ...]:
        """The calls of `members` of the judged job, in the order in which they began."""
        if len(members) == 1:
            return self._by_member.get(members[0], ())
        found = [call for member in members for call in self._by_member.get(member, ())]
        return tuple(sorted(found, key=lambda call: call.position))

    def calls_of(self, job: int, member: str) -> tuple[Call, ...]:
        """The calls of `member` of another job, in the order in which they began."""
        return tuple(call for call in self.all_calls if (call.began.job, call.began.member) == (job, member))

    def callbacks(self, call: Call) -> tuple[tuple[int, CalledBack], ...]:
        """The callbacks that `call` led to, with their positions."""
        return tuple(each for each in self.happened(CalledBack) if each[1].number == call.began.number)

    @cached_property
    def work(self) -> tuple[tuple[int, WorkStarted | WorkEnded], ...]:
        """What the work of the judged job did, with positions; of a job at a service, what the service did with it."""
        if self.job is not None:
            return tuple(self._work_at_the_service())
        found: list[tuple[int, WorkStarted | WorkEnded]] = [*self.happened(WorkStarted), *self.happened(WorkEnded)]
        return tuple(sorted((each for each in found if each[1].job == 0), key=itemgetter(0)))

    @cached_property
    def moves(self) -> tuple[tuple[int, Moved], ...]:
        """What the service said of the judged job, one after the other, with positions."""
        if self.job is None:
            return ()
        return tuple(each for each in self.happened(Moved) if each[1].job == self.job)

    @cached_property
    def final_move(self) -> tuple[int, Moved] | None:
        """The move with which the service ended the judged job, or `None` if it did not."""
        finals = self.profile.machine.finals
        return next(((position, move) for position, move in self.moves if move.state in finals), None)

    def _work_at_the_service(self) -> Iterator[tuple[int, WorkStarted | WorkEnded]]:
        running = next(((at, move) for at, move in self.moves if move.state is JobStatus.RUNNING), None)
        if running is not None:
            yield running[0], WorkStarted(running[1].at, SERVICE, 0)
        position, move = self.final_move or (0, None)
        outcome = _OUTCOMES.get(move.state) if move is not None and move.state is not None else None
        if move is not None and outcome is not None:
            yield position, WorkEnded(move.at, SERVICE, 0, outcome, None, None)

    @cached_property
    def is_smooth(self) -> bool:
        """Whether the service answered whatever it was asked, at once and as it should, and nobody set the clock."""
        struck = any(event.faults or event.lasts != 0 for _, event in self.happened(Answered))
        return not struck and not self.clock_steps and not self.happened(Unreached)

    @cached_property
    def clock_steps(self) -> tuple[tuple[int, Stepped], ...]:
        """When the clock of the user's machine was set, with positions."""
        return self.happened(Stepped)

    @cached_property
    def work_started(self) -> float | None:
        """When the work began, or `None` if it never did."""
        return next((event.at for _, event in self.work if isinstance(event, WorkStarted)), None)

    @cached_property
    def work_ended(self) -> WorkEnded | None:
        """How the work ended, or `None` if it never did."""
        return next((event for _, event in self.work if isinstance(event, WorkEnded)), None)

    @cached_property
    def hung(self) -> Hung | None:
        """The hang that ended the run, if one did."""
        last = self.events[-1] if self.events else None
        return last if isinstance(last, Hung) else None

    @cached_property
    def submitted(self) -> Call | None:
        """The first `submit()` that was not refused."""
        return next((call for call in self.calls("submit") if call.error is None), None)

    @cached_property
    def handed_in(self) -> float | None:
        """When the job was submitted; a job that its harness hands out submitted was so from the start."""
        if self._was_handed_out_submitted:
            return 0.0
        if self.job is not None:
            return self.moves[0][1].at if self.moves else None
        return self.submitted.began.at if self.submitted else None

    @property
    def _was_handed_out_submitted(self) -> bool:
        if self.origin in (Origin.RUN, Origin.PREPARED, Origin.SET):
            return False
        return "submit" in self.lacks or self.job is not None

    def phase_at(self, position: int) -> Phase | None:
        """Where the job was when event `position` happened; `None` if it moved at that very moment.

        What happens at one moment in two threads has no order that a user could rely on.
        """
        at = self.events[position].at
        if at not in self._phases:
            self._phases[at] = None if at in self._moments else self.phase_before(at)
        return self._phases[at]

    @cached_property
    def _phases(self) -> dict[float, Phase | None]:
        """What `phase_at` has found out, by moment: many judges ask for the same."""
        return {}

    @cached_property
    def _moments(self) -> frozenset[float]:
        """When the job moved."""
        moments = {event.at for _, event in self.work} | {move.at for _, move in self.moves if move.at}
        if self.handed_in is not None and not self._was_handed_out_submitted:
            moments.add(self.handed_in)
        return frozenset(moments)

    def phase_before(self, at: float) -> Phase:
        """Where the job was just before the moment `at`."""
        if self.job is not None and self.cancelled_at is not None and self.cancelled_at < at:
            return Phase.CANCELLED
        if self.work_ended is not None and self.work_ended.at < at:
            return _ENDS[self.work_ended.outcome]
        if self.work_started is not None and self.work_started < at:
            return Phase.RUNNING
        if self._was_handed_out_submitted or (self.handed_in is not None and self.handed_in < at):
            return Phase.PENDING
        return Phase.UNSUBMITTED

    def was_submitted(self, call: Call) -> bool:
        """Whether the job had been submitted when `call` began."""
        if self._was_handed_out_submitted:
            return True
        if self.job is not None:
            return bool(self.moves) and self.moves[0][0] < call.position
        return self.submitted is not None and self.submitted.position < call.position

    def ended_by(self, call: Call) -> WorkEnded | None:
        """How the work had ended when `call` came back, or `None` if it had not."""
        position = next((at for at, event in self.work if isinstance(event, WorkEnded)), None)
        if position is None or call.end_position is None or position > call.end_position:
            return None
        return self.work_ended

    def has_ended_by(self, call: Call) -> bool:
        """Whether the job had ended when `call` came back: its work, or, at a service, in whatever way."""
        if self.job is None:
            return self.ended_by(call) is not None
        return self.final_move is not None and call.end_position is not None and self.final_move[0] < call.end_position

    @cached_property
    def cancelled_at(self) -> float | None:
        """When a `cancel()` said `True` and the job kept its word, or the service said so; `None` if neither happened."""
        if self.job is not None:
            ended = self.final_move
            return ended[1].at if ended is not None and ended[1].state is JobStatus.CANCELLED else None
        said = next((call.end.at for call in self.calls("cancel") if call.value == _TRUE and call.end), None)
        kept_its_word = self.work_started is None or any(call.state is JobStatus.CANCELLED for call in self.calls("status"))
        return said if kept_its_word and self.handed_in is not None else None

    @cached_property
    def final_at(self) -> float | None:
        """When the job became final: its work ended or it was cancelled; `None` if neither happened."""
        if self.cancelled_at is not None:
            return self.cancelled_at
        return self.work_ended.at if self.work_ended else None

    def timed_out_before(self, position: int) -> bool:
        """Whether a call with a timeout had raised by event `position`; what follows is judged by TIMEOUT-5 and WAIT-9."""
        return any(
            call.error is not None and call.argument("timeout") is not None and (call.end_position or 0) < position
            for call in self.calls("result", "wait_for_final_state")
        )

    def may_be_cancelled(self, position: int) -> bool:
        """Whether a `cancel()` had begun by event `position` that has not said `False`."""
        cancels = self.calls("cancel")
        return bool(cancels) and any(call.position <= position and call.value != _FALSE for call in cancels)

    def as_document(self) -> dict[str, Any]:
        """The history as a JSON document of the schema `history`; what nobody has told is left out."""
        document = {
            "subject": self.subject,
            "profile": self.profile.name,
            "errors": {role.value: list(names) for role, names in self.errors.items()},
            "lacks": sorted(map(str, self.lacks)),
            "madeOf": {name: _document(value) for name, value in self.made_of.items()},
            "events": [{"kind": event.kind, **_document(event)} for event in self.events],
            **({"job": self.job} if self.job is not None else {}),
            **({"missing": list(self.missing)} if self.missing else {}),
            **({"signs": True} if self.signs else {}),
            **({"zone": self.zone} if self.zone is not None else {}),
        }
        told: dict[str, Callable[[], Any]] = {
            "example": lambda: self.example.as_document(),  # noqa: PLW0108 - nobody may have told the example
            "offers": lambda: {name: _document(offer) for name, offer in self.offers.items()},
            "thing": lambda: self.thing,
            "ended": lambda: self.ended,
        }
        return document | {name: tell() for name, tell in told.items() if name not in untold(self)}


_FALSE = Value("bool", plain=False)
_TRUE = Value("bool", plain=True)


def _document(item: Any) -> Any:
    if isinstance(item, Called):
        return {
            "at": item.at,
            "thread": item.thread,
            "number": item.number,
            "job": item.job,
            "member": item.member,
            "arguments": arguments_document(item.arguments),
            **({"spoils": True} if item.spoils else {}),
        }
    if hasattr(item, "__dataclass_fields__"):
        named = ((each.name, getattr(item, each.name)) for each in fields(item) if each.name not in untold(item))
        return {name: _document(value) for name, value in named if value is not None or name == "plain"}
    if isinstance(item, tuple):
        return [_document(each) for each in item]
    return item

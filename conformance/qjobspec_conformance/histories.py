"""A history: everything that happened in one run, in order, and the questions that judges ask of it.

This file does not know how a history comes about, nor what is right or wrong in one. Times are virtual seconds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter
from typing import Any, TypeVar

from qjobspec import ErrorRole, JobStatus, Profile

from .calls import Call
from .event_documents import document_of
from .events import (
    SERVICE,
    Answered,
    Asked,
    Called,
    CalledBack,
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
from .examples import Example, Origin
from .exchanges import Exchange, exchanges_of, names_of_disturbances
from .offers import Offer
from .phases import ENDS, Phase
from .untold import untold
from .works import Outcome

_Kind = TypeVar("_Kind", bound=Event)

#: What the work of a job has come to when its service says that it has ended.
_OUTCOMES = {JobStatus.DONE: Outcome.SUCCEEDS, JobStatus.ERROR: Outcome.RAISES}


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
    #: Seconds that local time was ahead of UTC; `None` if nobody saw to it.
    zone: float | None = None

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

    def during(self, call: Call, kind: type[_Kind]) -> tuple[tuple[int, _Kind], ...]:
        """The events of one kind that happened while a call was under way, in order, with their positions."""
        return tuple(each for each in self.happened(kind) if call.is_under_way(each[0]))

    @cached_property
    def all_calls(self) -> tuple[Call, ...]:
        """Every call, in the order in which they began."""
        came: list[tuple[int, Returned | Raised]] = [*self.happened(Returned), *self.happened(Raised)]
        ends = {event.number: (at, event) for at, event in came}
        return tuple(
            Call(position, event, *ends.get(event.number, (None, None))) for position, event in self.happened(Called)
        )

    @cached_property
    def exchanges(self) -> tuple[Exchange, ...]:
        """Everything that was asked of a service, in its order, and what could not be for want of a connection."""
        asked: list[tuple[int, Asked | Unreached]] = [*self.happened(Asked), *self.happened(Unreached)]
        return tuple(exchanges_of(sorted(asked, key=itemgetter(0)), self.happened(Answered)))

    @cached_property
    def requests(self) -> tuple[Exchange, ...]:
        """Everything of it that has reached the service, in its order."""
        return tuple(each for each in self.exchanges if isinstance(each.asked, Asked))

    @cached_property
    def answers(self) -> tuple[Exchange, ...]:
        """Everything of it that was answered, in the order of the answers."""
        return tuple(sorted((each for each in self.requests if each.answered is not None), key=lambda each: each.last))

    @cached_property
    def disturbances(self) -> frozenset[str]:
        """The names of whatever was not as it should be on the way to the service; `late` is an answer that was."""
        names = {event.fault.name for _, event in self.happened(Unreached)}
        for _, event in self.happened(Answered):
            names |= names_of_disturbances(event)
        return frozenset(names)

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
    def opened_at(self) -> int:
        """The position from which on it counts what is asked: before, its job was opened, as its author does that."""
        began = (position for position, event in self.happened(Called) if event.member in self.profile.members)
        return next(began, len(self.events)) if self.origin is Origin.OPENED else 0

    @cached_property
    def final_move(self) -> tuple[int, Moved] | None:
        """The move with which the service ended the judged job, or `None` if it did not."""
        finals = self.profile.machine.finals
        return next(((position, move) for position, move in self.moves if move.state in finals), None)

    @cached_property
    def ending(self) -> JobStatus | None:
        """How the service says that the judged job has ended; `None` if it has not."""
        return self.final_move[1].state if self.final_move is not None else None

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
        return not self.disturbances and not self.clock_steps

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
    def constructed(self) -> Call | None:
        """The call of the constructor, if the job came from it and was made."""
        call = next(iter(self.calls("constructor")), None)
        return call if self.example.origin is Origin.CONSTRUCTED and call is not None and call.error is None else None

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
            return ENDS[self.work_ended.outcome]
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
            "madeOf": {name: document_of(value) for name, value in self.made_of.items()},
            "events": [{"kind": event.kind, **document_of(event)} for event in self.events],
            **({"job": self.job} if self.job is not None else {}),
            **({"missing": list(self.missing)} if self.missing else {}),
            **({"signs": True} if self.signs else {}),
            **({"zone": self.zone} if self.zone is not None else {}),
        }
        told: dict[str, Callable[[], Any]] = {
            "example": lambda: self.example.as_document(),  # noqa: PLW0108 - nobody may have told the example
            "offers": lambda: {name: document_of(offer) for name, offer in self.offers.items()},
            "thing": lambda: self.thing,
            "ended": lambda: self.ended,
        }
        return document | {name: tell() for name, tell in told.items() if name not in untold(self)}


_FALSE = Value("bool", plain=False)
_TRUE = Value("bool", plain=True)

"""Everything that happened in one run, in order, sorted for whoever asks: calls, events by kind, requests, disturbances.

This file does not know where a job was at any moment (`histories` does), nor what is right or wrong. Times: virtual seconds.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter
from typing import Any, TypeVar

from qjobspec import ErrorRole, Profile

from .calls import Call
from .event_documents import document_of
from .events import Answered, Asked, Called, CalledBack, Event, Hung, Raised, Returned, Stepped, Unreached, Value
from .examples import Example, Origin
from .exchanges import Exchange, exchanges_of, names_of_disturbances
from .offers import Offer
from .untold import untold

_Kind = TypeVar("_Kind", bound=Event)


@dataclass(frozen=True)
class Happenings:
    """One run, written down, and sorted for whoever asks."""

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
    def opened_at(self) -> int:
        """The position from which on it counts what is asked: before, its job was opened, as its author does that."""
        began = (position for position, event in self.happened(Called) if event.member in self.profile.members)
        return next(began, len(self.events)) if self.origin is Origin.OPENED else 0

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
    def is_smooth(self) -> bool:
        """Whether the service answered whatever it was asked, at once and as it should, and nobody set the clock."""
        return not self.disturbances and not self.clock_steps

    @cached_property
    def clock_steps(self) -> tuple[tuple[int, Stepped], ...]:
        """When the clock of the user's machine was set, with positions."""
        return self.happened(Stepped)

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

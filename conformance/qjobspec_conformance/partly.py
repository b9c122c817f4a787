"""A history that somebody else has written, who could not know everything or did not write everything down.

What it does not tell is asked in vain: the answer is an `UntoldError`, never nothing. This file does not know from where
such a history comes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields
from functools import cached_property
from typing import Any, Final, Self, TypeVar

from .calls import Call
from .events import Answered, Asked, Called, Event, Raised, Returned, Unreached, WorkEnded, WorkStarted
from .examples import Origin
from .histories import History
from .untold import UntoldError, told_in_part

_Kind = TypeVar("_Kind", bound=Event)

#: What is written down together: where one of them stands, the others would.
_TOGETHER: Final[tuple[frozenset[str], ...]] = (
    frozenset({Called.kind, Returned.kind, Raised.kind}),
    frozenset({WorkStarted.kind, WorkEnded.kind}),
    frozenset({Asked.kind, Answered.kind, Unreached.kind}),
)


class _Guarded(tuple[Event, ...]):
    """Events of which some kinds were not written down: whoever looks through them all would look in vain."""

    __slots__ = ()

    def __iter__(self) -> Iterator[Event]:
        raise UntoldError("every kind of event")


class PartlyTold(History):
    """One run, written down by somebody else. Judges are to read it as `guarded()`."""

    untold_fields: frozenset[str]
    records: frozenset[str]

    @classmethod
    def of(cls, told: Mapping[str, Any], records: frozenset[str]) -> Self:
        """The history of which `told` are the known fields; `records` are kinds that were written down if they happened.

        A kind that stands among the events is one of them.
        """
        made = object.__new__(cls)
        kinds = records | {event.kind for event in told["events"]}
        kinds |= {kind for group in _TOGETHER if group & kinds for kind in group}
        missing = frozenset(each.name for each in fields(History)) - told.keys()
        vars(made).update(told, untold_fields=missing, records=kinds)
        return made

    @property
    def origin(self) -> Origin:
        """Found by its id, or started: only the suite prepares jobs and sets for others to submit."""
        return Origin.OPENED

    def __getattr__(self, name: str) -> Any:
        if name in vars(self).get("untold_fields", ()):
            raise UntoldError(name)
        raise AttributeError(name)

    def guarded(self) -> Self:
        """The same history, for those who would take what does not stand among its events for what did not happen."""
        made = object.__new__(type(self))
        vars(made).update(vars(self), _by_kind=self._by_kind, events=_Guarded(self.events))
        return made

    def happened(self, kind: type[_Kind]) -> tuple[tuple[int, _Kind], ...]:
        """The events of one kind with their positions; `UntoldError` if that kind was not written down."""
        if kind.kind not in self.records:
            raise UntoldError(f"{kind.kind} events")
        return super().happened(kind)

    @cached_property
    def all_calls(self) -> tuple[Call, ...]:
        """Every call; the end of one that has none is untold, unless the history says that nothing could go on."""
        return tuple(
            told_in_part(Call, {"position": call.position, "began": call.began})
            if call.end is None and self.hung is None
            else call
            for call in super().all_calls
        )

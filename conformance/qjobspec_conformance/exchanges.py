"""What was asked of a service, each request with its answer, as a history tells it.

This file does not know who asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from .events import Answered, Asked, Event, Unreached

#: The roles whose answers tell how far a job is.
POLLS: Final = ("status", "job")
#: The roles that fetch a result.
FETCHES: Final = ("result-url", "result", "result-download", "result-acknowledge")
#: The answer that never came, as a history says it.
GONE: Final = ("reset", "eof", "silence")

#: What is done to an answer that then cannot be read, or is not there, by its name in the table of perturbations.
SPOILT: Final = frozenset({"truncated-body", "stalled-body", "invalid-json", "empty-body", "wrong-type", "missing-field"})


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and its answer; or a connection that did not come about, which has no request."""

    position: int
    asked: Asked | Unreached
    answer_position: int | None = None
    answered: Answered | None = None

    @property
    def role(self) -> str | None:
        """What the request is for; `None` if there was no connection for it, and nobody knows."""
        return self.asked.role

    @property
    def failed(self) -> bool:
        """Whether the service could not be reached, refused, or answered what cannot be read."""
        if self.answered is None or self.answered.lasts is None:
            return True
        spoilt = any(fault.name in SPOILT for fault in self.answered.faults)
        return spoilt or not (self.answered.said == "websocket" or self.answered.said.startswith("2"))

    @property
    def is_good(self) -> bool:
        """Whether the service has answered as it should."""
        return not self.failed and self.answered is not None and not self.answered.faults

    @property
    def ends(self) -> float:
        """When the client had the whole answer; infinity if it never had."""
        if self.answered is None or self.answered.lasts is None:
            return float("inf")
        return self.answered.at + self.answered.lasts

    def is_heard_by(self, moment: float) -> bool:
        """Whether the client had an answer that it could read at that moment."""
        return not self.failed and self.ends <= moment

    @property
    def is_of_an_unknown_word(self) -> bool:
        """Whether it tells a word that nobody knows, in an answer that can be read."""
        return (
            not self.failed and self.answered is not None and self.answered.word is not None and self.answered.state is None
        )

    @property
    def proof(self) -> tuple[int, ...]:
        """The positions of its events."""
        return (self.position,) if self.answer_position is None else (self.position, self.answer_position)

    def has(self, *faults: str) -> bool:
        """Whether the answer is perturbed by one of these."""
        return self.answered is not None and any(fault.name in faults for fault in self.answered.faults)


def exchanges_of(events: Iterable[Event]) -> Iterator[Exchange]:
    """Everything that was asked, in its order."""
    numbered = list(enumerate(events))
    answers = {event.number: (at, event) for at, event in numbered if isinstance(event, Answered)}
    for position, event in numbered:
        if isinstance(event, Asked):
            yield Exchange(position, event, *answers.get(event.number, (None, None)))
        elif isinstance(event, Unreached):
            yield Exchange(position, event)

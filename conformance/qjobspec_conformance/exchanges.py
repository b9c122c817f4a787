"""What was asked of a service, each request with its answer, as a history tells it.

This file does not know who asked, nor what an answer should have been.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from qjobspec import JobStatus

from .events import Answered, Asked, Fault, Unreached
from .services.speech import POLL_ROLES, RESULT_ROLES

#: The role of requests that are about the way to the service and not about a job.
SETUP: Final = "setup"
#: The role of the request for all about a job.
RECORD: Final = "job"
#: The roles whose answers tell how far a job is.
POLLS: Final = POLL_ROLES
#: The roles that fetch a result.
FETCHES: Final = RESULT_ROLES
#: Those of them whose answer is the result itself.
HANDING_OUT: Final = frozenset({"result", "result-download"})
#: The answer that never came, as a history says it.
GONE: Final = ("reset", "eof", "silence")

#: What is done to an answer of which the client then does not have the whole, by its name in the table of perturbations.
CUT: Final = frozenset({"truncated-body", "stalled-body"})
#: What is done to an answer that then cannot be read, or is not there.
SPOILT: Final = CUT | {"invalid-json", "empty-body", "wrong-type", "missing-field"}
#: What only keeps an answer waiting.
SLOW: Final = frozenset({"slow-answer", "slow-service", "dripping-body"})

#: To acknowledge a result fetches nothing.
_FETCHING: Final = frozenset(FETCHES) - {"result-acknowledge"}
#: Where the record of a job may hold its result.
_INLINE: Final = "qObjectResult"


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and its answer; or a connection that did not come about, which has no request.

    From the least to the most that can be said of an answer: it `arrived`, it `succeeded`, it `is_whole`, it has not
    `failed`, it `is_good`, it `is_smooth`.
    """

    position: int
    asked: Asked | Unreached
    answer_position: int | None = None
    answered: Answered | None = None

    @property
    def proof(self) -> tuple[int, ...]:
        """The positions of its events."""
        return (self.position,) if self.answer_position is None else (self.position, self.answer_position)

    @property
    def last(self) -> int:
        """The position of the last of its events."""
        return self.proof[-1]

    # -- the request

    @property
    def role(self) -> str | None:
        """What the request is for; `None` if there was no connection for it, and nobody knows."""
        return self.asked.role

    @property
    def job(self) -> str | None:
        """The id of the job that it is about; `None` if it is about none, or nobody knows."""
        return self.asked.job if isinstance(self.asked, Asked) else None

    @property
    def method(self) -> str:
        """The method of the request; empty if there was none."""
        return self.asked.method if isinstance(self.asked, Asked) else ""

    @property
    def url(self) -> str:
        """Where it was sent; empty if there was no request."""
        return self.asked.url if isinstance(self.asked, Asked) else ""

    @property
    def sent(self) -> Any:
        """What the request says, read; `None` if it says nothing."""
        return self.asked.data if isinstance(self.asked, Asked) else None

    @property
    def is_signed(self) -> bool:
        """Whether it carries what the job signs in with."""
        return isinstance(self.asked, Asked) and self.asked.signed

    @property
    def fetches(self) -> bool:
        """Whether it asks for the result, or was answered one."""
        return self.role in _FETCHING or self.hands_out

    # -- what became of it

    @property
    def arrived(self) -> bool:
        """Whether an answer reached whoever asked, be it a refusal or what cannot be read."""
        return self.answered is not None and self.answered.lasts is not None and self.answered.said.isdigit()

    @property
    def succeeded(self) -> bool:
        """Whether the answer that arrived is a yes."""
        return self.answered is not None and self.arrived and self.answered.said.startswith("2")

    @property
    def is_whole(self) -> bool:
        """Whether it is a yes of which the client has the whole."""
        return self.succeeded and not self.has(*CUT)

    @property
    def failed(self) -> bool:
        """Whether the service could not be reached, refused, or answered what cannot be read."""
        if self.answered is None or self.answered.lasts is None or self.has(*SPOILT):
            return True
        return not (self.answered.said == "websocket" or self.answered.said.startswith("2"))

    @property
    def is_good(self) -> bool:
        """Whether the service has answered as it should."""
        return not self.failed and not self.faults

    @property
    def is_smooth(self) -> bool:
        """Whether the service has done what it was asked, and has said so at once and as it should."""
        return self.answered is not None and self.succeeded and not self.faults and self.answered.lasts == 0

    @property
    def faults(self) -> tuple[Fault, ...]:
        """What is otherwise with the answer than it should be; a connection that did not come about has none."""
        return self.answered.faults if self.answered is not None else ()

    def has(self, *faults: str) -> bool:
        """Whether the answer is perturbed by one of these."""
        return any(fault.name in faults for fault in self.faults)

    # -- when it was heard

    @property
    def ends(self) -> float:
        """When the client had the whole answer; infinity if it never had."""
        if self.answered is None or self.answered.lasts is None:
            return float("inf")
        return self.answered.at + self.answered.lasts

    def is_heard_by(self, moment: float) -> bool:
        """Whether the client had an answer that it could read at that moment."""
        return not self.failed and self.ends <= moment

    # -- what it says

    @property
    def state(self) -> JobStatus | None:
        """The state that an answer told which arrived."""
        return self.answered.state if self.answered is not None and self.arrived else None

    @property
    def is_of_an_unknown_word(self) -> bool:
        """Whether it tells a word that nobody knows, in an answer that can be read."""
        return (
            not self.failed and self.answered is not None and self.answered.word is not None and self.answered.state is None
        )

    @property
    def data(self) -> Any:
        """What it was answered, if that was a yes."""
        return self.answered.data if self.answered is not None and self.succeeded else None

    @property
    def content(self) -> str | None:
        """The body of any answer, as a history holds it; `None` if it is empty, or there is no answer."""
        return self.answered.content if self.answered is not None else None

    @property
    def document(self) -> Mapping[str, Any]:
        """The object that any answer tells, which is empty if it tells none."""
        data = self.answered.data if self.answered is not None else None
        return data if isinstance(data, dict) else {}

    @property
    def hands_out(self) -> bool:
        """Whether it was answered a result, which may be nothing."""
        return (self.role in HANDING_OUT and self.succeeded) or self._inline is not None

    @property
    def result(self) -> Any:
        """The result that it was answered."""
        return self.data if self.role in HANDING_OUT else self._inline

    @property
    def _inline(self) -> Any:
        return self.data.get(_INLINE) if self.role == RECORD and isinstance(self.data, dict) else None


def exchanges_of(
    asked: Iterable[tuple[int, Asked | Unreached]], answered: Iterable[tuple[int, Answered]]
) -> Iterator[Exchange]:
    """Everything that was asked, in the order given."""
    answers = {event.number: (at, event) for at, event in answered}
    for position, event in asked:
        answer = answers.get(event.number) if isinstance(event, Asked) else None
        yield Exchange(position, event, *(answer or (None, None)))


def names_of_disturbances(answered: Answered) -> set[str]:
    """The names of what is not as it should be about an answer; `late` if it did not come at once."""
    names = {fault.name for fault in answered.faults}
    return names | {"late"} if answered.lasts != 0 else names

"""What a call asked the service, and what it was answered: the questions that several judges ask of both.

This file does not know any requirement, nor the words and routes of a service by more than the roles of its dialect.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from qjobspec import JobStatus

from ..events import Answered, Asked, Unreached
from ..examples import Decoder
from ..histories import Call, History
from ..services.speech import RESULT_ROLES

#: The roles that fetch a result; to acknowledge one fetches nothing.
FETCHING: Final = frozenset(RESULT_ROLES) - {"result-acknowledge"}
#: The last of these roles: what they are answered is the result itself.
HANDING_OUT: Final = frozenset({"result", "result-download"})
#: Where the record of a job may hold its result.
_INLINE: Final = "qObjectResult"


@dataclass(frozen=True, slots=True)
class Exchange:
    """A request with what it was answered, and the positions of both; `answered` is `None` if nothing ever was."""

    position: int
    asked: Asked
    answer_position: int | None = None
    answered: Answered | None = None

    @property
    def role(self) -> str:
        """What the request is for."""
        return self.asked.role

    @property
    def proof(self) -> tuple[int, ...]:
        """The positions of its events."""
        return (self.position,) if self.answer_position is None else (self.position, self.answer_position)

    @property
    def state(self) -> JobStatus | None:
        """The state that it was told, as far as the answer came through."""
        return self.answered.state if self.answered is not None and self.is_whole else None

    @property
    def is_whole(self) -> bool:
        """Whether the answer reached whoever asked."""
        return self.answered is not None and self.answered.lasts is not None and self.answered.said.isdigit()

    @property
    def succeeded(self) -> bool:
        """Whether the answer reached whoever asked, and said yes."""
        return self.answered is not None and self.is_whole and self.answered.said.startswith("2")

    @property
    def data(self) -> Any:
        """What it was answered, if that was a yes."""
        return self.answered.data if self.answered is not None and self.succeeded else None

    @property
    def hands_out(self) -> bool:
        """Whether it was answered a result, which may be nothing."""
        return (self.role in HANDING_OUT and self.succeeded) or self._inline is not None

    @property
    def result(self) -> Any:
        """The result that it was answered."""
        return self.data if self.role in HANDING_OUT else self._inline

    @property
    def fetches(self) -> bool:
        """Whether it asks for the result, or was answered one."""
        return self.role in FETCHING or self.hands_out

    @property
    def _inline(self) -> Any:
        return self.data.get(_INLINE) if self.role == "job" and isinstance(self.data, dict) else None


def exchanges(history: History) -> Iterator[Exchange]:
    """Every request about the judged job, in their order."""
    answers = {event.number: (at, event) for at, event in enumerate(history.events) if isinstance(event, Answered)}
    for position, event in enumerate(history.events):
        if isinstance(event, Asked) and event.job == history.job:
            yield Exchange(position, event, *answers.get(event.number, (None, None)))


def during(history: History, call: Call) -> Iterator[Exchange]:
    """The requests that were sent while a call lasted, by whomever."""
    return (each for each in exchanges(history) if lasts_at(call, each.position))


def sent_by(history: History, call: Call) -> Iterator[Exchange]:
    """The requests that only this call can have sent."""
    return (each for each in during(history, call) if _sender(history, each) == call)


def lasts_at(call: Call, position: int) -> bool:
    """Whether a call had begun by event `position` and had not ended."""
    return call.position < position and (call.end_position is None or position < call.end_position)


def _sender(history: History, exchange: Exchange) -> Call | None:
    """Who sent a request: the innermost call of its thread, or, from a thread of the job's own, the only one that lasts."""
    lasting = [call for call in history.all_calls if lasts_at(call, exchange.position)]
    same = [call for call in lasting if call.began.thread == exchange.asked.thread]
    if same:
        return same[-1]
    threads = {call.began.thread for call in lasting}
    return lasting[0] if len(threads) == 1 and not _goes_on(history, exchange) else None


def _goes_on(history: History, exchange: Exchange) -> bool:
    """Whether the job had a thread of its own before, that no call waits for: it delivers the messages of a stream."""
    return any(
        call.position < exchange.position
        and (call.began.member in ("stream_results", "submit") or call.argument("user_callback") is not None)
        for call in history.all_calls
    )


def ending(history: History) -> JobStatus | None:
    """How the service says that the job has ended; `None` if it has not."""
    return history.final_move[1].state if history.final_move is not None else None


def disturbances(history: History, *calls: Call) -> set[str]:
    """The names of whatever was not as it should be, at all or while one of `calls` lasted; `late` is an answer that was."""
    names: set[str] = set()
    for position, event in enumerate(history.events):
        if calls and not any(lasts_at(call, position) for call in calls):
            continue
        if isinstance(event, Unreached):
            names.add(event.fault.name)
        elif isinstance(event, Answered):
            names |= {fault.name for fault in event.faults}
            names |= {"late"} if event.lasts != 0 else set()
    return names


def decoder_of(call: Call) -> str | None:
    """The name of the decoder that a call, or the constructor, was given; `None` if it was given none."""
    given = call.argument("decoder") or call.argument("result_decoder")
    return given.name if isinstance(given, Decoder) else None


def tells_the_same(said: Any, held: Any) -> bool:
    """Whether two documents tell the same counts of each experiment; what tells none cannot be compared."""
    ours, theirs = _counts(said), _counts(held)
    return ours is None or theirs is None or ours == theirs


def experiments(document: Any) -> list[dict[str, Any]]:
    """The experiments that a result tells of; none if it is no result."""
    found: Any = document.get("results") if isinstance(document, dict) else None
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def _counts(document: Any) -> list[Any] | None:
    told = [each["data"].get("counts") for each in experiments(document) if isinstance(each.get("data"), dict)]
    return told or None

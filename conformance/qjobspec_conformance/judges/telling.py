"""Judges of what a callback is told of the queue, and of when it is called without an interval of its own (CALLBACK)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from ..calls import Call
from ..events import CalledBack, Value
from ..exchanges import Exchange
from ..findings import Finding, ruling
from ..histories import History
from .asking import sent_by
from .patience import raises_itself
from .words import deadline

MEMBER = "wait_for_final_state"
KEYWORD = "queue_info"


def the_queue_comes_too(history: History) -> Iterator[Finding]:
    """CALLBACK-10."""
    for call in history.calls(MEMBER):
        for position, event in history.callbacks(call):
            given = _queue_info(event)
            yield ruling(None if given is not None else f"the callback was called without {KEYWORD}", position)
            for asked in _asked_inside(history, position) if given is not None and given.is_told else ():
                assert asked.value is not None
                assert given is not None
                same = given.data == asked.value.data
                fault = f"the callback was given another {KEYWORD} than {KEYWORD}() said at that moment"
                yield ruling(None if same else fault, position, *asked.proof)


def no_callback_says_the_same_again(history: History) -> Iterator[Finding]:
    """CALLBACK-11."""
    for call in _unpaced(history):
        for (one, earlier), (other, later) in pairwise(history.callbacks(call)):
            said = _told(earlier)
            same = said is not None and said == _told(later)
            fault = (
                f"the callback was called twice with {said[0]} and the same place in the queue" if said and same else None
            )
            yield ruling(fault, one, other)


def every_change_is_called_back(history: History) -> Iterator[Finding]:
    """CALLBACK-12."""
    if not history.disturbances <= {"queue-moves"}:
        return
    for call in _unpaced(history):
        if call.end is None or raises_itself(call):
            continue
        callbacks, seen = history.callbacks(call), _seen(history, call)
        for earlier, later in pairwise([None, *seen]):
            if later is not None and (earlier is None or _of(earlier) != _of(later)):
                told = _was_told(callbacks, later)
                fault = f"the service said {_in_words(later)}, and the callback was not called with that"
                yield ruling(None if told else fault, *call.proof, *later.proof)


def _was_told(callbacks: tuple[tuple[int, CalledBack], ...], seen: Exchange) -> bool:
    """Whether a callback was given what an answer says: after it, or as the last thing before it, by other news."""
    before = [event for at, event in callbacks if at < seen.position][-1:]
    later = [event for at, event in callbacks if at > seen.position]
    return any(_told(event) in (None, _of(seen)) for event in (*before, *later))


def _unpaced(history: History) -> Iterator[Call]:
    """The calls with a callback and with no interval for it."""
    return (call for call in history.calls(MEMBER) if call.argument("callback") and call.argument("wait") is None)


def _seen(history: History, call: Call) -> list[Exchange]:
    """The answers that told the call of a state which is not final, as long as it had time to call back."""
    finals, limit = history.profile.machine.finals, deadline(call)
    asked = [each for each in sent_by(history, call) if each.state is not None and each.state not in finals]
    return [each for each in asked if limit is None or each.asked.at < limit]


def _of(exchange: Exchange) -> tuple[Any, Any]:
    """The state and the place in the queue that an answer tells."""
    return exchange.state, _position(exchange.data.get("infoQueue")) if isinstance(exchange.data, dict) else None


def _told(event: CalledBack) -> tuple[Any, Any] | None:
    """The state and the place that a callback was given; `None` if that is not known."""
    given = _queue_info(event)
    if len(event.arguments) < 2 or given is None or not given.is_told:  # noqa: PLR2004 - the second
        return None
    return event.arguments[1].state, _position(given.data)


def _queue_info(event: CalledBack) -> Value | None:
    return dict(zip(event.keywords, event.given, strict=False)).get(KEYWORD)


def _position(queue: Any) -> Any:
    return queue.get("position") if isinstance(queue, dict) else None


def _in_words(exchange: Exchange) -> str:
    state, position = _of(exchange)
    return f"{state}" if position is None else f"{state} and place {position}"


def _asked_inside(history: History, position: int) -> Iterator[Call]:
    """What queue_info() says to the callback itself, in the same breath, if nothing moved at that moment."""
    event = history.events[position]
    for call in history.calls(KEYWORD):
        if call.position > position and call.began.at == event.at and call.began.thread == event.thread:
            if call.value is not None and call.value.is_told and history.phase_at(position) is not None:
                yield call
            return


JUDGES = {
    "CALLBACK-10": the_queue_comes_too,
    "CALLBACK-11": no_callback_says_the_same_again,
    "CALLBACK-12": every_change_is_called_back,
}

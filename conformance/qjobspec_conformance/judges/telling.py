"""Judges of what a callback is told of the queue, and of when it is called without an interval of its own (CALLBACK)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from qjobspec import JobStatus, state_of

from ..calls import Call
from ..events import Asked, CalledBack, Told, Value
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


@dataclass(frozen=True, slots=True)
class _News:
    """What an answer or a message of a websocket has told a call, at the position from which on it can know."""

    at: float
    position: int
    proof: tuple[int, ...]
    state: JobStatus
    place: Any


def every_change_is_called_back(history: History) -> Iterator[Finding]:
    """CALLBACK-12: by whatever way a change was told."""
    if not history.disturbances <= {"queue-moves"}:
        return
    for call in _unpaced(history):
        if call.end is None or raises_itself(call):
            continue
        callbacks, seen = history.callbacks(call), _seen(history, call)
        for earlier, later in pairwise([None, *seen]):
            if later is not None and (earlier is None or _said(earlier) != _said(later)):
                told = _was_told(callbacks, later)
                fault = f"the service said {_in_words(later)}, and the callback was not called with that"
                yield ruling(None if told else fault, *call.proof, *later.proof)


def _was_told(callbacks: tuple[tuple[int, CalledBack], ...], seen: _News) -> bool:
    """Whether a callback was given what was told: after it, or as the last thing before it, by other news."""
    before = [event for at, event in callbacks if at < seen.position][-1:]
    later = [event for at, event in callbacks if at > seen.position]
    return any(_told(event) in (None, _said(seen)) for event in (*before, *later))


def _unpaced(history: History) -> Iterator[Call]:
    """The calls with a callback and with no interval for it."""
    return (call for call in history.calls(MEMBER) if call.argument("callback") and call.argument("wait") is None)


def _seen(history: History, call: Call) -> list[_News]:
    """What told the call of a state which is not final, as long as it had time to call back."""
    finals, limit = history.profile.machine.finals, deadline(call)
    news = sorted([*_answered(history, call), *_sent(history, call)], key=lambda each: each.position)
    return [each for each in news if each.state not in finals and (limit is None or each.at < limit)]


def _answered(history: History, call: Call) -> Iterator[_News]:
    for each in sent_by(history, call):
        if each.state is not None:
            yield _News(each.asked.at, each.position, each.proof, each.state, _place(each.data))


def _sent(history: History, call: Call) -> Iterator[_News]:
    streams = {each.asked.number for each in sent_by(history, call) if isinstance(each.asked, Asked)}
    for position, event in history.during(call, Told):
        message = json.loads(event.message) if event.number in streams and event.what is None else None
        record = message.get("data") if isinstance(message, dict) else None
        word = record.get("status") if isinstance(record, dict) else None
        state = state_of(word, history.profile.words) if isinstance(word, str) else None
        if state is not None:
            yield _News(event.at, position, (position,), state, _place(record))


def _said(news: _News) -> tuple[Any, Any]:
    """The state and the place in the queue that were told."""
    return news.state, news.place


def _place(record: Any) -> Any:
    return _position(record.get("infoQueue")) if isinstance(record, dict) else None


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


def _in_words(news: _News) -> str:
    return f"{news.state}" if news.place is None else f"{news.state} and place {news.place}"


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

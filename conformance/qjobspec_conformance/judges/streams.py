"""One stream of results: the call that has begun it, what the service sent it, and what reached its callback.

This file does not know any requirement. A message is known again by its text: what a decoder of the suite has made of it
holds that text, and what other decoders make of JSON is taken for what the JSON says.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any, Final

from ..calls import Call
from ..events import CalledBack, Told, Value
from ..exchanges import Exchange
from ..histories import History
from .decoders import mark

MEMBER: Final = "stream_results"
CANCEL: Final = "cancel_result_streaming"
#: What values of their own are encoded with, which the suite cannot decode.
_ENCODED: Final = "__type__"


@dataclass(frozen=True)
class Stream:
    """A stream that `call` has begun, until event `end`: its user or the next stream has ended it, or the history."""

    history: History
    call: Call
    end: int

    @property
    def ends(self) -> float:
        """When it is ended by its user; infinity if the history ends first."""
        return self.history.events[self.end].at if self.end < sys.maxsize else float("inf")

    @property
    def connections(self) -> tuple[Exchange, ...]:
        """The attempts to open a websocket for it, those included that no connection came about for."""
        between = (each for each in self.history.exchanges if self.call.position < each.position < self.end)
        return tuple(each for each in between if each.role == "stream")

    @property
    def told(self) -> tuple[tuple[int, Told], ...]:
        """What the service has sent it, greetings aside, with positions."""
        numbers = {each.answered.number for each in self.connections if each.answered is not None}
        return tuple(
            (position, event)
            for position, event in self.history.happened(Told)
            if position < self.end and event.number in numbers and event.what != "greeting"
        )

    @property
    def results(self) -> tuple[Told, ...]:
        """The interim results that it was sent, each once, in the order in which they came first."""
        firsts = {event.place: event for _, event in reversed(self.told) if event.what == "interim"}
        return tuple(sorted(firsts.values(), key=lambda event: event.place or 0))

    @property
    def calls(self) -> tuple[tuple[int, CalledBack], ...]:
        """The calls of its callback, with positions."""
        return tuple((at, event) for at, event in self.history.callbacks(self.call) if at < self.end)

    @property
    def is_watched(self) -> bool:
        """Whether its callback takes whatever comes, and is called as it has to be."""
        callback = self.call.argument("callback")
        is_called = all(len(event.arguments) == 2 for _, event in self.calls)  # noqa: PLR2004 - the id and the result
        return callback is not None and callback.raises is None and is_called

    def text(self, value: Value) -> str | None:
        """The text that was decoded to `value`, of those that anybody was sent or fetched; `None` if it is none of them."""
        sent = [event.message for _, event in self.history.happened(Told) if event.what != "greeting"]
        answers = [each for each in self.history.answers if each.role == "result"]
        texts = (*sent, *(each.content or "" for each in answers))
        return next((text for text in texts if holds(value, text)), None)


def streams(history: History) -> Iterator[Stream]:
    """The streams that calls of the judged job's user have begun, if no other handle has begun any."""
    begun = [call for call in history.all_calls if call.began.member == MEMBER and call.error is None]
    if any(call.began.job for call in begun):
        return
    ends = [call.position for call in history.calls(CANCEL, "cancel")]
    for call, later in zip_longest(begun, begun[1:]):
        after = [at for at in ends if call.end_position is not None and at > call.end_position]
        last = sys.maxsize if later is None else later.position
        yield Stream(history, call, min([last, *after]))


def holds(value: Value, message: str) -> bool:
    """Whether `value` can be what any decoder makes of `message`: one of the suite, or the usual one of a job."""
    if (text := marked(value)) is not None:
        return text == message
    if _ENCODED in message:
        return True
    try:
        said: Any = json.loads(message)
    except ValueError:
        return bool(value.data == message) or (not message and value.data is None)
    return bool(value.data == said) or bool(value.data == message)


def marked(value: Value) -> str | None:
    """The text that a decoder of the suite was given to make `value`; `None` if none of them has made it."""
    left = mark(value)
    return None if left is None else str(left.text)

"""Which call has asked what, and what it was told: the questions that several judges ask of requests.

A request belongs to the call that is under way in its thread; one of a thread that no call of the user's is under way in
belongs to the only call that is under way anywhere, if there is just one. This file does not know any requirement, nor how a
job comes to ask.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ..exchanges import POLLS, Exchange
from ..histories import Call, History

#: What only keeps an answer waiting, by its name in the table of perturbations.
_SLOW: Final = ("slow-answer", "slow-service", "dripping-body")


def asked_by(history: History, call: Call) -> tuple[Exchange, ...]:
    """What `call` itself has asked."""
    end = len(history.events) if call.end_position is None else call.end_position
    between = (each for each in history.exchanges if call.position < each.position < end)
    return tuple(each for each in between if owner(history, each) == call)


def owner(history: History, exchange: Exchange) -> Call | None:
    """The call that `exchange` belongs to; `None` for what goes on after its call, or could be of several."""
    under_way = [call for call in history.all_calls if is_under_way(call, exchange.position)]
    own = [call for call in under_way if call.began.thread == exchange.asked.thread]
    if own:
        return own[-1]
    alone = len(under_way) == 1 and not any(goes_on(call) for call in history.all_calls)
    return under_way[0] if alone else None


def goes_on(call: Call) -> bool:
    """Whether a call, of any handle, leaves something behind that may ask by itself."""
    streams = call.began.member == "stream_results" or call.argument("user_callback") is not None
    return streams or call.began.member == "run"


def is_under_way(call: Call, position: int) -> bool:
    """Whether `call` had begun and not come back when event `position` happened."""
    return call.position < position and (call.end_position is None or position < call.end_position)


def is_only_slow(history: History) -> bool:
    """Whether the service answered whatever it was asked as it should, at once or not."""
    return all(
        not each.failed and each.answered is not None and all(fault.name in _SLOW for fault in each.answered.faults)
        for each in history.exchanges
    )


def polls(history: History, call: Call) -> Iterator[Exchange]:
    """The questions about the status that a waiting call asks, up to the one that is answered with the end.

    They are of one kind: whoever asks for the status and then for all there is to know has not asked for the status twice.
    """
    own = [each for each in asked_by(history, call) if each.role in POLLS]
    for each in own:
        if each.role == own[0].role:
            yield each
            if each.answered is not None and each.answered.state in history.profile.machine.finals:
                return

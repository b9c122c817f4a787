"""Which call has asked what, and what it was told: the questions that several judges ask of requests.

A request belongs to the call that is under way in its thread; one of a thread that no call of the user's is under way in
belongs to the only call that is under way anywhere, if there is just one. This file does not know any requirement, nor how a
job comes to ask.
"""

from __future__ import annotations

from ..exchanges import Exchange
from ..histories import Call, History


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

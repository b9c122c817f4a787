"""Which call has asked what of its service, told by positions and threads.

A request belongs to the innermost call that is under way in its thread; one of a thread that no call of the user's is
under way in belongs to the only call that is under way anywhere, if there is just one. This file does not know any
requirement, nor how a job comes to ask.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..calls import Call
from ..exchanges import POLLS, Exchange
from ..histories import History


def about_the_job(history: History) -> Iterator[Exchange]:
    """The requests about the judged job, in their order."""
    return (each for each in history.requests if each.job == history.job)


def asked_before(history: History, position: int) -> tuple[Exchange, ...]:
    """The requests that were sent before event `position`, whatever about."""
    return tuple(each for each in history.requests if each.position < position)


def asked_during(history: History, call: Call, *roles: str) -> tuple[Exchange, ...]:
    """The requests of `roles`, or of any, that were sent while `call` was under way, by whomever and whatever about."""
    within = (each for each in history.requests if call.is_under_way(each.position))
    return tuple(each for each in within if not roles or each.role in roles)


def asked_by(history: History, call: Call) -> tuple[Exchange, ...]:
    """What `call` itself has asked, and what it could not for want of a connection."""
    within = (each for each in history.exchanges if call.is_under_way(each.position))
    return tuple(each for each in within if owner(history, each) == call)


def sent_by(history: History, call: Call) -> tuple[Exchange, ...]:
    """The requests about the judged job that `call` itself has sent."""
    within = (each for each in about_the_job(history) if call.is_under_way(each.position))
    return tuple(each for each in within if owner(history, each) == call)


def owner(history: History, exchange: Exchange) -> Call | None:
    """The call that `exchange` belongs to; `None` for what goes on after its call, or could be of several."""
    under_way = [call for call in history.all_calls if call.is_under_way(exchange.position)]
    own = [call for call in under_way if call.began.thread == exchange.asked.thread]
    if own:
        return own[-1]
    begun = (call for call in history.all_calls if call.position < exchange.position)
    return under_way[0] if len(under_way) == 1 and not any(map(goes_on, begun)) else None


def goes_on(call: Call) -> bool:
    """Whether a call, of any handle, leaves something behind that may ask by itself: a stream, or a job on its way."""
    return call.began.member in ("stream_results", "run", "submit") or call.argument("user_callback") is not None


def is_alone(history: History, call: Call) -> bool:
    """Whether no other call was under way while `call` lasted, so that whatever was asked meanwhile was asked by it."""
    if call.end_position is None:
        return False
    others = (each for each in history.all_calls if each.began.number != call.began.number)
    return all(each.until < call.position or each.position > call.until for each in others)


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

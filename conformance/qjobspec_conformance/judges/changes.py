"""What becomes of a change that a user asks the service for: of a name, or of tags.

This file does not know any requirement, nor what is changed.
"""

from __future__ import annotations

from collections.abc import Callable

from ..calls import Call
from ..exchanges import Exchange
from ..histories import History
from .disturbances import is_disturbed, is_legible
from .hearing import answered_during
from .records import spoilt_from

#: The roles of requests that change a name or tags.
ASKING = ("name", "tags")


def was_made(history: History, call: Call, confirms: Callable[[Exchange], bool]) -> bool:
    """Whether the service answered that it has made the change, and the client has that answer."""
    return any(each.is_whole and confirms(each) for each in answered_during(history, call))


def was_refused(history: History, call: Call, confirms: Callable[[Exchange], bool]) -> bool:
    """Whether the change was asked for, or could not be, and no answer confirms it."""
    asked = bool(answered_during(history, call, *ASKING)) or is_disturbed(history, call)
    return asked and not was_made(history, call, confirms)


def makes_changes(history: History) -> bool:
    """Whether the service makes every change that it is asked for, and answers as it should."""
    return is_legible(history) and "change-not-made" not in history.disturbances


def from_then_on(history: History, call: Call, member: str) -> list[Call]:
    """The calls of `member` that began after a change came back, as long as nobody else changes the same."""
    changes = [each for each in history.all_calls if each.began.member == call.began.member]
    since = call.end_position
    if since is None or any(each is not call and each.position < since < each.until for each in changes):
        return []
    until = min((each.position for each in changes if each.position > since), default=spoilt_from(history))
    return [each for each in history.calls(member) if since < each.position < until and each.end is not None]

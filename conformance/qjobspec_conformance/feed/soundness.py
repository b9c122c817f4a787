"""What no schema can say of a history: that what refers to something before it finds it there, and that time goes on.

This file does not know what is right or wrong for a job.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from .faulty import FaultyError

_ENDS: Final = frozenset({"returned", "raised"})
#: Later than any clock tells, in seconds since any beginning.
_LATEST: Final = 1e15


def be_sound(events: Sequence[dict[str, Any]]) -> None:
    """`FaultyError` at the first event that cannot have happened after those before it."""
    begun: set[int] = set()
    under_way: set[int] = set()
    before = 0.0
    for position, event in enumerate(events):
        kind, at = event["kind"], event["at"]
        if at < before:
            raise FaultyError(
                ("events", position, "at"), f"is {at}, and the event before it is at {before}: write them in their order"
            )
        if at > _LATEST:
            raise FaultyError(("events", position, "at"), "is no moment of any clock: write seconds")
        before = at
        if kind == "called":
            if event["number"] in begun:
                raise FaultyError(("events", position, "number"), f"{event['number']} is another call: give each its own")
            begun.add(event["number"])
            under_way.add(event["number"])
        elif kind in _ENDS:
            if event["number"] not in under_way:
                raise FaultyError(("events", position, "number"), _no_call(event["number"], ended=event["number"] in begun))
            under_way.remove(event["number"])
        elif kind == "called-back" and event["number"] not in begun:
            raise FaultyError(("events", position, "number"), _no_call(event["number"], ended=False))


def _no_call(number: int, *, ended: bool) -> str:
    if ended:
        return f"call {number} has come back before: give each call a number of its own"
    return f"there is no call {number} before it: write a `called` event with that number first"

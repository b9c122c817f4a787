"""Histories as somebody else would write them, for tests."""

from __future__ import annotations

import json
from typing import Any

Event = dict[str, Any]


def state(name: str) -> dict[str, Any]:
    """What `status()` returns."""
    return {"type": "JobStatus", "state": name}


def call(
    number: int, member: str, at: float, came: dict[str, Any] | None = None, *, end: float | None = None, **more: Any
) -> list[Event]:
    """A call and how it came back: with a value, an error, or not at all."""
    began = {"kind": "called", "at": at, "number": number, "member": member, **more}
    if came is None:
        return [began]
    part = "error" if "types" in came else "value"
    kind = "raised" if part == "error" else "returned"
    return [began, {"kind": kind, "at": at if end is None else end, "number": number, part: came}]


NOTHING = {"type": "NoneType"}


def history(*calls: list[Event], **more: Any) -> dict[str, Any]:
    """A history of these events."""
    return {"profile": "jobv1", "subject": "farm", "events": [event for each in calls for event in each], **more}


def works(began: float, ended: float) -> tuple[list[Event], list[Event]]:
    """The beginning and the end of the work."""
    product = {"type": "Result", "thing": 1}
    end = {"kind": "work-ended", "at": ended, "job": 0, "outcome": "succeeds", "product": product}
    return [{"kind": "work-started", "at": began, "job": 0}], [end]


def lines(*documents: Any) -> str:
    """A file of JSON Lines."""
    return "".join(json.dumps(each) + "\n" for each in documents)


def by_event(name: str, document: dict[str, Any], *, ended: float | None = None, began: float = 0.0) -> list[dict[str, Any]]:
    """The same history with an event on each line."""
    head = {"history": name, **{key: part for key, part in document.items() if key != "events"}}
    told = [{"history": name, **event, "at": event["at"] + began} for event in document["events"]]
    return [head, *told, *([{"history": name, "ended": ended + began}] if ended is not None else [])]

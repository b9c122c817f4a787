"""What a clock on a wall can tell, and what not: a call that takes less than an instant takes no time at all.

Judges measure in virtual time, which is exact. A log of a real run has the time that calls take to go and come in every
number, so it has two readings: one in which the calls that were over in an instant take no time, and one in which, besides,
whatever took longer came back up to an instant earlier. What is broken in both is broken. This file knows documents, and no
requirement.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

_ENDS = frozenset({"returned", "raised"})


def at_once(events: Sequence[Mapping[str, Any]], instant: float) -> list[dict[str, Any]]:
    """The events, with no time between the beginning and the end of what was over in an instant."""
    moments = [float(event["at"]) for event in events]
    for first, last in sorted(_calls(events, moments, instant)):
        moments[first : last + 1] = [moments[first]] * (last + 1 - first)
    return _moved(events, moments)


def early(events: Sequence[Mapping[str, Any]], instant: float) -> list[dict[str, Any]]:
    """The same, with every end that took longer as much earlier as an instant and the event before it allow."""
    moments = [float(event["at"]) for event in events]
    for position in range(1, len(events)):
        if events[position]["kind"] in _ENDS:
            moments[position] = max(moments[position - 1], moments[position] - instant)
    return _moved(events, moments)


def _moved(events: Sequence[Mapping[str, Any]], moments: Sequence[float]) -> list[dict[str, Any]]:
    return [{**event, "at": moment} for event, moment in zip(events, moments, strict=True)]


def _calls(events: Sequence[Mapping[str, Any]], moments: Sequence[float], instant: float) -> list[tuple[int, int]]:
    """Where each call that was over in an instant begins and ends."""
    began: dict[int, int] = {}
    found: list[tuple[int, int]] = []
    for position, event in enumerate(events):
        if event["kind"] == "called":
            began[event["number"]] = position
        elif event["kind"] in _ENDS:
            first = began[event["number"]]
            if moments[position] - moments[first] < instant:
                found.append((first, position))
    return found

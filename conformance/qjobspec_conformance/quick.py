"""The quick slice of the core: which examples tell the most in a few seconds, the same ones on every run.

This file does not run them. A requirement that the slice does not exercise is reported as not exercised, like any other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .examples import Example, Timeline
from .services import Plot


def few_of_the_core(examples: Iterable[Example]) -> Iterator[Example]:
    """Of a job in this process: each call alone wherever the core tries it, and each pair on the plain timeline."""
    for example in examples:
        calls = sum(step.member != "submit" for step in example.program.steps)
        plain = isinstance(example.timeline, Timeline) and not example.timeline.departures
        if calls < 2 or len(example.program.lanes) > 1 or plain:  # noqa: PLR2004 - a pair
            yield example


def few_disturbed(examples: Iterable[Example]) -> Iterator[Example]:
    """Of a job at a service: for each perturbation, the shortest example of each member that it strikes."""
    seen: set[tuple[object, str]] = set()
    for example in examples:
        assert isinstance(example.timeline, Plot), "a service plays plots"
        struck = tuple(strike.name for strike in example.timeline.strikes) or example.timeline
        key = (struck, example.program.lanes[0][0].member)
        if key not in seen:
            seen.add(key)
            yield example

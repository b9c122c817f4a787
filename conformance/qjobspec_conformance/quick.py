"""The quick slice of the core: which examples tell the most in a few seconds, the same ones on every run.

This file does not run them. A requirement that the slice does not exercise is reported as not exercised, like any other.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Iterator
from typing import Final, TypeAlias

from qjobspec import JobStatus

from .core import WAITING
from .examples import Example, Timeline
from .service_programs import found_at
from .services import Plot

#: A job that takes so many seconds is left to the whole core: who asks often asks very often meanwhile.
_LONG: Final = 300.0
#: The members that wait, or tell or change how a job goes on.
_MOVING: Final = frozenset({*WAITING, "status", "cancel", "refresh", "update_tags", "stream_results"})
#: What two examples have in common of which the slice needs but one.
_Kind: TypeAlias = Hashable


def few_of_the_core(examples: Iterable[Example]) -> Iterator[Example]:
    """Of a job in this process: each call alone wherever the core tries it, and each pair on the plain timeline."""
    for example in examples:
        calls = sum(step.member != "submit" for step in example.program.steps)
        plain = isinstance(example.timeline, Timeline) and not example.timeline.departures
        if calls < 2 or len(example.program.lanes) > 1 or plain:  # noqa: PLR2004 - a pair
            yield example


def few_undisturbed(examples: Iterable[Example], situations: Collection[Example]) -> Iterator[Example]:
    """Of a job at a service: every situation; each call on the plain plot, each member on each usual end, each word once.

    Of the pairs: each member twice and before `status`; beside another thread, on another handle and in a loop those that
    wait or change something. Calls alone are those from which the core tells which faults can find a program.
    """
    seen: set[_Kind] = set()
    for example in examples:
        kind = example if example in situations else _of_calls(example)
        if kind is not None and kind not in seen:
            seen.add(kind)
            yield example


def _of_calls(example: Example) -> _Kind | None:
    plot, steps = example.timeline, example.program.steps
    assert isinstance(plot, Plot), "a service plays plots"
    members, first, last = tuple(step.member for step in steps), steps[0], steps[-1]
    if len(members) > 1 or first.in_loop:
        apart = len(example.program.lanes) > 1 or last.job > 0 or first.in_loop
        told = first.member in _MOVING if apart else len(set(members)) == 1 or last.member == "status"
        return (members, len(example.program.lanes), last.job, first.in_loop) if told else None
    if first.after != found_at(first):
        return None
    if plot == Plot():
        return members, first.arguments
    usual = plot.phases == Plot().phases and plot.outcome in JobStatus.__members__
    return (members, plot) if usual or members == ("status",) else None


def few_disturbed(examples: Iterable[Example]) -> Iterator[Example]:
    """Of a job at a service: for each perturbation, the shortest example in which somebody waits, and one where nobody does.

    Of the plots that are bent as a whole: those that depart from the plain one in nothing else.
    """
    seen: set[_Kind] = set()
    for example in examples:
        plot = example.timeline
        assert isinstance(plot, Plot), "a service plays plots"
        struck = tuple(strike.name for strike in plot.strikes) or plot
        kind = struck, example.program.steps[0].member in WAITING
        if kind not in seen and (plot.strikes or plot.departures == 1) and plot.ends < _LONG:
            seen.add(kind)
            yield example

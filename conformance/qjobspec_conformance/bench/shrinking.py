"""Makes an example that shows something shorter while it still shows it: fewer threads, calls and moves, then less of each.

This file does not know what is shown. It only leaves out and makes smaller, so nothing comes in that was not there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from math import floor
from typing import Any, Final, TypeVar

from ..examples import Argument, Callback, Example, Lane, Program, Recorded, Step, Timeline
from ..services import LAST, Plot, Strike
from ..works import Outcome

T = TypeVar("T")

#: So many shorter examples are tried at most, however many there are.
TRIES: Final = 150
#: Arguments without which a call means the same, but for how long it waits or whom it tells.
_OPTIONAL: Final = frozenset({"timeout", "wait", "partial", "refresh", "callback"})
#: Members that are nothing without their callback.
_CALLING: Final = frozenset({"stream_results"})
_PLAIN: Final = Plot()


def shortest(example: Example, shows: Callable[[Example], bool]) -> Example:
    """The shortest example that is found from `example`, which shows it; the same one each time."""
    best, tried, left = example, {example}, TRIES
    while left:
        for shorter in shorter_than(best):
            if shorter in tried or not shorter.size < best.size:
                continue
            tried.add(shorter)
            left -= 1
            if shows(shorter):
                best = shorter
                break
            if not left:
                break
        else:
            break
    return best


def shorter_than(example: Example) -> Iterator[Example]:
    """What can be made of an example in one step, the largest steps first."""
    for lanes in _lanes(example.program.lanes):
        yield replace(example, program=Program(lanes))
    for timeline in _timelines(example.timeline):
        yield replace(example, timeline=timeline)
    for picks in _picks(example.picks):
        yield replace(example, picks=picks)
    for number, lane in enumerate(example.program.lanes):
        for place, step in enumerate(lane):
            for smaller in _steps(step):
                lanes = _with(example.program.lanes, number, _with(lane, place, smaller))
                yield replace(example, program=Program(lanes))


def _lanes(lanes: tuple[Lane, ...]) -> Iterator[tuple[Lane, ...]]:
    for number in range(len(lanes) - 1, 0, -1):
        yield _without(lanes, number)
    for number, lane in enumerate(lanes):
        for place in range(len(lane) - 1, -1, -1):
            yield _with(lanes, number, _without(lane, place))
            if place + 1 < len(lane):  # the moments of what follows stay as they are
                after = replace(lane[place + 1], after=lane[place].after + lane[place + 1].after)
                yield _with(lanes, number, _without(_with(lane, place + 1, after), place))


def _timelines(timeline: Timeline | Plot | Recorded) -> Iterator[Timeline | Plot | Recorded]:
    if isinstance(timeline, Timeline):
        yield from (replace(timeline, pending=pending) for pending in _less(timeline.pending))
        yield replace(timeline, outcome=Outcome.SUCCEEDS)
        yield from (replace(timeline, running=max(running, 0.25)) for running in _less(timeline.running))
    if isinstance(timeline, Plot):
        yield from _plots(timeline)


def _plots(plot: Plot) -> Iterator[Plot]:
    for name in (
        "clock",
        "queue",
        "messages",
        "afterwards",
        "strikes",
        "latency",
        "results",
        "cancellation",
        "outcome",
        "phases",
    ):
        if getattr(plot, name) != getattr(_PLAIN, name):
            yield replace(plot, **{name: getattr(_PLAIN, name)})
    for name in ("strikes", "clock", "queue", "messages", "phases"):
        several: tuple[Any, ...] = getattr(plot, name)
        if len(several) > 1:
            fewer: list[dict[str, Any]] = [{name: _without(several, place)} for place in range(len(several) - 1, -1, -1)]
            yield from (replace(plot, **each) for each in fewer)
    for place, strike in enumerate(plot.strikes):
        yield from (replace(plot, strikes=_with(plot.strikes, place, smaller)) for smaller in _strikes(strike))
    for place, phase in enumerate(plot.phases):
        for seconds in _less(phase.seconds):
            yield replace(plot, phases=_with(plot.phases, place, replace(phase, seconds=seconds)))


def _strikes(strike: Strike) -> Iterator[Strike]:
    if strike.burst > 1:
        yield replace(strike, burst=1)
        yield replace(strike, burst=strike.burst - 1)
    if strike.request not in (0, LAST):
        yield replace(strike, request=0)
        yield replace(strike, request=strike.request - 1)


def _picks(picks: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    if picks:
        yield ()
        yield picks[:-1]
    yield from (_with(picks, place, 0) for place, pick in enumerate(picks) if pick)


def _steps(step: Step) -> Iterator[Step]:
    yield replace(step, in_loop=False)
    yield replace(step, job=0)
    for name, value in step.arguments:
        if name in _OPTIONAL and not (name == "callback" and step.member in _CALLING):
            yield replace(step, arguments=tuple(each for each in step.arguments if each[0] != name))
        for smaller in _arguments(value):
            yield replace(step, arguments=tuple((key, smaller if key == name else old) for key, old in step.arguments))
    yield from (replace(step, after=after) for after in _less(step.after))


def _arguments(value: Argument) -> Iterator[Argument]:
    if isinstance(value, Callback) and value != Callback():
        yield Callback()
        yield Callback(value.asks)
        yield Callback(value.asks[:1], value.raises)


def _less(seconds: float) -> Iterator[float]:
    """Fewer seconds, all of them quarters."""
    if seconds:
        yield 0.0
        yield floor(seconds * 2) / 4
        yield float(floor(seconds))
        yield max(seconds - 1.0, 0.0)


def _with(items: tuple[T, ...], place: int, item: T) -> tuple[T, ...]:
    return (*items[:place], item, *items[place + 1 :])


def _without(items: tuple[T, ...], place: int) -> tuple[T, ...]:
    return (*items[:place], *items[place + 1 :])

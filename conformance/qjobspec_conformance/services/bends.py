"""What perturbations do to a plot as a whole, as pure functions from plot to plot."""

from __future__ import annotations

from dataclasses import replace

from .plots import Cancellation, ClockStep, Comes, Goes, Phase, Place, Plot, Results
from .rows import Bend, Given


def longer_queue(plot: Plot, given: Given) -> Plot:
    """The first phase lasts longer."""
    if not plot.phases:
        return plot
    first, *rest = plot.phases
    return replace(plot, phases=(replace(first, seconds=first.seconds + _seconds(given)), *rest))


def skipped_state(plot: Plot, given: Given) -> Plot:
    """One phase is not said, or not for long enough that anybody could ask."""
    left_out = int(given["phase"] or 0)
    return replace(plot, phases=tuple(phase for number, phase in enumerate(plot.phases) if number != left_out))


def overwritten(plot: Plot, given: Given) -> Plot:
    """After its end the service says something else of the job, and keeps to it."""
    if given["says"] == plot.outcome:
        return plot
    return replace(plot, afterwards=(*plot.afterwards, Phase(str(given["says"]), _seconds(given))))


def result_comes(comes: Comes) -> Bend:
    """The result comes in another way."""

    def bend(plot: Plot, given: Given) -> Plot:
        return replace(plot, results=Results(comes, int(given.get("requests", 0) or 0), _seconds(given)))

    return bend


def cancellation_goes(goes: Goes) -> Bend:
    """A cancellation goes in another way."""

    def bend(plot: Plot, given: Given) -> Plot:
        return replace(plot, cancellation=Cancellation(goes, _seconds(given)))

    return bend


def slow_service(plot: Plot, given: Given) -> Plot:
    """Every answer is under way for longer."""
    return replace(plot, latency=plot.latency + _seconds(given))


def queue_moves(plot: Plot, given: Given) -> Plot:
    """The service tells another place in the queue."""
    position = given["position"]
    place = Place(float(given["at"] or 0), None if position is None else int(position))
    return replace(plot, queue=(*plot.queue, place))


def clock_step(plot: Plot, given: Given) -> Plot:
    """The wall clock of the user's machine is moved."""
    return replace(plot, clock=(*plot.clock, ClockStep(float(given["at"] or 0), _seconds(given))))


def _seconds(given: Given) -> float:
    return float(given.get("seconds", 0) or 0)

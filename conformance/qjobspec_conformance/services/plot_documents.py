"""Plots as JSON documents, in both directions. What is plain is left out, so that a document says what is special."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import Any, Final

from .plots import Cancellation, ClockStep, Comes, Goes, Message, Phase, Plot, Results, Strike

_PLAIN: Final = Plot()


def plot_document(plot: Plot) -> dict[str, Any]:
    """The plot as plain JSON; the plain plot is an empty object."""
    parts = {
        "phases": [[phase.says, phase.seconds] for phase in plot.phases],
        "outcome": plot.outcome,
        "afterwards": [[phase.says, phase.seconds] for phase in plot.afterwards],
        "cancellation": {"goes": plot.cancellation.goes.value, "after": plot.cancellation.after},
        "results": {
            "comes": plot.results.comes.value,
            "requests": plot.results.requests,
            "seconds": plot.results.seconds,
        },
        "latency": plot.latency,
        "messages": [[message.at, message.data] for message in plot.messages],
        "clock": [[step.at, step.seconds] for step in plot.clock],
        "strikes": [_strike_document(strike) for strike in plot.strikes],
    }
    special = {field.name for field in fields(Plot) if getattr(plot, field.name) != getattr(_PLAIN, field.name)}
    return {name: part for name, part in parts.items() if name in special}


def plot_of(document: Mapping[str, Any]) -> Plot:
    """The plot that `document` says; `ValueError` if it says something that plots do not have."""
    unknown = sorted(document.keys() - {field.name for field in fields(Plot)})
    if unknown:
        raise ValueError(f"a plot has no {', '.join(map(repr, unknown))}; it has {', '.join(f.name for f in fields(Plot))}")
    try:
        return Plot(**{name: _READ[name](part) for name, part in document.items()})
    except (TypeError, KeyError, AttributeError) as error:
        raise ValueError(f"not a plot: {error}") from error


def _phases(part: Any) -> tuple[Phase, ...]:
    return tuple(Phase(says, float(seconds)) for says, seconds in part)


def _cancellation(part: Any) -> Cancellation:
    return Cancellation(Goes(part["goes"]), float(part["after"]))


def _results(part: Any) -> Results:
    return Results(Comes(part["comes"]), int(part["requests"]), float(part["seconds"]))


def _messages(part: Any) -> tuple[Message, ...]:
    return tuple(Message(float(at), data) for at, data in part)


def _clock(part: Any) -> tuple[ClockStep, ...]:
    return tuple(ClockStep(float(at), float(seconds)) for at, seconds in part)


def _strikes(part: Any) -> tuple[Strike, ...]:
    return tuple(_strike(each) for each in part)


def _strike(part: Any) -> Strike:
    given = tuple(part.get("parameters", {}).items())
    return Strike(part["name"], part["role"], part.get("request", 0), given, part.get("burst", 1))


def _strike_document(strike: Strike) -> dict[str, Any]:
    document: dict[str, Any] = {"name": strike.name, "role": strike.role, "request": strike.request}
    if strike.parameters:
        document["parameters"] = dict(strike.parameters)
    if strike.burst != 1:
        document["burst"] = strike.burst
    return document


_READ: Final[Mapping[str, Callable[[Any], Any]]] = {
    "phases": _phases,
    "outcome": str,
    "afterwards": _phases,
    "cancellation": _cancellation,
    "results": _results,
    "latency": float,
    "messages": _messages,
    "clock": _clock,
    "strikes": _strikes,
}

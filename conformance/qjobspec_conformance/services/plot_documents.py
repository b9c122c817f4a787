"""Plots as JSON documents, in both directions. What is plain is left out, so that a document says what is special.

This file does not know what a plot means. Documents come from anywhere: one that is no plot is refused with a line that
says what is wrong, and where.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import fields
from functools import partial
from reprlib import repr as shown
from typing import Any, Final

from .plots import (
    LAST,
    Cancellation,
    ClockStep,
    Comes,
    Fields,
    Goes,
    Message,
    Parameters,
    Phase,
    Place,
    Plot,
    Results,
    Strike,
    written,
)
from .portions import Read, either, entries, number, position, seconds, text, whole, word
from .table import PERTURBATIONS

_PLAIN: Final = Plot()


def plot_document(plot: Plot) -> dict[str, Any]:
    """The plot as plain JSON; the plain plot is an empty object."""
    parts = {
        "phases": [[phase.says, phase.seconds] for phase in plot.phases],
        "outcome": plot.outcome,
        "afterwards": [[phase.says, phase.seconds] for phase in plot.afterwards],
        "others": [[phase.says, phase.seconds] for phase in plot.others],
        "cancellation": {"goes": plot.cancellation.goes.value, "after": plot.cancellation.after},
        "results": {
            "comes": plot.results.comes.value,
            "requests": plot.results.requests,
            "seconds": plot.results.seconds,
        },
        "latency": plot.latency,
        "queue": [[place.at, place.position] for place in plot.queue],
        "messages": [[message.at, message.data] for message in plot.messages],
        "clock": [[step.at, step.seconds] for step in plot.clock],
        "record": {name: json.loads(value) for name, value in plot.record},
        "lost": plot.lost,
        "strikes": [_strike_document(strike) for strike in plot.strikes],
    }
    special = {field.name for field in fields(Plot) if getattr(plot, field.name) != getattr(_PLAIN, field.name)}
    return {name: part for name, part in parts.items() if name in special}


def plot_of(document: object) -> Plot:
    """The plot that `document` says; `ValueError` with one line if it is none."""
    return Plot(**entries(document, "a plot", {}, _READ))


def _strike_document(strike: Strike) -> dict[str, Any]:
    document: dict[str, Any] = {"name": strike.name, "role": strike.role, "request": strike.request}
    if strike.parameters:
        document["parameters"] = dict(strike.parameters)
    if strike.burst != 1:
        document["burst"] = strike.burst
    return document


# -- the parts of a document


def _list(part: object, where: str, read: Read) -> tuple[Any, ...]:
    if not isinstance(part, list):
        raise ValueError(f"{where}: a list, and not {shown(part)}")
    return tuple(read(each, f"{where}[{index}]") for index, each in enumerate(part))


def _pair(kind: Callable[..., Any], first: Callable[..., Any], second: Callable[..., Any]) -> Read:
    def read(part: object, where: str) -> Any:
        if not isinstance(part, list) or len(part) != 2:  # noqa: PLR2004 - a pair
            raise ValueError(f"{where}: a list of two, and not {shown(part)}")
        return kind(first(part[0], f"{where}[0]"), second(part[1], f"{where}[1]"))

    return partial(_list, read=read)


def _cancellation(part: object, where: str) -> Cancellation:
    return Cancellation(**entries(part, where, {"goes": partial(word, among=Goes)}, {"after": seconds}))


def _results(part: object, where: str) -> Results:
    return Results(**entries(part, where, {"comes": partial(word, among=Comes)}, {"requests": whole, "seconds": seconds}))


def _strike(part: object, where: str) -> Strike:
    optional: Mapping[str, Read] = {
        "request": partial(whole, least=LAST),
        "burst": partial(whole, least=1),
        "parameters": _mapping,
    }
    given = entries(part, where, {"name": _striking, "role": text}, optional)
    parameters = _parameters(given["name"], given.pop("parameters", {}), where)
    return Strike(**given, parameters=parameters)


def _striking(part: object, where: str) -> str:
    names = [name for name, row in PERTURBATIONS.items() if row.bends is None]
    if part not in names:
        raise ValueError(f"{where}: {shown(part)} is no perturbation that strikes requests; those are {either(names)}")
    return str(part)


def _mapping(part: object, where: str) -> Mapping[str, Any]:
    if not isinstance(part, dict):
        raise ValueError(f"{where}: an object, and not {shown(part)}")
    return part


def _parameters(name: str, given: Mapping[str, Any], where: str) -> Parameters:
    columns = PERTURBATIONS[name].parameters
    if given.keys() != columns.keys():
        has = f"has {either(columns)}" if columns else "has none"
        raise ValueError(f"{where}.parameters: {name} {has}, and not {either(given) or 'none'}")
    for column, value in given.items():
        if not columns[column].allows(value):
            raise ValueError(f"{where}.parameters.{column}: {columns[column]}, and not {shown(value)}")
    return tuple((column, given[column]) for column in columns)


def _record(part: object, where: str) -> Fields:
    return tuple((name, written(value)) for name, value in _mapping(part, where).items())


def _truth(part: object, where: str) -> bool:
    if not isinstance(part, bool):
        raise ValueError(f"{where}: true or false, and not {shown(part)}")
    return part


_PHASES: Final = _pair(Phase, text, seconds)
_READ: Final[Mapping[str, Read]] = {
    "phases": _PHASES,
    "outcome": text,
    "afterwards": _PHASES,
    "others": _PHASES,
    "cancellation": _cancellation,
    "results": _results,
    "latency": seconds,
    "queue": _pair(Place, seconds, position),
    "messages": _pair(Message, seconds, text),
    "clock": _pair(ClockStep, seconds, number),
    "record": _record,
    "lost": _truth,
    "strikes": partial(_list, read=_strike),
}

"""Judges of what a job costs, before and after it was run (USAGE)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any, Final

from ..calls import Call
from ..findings import Finding, ruling
from ..histories import History
from ..phases import Phase
from .asking import asked_during
from .hearing import answers
from .records import is_silent, legible, told
from .words import seen

#: What the service calls its estimate, and what the job calls it.
_ESTIMATE: Final = "estimated_running_time_seconds"
_SECONDS: Final = "quantum_seconds"


def the_estimate_is_told(history: History) -> Iterator[Finding]:
    """USAGE-1."""
    for call in legible(history, "usage_estimation"):
        said, silent = told(history, _ESTIMATE), is_silent(history, call, _ESTIMATE)
        given = _given(call)
        if given is None or _SECONDS not in given:
            yield ruling(f"usage_estimation {seen(call)}", *call.proof)
        elif said or silent:
            fits = given[_SECONDS] in said or (silent and given[_SECONDS] is None)
            fault = f"usage_estimation says {given[_SECONDS]!r}, and the service {(said or [None])[-1]!r}"
            yield ruling(None if fits else fault, *call.proof)


def an_unknown_estimate_is_asked_for_again(history: History) -> Iterator[Finding]:
    """USAGE-2."""
    for first, second in pairwise(legible(history, "usage_estimation")):
        unknown = (_given(first) or {_SECONDS: 0}).get(_SECONDS) is None
        if unknown:
            fault = None if asked_during(history, second) else "usage_estimation was not known, and not asked for again"
            yield ruling(fault, *first.proof, *second.proof)


def the_metrics_are_told(history: History) -> Iterator[Finding]:
    """USAGE-3."""
    for call in legible(history, "metrics"):
        said = [each.document for each in answers(history, "metrics", until=call.end_position) if each.is_whole]
        if said:
            given = _given(call)
            wrong = None if given is None else next((name for name in said[-1] if given.get(name) != said[-1][name]), None)
            fault = f"metrics() {seen(call)}" if given is None else f"metrics() does not tell {wrong} as the service does"
            yield ruling(None if given is not None and wrong is None else fault, *call.proof)


def metrics_are_asked_for_each_time(history: History) -> Iterator[Finding]:
    """USAGE-4."""
    for call in legible(history, "metrics"):
        if history.phase_at(call.position) in (Phase.PENDING, Phase.RUNNING):
            yield ruling(None if asked_during(history, call, "metrics") else "metrics() asked nothing", *call.proof)


def _given(call: Call) -> dict[str, Any] | None:
    """What a call returned, if it is a `dict`."""
    if call.value is None or call.value.type != "dict":
        return None
    given: dict[str, Any] = call.value.data
    return given


JUDGES = {
    "USAGE-1": the_estimate_is_told,
    "USAGE-2": an_unknown_estimate_is_asked_for_again,
    "USAGE-3": the_metrics_are_told,
    "USAGE-4": metrics_are_asked_for_each_time,
}

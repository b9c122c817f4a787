"""Judges of the five predicates (PREDICATE). A predicate is compared with status(), asked beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from qjobspec import JOB_MACHINE, JobStatus

from ..calls import Call
from ..findings import Finding, broken, kept, ruling
from ..histories import History
from ..phases import Phase
from .words import seen

PREDICATES = {
    "done": frozenset({JobStatus.DONE}),
    "running": frozenset({JobStatus.RUNNING}),
    "cancelled": frozenset({JobStatus.CANCELLED}),
    "errored": frozenset({JobStatus.ERROR}),
    "in_final_state": JOB_MACHINE.finals,
}


def _agrees(predicate: str) -> Callable[[History], Iterator[Finding]]:
    def agrees_with_status(history: History) -> Iterator[Finding]:
        for call in history.calls(predicate):
            if call.value is None:
                continue
            for status in _beside(history, call):
                wanted = status.state in PREDICATES[predicate]
                fits = bool(call.value.plain) == wanted
                fault = None if fits else f"{predicate}() returned {call.value} while status() said {status.state}"
                yield ruling(fault, *call.proof, *status.proof)

    return agrees_with_status


def predicates_are_booleans(history: History) -> Iterator[Finding]:
    """PREDICATE-5."""
    for call in history.calls(*PREDICATES):
        if (value := call.value) is not None:
            fits = value.type == "bool"
            yield ruling(None if fits else f"{call.began.member}() returned {value} of type {value.type}", *call.proof)


def predicates_just_answer(history: History) -> Iterator[Finding]:
    """PREDICATE-6."""
    for call in history.calls(*PREDICATES):
        if history.phase_at(call.position) in (None, Phase.UNSUBMITTED):
            continue
        if call.elapsed == 0 and call.error is None:
            yield kept(*call.proof)
        else:
            yield broken(f"{call.began.member}() {seen(call)}", *call.proof)


def _beside(history: History, call: Call) -> Iterator[Call]:
    """Answers of status() given at the same quiet moment, with no cancel() in between."""
    if history.phase_at(call.position) is None:
        return
    for status in history.calls("status"):
        at_once = status.state is not None and status.end is not None and status.end.at == call.began.at
        if at_once and not _moved_between(history, status, call):
            yield status


def _moved_between(history: History, one: Call, other: Call) -> bool:
    """Whether a cancel() came between the two calls, which moves a job within a moment."""
    first, last = sorted((one.position, other.position))
    ends = [(cancel.position, cancel.end_position or last) for cancel in history.calls("cancel")]
    return any(began < last and ended > first for began, ended in ends)


JUDGES = {
    "PREDICATE-1": _agrees("done"),
    "PREDICATE-2": _agrees("running"),
    "PREDICATE-3": _agrees("cancelled"),
    "PREDICATE-4": _agrees("in_final_state"),
    "PREDICATE-5": predicates_are_booleans,
    "PREDICATE-6": predicates_just_answer,
    "PREDICATE-7": _agrees("errored"),
}

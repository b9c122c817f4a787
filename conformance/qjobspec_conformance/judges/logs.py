"""Judges of what a job's program has written (LOG)."""

from __future__ import annotations

from collections.abc import Iterator

from ..calls import Call
from ..exchanges import Exchange
from ..findings import Finding, ruling
from ..histories import History
from ..phases import Phase
from .hearing import answered_during
from .records import legible, uncrossed
from .words import seen


def the_log_is_told(history: History) -> Iterator[Finding]:
    """LOG-1."""
    for call in legible(history, "logs"):
        if call.value is not None:
            said = _written(history, call)
            fits = call.value.type == "str" and all(line in str(call.value.plain) for line in said)
            yield ruling(
                None if fits else f"logs() {seen(call)}, and the program has written {len(said)} lines", *call.proof
            )


def both_outputs_are_told(history: History) -> Iterator[Finding]:
    """LOG-2."""
    for call in legible(history, "logs"):
        for line in _written(history, call):
            fits = call.value is not None and line in str(call.value.plain)
            yield ruling(None if fits else f"logs() {seen(call)}, without {line!r}", *call.proof)


def a_log_is_not_waited_for(history: History) -> Iterator[Finding]:
    """LOG-3."""
    for call in legible(history, "logs"):
        if history.phase_at(call.position) in (Phase.PENDING, Phase.RUNNING):
            fits = call.elapsed == 0 and call.value is not None
            yield ruling(None if fits else f"logs() {seen(call)} of a job that had not ended", *call.proof)


def nothing_written_is_an_empty_text(history: History) -> Iterator[Finding]:
    """LOG-4."""
    for call in uncrossed(history, "logs"):
        said = answered_during(history, call, "logs")
        if said and all(map(_is_empty, said)):
            fits = call.value is not None and call.value.type == "str" and call.value.plain == ""
            yield ruling(None if fits else f"logs() {seen(call)}, and nothing was written", *call.proof)


def _is_empty(told: Exchange) -> bool:
    """Whether a service has answered that nothing was written, or with nothing."""
    answered = told.answered
    return answered is not None and (answered.said == "404" or (told.is_whole and not told.content))


def _written(history: History, call: Call) -> list[str]:
    """The lines that the service told in a call."""
    logs = [each.data for each in answered_during(history, call, "logs") if each.is_whole]
    return logs[-1].splitlines() if logs and isinstance(logs[-1], str) else []


JUDGES = {
    "LOG-1": the_log_is_told,
    "LOG-2": both_outputs_are_told,
    "LOG-3": a_log_is_not_waited_for,
    "LOG-4": nothing_written_is_an_empty_text,
}

"""A history as rows to be read from top to bottom: the moment, what the user did, what the job's work did.

This file does not know colours or columns' widths; it says what stands in a row and which rows prove the break.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..events import Called, CalledBack, Event, Hung, Raised, Returned, WorkEnded, WorkStarted
from ..examples import Step
from ..histories import History
from .pasting import call


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the picture. `user` is what happened on the user's side, in `thread`; `work` what the work did."""

    at: float
    thread: str
    user: str = ""
    work: str = ""
    proves: bool = False


def rows(history: History, proof: tuple[int, ...] = ()) -> tuple[Row, ...]:
    """The rows of a history; those of the events in `proof` are marked."""
    return tuple(_rows(history, frozenset(proof)))


def many_threads(history: History) -> bool:
    """Whether the user's side has more than one thread, so that each row has to say which it is."""
    return len(history.example.program.lanes) > 1


def picture(history: History, proof: tuple[int, ...] = ()) -> str:
    """The rows as plain text."""
    drawn = rows(history, proof)
    names = many_threads(history)
    users = [f"{row.thread}: {row.user}" if names and row.user else row.user for row in drawn]
    width = max((len(user) for user in users), default=0)
    lines = [f"{'t':>9}   {'you':<{width}}   the job's work"]
    for row, user in zip(drawn, users, strict=True):
        mark = ">" if row.proves else " "
        lines.append(f"{row.at:>7.2f} s {mark} {user:<{width}}   {row.work}".rstrip())
    return "\n".join(lines)


def stacks(hung: Hung) -> str:
    """Who waited where when nothing could go on."""
    lines: list[str] = []
    for name, waits_for, frames in hung.threads:
        lines.append(f"{name} waits for {waits_for}")
        lines += [f"    {frame}" for frame in frames[-6:]]
    return "\n".join(lines)


def _rows(history: History, proof: frozenset[int]) -> Iterator[Row]:
    calls = {event.number: event for event in history.events if isinstance(event, Called)}
    skipped: set[int] = set()
    for position, event in enumerate(history.events):
        if position in skipped:
            continue
        proves = position in proof
        if isinstance(event, Called):
            end = _at_once(history, position)
            written = call(_step(event))
            if end is not None:
                skipped.add(position + 1)
                yield Row(event.at, event.thread, f"{written} {_came(end)}", proves=proves or position + 1 in proof)
            else:
                yield Row(event.at, event.thread, f"{written} …", proves=proves)
        elif isinstance(event, Returned | Raised):
            yield Row(event.at, event.thread, f"… {calls[event.number].member} {_came(event)}", proves=proves)
        else:
            yield _other(event, proves=proves)


def _other(event: Event, *, proves: bool) -> Row:
    if isinstance(event, CalledBack):
        given = ", ".join([str(value) for value in event.arguments] + [f"{name}=…" for name in event.keywords])
        return Row(event.at, event.thread, f"← callback({given})", proves=proves)
    if isinstance(event, WorkStarted):
        return Row(event.at, event.thread, work="starts", proves=proves)
    if isinstance(event, WorkEnded):
        ends = f"raises {event.error}" if event.error is not None else f"returns {event.product}"
        unsuccessful = event.product is not None and event.product.success is False
        return Row(event.at, event.thread, work=ends + (", success=False" if unsuccessful else ""), proves=proves)
    assert isinstance(event, Hung)
    return Row(event.at, event.thread, f"nothing more happens: {event.verdict}", proves=True)


def _at_once(history: History, position: int) -> Returned | Raised | None:
    """How the call at `position` came back, if that is the very next event and at the same moment."""
    began = history.events[position]
    following = history.events[position + 1] if position + 1 < len(history.events) else None
    if not isinstance(began, Called) or not isinstance(following, Returned | Raised):
        return None
    return following if following.number == began.number and following.at == began.at else None


def _came(end: Returned | Raised) -> str:
    return f"→ {end.value}" if isinstance(end, Returned) else f"→ raises {end.error}"


def _step(event: Called) -> Step:
    return Step(event.member, event.arguments, job=event.job)

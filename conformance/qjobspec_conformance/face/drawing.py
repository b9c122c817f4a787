"""A history as rows to be read from top to bottom: the moment, what the user did, what the job's work did.

This file does not know colours or columns' widths; it says what stands in a row and which rows prove the break.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from urllib.parse import urlsplit

from ..events import (
    Answered,
    Asked,
    Called,
    CalledBack,
    CancelTaken,
    Event,
    Hung,
    Left,
    Moved,
    Raised,
    ResultTaken,
    Returned,
    Stepped,
    Told,
    Unreached,
    WorkEnded,
    WorkStarted,
)
from ..examples import Step
from ..histories import History
from ..untold import untold
from .pasting import call

#: How much of an error is shown in a row.
LONGEST = 160
#: How often a row may come again before it is counted instead.
_AGAIN = 8


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
    return tuple(_gathered(_rows(history, frozenset(proof))))


def _gathered(drawn: Iterator[Row]) -> Iterator[Row]:
    """The rows, of which one that comes again and again at the same moment is shown once and counted."""
    for row, again in groupby(drawn):
        more = len(list(again)) - 1
        yield row
        if more > _AGAIN:
            yield replace(row, user="", work=f"the same, {more} times more")
        else:
            yield from (row for _ in range(more))


def many_threads(history: History) -> bool:
    """Whether the user's side has more than one thread, so that each row has to say which it is."""
    if "example" in untold(history):
        return len({event.thread for event in history.events if isinstance(event, Called)}) > 1
    return len(history.example.program.lanes) > 1


def other_side(history: History) -> str:
    """What is opposite the user."""
    return "the job's work" if history.job is None else "the service"


def picture(history: History, proof: tuple[int, ...] = ()) -> str:
    """The rows as plain text."""
    drawn = rows(history, proof)
    names = many_threads(history)
    users = [f"{row.thread}: {row.user}" if names and row.user else row.user for row in drawn]
    width = max((len(user) for user in users), default=0)
    lines = [f"{'t':>9}   {'you':<{width}}   {other_side(history)}"]
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
        elif isinstance(event, Asked):
            answer = _answer(history, event)
            if answer is not None:
                skipped.add(answer)
            yield _exchange(history, event, answer, proves=proves or answer in proof)
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
    if isinstance(event, Left):
        names = ", ".join(f"{name} (waits for {waits_for})" for name, waits_for in event.threads)
        return Row(event.at, event.thread, f"left behind: {names}", proves=proves)
    if not isinstance(event, Hung):
        return Row(event.at, event.thread, work=_by_the_service(event), proves=proves)
    return Row(event.at, event.thread, f"nothing more happens: {event.verdict}", proves=True)


def _answer(history: History, asked: Asked) -> int | None:
    """The position of the answer to a request, or `None` if none was given."""
    return next(
        (
            position
            for position, event in enumerate(history.events)
            if isinstance(event, Answered) and event.number == asked.number
        ),
        None,
    )


def _exchange(history: History, asked: Asked, position: int | None, *, proves: bool) -> Row:
    """A request and its answer, side by side with who has asked."""
    place = urlsplit(asked.url)
    text = f"{asked.method} {place.path}{'?' + place.query if place.query else ''}"
    answer = history.events[position] if position is not None else None
    if isinstance(answer, Answered):
        text += f" → {answer.said}{f' {answer.word}' if answer.word is not None else ''}"
        text += "".join(f" [{fault}]" for fault in answer.faults)
    return Row(asked.at, asked.thread, work=text, proves=proves)


def _by_the_service(event: Event) -> str:
    """What a service does that nobody has asked for at that moment."""
    match event:
        case Moved(job=job, says=says):
            text = f"job {job}: {says}"
        case Unreached(peer=peer, fault=fault):
            text = f"{peer} cannot be reached [{fault}]"
        case CancelTaken(job=job, goes=goes):
            text = f"job {job}: cancellation {goes}"
        case ResultTaken(job=job):
            text = f"job {job}: result handed out"
        case Stepped(seconds=seconds):
            text = f"the wall clock is moved by {seconds:g} s"
        case Told(message=message):
            text = f"sends {message}"
        case _:
            text = event.kind
    return text


def _at_once(history: History, position: int) -> Returned | Raised | None:
    """How the call at `position` came back, if that is the very next event and at the same moment."""
    began = history.events[position]
    following = history.events[position + 1] if position + 1 < len(history.events) else None
    if not isinstance(began, Called) or not isinstance(following, Returned | Raised):
        return None
    return following if following.number == began.number and following.at == began.at else None


def _came(end: Returned | Raised) -> str:
    if isinstance(end, Returned):
        return f"→ {end.value}"
    text = str(end.error)
    return f"→ raises {text if len(text) <= LONGEST else text[: LONGEST - 1] + '…'}"


def _step(event: Called) -> Step:
    return Step(event.member, event.arguments, job=event.job)

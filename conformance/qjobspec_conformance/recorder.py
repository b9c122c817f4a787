"""Writes a history down while it happens: events in order, and every foreign value as far as a judge may look at it.

This file does not know what is run; it is told. It keeps the objects it has seen alive, so that no two share an identity.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from enum import Enum
from math import isfinite
from typing import Protocol, cast

from qjobspec import JobStatus

from .credentials import Credentials
from .describing import described
from .events import (
    Called,
    CalledBack,
    Error,
    Event,
    Hung,
    Left,
    Moved,
    Raised,
    Returned,
    Used,
    Value,
    Warned,
    WorkEnded,
    WorkStarted,
)
from .examples import Step
from .virtual import Ended, Stuck
from .works import Outcome

#: The types whose values stand in a history as they are; a subclass of them is an object like any other.
_PLAIN = (bool, int, float, str)

#: How the names of our own frames begin, which no reader of a stack asks for.
_OURS = __name__.partition(".")[0] + "."

_FINALS = frozenset({JobStatus.DONE, JobStatus.ERROR, JobStatus.CANCELLED})

_ADDRESS = re.compile(r" at 0x[0-9a-fA-F]+")


class Mover(Protocol):
    """Whoever has to know that the job has moved."""

    def __call__(self, *, final: bool) -> None:
        """The work has begun, or the job has come to its end."""
        ...


def _no_news(now: float) -> tuple[Event, ...]:
    """What is heard of a job that has no service."""
    del now
    return ()


class Recorder:
    """The pen of one run. `clock` gives the virtual moment, `thread` the name of the calling thread.

    `words` is whether a status may be told as a word, which then is read as the state of that name. `readable` names the
    members to read of what a job hands out, by class; without it no value is read.
    """

    def __init__(
        self,
        clock: Callable[[], float],
        thread: Callable[[], str],
        moved: Mover,
        *,
        words: bool = False,
        readable: Mapping[str, Sequence[str]] | None = None,
        secrets: Iterable[str] = (),
    ) -> None:
        self.events: list[Event] = []
        #: What a service did since this was asked last: it stands before whatever is noted next.
        self.news: Callable[[float], Iterable[Event]] = _no_news
        self.clock = clock
        self.thread_name = thread
        self._moved = moved
        self._words = words
        self._readable = readable
        self.credentials = Credentials(secrets)
        self._things: list[object] = []
        self._numbers: dict[int, int] = {}
        self._calls = 0
        self._members: dict[int, str] = {}

    def note(self, event: Event) -> None:
        """Note an event, after what the service has done by then."""
        for each in self.news(event.at):
            self._note(each)
        self._note(event)

    def heard_out(self) -> None:
        """Note what the service has done since, although nothing else has happened."""
        for each in self.news(self.clock()):
            self._note(each)

    def _note(self, event: Event) -> None:
        if isinstance(event, Moved):
            self._moved(final=event.state in _FINALS)
        self.events.append(event)

    def called(self, step: Step) -> int:
        """Note a call of the user; the answer is its number."""
        self._calls += 1
        self._members[self._calls] = step.member
        self.note(Called(self.clock(), self.thread_name(), self._calls, step.job, step.member, step.arguments, step.spoils))
        return self._calls

    def returned(self, number: int, value: object) -> None:
        """Note what call `number` returned."""
        if value is True and self._members.get(number) == "cancel":
            self._moved(final=True)
        told = self.value(value)
        if self._words and self._members.get(number) == "status" and told.plain in JobStatus.__members__:
            told = replace(told, state=JobStatus[str(told.plain)])
        self.note(Returned(self.clock(), self.thread_name(), number, told))

    def raised(self, number: int, error: BaseException) -> None:
        """Note what call `number` raised."""
        self.note(Raised(self.clock(), self.thread_name(), number, self.error(error)))

    def warned(self, by: str, category: str, message: str) -> None:
        """Note a warning."""
        text, leaks = _ADDRESS.sub("", message), self.credentials.in_text(message)
        self.note(Warned(self.clock(), self.thread_name(), by, category, text, leaks))

    def unopened(self, began: float, position: int, error: BaseException) -> None:
        """Note that the job could not be opened, which somebody began at the moment `began`, before event `position`."""
        self._calls += 1
        self.events.insert(position, Called(began, self.thread_name(), self._calls, 0, "open", ()))
        self.raised(self._calls, error)

    def used(self, number: int, what: str, does: str, given: Mapping[str, object]) -> None:
        """Note that what was lent to call `number` was used."""
        values = tuple((name, self.value(each)) for name, each in given.items())
        self.note(Used(self.clock(), self.thread_name(), number, what, does, values))

    def called_back(self, number: int, arguments: tuple[object, ...], keywords: Mapping[str, object]) -> None:
        """Note that the job called the callback of call `number`."""
        values = tuple(self.value(argument) for argument in arguments)
        given = tuple(self.value(argument) for argument in keywords.values())
        self.note(CalledBack(self.clock(), self.thread_name(), number, values, tuple(keywords), given))

    def work_started(self, job: int) -> None:
        """Note that the work of `job` has begun."""
        self._moved(final=False)
        self.note(WorkStarted(self.clock(), self.thread_name(), job))

    def work_ended(self, job: int, outcome: Outcome, end: object) -> None:
        """Note that the work of `job` has ended with the product or the exception `end`."""
        self._moved(final=True)
        error = self.error(end) if isinstance(end, BaseException) else None
        product = None if isinstance(end, BaseException) else self.value(end)
        self.note(WorkEnded(self.clock(), self.thread_name(), job, outcome, product, error))

    def hung(self, stuck: Stuck) -> None:
        """Note that nothing could go on."""
        threads = tuple((seen.name, seen.waits_for, tuple(filter(_is_theirs, seen.frames))) for seen in stuck.threads)
        self.note(Hung(stuck.at, "", stuck.kind, threads))

    def left(self, ended: Ended, websockets: tuple[int, ...] = ()) -> None:
        """Note the threads, and the websockets by their requests, that were left behind."""
        if ended.seen or websockets:
            threads = tuple((seen.called or seen.name, seen.waits_for) for seen in ended.seen)
            keeping = tuple(seen.called or seen.name for seen in ended.seen if not seen.daemon)
            self.note(Left(ended.at, "", threads, keeping, websockets))

    def thing(self, thing: object) -> int:
        """The number of `thing` among the objects of this history, a new one if it is new."""
        number = self._numbers.get(id(thing))
        if number is None:
            self._things.append(thing)
            number = self._numbers[id(thing)] = len(self._things)
        return number

    def value(self, value: object) -> Value:
        """What may be known of `value`."""
        kind = _name(type(value))
        if value is None or (isinstance(value, bool | int | float | str) and type(value) in _PLAIN):
            return Value(kind, plain=_writable(value))
        if isinstance(value, Enum):
            return Value(kind, plain=value.name, state=_state(value), thing=self.thing(value))
        thing = self.thing(value)
        success = getattr(value, "success", None)
        content = None if self._readable is None else described(value, self._readable)
        return Value(
            kind,
            thing=thing,
            like=self._like(value, thing),
            success=success if isinstance(success, bool) else None,
            content=content,
            parts=self._parts(value) if content is None else None,
        )

    def _parts(self, value: object) -> tuple[Value, ...] | None:
        """The members of a list or tuple of jobs, one by one; a job in this process is nobody's part."""
        if self._readable is None or not isinstance(value, list | tuple):
            return None
        return tuple(self.value(each) for each in cast("Sequence[object]", value))

    def error(self, error: BaseException) -> Error:
        """What may be known of `error`."""
        types = tuple(_name(each) for each in type(error).__mro__ if each is not object)
        text = str(error)
        cause = None if error.__cause__ is None else _name(type(error.__cause__))
        leaks = any(self.credentials.in_text(str(each)) for each in _shown(error))
        return Error(types, _ADDRESS.sub("", text), self.thing(error), cause, leaks)

    def _like(self, value: object, thing: int) -> int:
        for number, earlier in enumerate(self._things[: thing - 1], start=1):
            if type(earlier) is type(value) and _equal(earlier, value):
                return number
        return thing


def _shown(error: BaseException) -> Iterator[BaseException]:
    """The errors that a traceback shows, each once: an error, and what led to it."""
    seen: list[BaseException] = []
    shown: BaseException | None = error
    while shown is not None and all(shown is not each for each in seen):
        seen.append(shown)
        yield shown
        shown = shown.__cause__ or (None if shown.__suppress_context__ else shown.__context__)


def _writable(value: bool | float | str | None) -> bool | float | str | None:  # noqa: FBT001 - any plain value
    """The value as JSON can carry it: what is no number, and what is no text, is written as Python writes it."""
    if isinstance(value, float) and not isfinite(value):
        return repr(value)
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode("utf-8")
    return value


def _is_theirs(frame: str) -> bool:
    return not frame.startswith(_OURS)


def _equal(left: object, right: object) -> bool:
    try:
        return bool(left == right)
    except Exception:  # noqa: BLE001 - a foreign __eq__ may raise anything; what cannot be compared is not equal
        return False


def _state(value: Enum) -> JobStatus | None:
    if type(value).__name__ != "JobStatus" or value.name not in JobStatus.__members__:
        return None
    return JobStatus[value.name]


def _name(kind: type) -> str:
    """The public name of a class: without `builtins`, and without the private modules it is defined in."""
    module = ".".join(part for part in kind.__module__.split(".") if not part.startswith("_"))
    return kind.__qualname__ if module in ("builtins", "") else f"{module}.{kind.__qualname__}"

"""One part of what is to be judged, as a worker is given it, and what comes of it.

A part is a block of lines with a history each, or some histories with their lines of one event each. This file does not
know what other parts there are.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from .bench import Bench
from .faulty import Faulty, FaultyError
from .gathering import Lines
from .lines import Block
from .panel import SenselessError
from .restored import Restored
from .tallies import Tally, Where


@dataclass(frozen=True, slots=True)
class Terms:
    """What holds for all parts."""

    only: frozenset[str] = frozenset()
    #: What stands in for a profile that a history does not name.
    profile: str = ""
    #: What is over in so many seconds takes no time, where a history does not say it; `None` if nobody says it.
    instant: float | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """Some lines of one file: a block, or the lines of each of some histories."""

    file_number: int
    file: str
    bytes: int
    block: Block | None = None
    histories: tuple[Lines, ...] = ()


@dataclass(frozen=True, slots=True)
class Judged:
    """What came of a part: the tally, or the first line that cannot be judged."""

    bytes: int
    events: int
    tally: Tally = field(default_factory=Tally)
    faulty: Faulty | None = None


class Worker:
    """Judges parts, one after the other."""

    def __init__(self, terms: Terms) -> None:
        self._terms = terms
        self._bench = Bench(terms.only)

    def judge(self, part: Part) -> Judged:
        """Judge every history of a part."""
        self._bench.tally = {}
        faulty = self._by_line(part, part.block) if part.block is not None else self._by_history(part)
        tally = self._bench.tally
        events = sum(group.events for group in tally.values())
        return Judged(part.bytes, events, {} if faulty else tally, faulty)

    def _by_line(self, part: Part, block: Block) -> Faulty | None:
        for number, line in block.lines():
            try:
                self._hear(_parsed(line), Where(part.file_number, part.file, number))
            except FaultyError as error:
                return Faulty(part.file, number, pointer(error.place), error.reason)
        return None

    def _by_history(self, part: Part) -> Faulty | None:
        found = (self._together(part, lines) for lines in part.histories)
        return min((each for each in found if each is not None), key=lambda each: each.line, default=None)

    def _together(self, part: Part, lines: Lines) -> Faulty | None:
        numbers: list[int] = []
        number = lines[0][0]
        document: dict[str, Any] = {}
        events: list[dict[str, Any]] = []
        try:
            for number, line in lines:
                parsed = _unnamed(_parsed(line))
                if "kind" in parsed:
                    events.append(parsed)
                    numbers.append(number)
                else:
                    document |= parsed
            self._hear(_counted({**document, "events": events}), Where(part.file_number, part.file, lines[0][0]))
        except FaultyError as error:
            match error.place:
                case ("events", int(position), *inside):
                    return Faulty(part.file, numbers[position], pointer(tuple(inside)), error.reason)
                case place:
                    return Faulty(part.file, number, pointer(place), error.reason)
        return None

    def _hear(self, document: Any, where: Where) -> None:
        subject, profile = where.file, self._terms.profile
        restored = Restored(document, subject=subject, profile_name=profile, instant=self._terms.instant)
        try:
            self._bench.hear(restored, where)
        except SenselessError as error:
            raise FaultyError((), str(error)) from error


def pointer(place: tuple[str | int, ...]) -> str:
    """The JSON Pointer to a place."""
    return "".join(f"/{str(part).replace('~', '~0').replace('/', '~1')}" for part in place)


def _no_number(word: str) -> Any:
    raise ValueError(f"there is no {word} in it")


_DECODER: Final = json.JSONDecoder(parse_constant=_no_number)


def _parsed(line: bytes) -> Any:
    try:
        return _DECODER.decode(line.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise FaultyError((), f"is not JSON: {' '.join(str(error).split())}") from error


def _unnamed(document: Mapping[str, Any]) -> dict[str, Any]:
    """The event without the name of its history, by which it was found."""
    return {name: part for name, part in document.items() if name != "history"}


def _counted(document: dict[str, Any]) -> dict[str, Any]:
    """The history with its moments counted from its first event, on whatever clock they were written."""
    events = document["events"]
    began = events[0].get("at") if events and "example" not in document else 0
    if not isinstance(began, int | float) or not began:
        return document
    for each in (*events, document):
        for name in ("at", "ended"):
            if isinstance(each.get(name), int | float):
                each[name] -= began
    return document


def parts_of(histories: Iterator[Lines], file_number: int, file: str, most: int) -> Iterator[Part]:
    """The histories of a file in parts of about `most` lines."""
    held: list[Lines] = []
    count = size = 0
    for lines in histories:
        held.append(lines)
        count += len(lines)
        size += sum(len(line) + 1 for _, line in lines)
        if count >= most:
            yield Part(file_number, file, size, histories=tuple(held))
            held, count, size = [], 0, 0
    if held:
        yield Part(file_number, file, size, histories=tuple(held))

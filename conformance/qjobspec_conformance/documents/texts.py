"""What a text is before anybody knows what it means: a stream of marks, by which a place in a document is found again.

This file does not know JSON from YAML: each of them tells its marks.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

#: Where something stands in a document: names and numbers, from the root.
Place = tuple[str | int, ...]

#: What is nested deeper than this is refused; no document of the specification comes near it.
DEEPEST: Final = 100


#: A whole number of more bits is refused, because Python does not write its digits; in hexadecimal it reads any.
MOST_BITS: Final = 8_192


class UnreadableError(Exception):
    """A text that holds no document; the reason is one line for whoever wrote it."""

    def __init__(self, reason: str, line: int | None = None, column: int | None = None) -> None:
        super().__init__(reason, line, column)
        self.reason = reason
        self.line = line
        self.column = column


class Kind(Enum):
    """What a mark marks."""

    OBJECT = auto()
    ARRAY = auto()
    KEY = auto()
    SCALAR = auto()
    END = auto()


@dataclass(frozen=True, slots=True)
class Mark:
    """The beginning of a value or of a name, or the end of an object or array; lines and columns count from 1."""

    kind: Kind
    line: int
    column: int
    name: str = ""


def pointer(place: Place) -> str:
    """The JSON Pointer to a place; that of the whole document is empty."""
    return "".join(f"/{str(part).replace('~', '~0').replace('/', '~1')}" for part in place)


def places(marks: Iterable[Mark]) -> Iterator[tuple[Place, Mark]]:
    """Every mark of a value with its place; that of a member of an object comes with the mark of its name."""
    here: list[str | int] = []
    named: Mark | None = None
    for mark in marks:
        if mark.kind is Kind.KEY:
            here[-1], named = mark.name, mark
            continue
        if mark.kind is Kind.END:
            here.pop()
            continue
        if here and isinstance(here[-1], int):
            here[-1] += 1
        yield tuple(here), named or mark
        named = None
        if mark.kind is not Kind.SCALAR:
            here.append("" if mark.kind is Kind.OBJECT else -1)


def lines(marks: Iterable[Mark], wanted: Collection[Place]) -> Mapping[Place, int]:
    """The line of every wanted place that there is; one that there is not is left out."""
    missing = set(wanted)
    found: dict[Place, int] = {}
    for place, mark in places(marks) if missing else ():
        if place in missing:
            found[place] = mark.line
            missing.discard(place)
            if not missing:
                break
    return found


def repeated(marks: Iterable[Mark]) -> Mark | None:
    """The first name that stands in its object a second time."""
    names: list[set[str]] = []
    for mark in marks:
        if mark.kind in (Kind.OBJECT, Kind.ARRAY):
            names.append(set())
        elif mark.kind is Kind.END:
            names.pop()
        elif mark.kind is Kind.KEY:
            if mark.name in names[-1]:
                return mark
            names[-1].add(mark.name)
    return None

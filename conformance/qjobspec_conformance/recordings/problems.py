"""What is wrong with a file that an author hands to the suite: where it is, what it is, and how to mend it, on one line.

This file does not know what the files hold.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ..documents.files import Written
from ..documents.reasons import printable
from ..documents.texts import Place, pointer

#: How many letters of a pointer or a reason are shown.
LONGEST: Final = 300


@dataclass(frozen=True, slots=True)
class Flaw:
    """One thing that is wrong with a document: its place, what it is, and how to mend it."""

    place: Place
    reason: str
    cure: str

    def __str__(self) -> str:
        return f"{_short(self.reason)}; {self.cure}"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong; its text is one line of printable letters."""

    file: Path
    reason: str
    cure: str
    line: int | None = None
    column: int | None = None
    #: The JSON Pointer to it, empty for the whole document; `None` where the file could not be read.
    pointer: str | None = None

    def __str__(self) -> str:
        where = ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)
        place = [] if self.pointer is None else [self.pointer or "(whole)"]
        return printable(": ".join([where, *place, f"{_short(self.reason)}; {self.cure}"]))


def located(file: Path, written: Written, flaws: Iterable[Flaw]) -> list[Problem]:
    """The flaws of a document as problems of its file, in the order of their lines."""
    found = list(flaws)
    lines = written.lines({each.place for each in found})
    problems = [
        Problem(file, each.reason, each.cure, lines.get(each.place), None, _short(pointer(each.place))) for each in found
    ]
    return sorted(problems, key=lambda each: each.line or 0)


class ProblemsError(Exception):
    """A file that cannot be used, with everything that is wrong with it; at least one problem."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(*self.problems)

    def __str__(self) -> str:
        return "\n".join(map(str, self.problems))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ProblemsError) and self.problems == other.problems

    def __hash__(self) -> int:
        return hash(self.problems)


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"

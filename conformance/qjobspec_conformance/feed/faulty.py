"""A line that cannot be judged: where it stands, what is wrong with it, and how to mend it, in one line.

This file does not know what a line may hold.
"""

from __future__ import annotations

from dataclasses import dataclass

#: How many letters of a reason are told.
_LONGEST = 500


@dataclass(frozen=True, slots=True)
class Faulty:
    """What is wrong with a line of a file; `pointer` is the JSON Pointer to it, and empty for the whole line."""

    file: str
    line: int
    pointer: str
    reason: str

    def __str__(self) -> str:
        parts = [f"{self.file}:{self.line}", *([self.pointer] if self.pointer else []), self.reason]
        text = ": ".join(parts)
        return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


class FaultyError(Exception):
    """Something in a document is wrong: its place from the root, and why."""

    def __init__(self, place: tuple[str | int, ...], reason: str) -> None:
        super().__init__(place, reason)
        self.place = place
        self.reason = reason

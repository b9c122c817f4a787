"""The line before a backend: who waits, who is next, how many run.

This file does not know what a job is: it is told a number, and when its turn may come at the earliest.
"""

from __future__ import annotations

from bisect import bisect_left, insort


class Line:
    """Those who wait for one of `slots` places, in the order of their turns, then of their numbers."""

    def __init__(self, slots: int) -> None:
        self._slots = slots
        self._waiting: list[tuple[float, int]] = []
        self._running = 0

    def join(self, turn: float, number: int) -> None:
        """Stand in the line; the turn comes at `turn`, or when a place is free after that."""
        insort(self._waiting, (turn, number))

    def leave(self, turn: float, number: int) -> None:
        """Go away without having had the turn."""
        self._waiting.remove((turn, number))

    def take(self, moment: float) -> int | None:
        """Give a free place to the first whose turn has come, and say who that is; `None` if there is no such thing."""
        if self._running == self._slots or not self._waiting or self._waiting[0][0] > moment:
            return None
        self._running += 1
        return self._waiting.pop(0)[1]

    def free(self) -> None:
        """Give a place back."""
        self._running -= 1

    def place(self, turn: float, number: int) -> int:
        """How many stand before somebody who waits."""
        return bisect_left(self._waiting, (turn, number))

    def wait(self, place: int, each: float) -> float:
        """Roughly how long somebody with `place` others before him waits, if each of all has a place for `each` seconds."""
        rounds = (place + self._running) // self._slots
        return rounds * each

    def __len__(self) -> int:
        return len(self._waiting)

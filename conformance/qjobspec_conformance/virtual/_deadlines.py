"""The moments that threads wait for, earliest first, and in the order of their asking at the same moment.

This file does not know what is done about them.
"""

from collections.abc import Callable
from heapq import heappop, heappush

from ._actors import Actor


class Bell:
    """Stands where an actor would: something to call when its moment has come."""

    __slots__ = ("ring", "turn")

    def __init__(self, ring: Callable[[], None]) -> None:
        self.ring = ring
        self.turn = 0


class Deadlines:
    """Deadlines of waits; one whose wait is over already is never shown."""

    def __init__(self) -> None:
        self._heap: list[tuple[int, int, Actor | Bell, int]] = []

    def add(self, moment: int, order: int, actor: Actor | Bell) -> None:
        """Note that the actor's present wait ends at this moment; `order` grows from call to call."""
        heappush(self._heap, (moment, order, actor, actor.turn))

    def earliest(self) -> int | None:
        """Return the earliest moment that somebody still waits for."""
        heap = self._heap
        while heap and heap[0][2].turn != heap[0][3]:
            heappop(heap)
        return heap[0][0] if heap else None

    def pop(self) -> Actor | Bell:
        """Take the actor or the bell off whose moment is the `earliest` one."""
        return heappop(self._heap)[2]

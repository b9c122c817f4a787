"""The moments that threads wait for, earliest first, and in the order of their asking at the same moment.

This file does not know what is done about them.
"""

from heapq import heappop, heappush

from ._actors import Actor


class Deadlines:
    """Deadlines of waits; one whose wait is over already is never shown."""

    def __init__(self) -> None:
        self._heap: list[tuple[int, int, Actor, int]] = []

    def add(self, moment: int, order: int, actor: Actor) -> None:
        """Note that the actor's present wait ends at this moment; `order` grows from call to call."""
        heappush(self._heap, (moment, order, actor, actor.turn))

    def earliest(self) -> int | None:
        """Return the earliest moment that somebody still waits for."""
        heap = self._heap
        while heap and heap[0][2].turn != heap[0][3]:
            heappop(heap)
        return heap[0][0] if heap else None

    def pop(self) -> Actor:
        """Take the actor off whose moment is the `earliest` one."""
        return heappop(self._heap)[2]

"""Who takes part in one run: threads, executors, numbers; and who does not.

This file does not know who runs when.
"""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Thread

from ._actors import Actor


class Troupe:
    """The lists of one run, all in the order in which things came about."""

    def __init__(self) -> None:
        #: The actors of all threads started so far.
        self.cast: dict[Thread, Actor] = {}
        #: Threads that nothing brings down.
        self.lost: list[Thread] = []
        #: The interpreter's numbers of all threads that are no strangers here.
        self.known: set[int] = set()
        #: What stands in for an executor in this run.
        self.executors: dict[ThreadPoolExecutor, ThreadPoolExecutor] = {}
        #: Called once, when the run begins to close.
        self.farewells: list[Callable[[], None]] = []
        #: Called once, when all threads have gone and virtual time with them.
        self.encores: list[Callable[[], None]] = []
        self._counts: Counter[str] = Counter()

    def count(self, what: str) -> int:
        """Return 1 for the first thread, future, executor or the like of this run, then 2."""
        self._counts[what] += 1
        return self._counts[what]

    def lose(self, actor: Actor) -> None:
        """Strike a thread off that nothing brings down."""
        del self.cast[actor.thread]
        self.lost.append(actor.thread)

"""The drawn schedule: which of several threads goes first, at each point of choice.

This file does not know the threads.
"""

from collections.abc import Sequence


class Picks:
    """A schedule that is used up pick by pick; from then on it is first come, first served."""

    def __init__(self, picks: Sequence[int]) -> None:
        self._picks = tuple(picks)
        self._used = 0
        #: Whether there are picks left.
        self.left = bool(picks)

    def among(self, choices: int) -> int:
        """Return the next pick among so many choices; 0, and nothing is used up, if there is no choice to make."""
        if choices < 2 or not self.left:
            return 0
        pick = self._picks[self._used] % choices
        self._used += 1
        self.left = self._used < len(self._picks)
        return pick

"""How long is too long: the patience of a run, counted from the last word of the world around it.

This file does not know what a verdict looks like, nor what happens after one.
"""

from typing import Final

from ._actors import Actor
from ._moments import SECOND
from ._verdicts import Patience

#: Clock readings in a row by a thread that does not wait.
MOST_READINGS: Final = 100_000

#: Clock readings in a row after which a moment has stayed for too long to be the same.
READINGS_TO_CREEP: Final = 100

#: Hand-overs granted, once the lanes have ended, to threads that need no time to come to their own end.
MOST_ENCORES: Final = 1_000

#: Hand-overs between threads without a moment's passing.
MOST_HAND_OVERS: Final = 20_000


class Limits:
    """What has been counted so far: each `passed_by` counts once, and tells whether that was one too many."""

    def __init__(self, patience: Patience) -> None:
        self._patience = patience
        self._last_word = 0
        self._last_words = 0
        self._readings = 0
        self._hand_overs = 0
        self._encores = 0

    def last_word(self, now: int, patience: Patience | None) -> None:
        """Count anew from here, with another patience if one is given."""
        self._patience = patience or self._patience
        self._last_word = now
        self._last_words += 1

    def passed_by_reading(self) -> bool:
        """Count one reading of the clock."""
        self._readings += 1
        return self._readings > MOST_READINGS

    def has_stayed(self) -> bool:
        """Tell whether the clock should have moved a little between the readings counted."""
        return self._readings % READINGS_TO_CREEP == 0

    def passed_by_hand_over(self) -> bool:
        """Count one hand-over."""
        self._readings = 0
        self._hand_overs += 1
        return self._hand_overs > MOST_HAND_OVERS

    def passed_by_encore(self) -> bool:
        """Count one hand-over after the end of the lanes."""
        self._encores += 1
        return self._encores > MOST_ENCORES

    def passed_by_jump(self, now: int) -> bool:
        """Look at the moment that the clock has jumped to."""
        self._hand_overs = 0
        return now - self._last_word > self._patience.seconds * SECOND

    def passed_by_waking(self, actor: Actor) -> bool:
        """Count one waking of a thread by its own deadline."""
        if actor.since != self._last_words:
            actor.since, actor.turns = self._last_words, 0
        actor.turns += 1
        return actor.turns > self._patience.turns

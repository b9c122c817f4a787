"""Which messages of a stream are new, when a connection has dropped and the next one may begin with what was sent before.

A service does not number its messages. What comes first on a new connection and is, word for word, what came last before, is
taken for a repetition; as soon as it turns out to go on otherwise, it was news after all (STREAM-2, STREAM-10).
"""

from __future__ import annotations

from collections.abc import Iterator


class Replays:
    """What has been delivered of one stream, over all of its connections."""

    def __init__(self) -> None:
        self._delivered: list[str] = []
        #: How many messages of each possible repetition have come; what came of the longest one that may yet go on.
        self._open: dict[int, int] = {}
        self._held: list[str] = []
        self._is_fresh = False

    @property
    def last(self) -> str | None:
        """What was delivered last."""
        return self._delivered[-1] if self._delivered else None

    def connected(self) -> None:
        """Know that a connection begins."""
        self._open = {}
        self._held = []
        self._is_fresh = bool(self._delivered)

    def news(self, message: str) -> Iterator[str]:
        """What is to be delivered now that this message has come."""
        starts = range(len(self._delivered)) if self._is_fresh else ()
        self._open |= dict.fromkeys(starts, 0)
        self._is_fresh = False
        going = {start: n + 1 for start, n in self._open.items() if self._delivered[start + n] == message}
        is_repetition = any(start + n == len(self._delivered) for start, n in going.items())
        self._open = {start: n for start, n in going.items() if start + n < len(self._delivered)}
        self._held.append(message)
        if is_repetition:
            self._held = []
        elif not self._open:
            yield from self.rest()

    def rest(self) -> Iterator[str]:
        """What was held back and turns out to be new."""
        held, self._held = self._held, []
        self._open = {}
        for message in held:
            self._delivered.append(message)
            yield message

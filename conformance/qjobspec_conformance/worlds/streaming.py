"""What a service has said over one websocket, moment by moment, for the history to hold.

This file does not know what is still to be said, nor who decides it.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..events import SERVICE, Told
from ..services import Frames, Reply


class Stream:
    """The websocket that request `number` has opened at `began` on a connection, and what it carries."""

    def __init__(self, number: int, connection: int, began: float, reply: Reply) -> None:
        self.connection = connection
        self.reply = reply
        self.number = number
        self._began = began
        self._told = 0
        self._ended: float | None = None

    @property
    def is_open(self) -> bool:
        """Whether it was opened, and nobody has closed it from the other side."""
        return isinstance(self.reply, Frames) and self._ended is None

    def end(self, now: float) -> None:
        """Nothing more reaches the user."""
        self._ended = now

    def told(self, now: float) -> Iterator[Told]:
        """The messages that have been sent since this was asked last."""
        frames = self.reply
        if not isinstance(frames, Frames):
            return
        moment, until = self._began, now if self._ended is None else min(now, self._ended)
        for index, frame in enumerate(frames.messages):
            moment += frame.delay
            if index >= self._told and moment <= until:
                self._told = index + 1
                yield Told(moment, SERVICE, self.number, frame.text, frame.what, frame.place)

"""A descriptor that is readable when something is due on a line: for whoever selects, polls, or runs an event loop.

What flows over it is one byte that means nothing. This file does not know what is due.
"""

from __future__ import annotations

import asyncio
import os
import socket
from contextlib import suppress
from typing import Final
from weakref import finalize

from ..virtual import ring
from ._lines import Line

#: Who asks for the descriptor, looks once and is gone: the pools, before they use a connection again. For anybody else
#: the bell goes on following.
_GLANCING: Final = frozenset({"urllib3.util.wait", "httpcore._utils"})


class Bell:
    """Follows one line; rings at the moments at which something is due on it."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self._ear, self._clapper = (each.detach() for each in socket.socketpair())
        # A client that forgets its socket is warned of that one, and not of ours.
        self._melt = finalize(self, _close, self._ear, self._clapper)
        self._rings = False
        self._set_for: float | None = None
        self._is_broken = False

    def fileno(self, caller: str) -> int:
        """Return the descriptor to a function of this module, brought up to date."""
        if not self._is_broken:
            self.follow()
            if caller not in _GLANCING:
                self._line.on_change = self.follow
        return self._ear

    def was_read(self) -> None:
        """Look whether there is still something due, if anybody has been told that there is, or goes on looking."""
        if self._rings or self._line.on_change is not None:
            self.follow()

    def follow(self) -> None:
        """Ring or be silent as the line is now, and be set for the next moment."""
        if self._is_broken:
            return
        is_due = self._line.is_due()
        if is_due and not self._rings:
            os.write(self._clapper, b"!")
        elif self._rings and not is_due:
            os.read(self._ear, 1)
        self._rings = is_due
        due = self._line.due()
        if not is_due and due is not None and due != self._set_for:
            self._set_for = due
            self._set(due - self._line.network.clock())

    def _set(self, seconds: float) -> None:
        if ring(seconds, self._look_again):
            return
        # Outside of virtual time an event loop can wake itself; who selects there without one waits for its own timeout.
        with suppress(RuntimeError):
            asyncio.get_running_loop().call_later(seconds, self._look_again)

    def _look_again(self) -> None:
        self._set_for = None
        self.follow()

    def close(self) -> None:
        """Be silent for ever."""
        self._is_broken = True
        self._line.on_change = None
        self._melt()


def _close(*descriptors: int) -> None:
    for each in descriptors:
        os.close(each)

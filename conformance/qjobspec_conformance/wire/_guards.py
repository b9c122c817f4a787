"""The guard: whoever goes around the wire is stopped where the interpreter itself goes out to the network.

An audit hook cannot be taken back, so there is one for the whole process, and it sleeps while nobody is on guard. What
C code does without the interpreter's sockets, it cannot see.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any, Final

#: What is stopped, and where among the event's arguments it stands whom it is for.
_EVENTS: Final = {
    "socket.connect": 1,
    "socket.sendto": 1,
    "socket.sendmsg": 1,
    "socket.getaddrinfo": 0,
    "socket.gethostbyname": 0,
    "socket.gethostbyaddr": 0,
}


class Guard:
    """Stops what leaves the machine while `alarm` is set; loopback is no exception."""

    def __init__(self) -> None:
        #: What to raise for an event's name and address.
        self.alarm: Callable[[str, str], BaseException] | None = None
        self._is_hooked = False

    def stand(self, alarm: Callable[[str, str], BaseException]) -> None:
        """Be on guard from here on."""
        if not self._is_hooked:
            self._is_hooked = True
            sys.addaudithook(self._listen)
        self.alarm = alarm

    def rest(self) -> None:
        """Let everybody pass."""
        self.alarm = None

    def _listen(self, event: str, arguments: tuple[Any, ...]) -> None:
        if self.alarm is None or event not in _EVENTS:
            return
        whom: object = arguments[_EVENTS[event]]
        # A path is a socket of this machine, and no address is one that was connected before.
        if event.startswith("socket.get") or isinstance(whom, tuple):
            raise self.alarm(event, _written(whom))


def _written(whom: object) -> str:
    return ":".join(str(each) for each in whom[:2]) if isinstance(whom, tuple) else str(whom)

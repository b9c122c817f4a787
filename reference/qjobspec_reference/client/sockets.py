"""A socket that is bound by a deadline: no read or write of it ends later, however slowly the service drips (TIMEOUT-7).

A socket's own timeout begins anew with each byte that comes. This file does not know HTTP.
"""

from __future__ import annotations

import io
import socket
from contextlib import suppress
from threading import Lock
from typing import Any

from .deadlines import SILENCE, Deadline


def dial(host: str, port: int, deadline: Deadline) -> socket.socket:
    """Connect to the first address of `host` that answers; each gets a fair share of the time that is left.

    Looking the name up is the machine's own business and cannot be bounded from here.
    """
    addresses = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    fault: OSError = OSError(f"{host} has no address")
    for tried, (family, kind, protocol, _, address) in enumerate(addresses):
        dialled = socket.socket(family, kind, protocol)
        try:
            dialled.settimeout(deadline.allowed() / (len(addresses) - tried))
            dialled.connect(address)
            dialled.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        except OSError as error:
            dialled.close()
            fault = error
        else:
            return dialled
    raise fault


class BoundSocket:
    """A connected socket whose every wait ends with `deadline`; all else is the socket's own."""

    def __init__(self, connected: socket.socket, deadline: Deadline) -> None:
        self._socket = connected
        self._deadline = deadline
        self._timeout: float | None = None
        self._lock = Lock()
        self._readers = 0
        self._is_closed = False
        deadline.bind(self)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._socket, name)

    def settimeout(self, seconds: float | None) -> None:
        """Allow a single read or write this much, if the deadline does not come first."""
        self._timeout = seconds

    def gettimeout(self) -> float | None:
        """What a single read or write is allowed."""
        return self._timeout

    def recv(self, size: int) -> bytes:
        """Receive at most `size` bytes."""
        self._bind()
        return self._socket.recv(size)

    def recv_into(self, buffer: Any) -> int:
        """Receive into a buffer."""
        self._bind()
        return self._socket.recv_into(buffer)

    def send(self, data: Any) -> int:
        """Send some of it."""
        self._bind()
        return self._socket.send(data)

    def sendall(self, data: Any) -> None:
        """Send all of it."""
        self._bind()
        self._socket.sendall(data)

    def makefile(self, mode: str, *_: object) -> io.BufferedReader:
        """Open the socket for reading; it stays open for that when it is closed meanwhile, as a socket does."""
        assert mode == "rb"
        with self._lock:
            self._readers += 1
        return io.BufferedReader(_Reading(self))

    def shut(self) -> None:
        """Let whoever reads find the end."""
        with suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Close the socket, once nobody reads from it any more."""
        self._left(0, closes=True)

    def released(self) -> None:
        """Know that one who read is done."""
        self._left(1, closes=False)

    def _left(self, readers: int, *, closes: bool) -> None:
        with self._lock:
            self._readers -= readers
            self._is_closed |= closes
            is_over = self._is_closed and not self._readers
        if is_over:
            self._socket.close()

    def _bind(self) -> None:
        self._socket.settimeout(self._deadline.allowed(SILENCE if self._timeout is None else self._timeout))


class _Reading(io.RawIOBase):
    """What `makefile` reads."""

    def __init__(self, bound: BoundSocket) -> None:
        self._bound = bound

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        return self._bound.recv_into(buffer)

    def close(self) -> None:
        if not self.closed:
            super().close()
            self._bound.released()

"""A server of real sockets that plays a fault: what the cut is held against.

It plays the same values as the wire, at real moments, and the kernel does to the client whatever a kernel does. This
file does not know the clients.
"""

from __future__ import annotations

import select
import socket
import ssl
import struct
import time
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from threading import Thread, Timer
from typing import Final

from ._answers import Answer, Then
from ._certificates import authority, can_be_made, key_of
from ._dialogues import Dialogue
from ._lines import Line
from ._networks import Network
from ._requests import Request
from ._troubles import Stage, Trouble, What
from .faults import ELSEWHERE, GOODBYE, Fault

_LINGER_NOT: Final = struct.pack("ii", 1, 0)

#: Seconds after which a client that knows no patience is let go.
LONGEST: Final = 20.0

#: How a connection goes on that comes about, and on which nothing sensible is said.
_WORDLESS: Final[Mapping[What | None, Then]] = {
    What.HUNG_UP: Then.EOF,
    What.CUT_OFF: Then.RESET,
    What.TLS_EOF: Then.EOF,
    What.TLS_RESET: Then.RESET,
    What.NOT_TLS: Then.EOF,
    What.TLS_SILENT: Then.HANG,
}
_GOODBYES: Final = frozenset({What.HUNG_UP, What.CUT_OFF})


def can_play(fault: Fault) -> bool:
    """Tell whether this machine has what it takes."""
    return can_be_made() or not _needs_certificate(fault)


def _needs_certificate(fault: Fault) -> bool:
    return fault.is_secure and fault.trouble not in _WORDLESS


class Scene:
    """The service of one fault, over the wire and in life."""

    def __init__(self, fault: Fault, elsewhere: str) -> None:
        self.asked = 0
        self._scene = fault.scene
        self._trouble = (
            None if fault.trouble is None else Trouble(fault.trouble, GOODBYE if fault.trouble in _GOODBYES else 0.0)
        )
        self._elsewhere = elsewhere

    def meets(self, stage: Stage, host: str, port: int) -> Trouble | None:
        """Befall every connection."""
        del host, port
        return self._trouble if self._trouble is not None and self._trouble.stage is stage else None

    def answer(self, request: Request) -> Answer | Dialogue:
        """Play the next answer."""
        del request
        answer = self._scene[min(self.asked, len(self._scene) - 1)]
        self.asked += 1
        if isinstance(answer, Dialogue):
            return answer
        headers = tuple((name, value.replace(ELSEWHERE, self._elsewhere)) for name, value in answer.headers)
        return replace(answer, headers=headers)


@contextmanager
def playing(fault: Fault, speaks: str) -> Generator[tuple[str, Scene]]:
    """Serve a fault; gives the address to ask, and the scene that counts."""
    with _Server(fault) as server, _at_most(LONGEST, server.hang_up):
        host = "nobody.invalid" if fault.trouble is What.UNKNOWN_HOST else "127.0.0.1"
        yield f"{fault.scheme(speaks)}://{host}:{server.port}/jobs/x", server.scene


@contextmanager
def _at_most(seconds: float, then: Callable[[], None]) -> Generator[None]:
    timer = Timer(seconds, then)
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


class _Server:
    """Two listening sockets, the second one for `ELSEWHERE`, and a thread for each connection."""

    def __init__(self, fault: Fault) -> None:
        self._trouble = fault.trouble
        self._is_secure = fault.is_secure
        self._listeners = [_listening(backlog=0 if fault.trouble is What.SILENT else 50) for _ in range(2)]
        self.port: int = self._listeners[0].getsockname()[1]
        self.scene = Scene(fault, f"{fault.scheme('http')}://127.0.0.1:{self._listeners[1].getsockname()[1]}")
        self._network = Network(self.scene, time.monotonic)
        self._context = _context() if _needs_certificate(fault) else None
        self._open: list[socket.socket] = []
        self._threads: list[Thread] = []

    def __enter__(self) -> _Server:
        if self._trouble is What.REFUSED:
            self._listeners[0].close()
        elif self._trouble is What.SILENT:
            self._fill_the_backlog()
        else:
            for listener in self._listeners:
                self._start(Thread(target=self._accept, args=(listener,), daemon=True))
        return self

    def __exit__(self, *_: object) -> None:
        self.hang_up()
        for thread in self._threads:
            thread.join(2.0)

    def hang_up(self) -> None:
        """Close everything: whoever still waits finds an end."""
        for sock in (*self._listeners, *self._open):
            with suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)
            sock.close()

    def _start(self, thread: Thread) -> None:
        self._threads.append(thread)
        thread.start()

    def _fill_the_backlog(self) -> None:
        """Linux keeps one more than it is told to; further SYNs are not answered."""
        for _ in range(4):
            sock = socket.socket()
            sock.settimeout(0)
            sock.connect_ex(("127.0.0.1", self.port))
            self._open.append(sock)
        time.sleep(0.02)

    def _accept(self, listener: socket.socket) -> None:
        with suppress(OSError):  # the listener is closed
            while True:
                sock, _ = listener.accept()
                # What is sent goes out: a reset throws away what waits for an acknowledgement.
                sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                self._open.append(sock)
                self._start(Thread(target=self._serve, args=(sock,), daemon=True))

    def _serve(self, sock: socket.socket) -> None:
        with suppress(OSError, ValueError):  # the scene is over, and the socket was closed meanwhile
            if self._trouble in _WORDLESS:
                time.sleep(GOODBYE if self._trouble in _GOODBYES else 0.0)
                sock.recv(65536)  # what lies unread makes a reset of every end
                sock.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n" if self._trouble is What.NOT_TLS else b"")
                _end(sock, _WORDLESS[self._trouble])
            else:
                self._speak(sock)

    def _speak(self, sock: socket.socket) -> None:
        if self._context is not None:
            self._open.append(sock := self._context.wrap_socket(sock, server_side=True))
        line = Line(self._network, "127.0.0.1", self.port)
        line.is_secure = self._is_secure
        _bridge(sock, line)


def _listening(backlog: int) -> socket.socket:
    sock = socket.socket()
    sock.bind(("127.0.0.1", 0))
    sock.listen(backlog)
    return sock


def _context() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(authority(), key_of(authority()))
    return context


def _bridge(sock: socket.socket, line: Line) -> None:
    """Carry bytes between a real socket and a line until one of them ends."""
    while True:
        due = line.due()
        left = None if due is None else max(0.0, due - time.monotonic())
        if select.select([sock], [], [], left)[0]:
            data = sock.recv(65536)
            if not data:
                return
            line.send(data)
        while line.is_due():
            if line.end is not None and not line.left():
                _end(sock, line.end[1])
                return
            sock.sendall(line.take(1 << 20) or b"")
            # One write is one segment, as the wire's parts are; and what was sent before a reset has arrived.
            time.sleep(0.005)


def _end(sock: socket.socket, then: Then) -> None:
    if then is Then.HANG:
        return
    if then is Then.RESET:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _LINGER_NOT)
    else:
        _take_leave(sock)
        sock.shutdown(socket.SHUT_RDWR)
    sock.close()


def _take_leave(sock: socket.socket) -> None:
    """Say the last word of TLS, and do not wait for the client's."""
    if isinstance(sock, ssl.SSLSocket):
        sock.settimeout(0)
        with suppress(OSError):
            sock.unwrap()

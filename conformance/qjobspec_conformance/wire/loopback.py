"""A server of real sockets that plays a fault: what the cut is held against.

It plays the same values as the wire, at real moments, and the kernel does to the client whatever a kernel does. This
file does not know the clients.
"""

from __future__ import annotations

import select
import socket
import ssl
import struct
import subprocess
import time
from collections.abc import Generator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from shutil import which
from tempfile import TemporaryDirectory
from threading import Thread
from typing import Final

from ._answers import Answer, Then
from ._dialogues import Dialogue
from ._lines import Line
from ._networks import Network
from ._requests import Request
from ._troubles import Stage, Trouble, What
from .faults import ELSEWHERE, Fault

_LINGER_NOT: Final = struct.pack("ii", 1, 0)


def can_play(fault: Fault) -> bool:
    """Tell whether this machine has what it takes: certificates are made by `openssl`."""
    return fault.trouble is not What.UNTRUSTED or which("openssl") is not None


class Scene:
    """The service of one fault, over the wire and in life."""

    def __init__(self, fault: Fault, elsewhere: str) -> None:
        self.asked = 0
        self._scene = fault.scene
        self._trouble = fault.trouble
        self._elsewhere = elsewhere

    def meets(self, stage: Stage, host: str, port: int) -> Trouble | None:
        """Befall every connection."""
        del host, port
        trouble = None if self._trouble is None else Trouble(self._trouble)
        return trouble if trouble is not None and trouble.stage is stage else None

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
    with _Server(fault) as server:
        scheme = {"http": "http", "websocket": "ws"}[speaks] + ("s" if fault.is_secure else "")
        host = "nobody.invalid" if fault.trouble is What.UNKNOWN_HOST else "127.0.0.1"
        yield f"{scheme}://{host}:{server.port}/jobs/x", server.scene


class _Server:
    """Two listening sockets, the second one for `ELSEWHERE`, and a thread for each connection."""

    def __init__(self, fault: Fault) -> None:
        self._trouble = fault.trouble
        self._is_secure = fault.is_secure
        self._listeners = [_listening(backlog=0 if fault.trouble is What.SILENT else 50) for _ in range(2)]
        self.port: int = self._listeners[0].getsockname()[1]
        self.scene = Scene(fault, f"http://localhost:{self._listeners[1].getsockname()[1]}")
        self._network = Network(self.scene, time.monotonic)
        self._open: list[socket.socket] = []
        self._threads: list[Thread] = []
        self._folder = TemporaryDirectory()

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
        for sock in (*self._listeners, *self._open):
            with suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)
            sock.close()
        for thread in self._threads:
            thread.join(2.0)
        self._folder.cleanup()

    def _start(self, thread: Thread) -> None:
        self._threads.append(thread)
        thread.start()

    def _fill_the_backlog(self) -> None:
        """Linux keeps one more than it is told to; further SYNs are not answered."""
        for _ in range(4):
            sock = socket.socket()
            sock.setblocking(False)
            sock.connect_ex(("127.0.0.1", self.port))
            self._open.append(sock)
        time.sleep(0.02)

    def _accept(self, listener: socket.socket) -> None:
        with suppress(OSError):
            while True:
                sock, _ = listener.accept()
                self._open.append(sock)
                self._start(Thread(target=self._serve, args=(sock,), daemon=True))

    def _serve(self, sock: socket.socket) -> None:
        with suppress(OSError):
            if self._is_secure:
                self._spoil_the_handshake(sock)
            else:
                _bridge(sock, Line(self._network, "127.0.0.1", self.port))

    def _spoil_the_handshake(self, sock: socket.socket) -> None:
        if self._trouble is What.UNTRUSTED:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(_certificate(Path(self._folder.name)))
            context.wrap_socket(sock, server_side=True).close()
            return
        sock.recv(65536)
        if self._trouble is What.NOT_TLS:
            sock.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        elif self._trouble is not What.TLS_SILENT:
            _end(sock, Then.EOF if self._trouble is What.TLS_EOF else Then.RESET)


def _listening(backlog: int) -> socket.socket:
    sock = socket.socket()
    sock.bind(("127.0.0.1", 0))
    sock.listen(backlog)
    return sock


def _certificate(folder: Path) -> Path:
    """Make a certificate that nobody trusts."""
    file = folder / "untrusted.pem"
    if not file.exists():
        command = "openssl req -x509 -nodes -days 2 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -subj /CN=127.0.0.1"
        made = [*command.split(), "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(file), "-out", f"{file}.crt"]
        subprocess.run(made, check=True, capture_output=True)  # noqa: S603 # the words are ours
        with file.open("ab") as both:
            both.write(Path(f"{file}.crt").read_bytes())
    return file


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
    if then is Then.RESET:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _LINGER_NOT)
    else:
        sock.shutdown(socket.SHUT_RDWR)
    sock.close()

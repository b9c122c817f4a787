"""Deadlines on real sockets, against servers on loopback that drip, stay silent or go away. Real time, and little of it."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import pytest
from urllib3.connection import HTTPSConnection
from urllib3.exceptions import NewConnectionError

from qjobspec_reference.client import Deadline, OutOfTime, Request, Unreachable, Web
from qjobspec_reference.client import sockets as subject
from qjobspec_reference.client.connections import BoundTlsConnection, dialled
from qjobspec_reference.client.sockets import BoundSocket, dial

HEAD = b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n"


@contextmanager
def serving(answer: Callable[[socket.socket], None]) -> Iterator[int]:
    """A server that answers each connection in this way; its port."""
    listener = socket.create_server(("127.0.0.1", 0))
    listener.settimeout(0.05)
    over = threading.Event()

    def serve() -> None:
        while not over.is_set():
            with suppress(OSError):
                connection, _ = listener.accept()
                connection.settimeout(2)
                with connection:
                    answer(connection)

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield listener.getsockname()[1]
    finally:
        over.set()
        thread.join()
        listener.close()


def reads(connection: socket.socket) -> None:
    """Read a request."""
    while data := connection.recv(65536):
        if data.endswith(b"\r\n\r\n"):
            return
    raise ConnectionError("it was left before it had asked")


def drips(connection: socket.socket) -> None:
    """Answer a byte at a time."""
    reads(connection)
    for byte in HEAD * 9:
        connection.sendall(bytes([byte]))
        time.sleep(0.03)


def drips_its_body(connection: socket.socket) -> None:
    """Answer at once, but for the body."""
    reads(connection)
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n")
    for _ in range(300):
        connection.sendall(b"x")
        time.sleep(0.03)


def is_silent(connection: socket.socket) -> None:
    """Never answer."""
    reads(connection)
    connection.recv(1)


def goes_away(connection: socket.socket) -> None:
    """Close the connection instead."""
    reads(connection)


def answers(connection: socket.socket) -> None:
    """Answer, and keep the connection open."""
    for _ in range(2):
        reads(connection)
        connection.sendall(HEAD + b"\r\n{}\r\n")


def closes(connection: socket.socket) -> None:
    """Answer, and say that this is all."""
    reads(connection)
    connection.sendall(HEAD + b"Connection: close\r\n\r\n{}\r\n")


@pytest.mark.parametrize("answer", [drips, drips_its_body, is_silent])
def test_a_call_ends_with_its_deadline_however_the_service_answers(answer: Callable[[socket.socket], None]) -> None:
    """Each byte that comes would begin a socket's own timeout anew."""
    with serving(answer) as port, Web({}).call(Deadline(0.3)) as call:
        began = time.monotonic()
        with pytest.raises(OutOfTime):
            call.ask(Request("GET", f"http://127.0.0.1:{port}/"))
        assert 0.3 <= time.monotonic() - began < 8


@pytest.mark.parametrize("answer", [answers, closes])
def test_answers_are_read_and_connections_used_again(answer: Callable[[socket.socket], None]) -> None:
    """Whether the service keeps the connection open or not."""
    with serving(answer) as port, Web({}).call(Deadline(5)) as call:
        for _ in range(2):
            assert call.ask(Request("GET", f"http://127.0.0.1:{port}/")).json() == {}


def test_a_connection_that_goes_away_may_have_taken_the_request() -> None:
    """It is told apart from one that was never made."""
    with serving(goes_away) as port, Web({}).call(Deadline(5)) as call:
        with pytest.raises(Unreachable) as caught:
            call.once(Request("GET", f"http://127.0.0.1:{port}/"))
        assert caught.value.is_sent

    with Web({}).call(Deadline(5)) as call:
        with pytest.raises(Unreachable) as caught:
            call.once(Request("GET", f"http://127.0.0.1:{port}/"))
        assert not caught.value.is_sent


def test_ending_a_deadline_wakes_who_reads() -> None:
    """From another thread; what is bound to it later is shut at once."""
    deadline = Deadline()
    with serving(is_silent) as port:
        threading.Timer(0.1, deadline.end).start()
        with Web({}).call(deadline) as call, pytest.raises(OutOfTime):
            call.ask(Request("GET", f"http://127.0.0.1:{port}/"))

        late = BoundSocket(socket.create_connection(("127.0.0.1", port)), deadline)
        with pytest.raises(TimeoutError):
            late.recv(1)
        late.close()


def test_each_address_of_a_host_is_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first that answers is taken; if none does, or there is none, that is the error."""
    with serving(goes_away) as port:
        nobody = (socket.AF_INET, socket.SOCK_STREAM, 0, "", ("127.0.0.1", 1))
        somebody = (*nobody[:4], ("127.0.0.1", port))
        monkeypatch.setattr(subject.socket, "getaddrinfo", lambda *_, **__: [nobody, somebody])
        dial("h.example", port, Deadline(5)).close()

        monkeypatch.setattr(subject.socket, "getaddrinfo", lambda *_, **__: [nobody])
        with pytest.raises(ConnectionRefusedError):
            dial("h.example", port, Deadline(5))

        monkeypatch.setattr(subject.socket, "getaddrinfo", lambda *_, **__: [])
        with pytest.raises(OSError, match="no address"):
            dial("h.example", port, Deadline(5))


def test_a_handshake_that_never_comes_is_out_of_time() -> None:
    """TLS is bounded like everything else, and nothing is left open."""
    with serving(lambda connection: connection.recv(65536) and connection.recv(1)) as port:
        with Web({}).call(Deadline(0.3)) as call, pytest.raises(OutOfTime):
            call.once(Request("GET", f"https://127.0.0.1:{port}/"))
        with pytest.raises(NewConnectionError):
            dialled("wss://127.0.0.1:1/", "127.0.0.1", 1, Deadline(5))


def test_a_connection_by_tls_is_bound_once_it_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    """What urllib3 has shaken hands on is read and written within the deadline."""
    mine, theirs = socket.socketpair()

    def shaken(connection: HTTPSConnection) -> None:
        connection.sock = mine

    monkeypatch.setattr(HTTPSConnection, "connect", shaken)
    connection = BoundTlsConnection("h.example", 443, deadline=Deadline(5))
    connection.connect()

    assert isinstance(connection.sock, BoundSocket)
    assert connection.sock.gettimeout() is None
    connection.sock.settimeout(1)
    assert connection.sock.gettimeout() == 1
    assert connection.sock.send(b"a") == 1
    with connection.sock.makefile("rb") as reading:
        theirs.sendall(b"b")
        assert reading.read(1) == b"b"
        reading.raw.close()
        reading.raw.close()
    theirs.close()
    connection.sock.close()

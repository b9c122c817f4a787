"""The client's websockets, against a small server on loopback. Real time, and little of it."""

from __future__ import annotations

import base64
import hashlib
import json
import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress

import pytest

from qjobspec_reference.client import AccountClient, Closed, Deadline, Fault, Refused, RuntimeClient, Unreachable, Websocket

from .test_client_sockets import serving

TEXT, CLOSE, PING = 1, 8, 9


def frame(kind: int, data: bytes) -> bytes:
    """A frame of a server."""
    return bytes([0x80 | kind, len(data)]) + data


def agreeing(*sends: bytes | float, heard: list[str] | None = None) -> Callable[[socket.socket], None]:
    """A server that shakes hands, reads one message if that is wanted, and sends these frames and pauses."""

    def answer(connection: socket.socket) -> None:
        request = connection.recv(65536)
        key = next(line.split(b": ")[1] for line in request.split(b"\r\n") if line.lower().startswith(b"sec-websocket-key"))
        accept = base64.b64encode(hashlib.sha1(key + b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11").digest())
        head = b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
        connection.sendall(head + accept + b"\r\n\r\n")
        if heard is not None:
            first, second, *mask = connection.recv(6)
            assert first == 0x80 | TEXT
            data = connection.recv(second & 0x7F)
            heard.append(request.decode().split(" ")[1])
            heard.append(bytes(byte ^ mask[n % 4] for n, byte in enumerate(data)).decode())
        for each in sends:
            if isinstance(each, bytes):
                connection.sendall(each)
            else:
                time.sleep(each)
        connection.shutdown(socket.SHUT_WR)
        while connection.recv(65536):
            pass

    return answer


def refusing(connection: socket.socket) -> None:
    """A server that has no websockets."""
    connection.recv(65536)
    connection.sendall(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")


def opened(port: int, seconds: float = 5) -> Websocket:
    """A websocket."""
    return Websocket(f"ws://127.0.0.1:{port}/x?secret=1", Deadline(seconds), {})


def test_messages_are_heard_and_the_end_is_told_with_its_code() -> None:
    """Pings and frames that come in pieces are the library's business."""
    whole = frame(TEXT, b"two")
    sends = (frame(TEXT, b"one"), frame(PING, b"?"), whole[:2], 0.1, whole[2:], frame(2, b"\xff"), frame(CLOSE, b"\x0f\xa2"))

    with serving(agreeing(*sends)) as port:
        websocket = opened(port)
        assert websocket.hear(5) == "one"
        assert websocket.hear(0.05) is None
        assert websocket.hear(5) == "two"
        assert websocket.hear(5) == "\ufffd"
        with pytest.raises(Closed) as caught:
            websocket.hear(5)
        assert caught.value.code == 4002
        websocket.close()
        with pytest.raises(Unreachable):
            websocket.hear(1)


def test_a_flood_of_pings_does_not_hold_anybody_up() -> None:
    """Listening ends when it was to end, not when the pings do and the server goes away."""
    with serving(agreeing(*[frame(PING, b""), 0.02] * 500)) as port:
        websocket = opened(port)
        assert websocket.hear(0.2) is None
        websocket.close()


@pytest.mark.parametrize("sends", [(), (b"\xff\xff",), (frame(TEXT, b"\xff"),)])
def test_a_websocket_that_breaks_is_a_fault(sends: tuple[bytes, ...]) -> None:
    """It goes away, or says what is no frame, or no text; the query of its address is not shown."""
    with serving(agreeing(*sends)) as port:
        websocket = opened(port)
        with pytest.raises(Fault) as caught:
            websocket.hear(5)
        assert "secret" not in str(caught.value)
        websocket.close()


def test_a_websocket_that_cannot_be_opened_is_a_fault() -> None:
    """Refused with a code, or not there, or no address at all."""
    with serving(refusing) as port, pytest.raises(Refused) as caught:
        opened(port)
    assert caught.value.code == 404
    with pytest.raises(Unreachable):
        opened(port)
    with pytest.raises(Unreachable):
        Websocket("http://127.0.0.1/", Deadline(1), {})


def test_a_server_that_does_not_shake_hands_is_given_up() -> None:
    """Within the deadline, though the server would keep the connection for a minute."""

    def keeps(connection: socket.socket) -> None:
        connection.settimeout(60)
        while connection.recv(65536):
            pass

    with serving(keeps) as port:
        began = time.monotonic()
        with pytest.raises(Unreachable):
            opened(port, 0.2)
        assert time.monotonic() - began < 10


def test_the_account_says_who_it_is_on_the_socket_and_the_runtime_in_its_headers() -> None:
    """Each in the way of its API; without an address there is no websocket."""
    heard: list[str] = []
    with serving(agreeing(frame(TEXT, b"hi"), heard=heard)) as port:
        client = AccountClient(f"http://127.0.0.1:{port}/api", "the-token")
        websocket = client.follow("j 1", Deadline(5))
        assert websocket is not None
        assert websocket.hear(5) == "hi"
        websocket.close()
        assert heard[0] == "/jobs/j%201/status/v/1"
        assert json.loads(heard[1]) == {"type": "authentication", "data": "the-token"}

    with serving(agreeing(frame(TEXT, b"hi"))) as port:
        stream = RuntimeClient(f"http://127.0.0.1:{port}/", "t").stream("j", Deadline(5))
        assert stream.hear(5) == "hi"
        stream.close()

    assert AccountClient("http://h.example", "t", "").follow("j", Deadline(5)) is None


def test_what_cannot_be_said_is_a_fault() -> None:
    """The socket is gone."""
    with serving(agreeing(0.1)) as port:
        websocket = opened(port)
        websocket.close()
        with pytest.raises(Unreachable):
            websocket.say("hello")


def test_ending_the_deadline_wakes_who_listens() -> None:
    """From another thread, long before they would have heard enough."""
    with serving(agreeing(*[frame(PING, b""), 0.02] * 1000)) as port:
        deadline = Deadline()
        websocket = Websocket(f"ws://127.0.0.1:{port}/", deadline, {})
        threading.Timer(0.1, deadline.end).start()
        began = time.monotonic()
        with suppress(Fault):
            assert websocket.hear(20) is None
        assert time.monotonic() - began < 10
        websocket.close()

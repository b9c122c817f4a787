"""Websockets: what the service plays and hears, with each of the clients."""

from __future__ import annotations

import asyncio
import time
from typing import Any

import pytest
import websocket
from websockets.asyncio.client import connect as connect_in_a_loop
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from qjobspec_conformance.virtual import Stuck
from qjobspec_conformance.wire import (
    Answer,
    Answered,
    Asked,
    Close,
    Dialogue,
    Drop,
    Heard,
    Met,
    Ping,
    Played,
    Request,
    Say,
    Scripted,
    Then,
    Unscripted,
)

from .over import Over, script

URL = "wss://service.example/jobs/1/stream"
LONG = "many words " * 10_000


def test_messages_come_at_their_moments() -> None:
    """Interim results arrive when they are due, over a websocket that was asked for with a request like any other."""
    dialogue = Dialogue((Say("one", 10.0), Say("two", 20.0), Close(1000, after=5.0)), headers=(("X-Served-By", "us"),))

    def lane() -> Any:
        connection = websocket.create_connection(URL, header={"Authorization": "Bearer token"})
        heard = [(connection.recv(), time.monotonic() - 1000) for _ in range(2)]
        closed = connection.recv_data(control_frame=True)
        connection.close()
        return heard, closed, connection.headers["x-served-by"]

    run = Over(lane, service=script(dialogue))

    assert run.returned == ([("one", 10.0), ("two", 30.0)], (8, b"\x03\xe8"), "us")
    assert run.requests[0].is_upgrade
    assert (run.requests[0].url, run.requests[0].header("authorization")) == (URL.replace("wss", "https"), "Bearer token")


def test_the_service_replies_to_what_it_hears() -> None:
    """To the first message, to the second, and to those beyond nothing; long and fragmented ones are whole on both sides."""
    dialogue = Dialogue(replies=((Say(LONG, fragments=3),), (Say(b"\x00" * 70_000), Ping(b"?"), Say("", 1.0)), ()))

    def lane() -> Any:
        with connect(URL) as connection:
            connection.send([LONG[:70_000], LONG[70_000:]])
            first = connection.recv()
            connection.send(b"\x01\x02")
            second = connection.recv(), connection.recv()
            connection.send("a")
            connection.send("b")
            return first == LONG, second

    run = Over(lane, service=script(dialogue))

    assert run.returned == (True, (b"\x00" * 70_000, ""))
    assert [entry.message for entry in run.network.log if isinstance(entry, Heard)] == [LONG, b"\x01\x02", "a", "b"]


def test_a_run_is_written_down_in_order() -> None:
    """The log has the steps, the request, the answer, each move at the moment it is meant for, each message heard."""
    dialogue = Dialogue((Say("hello"), Drop(Then.RESET, 2.0)))

    async def lane() -> str:
        async with connect_in_a_loop(URL) as connection:
            await connection.send("hi")
            message = await connection.recv()
            with pytest.raises(ConnectionClosed) as caught:
                await connection.recv()
            return f"{message} {caught.value.rcvd}"

    run = Over(lambda: asyncio.run(lane()), service=script(dialogue))

    assert (run.returned, run.seconds) == ("hello None", 2.0)
    assert [type(entry) for entry in run.network.log] == [*[Met] * 3, Asked, Answered, Played, Played, Heard]
    assert [entry.at for entry in run.network.log] == [0.0] * 6 + [2.0, 0.0]


def test_silence_on_a_websocket_is_a_verdict() -> None:
    """A listener without a timeout, to whom nothing is ever said again, is found out."""

    def lane() -> None:
        websocket.create_connection(URL).recv()

    with pytest.raises(Stuck) as caught:
        Over(lane, service=script(Dialogue((Drop(Then.HANG),))))

    assert [thread.waits_for for thread in caught.value.threads] == [
        "a message on https://service.example/jobs/1/stream, without a read timeout"
    ]


def test_a_service_may_leave_pings_and_closes_unanswered() -> None:
    """Then the client's own patience is asked for."""
    dialogue = Dialogue(answers_pings=False, answers_close=False)

    def lane() -> None:
        with (
            connect(URL, ping_interval=20.0, ping_timeout=20.0, close_timeout=10.0) as connection,
            pytest.raises(ConnectionClosed, match="keepalive ping timeout"),
        ):
            connection.recv()

    assert Over(lane, service=script(dialogue)).seconds >= 40.0


def test_pings_of_the_client_are_answered() -> None:
    """A connection with keepalive lives on through half an hour of silence."""

    def lane() -> Any:
        with connect(URL) as connection:
            return connection.recv(), connection.latency

    run = Over(lane, service=script(Dialogue((Say("at last", 1800.0),), delay=4.0)))

    assert (run.returned, run.seconds) == (("at last", 0.0), 1804.0)


def test_a_handshake_is_refused_with_an_answer() -> None:
    """Any answer of HTTP; and who only wants a page of a websocket's address is told to upgrade."""

    def lane() -> int:
        with pytest.raises(InvalidStatus) as caught:
            connect(URL)
        return int(caught.value.response.status_code)

    assert Over(lane, service=script(Answer(401))).returned == 401

    def browse() -> Any:
        import requests

        return requests.get(URL.replace("wss", "https")).status_code

    assert Over(browse, service=script(Dialogue())).returned == 426


def test_a_websocket_without_a_script_is_a_verdict() -> None:
    """As any other address."""
    with pytest.raises(Unscripted, match=r"GET https://service\.example/jobs/1/stream"):
        Over(lambda: websocket.create_connection(URL), service=Scripted(lambda request: None))


def test_a_client_closes_by_itself() -> None:
    """Its close is answered, and a second one is not; the service's own is not answered twice."""

    def answer(request: Request) -> Dialogue:
        return Dialogue((Close(1000, "bye", 1.0),) if request.path == "/served" else ())

    def lane() -> Any:
        closes = []
        for path in ("served", "own"):
            connection = websocket.create_connection(f"wss://service.example/{path}")
            if path == "served":
                closes.append(connection.recv_data())
            else:
                connection.ping("?")
                connection.pong("unasked")
                connection.send_close(1001, b"going")
                closes += [connection.recv_data(control_frame=True), connection.recv_data(control_frame=True)]
            connection.close()
        return closes

    assert Over(lane, service=Scripted(answer)).returned == [(8, b"\x03\xe8bye"), (10, b"?"), (8, b"\x03\xe9going")]

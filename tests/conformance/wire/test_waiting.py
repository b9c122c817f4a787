"""All that a client waits for is virtual: timeouts, pauses between tries, answers that take their time."""

from __future__ import annotations

import asyncio
import http.client
import selectors
import socket
import time
from collections.abc import Callable
from contextlib import suppress
from threading import Thread
from typing import Any
from urllib.request import urlopen

import aiohttp
import httpx
import pytest
import requests
import urllib3
from requests.adapters import HTTPAdapter

from qjobspec_conformance.virtual import Stuck
from qjobspec_conformance.wire import Answer, Asked, NoReadTimeout, Request, Scripted, Then, Trouble, What, serving

from .over import GOOD, JSON, URL, Over, script

SILENCE = Answer(raw=b"", then=Then.HANG)
LATER = Answer(503, (("Retry-After", "30"),))


def get(timeout: float | None = None) -> bytes:
    """Ask with the standard library's client."""
    connection = http.client.HTTPSConnection("service.example", timeout=timeout)
    try:
        connection.request("GET", "/")
        return connection.getresponse().read()
    finally:
        connection.close()


def plain_socket(timeout: float | None = None) -> socket.socket:
    """Connect, and ask, without a client."""
    sock = socket.create_connection(("service.example", 80), timeout)
    sock.sendall(b"GET / HTTP/1.1\r\n\r\n")
    return sock


def test_an_answer_comes_when_it_is_due() -> None:
    """The delay before the head and the pauses in the body pass in virtual time."""
    run = Over(get, service=script(Answer(body=b"abc", delay=5.0, pauses=((1, 2.0), (2, 0.5)))))

    assert (run.returned, run.seconds) == (b"abc", 7.5)


def test_an_answer_at_the_moment_of_the_timeout_is_read() -> None:
    """What comes first then nobody can know: the client is given what is there."""
    run = Over(lambda: get(5.0), service=script(Answer(body=b"abc", delay=5.0)))

    assert (run.returned, run.seconds) == (b"abc", 5.0)


def test_two_pauses_at_one_place_are_both_waited() -> None:
    """A pause behind the last byte is waited for only by who cannot know that it was the last."""
    chunked = (("Transfer-Encoding", "chunked"),)

    for headers, seconds in (((), 5.0), (chunked, 9.0)):
        run = Over(get, service=script(Answer(200, headers, b"abc", pauses=((1, 2.0), (1, 3.0), (3, 4.0)))))
        assert (run.returned, run.seconds) == (b"abc", seconds)


def test_a_timeout_is_the_clients() -> None:
    """A read gives up after the client's timeout, counted anew for each read."""

    def lane() -> float:
        with pytest.raises(TimeoutError, match="timed out"):
            get(timeout=3.0)
        return time.monotonic()

    run = Over(lane, service=script(Answer(200, JSON, b"abcdef", delay=2.0, pauses=((3, 60.0),))))

    assert run.seconds == 5.0


def test_retries_wait_as_long_as_the_server_says() -> None:
    """urllib3's own policy runs for real: two refusals with `Retry-After: 30` are a minute."""
    session = requests.Session()
    session.mount("https://", HTTPAdapter(max_retries=urllib3.Retry(5, status_forcelist=[503])))

    run = Over(lambda: session.get(URL).status_code, service=script(LATER, LATER, GOOD))

    assert (run.returned, len(run.requests), run.seconds) == (200, 3, 60.0)
    assert [entry.at for entry in run.network.log if isinstance(entry, Asked)] == [0.0, 30.0, 60.0]


@pytest.mark.parametrize(
    ("what", "after", "seconds"),
    [
        (What.SILENT, 0.0, 10.0),
        (What.SLOW_CONNECT, 4.0, 4.0),
        (What.SLOW_CONNECT, 40.0, 10.0),
        (What.SLOW_LOOKUP, 40.0, 40.0),
        (What.UNREACHABLE, 3.0, 3.0),
        (What.NO_RESOLVER, 5.0, 5.0),
    ],
)
def test_the_way_to_a_server_takes_its_time(what: What, after: float, seconds: float) -> None:
    """A connect timeout is the client's, a lookup waits for as long as the resolver does; blocking and in a loop alike."""

    def ask() -> None:
        with suppress(requests.ConnectionError):
            requests.get(URL, timeout=10.0)

    async def ask_in_a_loop() -> None:
        async with httpx.AsyncClient(
            timeout=httpx.Timeout(100.0, connect=None if what is What.SLOW_LOOKUP else 10.0)
        ) as client:
            with suppress(httpx.TransportError):
                await client.get(URL)

    for lane in (ask, lambda: asyncio.run(ask_in_a_loop())):
        run = Over(lane, service=Scripted(lambda request: GOOD, {"service.example": Trouble(what, after)}))
        assert run.seconds == seconds


def test_nobody_answers_and_the_machine_gives_up() -> None:
    """Without a connect timeout it is the kernel that loses patience, after two minutes and ten seconds."""

    def lane() -> None:
        with pytest.raises(TimeoutError):
            get()

    run = Over(lane, service=Scripted(lambda request: GOOD, {"service.example": Trouble(What.SILENT)}))

    assert run.seconds == 130.0


@pytest.mark.parametrize("answer", [SILENCE, Answer(200, JSON, b"abc", cut=1, then=Then.HANG)])
def test_silence_without_a_timeout_is_a_verdict(answer: Answer) -> None:
    """A client that waits for ever for a silent peer is found out, and the verdict shows where it stands."""
    with pytest.raises(Stuck) as caught:
        Over(get, service=script(answer))

    (thread,) = caught.value.threads
    assert caught.value.kind == "deadlock"
    assert thread.waits_for == "the answer to GET https://service.example/, without a read timeout"


def test_outside_of_virtual_time_silence_is_a_verdict_too() -> None:
    """Nobody hangs: a wait that nothing bounds is told at once."""
    with (
        pytest.raises(NoReadTimeout, match="the peer is silent, and the client has set no read timeout"),
        serving(script(SILENCE)),
    ):
        get()


def test_outside_of_virtual_time_answers_come_too() -> None:
    """In a moment of real time, to who blocks and to an event loop."""

    async def ask() -> int:
        async with aiohttp.ClientSession() as session, session.get(URL) as response:
            return response.status

    with serving(script(Answer(200, JSON, b"{}", delay=0.01))) as network:
        assert get() == b"{}"
        assert asyncio.run(ask()) == 200

    assert len(network.requests) == 2


def test_a_reset_is_raised_once_and_is_then_an_end() -> None:
    """What came before can be read, then the reset is raised, then there is nothing, and nothing can be sent."""

    def lane() -> Any:
        with plain_socket() as sock:
            first = sock.recv(10)
            with pytest.raises(ConnectionResetError, match="reset by peer"):
                sock.recv(10)
            with pytest.raises(BrokenPipeError):
                sock.send(b"more")
            return first, sock.recv(10)

    assert Over(lane, service=script(Answer(raw=b"ab", then=Then.RESET))).returned == (b"ab", b"")


def test_a_socket_that_does_not_wait_says_so() -> None:
    """Without blocking a read raises `BlockingIOError` until there is something."""

    def lane() -> Any:
        with plain_socket() as sock:
            sock.setblocking(False)
            with pytest.raises(BlockingIOError):
                sock.recv(1)
            time.sleep(2.0)
            return sock.recv(4), sock.recv_into(bytearray(4))

    assert Over(lane, service=script(Answer(delay=2.0))).returned == (b"HTTP", 4)


def test_a_selector_sees_what_arrives_later() -> None:
    """A selector wakes at the moment of arrival, not before, and not again when all has been read."""

    def lane() -> Any:
        with plain_socket() as sock, selectors.DefaultSelector() as selector:
            selector.register(sock, selectors.EVENT_READ)
            early = selector.select(1.0)
            ready = selector.select()
            moment = time.monotonic()
            sock.recv(1000)
            return bool(early), bool(ready), moment, bool(selector.select(5.0))

    run = Over(lane, service=script(Answer(delay=4.0)))

    assert (run.returned, run.seconds) == ((False, True, 1004.0, False), 9.0)


def in_three_seconds(act: Callable[[], object]) -> None:
    """Let another thread do something."""

    def later() -> None:
        time.sleep(3.0)
        act()

    Thread(target=later).start()


def test_a_selector_sees_what_another_thread_has_asked_for() -> None:
    """While one thread waits with a selector, another asks, and the first wakes at the answer's moment."""

    def lane() -> Any:
        with socket.create_connection(("service.example", 80)) as sock, selectors.DefaultSelector() as selector:
            selector.register(sock, selectors.EVENT_READ)
            in_three_seconds(lambda: sock.sendall(b"GET / HTTP/1.1\r\n\r\n"))
            return bool(selector.select()), time.monotonic()

    assert Over(lane, service=script(Answer(delay=4.0))).returned == (True, 1007.0)


@pytest.mark.parametrize("timeout", [None, 20.0])
def test_a_reader_hears_what_another_thread_does(timeout: float | None) -> None:
    """While one thread reads, another asks, and the first gets the answer; shutting down ends the reading."""

    def lane() -> Any:
        with socket.create_connection(("service.example", 80), timeout) as sock:

            def ask_and_shut() -> None:
                sock.sendall(b"GET / HTTP/1.1\r\n\r\n")
                time.sleep(10.0)
                sock.shutdown(socket.SHUT_RDWR)

            in_three_seconds(ask_and_shut)
            return sock.recv(8), time.monotonic(), sock.recv(1000) != b"", sock.recv(1000), time.monotonic()

    assert Over(lane, service=script(Answer(delay=4.0))).returned == (b"HTTP/1.1", 1007.0, True, b"", 1013.0)


def test_many_threads_are_served_side_by_side() -> None:
    """Three users of one pool wait at the same time, not one after the other."""
    pool = urllib3.PoolManager(maxsize=3, block=True)

    run = Over(*[lambda: pool.request("GET", URL).status] * 3, service=script(Answer(200, JSON, b"{}", delay=5.0)))

    assert (run.seconds, sorted(each.connection for each in run.requests)) == (5.0, [1, 2, 3])


def test_many_coroutines_are_served_side_by_side() -> None:
    """As are those of one event loop, over aiohttp and httpx at once."""

    async def lane() -> list[int]:
        async with aiohttp.ClientSession() as session, httpx.AsyncClient(timeout=30.0) as client:

            async def ask() -> int:
                async with session.get(URL) as response:
                    await response.read()
                    return response.status

            answers = await asyncio.gather(ask(), ask(), client.get(URL))
            return [each if isinstance(each, int) else each.status_code for each in answers]

    run = Over(lambda: asyncio.run(lane()), service=script(Answer(200, JSON, b"{}", delay=5.0)))

    assert (run.returned, run.seconds) == ([200, 200, 200], 5.0)


def test_the_same_run_has_the_same_log() -> None:
    """Three threads, clients of three kinds, drawn schedules: two runs agree in every entry and moment."""

    def log(picks: tuple[int, ...]) -> list[object]:
        async def ask() -> None:
            async with aiohttp.ClientSession() as session, session.get(f"{URL}/2") as response:
                await response.read()

        lanes = [lambda: requests.get(f"{URL}/1").content, lambda: asyncio.run(ask()), lambda: urlopen(f"{URL}/3").close()]
        return list(Over(*lanes, service=Scripted(answer), picks=picks).network.log)

    def answer(request: Request) -> Answer:
        return Answer(200, JSON, b"{}", delay=float(request.path[-1]), pauses=((1, 0.25),))

    for picks in ((), (1, 0, 2, 1), (2, 2, 1, 0, 1)):
        assert log(picks) == log(picks)

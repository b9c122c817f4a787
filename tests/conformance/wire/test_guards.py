"""Nothing leaves the machine, and who tries is told so."""

from __future__ import annotations

import socket
from contextlib import suppress
from urllib.request import urlopen

import pytest
import requests
import urllib3

from qjobspec_conformance.wire import Request, Unscripted, installed, serving

from .over import GOOD, URL, Over, by_url, script


def test_an_address_without_a_script_is_a_verdict() -> None:
    """It names method and address, and no retry loop can catch it."""
    with pytest.raises(Unscripted) as caught, serving(by_url({})):
        urllib3.PoolManager(retries=urllib3.Retry(9)).request("POST", "https://elsewhere.example/a?b=1")

    assert (caught.value.method, caught.value.url) == ("POST", "https://elsewhere.example/a?b=1")
    assert str(caught.value) == (
        "POST https://elsewhere.example/a?b=1: no script answers this, and nothing leaves the machine"
    )
    assert not isinstance(caught.value, Exception)


def test_verdicts_are_equal_by_value() -> None:
    """The same request, the same verdict."""
    assert Unscripted("GET", URL) == Unscripted("GET", URL) != Unscripted("PUT", URL)
    assert len({Unscripted("GET", URL), Unscripted("GET", URL)}) == 1


def test_a_verdict_that_was_swallowed_is_raised_at_the_end() -> None:
    """Whatever a client does with it; the first one counts."""

    def swallow() -> None:
        for path in ("first", "second"):
            with suppress(BaseException):
                urlopen(f"http://elsewhere.example/{path}")
        urlopen(URL).close()

    with pytest.raises(Unscripted, match="/first"), serving(by_url({URL: GOOD})):
        swallow()


def test_a_verdict_wins_over_the_error_it_has_become() -> None:
    """A client that turns it into something else has hidden nothing."""

    def rename() -> None:
        try:
            urlopen(URL)
        except BaseException:
            raise KeyError("something else") from None

    with pytest.raises(Unscripted) as caught, serving(by_url({})):
        rename()

    assert isinstance(caught.value.__cause__, KeyError)


def test_a_verdict_comes_out_of_virtual_time() -> None:
    """Also from a thread that is under judgement."""
    with pytest.raises(Unscripted, match=r"GET https://service\.example/jobs/1"):
        Over(lambda: requests.get(URL), service=by_url({}))


def test_while_nobody_serves_nothing_has_a_script() -> None:
    """`installed()` alone is a world without servers."""
    with installed(), pytest.raises(Unscripted, match=r"GET http://service\.example/"):
        urlopen("http://service.example/")


@pytest.mark.parametrize(
    "said",
    [
        b"\x16\x03\x01\x02\x00 real TLS",
        b"SSH-2.0-x\r\n",
        b"GET /\r\n\r\n",
        b"GET / HTTP/1.1\r\nContent-Length: many\r\n\r\n",
    ],
)
def test_what_is_not_http_is_a_verdict(said: bytes) -> None:
    """A protocol that the wire does not speak is named by its address."""
    with pytest.raises(Unscripted, match=r"CONNECT tcp://service\.example:22"), serving(script()):
        socket.create_connection(("service.example", 22)).send(said)


@pytest.mark.parametrize(
    ("call", "url"),
    [
        (lambda sock: sock.connect(("127.0.0.1", 9)), "127.0.0.1:9"),
        (lambda sock: sock.sendto(b"", ("127.0.0.1", 9)), "127.0.0.1:9"),
        (lambda sock: sock.connect_ex(("127.0.0.1", 9)), "127.0.0.1:9"),
        (lambda sock: socket.gethostbyaddr("127.0.0.1"), "127.0.0.1"),
        (lambda sock: socket.gethostbyname_ex("localhost"), "localhost"),
    ],
)
def test_who_goes_around_the_wire_is_stopped(call: object, url: str) -> None:
    """Datagrams and lookups that the wire does not carry are stopped by the interpreter itself, loopback too."""
    with pytest.raises(Unscripted) as caught, installed(), socket.socket(type=socket.SOCK_DGRAM) as sock:
        call(sock)  # type: ignore[operator]

    assert caught.value.url == url
    assert caught.value.method.startswith("socket.")


def test_the_guard_rests_when_the_wire_is_gone() -> None:
    """Afterwards the machine is open again."""
    with installed():
        pass

    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()) as sock:
        assert type(sock) is socket.socket


def test_a_request_says_what_it_is() -> None:
    """A value with headers in their order, found by name in any case."""
    request = Request("GET", "https://a.example/b/c?d=1", (("X-One", "1"), ("x-one", "2")))

    assert (request.header("X-ONE"), request.header("absent"), request.path) == ("1", None, "/b/c")
    assert not request.is_upgrade

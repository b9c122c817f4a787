"""What a request over the wire costs, as ratios to the client's own cheapest way of being answered, taken in one process.

Rounds are interleaved: each runs every case in turn, and a case's cost is that of its quietest round. Beside each ratio
stands that of the client over a stream that costs nothing: its own serialiser, pool and parser, below which no wire gets.

python benchmarks/wire.py
"""

from __future__ import annotations

import gc
import io
import socket
import time
from collections.abc import Callable
from typing import Any

import httpcore
import httpx
import requests
from requests.adapters import BaseAdapter
from urllib3 import HTTPResponse, HTTPSConnectionPool
from urllib3.connection import HTTPSConnection

from qjobspec_conformance.wire import Answer, Request, Scripted, installed, serving

URL = "https://api.example.com/v1/jobs/abc"
BODY = b'{"id": "abc", "status": "RUNNING", "fields": {' + b", ".join(b'"field%d": "%d"' % (n, n) for n in range(30)) + b"}}"
JSON = (("Content-Type", "application/json"), ("Content-Length", str(len(BODY))))
RAW = b"HTTP/1.1 200 OK\r\n" + b"".join(f"{name}: {value}\r\n".encode() for name, value in JSON) + b"\r\n" + BODY
REQUESTS, ROUNDS = 500, 9

#: A client's way of asking.
Get = Callable[[str], Any]


class InMemory(BaseAdapter):
    """The least that requests can do: no pool, no socket, no parser."""

    def send(self, request: requests.PreparedRequest, **_: object) -> requests.Response:  # type: ignore[override]
        """Answer at once."""
        response = requests.Response()
        response.status_code, response.request, response.url = 200, request, URL
        response.headers.update(JSON)
        response.raw = HTTPResponse(io.BytesIO(BODY), headers=dict(JSON), preload_content=False)
        return response

    def close(self) -> None:
        """Have nothing to close."""


class FreeSocket:
    """A socket that costs nothing: it swallows what is sent, and has the answer ready."""

    def __init__(self) -> None:
        self._silent = socket.socketpair()

    def fileno(self) -> int:
        """Return a descriptor that is never readable, for the pool's look at it."""
        return self._silent[0].fileno()

    def makefile(self, *_: object, **__: object) -> io.BytesIO:
        """Return the answer."""
        return io.BytesIO(RAW)

    def sendall(self, data: bytes) -> None:
        """Swallow it."""

    settimeout = shutdown = setsockopt = lambda *_: None

    def close(self) -> None:
        """Close the descriptor."""
        for each in self._silent:
            each.close()


class FreeConnection(HTTPSConnection):
    """urllib3's connection on such a socket."""

    is_verified = True

    def connect(self) -> None:
        """Need nobody."""
        self.sock = FreeSocket()  # type: ignore[assignment]


class FreePool(HTTPSConnectionPool):
    """urllib3's pool of such connections."""

    ConnectionCls = FreeConnection


class FreeStream(httpcore.NetworkStream):
    """httpcore's idea of such a socket."""

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Return the answer."""
        del max_bytes, timeout
        return RAW

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Swallow it."""

    def close(self) -> None:
        """Have nothing to close."""

    def start_tls(self, *_: object, **__: object) -> httpcore.NetworkStream:
        """Believe it."""
        return self

    def get_extra_info(self, info: str) -> None:
        """Know nothing."""


class FreeBackend(httpcore.NetworkBackend):
    """Connects to nobody."""

    def connect_tcp(self, *_: object, **__: object) -> httpcore.NetworkStream:
        """Return a stream that costs nothing."""
        return FreeStream()


def free_requests() -> Get:
    session = requests.Session()
    session.get_adapter(URL).poolmanager.pool_classes_by_scheme = {"https": FreePool}
    return session.get


def free_httpx() -> Get:
    transport = httpx.HTTPTransport()
    transport._pool = httpcore.ConnectionPool(network_backend=FreeBackend())  # noqa: SLF001 # httpx has no option for it
    return httpx.Client(transport=transport).get


def adapted_requests() -> Get:
    session = requests.Session()
    session.mount("https://", InMemory())
    return session.get


def answer(request: Request) -> Answer:
    del request
    return Answer(200, JSON, BODY)


def asking(get: Get, times: int = REQUESTS) -> Callable[[], float]:
    def ask() -> float:
        with serving(Scripted(answer)):
            began = time.process_time()
            for _ in range(times):
                get(URL).json()
            return (time.process_time() - began) / times

    return ask


def as_users_have_it(get: Get) -> float:
    """The cost outside of the wire, where requests looks for proxies and passwords each time."""

    def ask() -> float:
        began = time.process_time()
        for _ in range(REQUESTS):
            get(URL).json()
        return (time.process_time() - began) / REQUESTS

    return min(ask() for _ in range(ROUNDS))


def quietest(cases: dict[str, Callable[[], float]]) -> dict[str, float]:
    spent: dict[str, list[float]] = {name: [] for name in cases}
    for _ in range(ROUNDS):
        for name, case in cases.items():
            spent[name].append(case())
    return {name: min(values) for name, values in spent.items()}


def main() -> None:
    gc.freeze()
    outside = as_users_have_it(adapted_requests())
    mock = httpx.MockTransport(lambda _: httpx.Response(200, headers=dict(JSON), content=BODY))
    wired = requests.Session().get
    with installed():
        cost = quietest(
            {
                "adapter": asking(adapted_requests()),
                "free requests": asking(free_requests()),
                "requests": asking(wired),
                "mock": asking(httpx.Client(transport=mock).get),
                "free httpx": asking(free_httpx()),
                "httpx": asking(httpx.Client().get),
                "longer": asking(wired, 4 * REQUESTS),
                "new": asking(wired, 1),
            }
        )

    def row(title: str, seconds: float, floor: float, remark: str = "") -> None:
        print(f"{title:62} {seconds * 1e6:5.0f} us  {seconds / floor:5.2f}{remark}")

    row("requests over an in-memory adapter, as users have it", outside, outside)
    row("  the same without the user's proxies and netrc", cost["adapter"], outside)
    row("  requests over a stream that costs nothing", cost["free requests"], outside)
    row("  requests over the wire", cost["requests"], outside, "  (at most 1.3)")
    row("httpx over its MockTransport", cost["mock"], cost["mock"])
    row("  httpx over a stream that costs nothing", cost["free httpx"], cost["mock"])
    above = cost["httpx"] / cost["free httpx"]
    row("  httpx over the wire", cost["httpx"], cost["mock"], f"  ({above:.2f} times the line above)")
    row(f"requests over the wire, {REQUESTS} exchanges a run", cost["requests"], cost["requests"])
    row(f"  {4 * REQUESTS} exchanges a run", cost["longer"], cost["requests"], "  (must not grow)")
    row(
        "  a run of its own for one request",
        cost["new"],
        cost["requests"],
        "  (a new connection, and requests' new TLS context)",
    )


if __name__ == "__main__":
    main()

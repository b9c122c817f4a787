"""The clients that the cut is held against: each asks as its users do and tells what it has seen, as text.

What is not installed is not asked. This file does not know what goes wrong.
"""

from __future__ import annotations

import asyncio
import inspect
import platform
import ssl
import time
import zlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from typing import Any, Final

from .faults import PATIENCE

#: Seconds between two requests, in which a connection may die.
BREATH: Final = 0.05


@dataclass(frozen=True, slots=True)
class Errand:
    """What a client is sent for: an address to be asked so many times, one after another on the same session."""

    url: str
    times: int = 1
    #: The file of certificates to be trusted, instead of those that the client has from elsewhere.
    authority: str | None = None

    @property
    def is_secure(self) -> bool:
        """Whether the address is one of TLS."""
        return self.url.startswith(("https:", "wss:"))

    def context(self) -> ssl.SSLContext:
        """Return a context as a client's user makes it."""
        return ssl.create_default_context(cafile=self.authority)


@dataclass(frozen=True, slots=True)
class Client:
    """One way of asking: `ask` returns one text for each request, also when it fails."""

    name: str
    #: The package that it needs, and the distribution that brings it; none for the standard library.
    package: str
    distribution: str | None
    ask: Callable[[Errand], list[str]] | Callable[[Errand], Awaitable[list[str]]]
    speaks: str = "http"

    @property
    def is_async(self) -> bool:
        """Whether `ask` is a coroutine function."""
        return inspect.iscoroutinefunction(self.ask)

    @property
    def is_installed(self) -> bool:
        """Whether it can be asked."""
        return find_spec(self.package) is not None

    @property
    def version(self) -> str | None:
        """The version of what is installed."""
        if not self.is_installed:
            return None
        return platform.python_version() if self.distribution is None else version(self.distribution)


def chain(error: BaseException) -> str:
    """Return the classes of an error and of what caused it, outermost first."""
    names: list[str] = []
    seen: BaseException | None = error
    while seen is not None:
        names.append(f"{type(seen).__module__.partition('.')[0]}.{type(seen).__name__}")
        seen = seen.__cause__ or (None if seen.__suppress_context__ else seen.__context__)
    return " < ".join(names)


def _seen(status: int, body: bytes) -> str:
    return f"{status}, {len(body)} bytes, {zlib.crc32(body):08x}"


def _each(times: int, once: Callable[[], str]) -> list[str]:
    outcomes = [_tried(once)]
    for _ in range(times - 1):
        time.sleep(BREATH)
        outcomes.append(_tried(once))
    return outcomes


def _tried(once: Callable[[], str]) -> str:
    try:
        return once()
    except Exception as error:  # noqa: BLE001 # whatever it is, it is what the user sees
        return chain(error)


async def _each_in_turn(times: int, once: Callable[[], Awaitable[str]]) -> list[str]:
    outcomes: list[str] = []
    for number in range(times):
        await asyncio.sleep(BREATH if number else 0)
        try:
            outcomes.append(await once())
        except Exception as error:  # noqa: BLE001 # as above
            outcomes.append(chain(error))
    return outcomes


def _http_client(errand: Errand) -> list[str]:
    import http.client
    from urllib.parse import urlsplit

    place = urlsplit(errand.url)
    connection: http.client.HTTPConnection
    if place.scheme == "https":
        connection = http.client.HTTPSConnection(place.netloc, timeout=PATIENCE, context=errand.context())
    else:
        connection = http.client.HTTPConnection(place.netloc, timeout=PATIENCE)

    def once() -> str:
        try:
            connection.request("GET", place.path)
            response = connection.getresponse()
            return _seen(response.status, response.read())
        except Exception:
            connection.close()
            raise

    try:
        return _each(errand.times, once)
    finally:
        connection.close()


def _urllib(errand: Errand) -> list[str]:
    import urllib.request

    context = errand.context()

    def once() -> str:
        with urllib.request.urlopen(errand.url, timeout=PATIENCE, context=context) as response:  # noqa: S310 # the address is ours
            return _seen(response.status, response.read())

    return _each(errand.times, once)


def _urllib3(retries: Callable[[Any], Any]) -> Callable[[Errand], list[str]]:
    def ask(errand: Errand) -> list[str]:
        import urllib3

        with urllib3.PoolManager(timeout=PATIENCE, retries=retries(urllib3.Retry), ca_certs=errand.authority) as pool:

            def once() -> str:
                response = pool.request("GET", errand.url)
                return _seen(response.status, response.data)

            return _each(errand.times, once)

    return ask


def _patient(retry: Any) -> Any:
    """Retry as a careful provider does."""
    return retry(total=3, backoff_factor=0.1, status_forcelist=(429, 503))


def _requests(retries: Callable[[Any], Any] | None) -> Callable[[Errand], list[str]]:
    def ask(errand: Errand) -> list[str]:
        import requests
        import urllib3
        from requests.adapters import HTTPAdapter

        with requests.Session() as session:
            session.verify = errand.authority or True
            if retries is not None:
                for scheme in ("http://", "https://"):
                    session.mount(scheme, HTTPAdapter(max_retries=retries(urllib3.Retry)))

            def once() -> str:
                response = session.get(errand.url, timeout=PATIENCE)
                return _seen(response.status_code, response.content)

            return _each(errand.times, once)

    return ask


def _botocore(errand: Errand) -> list[str]:
    from botocore.awsrequest import AWSRequest  # pyright: ignore[reportMissingTypeStubs] # it has none
    from botocore.httpsession import URLLib3Session  # pyright: ignore[reportMissingTypeStubs] # as above

    session = URLLib3Session(timeout=PATIENCE, verify=errand.authority or True)

    def once() -> str:
        response = session.send(AWSRequest("GET", errand.url).prepare())
        return _seen(response.status_code, response.content)

    try:
        return _each(errand.times, once)
    finally:
        session.close()


def _httpx(errand: Errand) -> list[str]:
    import httpx

    with httpx.Client(timeout=PATIENCE, follow_redirects=True, verify=errand.context()) as client:

        def once() -> str:
            response = client.get(errand.url)
            return _seen(response.status_code, response.content)

        return _each(errand.times, once)


async def _httpx_async(errand: Errand) -> list[str]:
    import httpx

    async with httpx.AsyncClient(timeout=PATIENCE, follow_redirects=True, verify=errand.context()) as client:

        async def once() -> str:
            response = await client.get(errand.url)
            return _seen(response.status_code, response.content)

        return await _each_in_turn(errand.times, once)


async def _aiohttp(errand: Errand) -> list[str]:
    import aiohttp

    context = errand.context()
    limits = aiohttp.ClientTimeout(total=None, sock_connect=PATIENCE, sock_read=PATIENCE)
    async with aiohttp.ClientSession(timeout=limits) as session:

        async def once() -> str:
            async with session.get(errand.url, ssl=context) as response:
                return _seen(response.status, await response.read())

        return await _each_in_turn(errand.times, once)


#: How many messages are read of one websocket at most.
_MESSAGES: Final = range(9)


def _websocket_client(errand: Errand) -> list[str]:
    import websocket

    def once() -> str:
        connection = websocket.create_connection(errand.url, timeout=PATIENCE, sslopt={"ca_certs": errand.authority})
        try:
            connection.send("hello")
            return " ".join(_listen(lambda: _written(connection.recv_data()[1]), connection.getstatus))
        finally:
            connection.close(timeout=PATIENCE)

    return _each(errand.times, once)


def _websockets(errand: Errand) -> list[str]:
    from websockets.sync.client import connect

    context = errand.context() if errand.is_secure else None

    def once() -> str:
        with connect(errand.url, ssl=context, open_timeout=PATIENCE, close_timeout=PATIENCE) as connection:
            connection.send("hello")
            return " ".join(_listen(lambda: _written(connection.recv(PATIENCE)), lambda: connection.close_code))

    return _each(errand.times, once)


async def _websockets_async(errand: Errand) -> list[str]:
    from websockets.asyncio.client import connect

    context = errand.context() if errand.is_secure else None

    async def once() -> str:
        async with connect(errand.url, ssl=context, open_timeout=PATIENCE, close_timeout=PATIENCE) as connection:
            await connection.send("hello")
            heard: list[str] = []
            try:
                for _ in _MESSAGES:
                    heard.append(_written(await asyncio.wait_for(connection.recv(), PATIENCE)))
            except Exception as error:  # noqa: BLE001 # as above
                heard.append(chain(error))
            return " ".join((*heard, f"code {connection.close_code}"))

    return await _each_in_turn(errand.times, once)


#: Bytes of a message that are shown.
_SHORT: Final = 20


def _listen(receive: Callable[[], str], code: Callable[[], object]) -> list[str]:
    heard: list[str] = []
    try:
        for _ in _MESSAGES:
            heard.append(receive())
    except Exception as error:  # noqa: BLE001 # as above
        heard.append(chain(error))
    return [*heard, f"code {code()}"]


def _written(message: str | bytes) -> str:
    data = message.encode() if isinstance(message, str) else message
    return repr(data) if len(data) <= _SHORT else f"{data[:_SHORT]!r}... {zlib.crc32(data):08x}"


#: Every client, and the package it comes in.
CLIENTS: Final[tuple[Client, ...]] = (
    Client("http.client", "http", None, _http_client),
    Client("urllib.request", "urllib", None, _urllib),
    Client("urllib3", "urllib3", "urllib3", _urllib3(lambda _: False)),
    Client("urllib3, retrying", "urllib3", "urllib3", _urllib3(_patient)),
    Client("requests", "requests", "requests", _requests(None)),
    Client("requests, retrying", "requests", "requests", _requests(_patient)),
    Client("botocore", "botocore", "botocore", _botocore),
    Client("httpx", "httpx", "httpx", _httpx),
    Client("httpx, async", "httpx", "httpx", _httpx_async),
    Client("aiohttp", "aiohttp", "aiohttp", _aiohttp),
    Client("websocket-client", "websocket", "websocket-client", _websocket_client, "websocket"),
    Client("websockets", "websockets", "websockets", _websockets, "websocket"),
    Client("websockets, async", "websockets", "websockets", _websockets_async, "websocket"),
)

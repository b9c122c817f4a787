"""The clients that the cut is held against, as a table.

This file does not know how one asks, nor what goes wrong.
"""

from __future__ import annotations

import platform
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from typing import Final

from ._asking import (
    ask_aiohttp,
    ask_botocore,
    ask_http_client,
    ask_httpx,
    ask_httpx_async,
    ask_requests_with,
    ask_urllib3_with,
    ask_urllib_request,
    patient,
)
from ._errands import Errand
from ._talking import ask_websocket_app, ask_websocket_client, ask_websockets, ask_websockets_async


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
    def is_installed(self) -> bool:
        """Whether it can be asked."""
        return find_spec(self.package) is not None

    @property
    def version(self) -> str | None:
        """The version of what is installed."""
        if not self.is_installed:
            return None
        return platform.python_version() if self.distribution is None else version(self.distribution)


#: Every client, and the package it comes in.
CLIENTS: Final[tuple[Client, ...]] = (
    Client("http.client", "http", None, ask_http_client),
    Client("urllib.request", "urllib", None, ask_urllib_request),
    Client("urllib3", "urllib3", "urllib3", ask_urllib3_with(lambda _: False)),
    Client("urllib3, retrying", "urllib3", "urllib3", ask_urllib3_with(patient)),
    Client("requests", "requests", "requests", ask_requests_with(None)),
    Client("requests, retrying", "requests", "requests", ask_requests_with(patient)),
    Client("botocore", "botocore", "botocore", ask_botocore),
    Client("httpx", "httpx", "httpx", ask_httpx),
    Client("httpx, async", "httpx", "httpx", ask_httpx_async),
    Client("aiohttp", "aiohttp", "aiohttp", ask_aiohttp),
    Client("websocket-client", "websocket", "websocket-client", ask_websocket_client, "websocket"),
    Client("websocket-client, app", "websocket", "websocket-client", ask_websocket_app, "websocket"),
    Client("websockets", "websockets", "websockets", ask_websockets, "websocket"),
    Client("websockets, async", "websockets", "websockets", ask_websockets_async, "websocket"),
)

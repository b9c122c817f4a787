"""Connections of urllib3 and an adapter of requests on sockets that a deadline bounds.

This file does not know what is asked. One session belongs to one call, so no connection outlives the call (RESOURCE-7) and
no two threads share one (CONCURRENCY-1).
"""

from __future__ import annotations

import socket
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import NewConnectionError

from .deadlines import SILENCE, Deadline
from .sockets import BoundSocket, dial


def _dial(connection: HTTPConnection, host: str, deadline: Deadline) -> socket.socket:
    try:
        return dial(host, connection.port, deadline)
    except OSError as error:
        raise NewConnectionError(connection, f"cannot connect: {error}") from error


class BoundConnection(HTTPConnection):
    """A plain connection that is dialled, read and written within a deadline."""

    sock: Any

    def __init__(self, *arguments: Any, deadline: Deadline, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.deadline = deadline

    def _new_conn(self) -> socket.socket:
        return _dial(self, self._dns_host, self.deadline)

    def connect(self) -> None:
        """Connect, and read and write within the deadline from then on."""
        super().connect()
        self.sock = BoundSocket(self.sock, self.deadline)


class BoundTlsConnection(HTTPSConnection):
    """The same by TLS; the handshake is bounded by what was left when it began."""

    sock: Any

    def __init__(self, *arguments: Any, deadline: Deadline, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.deadline = deadline

    def _new_conn(self) -> socket.socket:
        return _dial(self, self._dns_host, self.deadline)

    def connect(self) -> None:
        """Connect, and read and write within the deadline from then on."""
        super().connect()
        self.sock = BoundSocket(self.sock, self.deadline)


class BoundAdapter(HTTPAdapter):
    """Has requests use connections that a deadline bounds; requests itself repeats nothing."""

    def __init__(self, deadline: Deadline) -> None:
        super().__init__(max_retries=0)
        self._deadline = deadline

    def get_connection_with_tls_context(self, *arguments: Any, **options: Any) -> Any:
        """Give the pool its kind of connection before it makes one."""
        pool: Any = super().get_connection_with_tls_context(*arguments, **options)
        pool.ConnectionCls = BoundTlsConnection if pool.scheme == "https" else BoundConnection
        pool.conn_kw["deadline"] = self._deadline
        return pool


class BoundSession(requests.Session):
    """A session whose every request ends with `deadline`, and which tells no other host who its user is."""

    def __init__(self, deadline: Deadline, secrets: frozenset[str] = frozenset()) -> None:
        super().__init__()
        self.max_redirects = 5
        self._secrets = secrets
        for scheme in ("https://", "http://"):
            self.mount(scheme, BoundAdapter(deadline))

    def rebuild_auth(self, prepared_request: requests.PreparedRequest, response: requests.Response) -> None:
        """Leave the user's credentials behind where a redirect leads elsewhere (ERROR-7)."""
        super().rebuild_auth(prepared_request, response)  # type: ignore[no-untyped-call] # its stubs are half done
        leaves: bool = self.should_strip_auth(response.request.url, prepared_request.url)  # type: ignore[no-untyped-call] # as above
        if leaves:
            for name in self._secrets & set(prepared_request.headers):
                del prepared_request.headers[name]


def dialled(url: str, host: str, port: int, deadline: Deadline) -> BoundSocket:
    """A socket that is connected to `host`, by TLS if the scheme of `url` asks for it."""
    kind = BoundTlsConnection if url.startswith(("wss:", "https:")) else BoundConnection
    connection = kind(host, port, timeout=deadline.allowed(SILENCE), deadline=deadline)
    connection.connect()
    assert isinstance(connection.sock, BoundSocket)
    return connection.sock

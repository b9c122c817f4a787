"""One run's network: names and addresses, who meets what trouble, the log, and the first verdict.

This file does not know how bytes go to and fro.
"""

from __future__ import annotations

import socket
from collections.abc import Callable
from ipaddress import ip_address
from typing import Any, Final, Protocol

from ._answers import Answer
from ._dialogues import Dialogue
from ._logs import Answered, Asked, Entry, Met
from ._requests import Request
from ._services import Service, Unscripted
from ._troubles import Stage, Trouble

#: What RFC 2544 sets aside for benchmarks: no host of the world has an address in it.
_FIRST: Final = int(ip_address("198.18.0.1"))


class Retold(Protocol):
    """A websocket whose service can change its mind about what is to come."""

    @property
    def is_open(self) -> bool:
        """Whether neither side has closed it."""
        ...

    def retell(self, dialogue: Dialogue) -> None:
        """Go on from here as this dialogue does."""
        ...


def _unheard(connection: int) -> None:
    """Nobody wants to know."""
    del connection


class _Gone:
    """The service of a network that is no more."""

    def meets(self, stage: object, host: str, port: int) -> None:
        """Meet no trouble: nobody is asked any more."""

    def answer(self, request: object) -> None:
        """Answer nothing."""


_GONE: Final = _Gone()


class Network:
    """What the clients of one run find instead of the world."""

    def __init__(self, service: Service, clock: Callable[[], float]) -> None:
        self.clock = clock
        #: What happened, in order.
        self.log: list[Entry] = []
        #: The first request that had no script, whoever has swallowed it.
        self.verdict: Unscripted | None = None
        #: Called when the network goes away: connections that outlive it find their peer gone.
        self.farewells: list[Callable[[], None]] = []
        #: The websockets that have been opened, by their connection.
        self.conversations: dict[int, Retold] = {}
        #: Called with the connection when a client closes a websocket by itself.
        self.hangs_up: Callable[[int], None] = _unheard
        self._service: Service = service
        self._addresses: dict[str, str] = {}
        self._hosts: dict[str, str] = {}
        self._connections = 0

    @property
    def requests(self) -> tuple[Request, ...]:
        """The requests so far."""
        return tuple(entry.request for entry in self.log if isinstance(entry, Asked))

    def next_connection(self) -> int:
        """Return the number of a new connection."""
        self._connections += 1
        return self._connections

    def address_of(self, host: str) -> str:
        """Return the address of a host; one that is an address already is its own."""
        if _is_address(host):
            return host
        host = host.lower().rstrip(".")
        if host not in self._addresses:
            address = str(ip_address(_FIRST + len(self._addresses)))
            self._addresses[host], self._hosts[address] = address, host
        return self._addresses[host]

    def host_of(self, address: str) -> str:
        """Return the host that was looked up for an address."""
        return self._hosts.get(address, address)

    def meets(self, stage: Stage, host: str, port: int) -> Trouble | None:
        """Ask the service what trouble there is, and write it down."""
        trouble = self._service.meets(stage, host, port)
        self.log.append(Met(self.clock(), stage, f"{host}:{port}", trouble))
        return trouble

    def answer(self, request: Request) -> Answer | Dialogue:
        """Ask the service, and write both down; raises `Unscripted`."""
        self.log.append(Asked(self.clock(), request))
        answer = self._service.answer(request)
        if answer is None:
            raise self.unscripted(request.method, request.url)
        self.log.append(Answered(self.clock(), request.connection, request.number, answer))
        return answer

    def retell(self, connection: int, dialogue: Dialogue) -> None:
        """Let the websocket on this connection go on as this dialogue does, which has been the same until now."""
        self.conversations[connection].retell(dialogue)

    def talking(self) -> frozenset[int]:
        """Return the connections of the websockets that are open."""
        return frozenset(number for number, each in self.conversations.items() if each.is_open)

    def unscripted(self, method: str, url: str) -> Unscripted:
        """Return the verdict, to be raised; the first one is kept."""
        verdict = Unscripted(method, url)
        self.verdict = self.verdict or verdict
        return verdict

    def end(self) -> None:
        """Let every connection find its peer gone, and forget the service: whoever keeps a connection keeps nothing else."""
        while self.farewells:
            self.farewells.pop()()
        self._service = _GONE
        self.hangs_up = _unheard


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def family_of(address: str) -> socket.AddressFamily:
    """Return the address family of an address."""
    return socket.AF_INET6 if ":" in address else socket.AF_INET


def infos(address: str, port: int, kind: int, protocol: int) -> list[tuple[Any, ...]]:
    """Return what `getaddrinfo` gives for an address."""
    family = family_of(address)
    place = (address, port, 0, 0) if family is socket.AF_INET6 else (address, port)
    type_ = socket.SocketKind(kind) if kind else socket.SOCK_STREAM
    return [(family, type_, protocol or socket.IPPROTO_TCP, "", place)]

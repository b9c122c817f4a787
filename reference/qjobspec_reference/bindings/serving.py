"""The applications behind sockets: one port for each API family and one for the object storage, in one process.

This file does not know what the applications do.
"""

from __future__ import annotations

import secrets
import signal
import socket
import threading
import time
from collections.abc import Callable, Generator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any, Final

import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send

from ..service import Service, bell, plot, usual
from .apps import ROUTES as FAMILIES
from .apps import STORAGE, apps
from .office import Clock, Office
from .storage import Storage

#: How many seconds requests under way have to come to an end.
_GRACE: Final = 3

#: The same parts everywhere, whatever else is installed.
_PARTS: Final[Mapping[str, Any]] = {"loop": "asyncio", "http": "h11", "ws": "websockets-sansio"}

#: When a clock that counts requests begins.
EPOCH: Final = 1_700_000_000.0


@dataclass(frozen=True, slots=True)
class Settings:
    """What whoever starts the service may choose."""

    host: str = "127.0.0.1"
    #: The port of the first address, the others follow; 0 for any that are free.
    port: int = 0
    seed: int = 0
    slots: int = 1
    pace: float = 1.0
    plot: str = "done"
    #: Seconds that pass with each request, instead of those that pass.
    tick: float | None = None
    #: The domain under which the addresses are told, if not as they are: `http://storage.test` in the domain `test`.
    domain: str | None = None
    token: str | None = None
    #: Whether to run Bell circuits alone, even where Qiskit is.
    is_plain: bool = False


class ByPort:
    """An application that is the one of the port at which somebody asks."""

    def __init__(self, by_port: Mapping[int, ASGIApp]) -> None:
        self._by_port = by_port

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand over to the application of the port."""
        await self._by_port[scope["server"][1]](scope, receive, send)


def office(settings: Settings, addresses: Mapping[str, str]) -> Office:
    """The office of a service with these settings. With a `tick` it is the same for the same requests, byte for byte."""
    plot(settings.plot)
    program = bell if settings.is_plain else usual()
    service = Service(seed=settings.seed, slots=settings.slots, pace=settings.pace, program=program)
    if settings.tick is None:
        clock, key = Clock(time.time), secrets.token_bytes(32)
    else:
        clock, key = Clock.counting(EPOCH, settings.tick), str(settings.seed).encode()
    return Office(service, clock, addresses, Storage(key), settings.token, settings.plot)


def serve(settings: Settings, say: Callable[[str], object] = print) -> None:
    """Serve until SIGINT or SIGTERM; `OSError` if a port is not to be had. `say` is told where each thing is."""
    with ExitStack() as stack:
        server, sockets = _prepared(settings, stack, say)
        server.run(sockets)


@contextmanager
def started(settings: Settings) -> Generator[Mapping[str, str]]:
    """The addresses of a service that runs in a thread of its own for as long as the context lasts."""
    addresses: list[str] = []
    with ExitStack() as stack:
        server, sockets = _prepared(settings, stack, addresses.append)
        thread = threading.Thread(target=server.run, args=(sockets,), name="qjobspec serve")
        thread.start()
        try:
            yield dict(map(str.split, addresses))
        finally:
            server.should_exit = True
            thread.join()


class _Server(uvicorn.Server):
    """A server for which to be told to stop is no failure."""

    @contextmanager
    def capture_signals(self) -> Generator[None]:
        """Stop at SIGINT and SIGTERM, once those under way are served, and at once if told twice."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = {each: signal.signal(each, self.handle_exit) for each in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for each, handler in before.items():
                signal.signal(each, handler)


def _prepared(settings: Settings, stack: ExitStack, say: Callable[[str], object]) -> tuple[_Server, list[socket.socket]]:
    sockets = _sockets(settings, stack)
    addresses = {name: f"http://{settings.host}:{_port(each)}" for name, each in sockets.items()}
    named = {name: f"http://{name}.{settings.domain}" for name in addresses} if settings.domain else addresses
    applications = apps(office(settings, named))
    for name, address in addresses.items():
        say(f"{name:11} {address}")
    by_port = ByPort({_port(sockets[name]): application for name, application in applications.items()})
    config = uvicorn.Config(
        by_port,
        timeout_graceful_shutdown=_GRACE,
        lifespan="off",
        log_level="error",
        access_log=False,
        date_header=settings.tick is None,  # no head tells another time than the bodies do
        **_PARTS,
    )
    return _Server(config), list(sockets.values())


def _port(listening: socket.socket) -> int:
    port: int = listening.getsockname()[1]
    return port


def _sockets(settings: Settings, stack: ExitStack) -> Mapping[str, socket.socket]:
    sockets: dict[str, socket.socket] = {}
    for number, name in enumerate((*FAMILIES, STORAGE)):
        port = settings.port + number if settings.port else 0
        listening = stack.enter_context(socket.create_server((settings.host, port), backlog=2048))
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # who is accepted inherits it
        sockets[name] = listening
    return sockets

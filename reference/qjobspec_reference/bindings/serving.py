"""The applications behind sockets: one port for each API family and one for the object storage, in one process.

This file does not know what the applications do.
"""

from __future__ import annotations

import secrets
import socket
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Final

import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send

from ..service import Service, bell, plot, usual
from .apps import STORAGE, apps
from .apps import ROUTES as FAMILIES
from .office import Clock, Office
from .storage import Storage

#: How many seconds requests under way have to come to an end.
_GRACE: Final = 3

#: When a clock that counts requests begins.
_EPOCH: Final = 1_700_000_000.0


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
        clock, key = Clock.counting(_EPOCH, settings.tick), str(settings.seed).encode()
    return Office(service, clock, addresses, Storage(key), settings.token, settings.plot)


def serve(settings: Settings, say: Callable[[str], object] = print) -> None:
    """Serve until told to stop by SIGINT or SIGTERM; `OSError` if a port is not to be had. `say` is told each address."""
    with ExitStack() as stack:
        sockets = _sockets(settings, stack)
        addresses = {name: f"http://{settings.host}:{each.getsockname()[1]}" for name, each in sockets.items()}
        applications = apps(office(settings, addresses))
        by_port = {sockets[name].getsockname()[1]: application for name, application in applications.items()}
        for name, address in addresses.items():
            say(f"{name:11} {address}")
        _run(ByPort(by_port), list(sockets.values()))


def _sockets(settings: Settings, stack: ExitStack) -> Mapping[str, socket.socket]:
    sockets: dict[str, socket.socket] = {}
    for number, name in enumerate((*FAMILIES, STORAGE)):
        port = settings.port + number if settings.port else 0
        sockets[name] = stack.enter_context(socket.create_server((settings.host, port), backlog=2048))
    return sockets


def _run(application: ASGIApp, sockets: Sequence[socket.socket]) -> None:
    config = uvicorn.Config(
        application, log_level="error", access_log=False, lifespan="off", timeout_graceful_shutdown=_GRACE, ws="websockets-sansio"
    )
    uvicorn.Server(config).run(sockets=list(sockets))

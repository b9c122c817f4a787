"""The table of seams, `installed()` that opens the wire at each of them, and `serving()` that puts a service behind it.

All seams are the standard library's: a client is cut wherever it comes from, and whenever it is imported. This file
does not know what happens behind a seam.
"""

from __future__ import annotations

import errno
import os
import socket
import ssl
from asyncio import BaseEventLoop
from asyncio.selector_events import BaseSelectorEventLoop
from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from threading import Lock
from typing import Any, Final

from ..virtual import Swap, moment
from . import _asyncio, _dialling
from ._environments import hermetic
from ._guards import Guard
from ._networks import Network
from ._services import Service
from ._sockets import is_wired

_CONNECT: Final = socket.socket.connect
_CONNECT_EX: Final = socket.socket.connect_ex
_WRAP: Final = ssl.SSLContext.wrap_socket
_LOOP_CONNECT: Final = BaseSelectorEventLoop.sock_connect


class _Wire:
    """Whether the seams are open, and which network lies behind them."""

    def __init__(self) -> None:
        self.network: Network | None = None
        self.guard = Guard()
        self._entered = 0
        self._stack = ExitStack()
        self._lock = Lock()

    def enter(self) -> None:
        with self._lock:
            self._entered += 1
            if self._entered == 1:
                self._open()

    def leave(self) -> None:
        with self._lock:
            self._entered -= 1
            if self._entered == 0:
                self._stack.close()

    def current(self) -> Network:
        """Return the network; one in which nothing has a script if nobody serves."""
        return self.network or Network(_NOBODY, moment)

    def _open(self) -> None:
        with ExitStack() as stack:
            for swap in SEAMS:
                stack.callback(swap.make())
            stack.enter_context(hermetic())
            self.guard.stand(lambda event, whom: self.current().unscripted(event, whom))
            stack.callback(self.guard.rest)
            self._stack = stack.pop_all()


class _Nobody:
    """A world without servers."""

    def meets(self, stage: object, host: str, port: int) -> None:
        """Meet no trouble: the request is to name the address."""

    def answer(self, request: object) -> None:
        """Answer nothing."""


_NOBODY: Final = _Nobody()
_WIRE: Final = _Wire()


@contextmanager
def installed() -> Generator[None]:
    """Cut the process off the network, and put the wire in its place.

    Re-entrant (counted); leaves no trace when the outermost one is left. Hold it open around many runs. While nobody
    is `serving`, every request is `Unscripted`.
    """
    _WIRE.enter()
    try:
        yield
    finally:
        _WIRE.leave()


@contextmanager
def serving(service: Service) -> Generator[Network]:
    """Have this service answer all clients of the process; one at a time.

    At the end raises `Unscripted` if a client asked for what has no script, also when that was swallowed meanwhile, or has
    become another error.
    """
    if _WIRE.network is not None:
        message = "one service at a time: leave the other `serving` first"
        raise RuntimeError(message)
    with installed():
        network = _WIRE.network = Network(service, moment)
        try:
            yield network
        except Exception as error:
            if network.verdict is not None:
                raise network.verdict from error
            raise
        finally:
            _WIRE.network = None
            network.end()
    if network.verdict is not None:
        raise network.verdict


def _look_up(
    host: Any,
    port: Any,
    family: int = 0,
    type: int = 0,  # noqa: A002 # as in socket
    proto: int = 0,
    flags: int = 0,
) -> list[tuple[Any, ...]]:
    del flags
    return _dialling.look_up(_WIRE.current(), host, port, family, type, proto)


def _address(host: str) -> str:
    return str(_dialling.look_up(_WIRE.current(), host, 0, socket.AF_INET, 0, 0)[0][4][0])


def _connect(sock: socket.socket, address: Any, /) -> None:
    if is_wired(sock):
        raise OSError(errno.EISCONN, os.strerror(errno.EISCONN))
    if _dialling.is_for_us(sock, address):
        _dialling.connect(_WIRE.current(), sock, address)
    else:
        _CONNECT(sock, address)


def _connect_ex(sock: socket.socket, address: Any, /) -> int:
    if not (is_wired(sock) or _dialling.is_for_us(sock, address)):
        return _CONNECT_EX(sock, address)
    try:
        _connect(sock, address)
    except OSError as error:
        return _dialling.refused_number(error)
    return 0


def _wrap_socket(  # the standard library's signature
    context: ssl.SSLContext,
    sock: socket.socket,
    server_side: bool = False,  # noqa: FBT001, FBT002 # as above
    do_handshake_on_connect: bool = True,  # noqa: FBT001, FBT002 # as above
    suppress_ragged_eofs: bool = True,  # noqa: FBT001, FBT002 # as above
    server_hostname: str | bytes | None = None,
    session: ssl.SSLSession | None = None,
) -> ssl.SSLSocket:
    if not is_wired(sock):
        return _WRAP(context, sock, server_side, do_handshake_on_connect, suppress_ragged_eofs, server_hostname, session)
    host = None if server_hostname is None else _dialling.text_of(server_hostname)
    return _dialling.wrap_socket(context, sock, host, shakes_hands=do_handshake_on_connect)


def _wrap_bio(
    context: ssl.SSLContext,
    incoming: ssl.MemoryBIO,
    outgoing: ssl.MemoryBIO,
    server_side: bool = False,  # noqa: FBT001, FBT002 # the standard library's signature
    server_hostname: str | bytes | None = None,
    session: object = None,
) -> ssl.SSLObject:
    del server_side, session
    return _dialling.wrap_bio(context, incoming, outgoing, server_hostname)


async def _loop_look_up(
    loop: BaseEventLoop,
    host: Any,
    port: Any,
    *,
    family: int = 0,
    type: int = 0,  # noqa: A002 # as in asyncio
    proto: int = 0,
    flags: int = 0,
) -> list[tuple[Any, ...]]:
    del loop, flags
    return await _asyncio.look_up(_WIRE.current(), host, port, family, type, proto)


async def _loop_connect(loop: Any, sock: socket.socket, address: Any) -> None:
    if _dialling.is_for_us(sock, address):
        await _asyncio.connect(_WIRE.current(), sock, address)
    else:
        await _LOOP_CONNECT(loop, sock, address)


#: Everything that is put in place of something else.
SEAMS: Final = (
    Swap(socket, "getaddrinfo", _look_up),
    Swap(socket, "gethostbyname", _address),
    Swap(socket.socket, "connect", _connect),
    Swap(socket.socket, "connect_ex", _connect_ex),
    Swap(ssl.SSLContext, "wrap_socket", _wrap_socket),
    Swap(ssl.SSLContext, "wrap_bio", _wrap_bio),
    Swap(BaseEventLoop, "getaddrinfo", _loop_look_up),
    Swap(BaseSelectorEventLoop, "sock_connect", _loop_connect),
)

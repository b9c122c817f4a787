"""Looking up, connecting and shaking hands, for callers that block: what takes the place of the machine's own.

This file does not know where these functions are put, nor that there are event loops.
"""

from __future__ import annotations

import errno
import os
import socket
import ssl
from typing import Any, Final

from ..virtual import wait
from ._answers import Then
from ._lines import Line
from ._networks import Network, family_of, infos
from ._nulltls import NullObject
from ._sockets import WiredTlsSocket, put_on, shake_hands, wrapped
from ._troubles import KERNEL_PATIENCE, Stage, Trouble, What, connect_error, lookup_error

#: Errors of a lookup that no script is needed for.
_WRONG_FAMILY: Final = (socket.EAI_ADDRFAMILY, "Address family for hostname not supported")

#: How a connection ends that has come about for nothing.
_GOODBYES: Final = {What.HUNG_UP: Then.EOF, What.CUT_OFF: Then.RESET}


def pause(waits_for: str, seconds: float) -> None:
    """Let so many seconds pass."""
    if seconds > 0:
        wait(waits_for, seconds, lambda: False)


def port_of(port: Any) -> int:
    """Return the number of a port that may be given by its name."""
    if port is None:
        return 0
    text = port.decode() if isinstance(port, bytes) else str(port)
    return int(text) if text.isdigit() else socket.getservbyname(text)


def text_of(host: Any) -> str:
    """Return a host as text; nobody in particular is this machine."""
    if isinstance(host, bytes):
        host = host.decode("idna")
    return host or "127.0.0.1"


def found(network: Network, host: str, port: int, family: int, kind: int, protocol: int) -> list[tuple[Any, ...]]:
    """Return what `getaddrinfo` gives when there is no trouble; raises `gaierror` for a family that the host has not."""
    address = network.address_of(host)
    if family not in (socket.AF_UNSPEC, family_of(address)):
        raise socket.gaierror(*_WRONG_FAMILY)
    return infos(address, port, kind, protocol)


def look_up(network: Network, host: Any, port: Any, family: int, kind: int, protocol: int) -> list[tuple[Any, ...]]:
    """Look a host up as `socket.getaddrinfo` does."""
    name, number = text_of(host), port_of(port)
    trouble = None if network.address_of(name) == name else network.meets(Stage.LOOKUP, name, number)
    if trouble is not None:
        pause(f"the address of {name}", trouble.after)
        error = lookup_error(trouble)
        if error is not None:
            raise error
    return found(network, name, number, family, kind, protocol)


def is_for_us(sock: socket.socket, address: Any) -> bool:
    """Tell whether connecting a socket to an address is what the wire is for."""
    return isinstance(address, tuple) and sock.type == socket.SOCK_STREAM


def connect(network: Network, sock: socket.socket, address: Any) -> None:
    """Connect a socket as `socket.connect` does."""
    host, port = network.host_of(address[0]), address[1]
    trouble = network.meets(Stage.CONNECT, host, port)
    if trouble is not None:
        _suffer(trouble, f"a connection to {host}:{port}", sock.gettimeout())
    put_on(sock, line_to(network, host, port, trouble))


def line_to(network: Network, host: str, port: int, trouble: Trouble | None) -> Line:
    """Return a new line, which is at its end soon if that is the trouble."""
    line = Line(network, host, port)
    if trouble is not None and trouble.what in _GOODBYES:
        line.finish(_GOODBYES[trouble.what], network.clock() + trouble.after)
    return line


def delay_of(trouble: Trouble) -> float:
    """Return after how many seconds the machine knows whether there is a connection."""
    if trouble.what is What.SILENT:
        return KERNEL_PATIENCE
    return 0.0 if trouble.what in _GOODBYES else trouble.after


def _suffer(trouble: Trouble, waits_for: str, timeout: float | None) -> None:
    delay = delay_of(trouble)
    if timeout is not None and timeout <= delay:
        pause(waits_for, timeout)
        message = "timed out"
        raise TimeoutError(message)
    pause(waits_for, delay)
    error = connect_error(trouble)
    if error is not None:
        raise error


def wrap_socket(context: ssl.SSLContext, sock: socket.socket, host: str | None, *, shakes_hands: bool) -> WiredTlsSocket:
    """Wrap a socket on a line as `SSLContext.wrap_socket` does."""
    secure = wrapped(sock, context, host)
    if shakes_hands:
        try:
            shake_hands(secure, context)
        except TimeoutError as error:
            secure.close()
            message = "_ssl.c:989: The handshake operation timed out"
            raise TimeoutError(message) from error.__cause__
        except BaseException:
            secure.close()
            raise
    return secure


def wrap_bio(context: ssl.SSLContext, incoming: ssl.MemoryBIO, outgoing: ssl.MemoryBIO, host: Any) -> NullObject:
    """Return what `SSLContext.wrap_bio` makes."""
    return NullObject.between(context, incoming, outgoing, text_of(host))


def refused_number(error: OSError) -> int:
    """Return what `socket.connect_ex` returns for an error."""
    return error.errno or (errno.EAGAIN if isinstance(error, TimeoutError) else errno.ECONNREFUSED)


def call_failed(error: OSError, address: Any) -> OSError:
    """Return a failed connection as an event loop tells of it."""
    if error.errno in (errno.ENETUNREACH, None):
        return error
    number = error.errno
    assert number is not None, "it has a number"
    return OSError(number, f"Connect call failed {address}") if os.strerror(number) else error

"""The client's end of a line, as a socket: a real `socket.socket` that has been connected to nothing but a `Line`.

Its class is changed when it connects, so no other socket of the process is touched. Reading waits in virtual time.
This file does not know who connects it.
"""

from __future__ import annotations

import errno
import os
import socket
import ssl
import sys
from typing import Any, Final
from weakref import WeakKeyDictionary

from ..virtual import is_managed, wait
from ._bells import Bell
from ._lines import Line
from ._nulltls import CIPHER, HELLO, PROTOCOL, VERSION, certificate, tells_of_resets, understand
from ._services import NoReadTimeout
from ._troubles import What, early_end, tls_error

_SHUT: Final = frozenset({socket.SHUT_RD, socket.SHUT_RDWR})


class _End:
    """What belongs to the client's end of one line."""

    __slots__ = ("bell", "is_shut", "line")

    def __init__(self, line: Line) -> None:
        self.line = line
        self.bell: Bell | None = None
        self.is_shut = False


_ENDS: Final[WeakKeyDictionary[socket.socket, _End]] = WeakKeyDictionary()


class _Wired:
    """What a socket does that is on a line."""

    __slots__ = ()

    def fileno(self: Any) -> int:
        """Return a descriptor that is readable when this socket is."""
        end = _ENDS[self]
        if socket.socket.fileno(self) < 0:
            return -1
        if end.bell is None:
            end.bell = Bell(end.line)
        # The cheap way to the caller's name.
        frame = sys._getframe(1)  # noqa: SLF001 # pyright: ignore[reportPrivateUsage]
        return end.bell.fileno(frame.f_globals.get("__name__", ""))

    def send(self: Any, data: Any, flags: int = 0) -> int:
        """Send all of it."""
        del flags
        end = _open_end(self)
        if end.is_shut:
            raise BrokenPipeError(errno.EPIPE, os.strerror(errno.EPIPE))
        if end.line.is_reset():
            raise _complaint(self, end.line)
        view = memoryview(data)
        end.line.send(view.cast("B") if view.nbytes else b"")
        return view.nbytes

    def sendall(self: Any, data: Any, flags: int = 0) -> None:
        """Send all of it."""
        self.send(data, flags)

    def sendmsg(self: Any, buffers: Any, *_: object) -> int:
        """Send all of them."""
        return int(self.send(b"".join(buffers)))

    def recv(self: Any, buflen: int = 1024, flags: int = 0) -> bytes:
        """Receive; waits for as long as the socket's timeout says."""
        del flags
        return _receive(self, buflen)

    def recv_into(self: Any, buffer: Any, nbytes: int = 0, flags: int = 0) -> int:
        """Receive into a buffer."""
        del flags
        view = memoryview(buffer).cast("B")
        data = _receive(self, nbytes or len(view))
        view[: len(data)] = data
        return len(data)

    def shutdown(self: Any, how: int) -> None:
        """Let everybody who reads find the end."""
        end = _open_end(self)
        end.is_shut = end.is_shut or how in _SHUT
        end.line.is_deserted |= end.is_shut

    def getpeername(self: Any) -> tuple[str, int]:
        """Return host and port."""
        line = _open_end(self).line
        return (line.network.address_of(line.host), line.port)

    def getsockname(self: Any) -> tuple[str, int]:
        """Return an address that tells the connections apart."""
        return ("198.19.0.1", 49152 + _ENDS[self].line.number % 16384)

    def _real_close(self: Any, *arguments: Any) -> None:
        end = _ENDS.get(self)  # none for a socket that is being finalised
        if end is not None:
            end.line.is_deserted = True
        if end is not None and end.bell is not None:
            end.bell.close()
            end.bell = None
        super()._real_close(*arguments)  # type: ignore[misc]


class WiredSocket(_Wired, socket.socket):
    """A plain socket on a line."""

    __slots__ = ()


class WiredTlsSocket(_Wired, ssl.SSLSocket):  # type: ignore[misc] # pyright: ignore[reportIncompatibleMethodOverride] # SSLSocket is no proper socket
    """A socket on a line that believes in TLS."""

    def do_handshake(self, block: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002 # the standard library's signature
        """Shake hands without ciphers."""
        shake_hands(self, self.context)

    def recv(self, buflen: int = 1024, flags: int = 0) -> bytes:
        """Receive; a reset looks like an end where the interpreter lets it."""
        try:
            return super().recv(buflen, flags)
        except ConnectionResetError:
            if tells_of_resets():
                raise
            return b""

    def recv_into(self, buffer: Any, nbytes: int | None = None, flags: int = 0) -> int:
        """Receive into a buffer, as `recv` does."""
        try:
            return super().recv_into(buffer, nbytes or 0, flags)
        except ConnectionResetError:
            if tells_of_resets():
                raise
            return 0

    def read(self, len: int = 1024, buffer: Any = None) -> Any:  # noqa: A002 # the standard library's name
        """Read as `recv` does."""
        return self.recv(len) if buffer is None else self.recv_into(buffer, len)

    def write(self, data: Any) -> int:
        """Write as `send` does."""
        return self.send(data)

    def pending(self) -> int:
        """Return how much can be read without waiting."""
        return _open_end(self).line.left()

    def unwrap(self) -> socket.socket:
        """Take leave; there is nothing to say."""
        return self

    def getpeercert(self, binary_form: bool = False) -> Any:  # noqa: FBT001, FBT002 # the standard library's signature
        """Return a certificate that is good for the host."""
        return b"" if binary_form else certificate(_open_end(self).line.host)

    def cipher(self) -> tuple[str, str, int]:
        """Return what a fresh connection of today has."""
        return CIPHER

    def version(self) -> str:
        """Return the newest there is."""
        return VERSION

    def selected_alpn_protocol(self) -> str:
        """Return the one protocol that is spoken here."""
        return PROTOCOL


def put_on(sock: socket.socket, line: Line) -> None:
    """Make a socket the client's end of a line."""
    _ENDS[sock] = _End(line)
    if isinstance(sock, ssl.SSLSocket):
        sock.__class__ = WiredTlsSocket
    else:
        sock.__class__ = WiredSocket


def is_wired(sock: socket.socket) -> bool:
    """Tell whether a socket is on a line."""
    return isinstance(sock, _Wired)


def wrapped(sock: socket.socket, context: ssl.SSLContext, host: str | None) -> WiredTlsSocket:
    """Return what `SSLContext.wrap_socket` makes of a socket on a line: another that has taken its place."""
    timeout, end = sock.gettimeout(), _ENDS[sock]
    family, kind, protocol, descriptor = sock.family, sock.type, sock.proto, socket.socket.detach(sock)
    secure = WiredTlsSocket.__new__(WiredTlsSocket)
    socket.socket.__init__(secure, family=family, type=kind, proto=protocol, fileno=descriptor)
    secure.settimeout(timeout)
    vars(secure).update(
        _context=context,
        _session=None,
        _sslobj=None,
        _connected=True,
        server_side=False,
        server_hostname=host,
        do_handshake_on_connect=True,
        suppress_ragged_eofs=True,
    )
    _ENDS[secure] = end
    return secure


def shake_hands(sock: WiredTlsSocket, context: ssl.SSLContext) -> None:
    """Say hello, and read the service's word."""
    sock.send(HELLO)
    # A record is read whole or not at all, so the word comes in one piece.
    word = _receive(sock, 64)
    if not word:
        raise early_end()
    understand(word, context)


def _open_end(sock: socket.socket) -> _End:
    if socket.socket.fileno(sock) < 0:
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))
    return _ENDS[sock]


def _complaint(sock: socket.socket, line: Line) -> OSError:
    """Return what sending raises after a reset: the reset itself to who has not heard of it, and then a broken pipe."""
    if isinstance(sock, ssl.SSLSocket) and not tells_of_resets():
        return tls_error(What.TLS_EOF)
    number = errno.EPIPE if line.is_told else errno.ECONNRESET
    line.is_told = True
    return OSError(number, os.strerror(number))


def _receive(sock: socket.socket, most: int) -> bytes:
    end = _open_end(sock)
    line = end.line
    while (data := b"" if end.is_shut else line.take(most)) is None:
        _wait(sock, end)
    if end.bell is not None:
        end.bell.was_read()
    return data


def _wait(sock: socket.socket, end: _End) -> None:
    """Wait until something is due; raises what a socket raises when its timeout comes first, and not at the same moment."""
    line, timeout = end.line, sock.gettimeout()
    if timeout == 0:
        raise BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN))
    clock = line.network.clock
    deadline = None if timeout is None else clock() + timeout
    while not (end.is_shut or line.is_due()):
        due = line.due()
        if due is not None and (deadline is None or due <= deadline):
            wait(line.waits_for, due - clock(), lambda: end.is_shut or line.due() != due)  # noqa: B023 # asked in this round
        elif deadline is None:
            _wait_for_ever(end)
        elif wait(line.waits_for, deadline - clock(), lambda: end.is_shut or line.due() != due):  # noqa: B023 # as above
            continue
        else:
            raise TimeoutError("The read operation timed out" if isinstance(sock, ssl.SSLSocket) else "timed out")


def _wait_for_ever(end: _End) -> None:
    """Nothing is due and nothing bounds the wait: another thread may send something, or it never ends."""
    line = end.line
    if not is_managed():
        message = f"{line.waits_for}: the peer is silent, and the client has set no read timeout"
        raise NoReadTimeout(message)
    wait(f"{line.waits_for}, without a read timeout", None, lambda: end.is_shut or line.due() is not None)

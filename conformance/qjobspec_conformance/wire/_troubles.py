"""How a connection fails to come about: looked up, connected, shaken hands on; what, when, and which error of the machine.

This file does not know what a client makes of it.
"""

from __future__ import annotations

import errno
import os
import socket
import ssl
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Stage(StrEnum):
    """A step on the way to a connection."""

    LOOKUP = "lookup"
    CONNECT = "connect"
    HANDSHAKE = "handshake"


class What(StrEnum):
    """One way in which a step fails, or is only slow."""

    UNKNOWN_HOST = "unknown host"
    NO_RESOLVER = "no resolver"
    SLOW_LOOKUP = "slow lookup"
    REFUSED = "refused"
    UNREACHABLE = "unreachable"
    #: Nobody answers: the client waits for as long as its connect timeout says.
    SILENT = "silent"
    SLOW_CONNECT = "slow connect"
    #: The connection comes about, and the server closes it without having read anything.
    HUNG_UP = "hung up"
    #: The same with a reset.
    CUT_OFF = "cut off"
    #: The certificate is signed by nobody the client knows.
    UNTRUSTED = "untrusted"
    #: The server does not speak TLS at all.
    NOT_TLS = "not TLS"
    TLS_EOF = "eof in the handshake"
    TLS_RESET = "reset in the handshake"
    TLS_SILENT = "silent in the handshake"


#: At which step each happens.
STAGES: Final = {
    What.UNKNOWN_HOST: Stage.LOOKUP,
    What.NO_RESOLVER: Stage.LOOKUP,
    What.SLOW_LOOKUP: Stage.LOOKUP,
    What.REFUSED: Stage.CONNECT,
    What.UNREACHABLE: Stage.CONNECT,
    What.SILENT: Stage.CONNECT,
    What.SLOW_CONNECT: Stage.CONNECT,
    What.HUNG_UP: Stage.CONNECT,
    What.CUT_OFF: Stage.CONNECT,
    What.UNTRUSTED: Stage.HANDSHAKE,
    What.NOT_TLS: Stage.HANDSHAKE,
    What.TLS_EOF: Stage.HANDSHAKE,
    What.TLS_RESET: Stage.HANDSHAKE,
    What.TLS_SILENT: Stage.HANDSHAKE,
}

_LOOKUPS: Final = {
    What.UNKNOWN_HOST: (socket.EAI_NONAME, "Name or service not known"),
    What.NO_RESOLVER: (socket.EAI_AGAIN, "Temporary failure in name resolution"),
}
_CONNECTS: Final = {What.REFUSED: errno.ECONNREFUSED, What.UNREACHABLE: errno.ENETUNREACH, What.SILENT: errno.ETIMEDOUT}

#: Seconds after which Linux gives up connecting to an address where nobody answers.
KERNEL_PATIENCE: Final = 130.0


@dataclass(frozen=True, slots=True)
class Trouble:
    """What befalls a connection, and after how many seconds; for `HUNG_UP` and `CUT_OFF` counted from its beginning."""

    what: What
    after: float = 0.0

    @property
    def stage(self) -> Stage:
        """The step at which it happens."""
        return STAGES[self.what]


def lookup_error(trouble: Trouble) -> socket.gaierror | None:
    """Return what `getaddrinfo` raises, `None` if it is only slow."""
    found = _LOOKUPS.get(trouble.what)
    return None if found is None else socket.gaierror(*found)


def connect_error(trouble: Trouble) -> OSError | None:
    """Return what `connect` raises, `None` if it is only slow."""
    number = _CONNECTS.get(trouble.what)
    return None if number is None else OSError(number, os.strerror(number))


def tls_error(what: What) -> ssl.SSLError:
    """Return what a failed handshake raises where no trouble of the connection does."""
    if what is What.UNTRUSTED:
        return _untrusted()
    if what is What.NOT_TLS:
        return _ssl_error(
            ssl.SSLError, "WRONG_VERSION_NUMBER", "[SSL: WRONG_VERSION_NUMBER] wrong version number (_ssl.c:1006)"
        )
    return ssl.SSLEOFError(ssl.SSL_ERROR_EOF, "EOF occurred in violation of protocol (_ssl.c:1006)")


def early_end() -> ssl.SSLError:
    """Return what a handshake raises in the middle of which the connection ends."""
    return _EARLY_END(ssl.SSL_ERROR_EOF, "EOF occurred in violation of protocol (_ssl.c:1006)")


def _early_end() -> type[ssl.SSLError]:
    """The class of it, which has changed in the middle of a series: the interpreter is asked, before anything is swapped."""
    incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    incoming.write_eof()
    try:
        context.wrap_bio(incoming, outgoing).do_handshake()
    except ssl.SSLError as error:
        return type(error)
    return ssl.SSLEOFError


_EARLY_END: Final = _early_end()


def _ssl_error(kind: type[ssl.SSLError], reason: str, text: str) -> ssl.SSLError:
    error = kind(ssl.SSL_ERROR_SSL, text)
    error.library, error.reason = "SSL", reason
    return error


def _untrusted() -> ssl.SSLError:
    said = "self-signed certificate"
    text = f"[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: {said} (_ssl.c:1006)"
    error = _ssl_error(ssl.SSLCertVerificationError, "CERTIFICATE_VERIFY_FAILED", text)
    vars(error).update(verify_code=18, verify_message=said)
    return error

"""TLS without ciphers: the client's end says one hello, the service's end says one word, and the rest is plain.

So `https` needs no certificate and no arithmetic, and still a handshake can fail in every way it fails in life. This
file does not know who carries the bytes.
"""

from __future__ import annotations

import socket
import ssl
from functools import cache
from typing import Any, Final

from ._answers import Then
from ._troubles import Trouble, What, tls_error

#: What the client's end begins with: the first bytes of a TLS record, and then nothing that TLS has.
HELLO: Final = b"\x16\x03\x01 qjobspec: shake hands\r\n"

_WELCOME: Final = b"\x16\x03\x03 welcome!\r\n"
_WORDS: Final = {
    _WELCOME: None,
    b"\x15\x03\x03 distrust\r\n": What.UNTRUSTED,
    b"\x15\x03\x03 mistaken\r\n": What.NOT_TLS,
}
_LENGTH: Final = len(_WELCOME)
_ENDS: Final = {What.TLS_EOF: Then.EOF, What.TLS_RESET: Then.RESET, What.TLS_SILENT: Then.HANG}


def reply(trouble: Trouble | None) -> tuple[bytes, Then]:
    """Return what the service's end says to a hello, and what it does then."""
    what = None if trouble is None else trouble.what
    if what is not None and what in _ENDS:
        return b"", _ENDS[what]
    return next(word for word, meaning in _WORDS.items() if meaning is what), Then.KEEP


def understand(word: bytes, context: ssl.SSLContext) -> None:
    """Read the service's word; raises what a client with such a context raises."""
    what = _WORDS[word]
    if what is not None and not (what is What.UNTRUSTED and context.verify_mode == ssl.CERT_NONE):
        raise tls_error(what)


@cache
def tells_of_resets() -> bool:
    """Tell whether this interpreter's blocking TLS lets its user know of a reset, or takes it for an end.

    Which one it is has changed in the middle of a series (python/cpython#115627), so it is asked with a socket whose other
    end has gone.
    """
    ours, theirs = socket.socketpair()
    theirs.close()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    with context.wrap_socket(ours, do_handshake_on_connect=False) as secure:
        try:
            secure.recv(1)
        except ssl.SSLError:
            return False
        except OSError:
            return True
    return False


class NullObject(ssl.SSLObject):
    """Stands where an `ssl.SSLObject` does: what is written is put out as it is."""

    _incoming: ssl.MemoryBIO
    _outgoing: ssl.MemoryBIO
    _context: ssl.SSLContext
    _host: str
    _state: str

    @classmethod
    def between(cls, context: ssl.SSLContext, incoming: ssl.MemoryBIO, outgoing: ssl.MemoryBIO, host: str) -> NullObject:
        """Make one that reads from one buffer and writes to the other."""
        null = cls.__new__(cls)
        vars(null).update(_incoming=incoming, _outgoing=outgoing, _context=context, _host=host, _state="new")
        return null

    @property
    def context(self) -> ssl.SSLContext:  # type: ignore[override] # pyright: ignore[reportIncompatibleVariableOverride] # one there too
        """The context it was made with."""
        return self._context

    @property
    def server_hostname(self) -> str:
        """The host it was made for."""
        return self._host

    def do_handshake(self) -> None:
        """Say hello, and read the word."""
        if self._state == "new":
            self._outgoing.write(HELLO)
            self._state = "said hello"
        if self._incoming.pending < _LENGTH:
            raise self._wanting()
        understand(self._incoming.read(_LENGTH), self._context)
        self._state = "open"

    def read(self, len: int = 1024, buffer: Any = None) -> Any:  # noqa: A002 # the standard library's name
        """Read as `ssl.SSLObject` does."""
        data = self._incoming.read(len)
        if not data:
            raise self._wanting()
        if buffer is None:
            return data
        memoryview(buffer)[: data.__len__()] = data
        return data.__len__()

    def write(self, data: Any) -> int:
        """Write as `ssl.SSLObject` does."""
        return self._outgoing.write(data)

    def pending(self) -> int:
        """Return how much can be read."""
        return self._incoming.pending

    def unwrap(self) -> None:
        """Take leave; there is nothing to say."""

    def getpeercert(self, binary_form: bool = False) -> Any:  # noqa: FBT001, FBT002 # the standard library's signature
        """Return a certificate that is good for the host."""
        return b"" if binary_form else certificate(self._host)

    def cipher(self) -> tuple[str, str, int]:
        """Return what a fresh connection of today has."""
        return CIPHER

    def version(self) -> str:
        """Return the newest there is."""
        return VERSION

    def compression(self) -> None:
        """Return none, as everybody does."""

    def selected_alpn_protocol(self) -> str | None:
        """Return the one protocol that is spoken here."""
        return PROTOCOL

    def _wanting(self) -> ssl.SSLError:
        if self._incoming.eof:
            return tls_error(What.TLS_EOF)
        return ssl.SSLWantReadError(ssl.SSL_ERROR_WANT_READ, "The operation did not complete (read)")


VERSION: Final = "TLSv1.3"
CIPHER: Final = ("TLS_AES_256_GCM_SHA384", VERSION, 256)
PROTOCOL: Final = "http/1.1"


def certificate(host: str) -> dict[str, Any]:
    """Return a certificate that is good for the host, as `getpeercert` gives it."""
    return {"subject": ((("commonName", host),),), "subjectAltName": (("DNS", host), ("IP Address", host))}

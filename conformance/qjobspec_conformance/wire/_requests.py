"""What a client has put on the wire, read back: `Request`, and how one is found in a stream of bytes.

This file does not know what is answered, nor that there are sockets.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

_REQUEST_LINE: Final = re.compile(rb"([!#$%&'*+.^_`|~0-9A-Za-z-]+) (\S+) HTTP/1\.([01])")
_END: Final = b"\r\n\r\n"


class NotHttp(ValueError):  # noqa: N818 # an answer of a reader, not an error of ours
    """The bytes are no request of HTTP/1."""


@dataclass(frozen=True, slots=True)
class Request:
    """One request as it went over the wire."""

    method: str
    #: The whole address, `https://host/path?query`.
    url: str
    #: In their order, with the names as the client has written them.
    headers: tuple[tuple[str, str], ...] = ()
    #: Without the framing of chunks.
    body: bytes = b""
    #: Which connection of this network it came over, from 1, and which request on it, from 1.
    connection: int = 1
    number: int = 1

    def header(self, name: str) -> str | None:
        """Return the first header of this name, in whatever case it is written."""
        name = name.lower()
        return next((value for key, value in self.headers if key.lower() == name), None)

    @property
    def path(self) -> str:
        """The address without scheme, host and query."""
        return "/" + self.url.partition("://")[2].partition("/")[2].partition("?")[0]

    @property
    def is_upgrade(self) -> bool:
        """Whether the client asks for a websocket."""
        return (self.header("upgrade") or "").lower() == "websocket"


@dataclass(frozen=True, slots=True)
class Head:
    """Request line and headers, where in the stream they end, and what they say about the body."""

    method: str
    target: str
    headers: tuple[tuple[str, str], ...]
    length: int
    host: str
    body_length: int
    is_chunked: bool
    #: The client waits for a word before it sends the body.
    waits: bool
    #: It wants no further answer over this connection.
    closes: bool


def read_head(stream: bytes | bytearray) -> Head | None:
    """Return the head that the stream begins with, `None` while it is not whole; raises `NotHttp`."""
    end = stream.find(_END)
    if end >= 0:
        return _head(bytes(stream[: end + len(_END)]))
    line, newline, _ = stream.partition(b"\r\n")
    if not line[:1].isalpha() or (newline and _REQUEST_LINE.fullmatch(line) is None):
        raise NotHttp(bytes(line[:40]))
    return None


# A client that polls sends the same head again and again.
@lru_cache(maxsize=128)
def _head(data: bytes) -> Head:
    line, *rest = data.split(b"\r\n")
    found = _REQUEST_LINE.fullmatch(line)
    if found is None:
        raise NotHttp(line[:40])
    method, target, minor = (each.decode("latin-1") for each in found.groups())
    pairs = (each.decode("latin-1").partition(":") for each in rest if each)
    headers = tuple((name, value.strip()) for name, _, value in pairs)
    known = {name.lower(): value for name, value in headers}
    return Head(
        method=method,
        target=target,
        headers=headers,
        length=len(data),
        host=known.get("host", ""),
        body_length=_number(known.get("content-length", "0"), 10),
        is_chunked=known.get("transfer-encoding", "").lower() == "chunked",
        waits=known.get("expect", "").lower() == "100-continue",
        closes=known.get("connection", "keep-alive" if minor == "1" else "close").lower() == "close",
    )


def _number(text: str, base: int) -> int:
    try:
        return int(text, base)
    except ValueError:
        raise NotHttp(text[:40]) from None


def read_body(head: Head, stream: bytes | bytearray) -> tuple[bytes, int] | None:
    """Return the body behind the head and how long head and body are in the stream; `None` while it is not whole."""
    if head.is_chunked:
        return _read_chunks(stream, head.length)
    end = head.length + head.body_length
    return None if len(stream) < end else (bytes(stream[head.length : end]), end)


def _read_chunks(stream: bytes | bytearray, at: int) -> tuple[bytes, int] | None:
    chunks: list[bytes] = []
    while (line := stream.find(b"\r\n", at)) >= 0:
        size = _number(stream[at:line].decode("latin-1").partition(";")[0], 16)
        begin, end = line + 2, line + 2 + size
        if not size:
            return _read_trailers(stream, line, b"".join(chunks))
        if len(stream) < end + 2:
            return None
        chunks.append(bytes(stream[begin:end]))
        at = end + 2
    return None


def _read_trailers(stream: bytes | bytearray, at: int, body: bytes) -> tuple[bytes, int] | None:
    """Return the body if the stream is whole to the empty line that ends the trailers; `at` is the end of the last size."""
    end = stream.find(_END, at)
    return None if end < 0 else (body, end + len(_END))


def url_of(head: Head, scheme: str, peer: str) -> str:
    """Return the whole address that a request names; `peer` is the `host:port` it was sent to."""
    if "://" in head.target:
        return head.target
    return f"{scheme}://{head.host or peer}{head.target}"

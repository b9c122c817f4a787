"""What a client has put on the wire, read back: `Request`, and how one is found in a stream of bytes.

This file does not know what is answered, nor that there are sockets.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_REQUEST_LINE: Final = re.compile(rb"([!#$%&'*+.^_`|~0-9A-Za-z-]+) (\S+) HTTP/1\.[01]")
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
    """Request line and headers, and where in the stream they end."""

    method: str
    target: str
    headers: tuple[tuple[str, str], ...]
    length: int

    def header(self, name: str) -> str:
        """Return the first header of this (lower-case) name, empty if there is none."""
        return next((value for key, value in self.headers if key.lower() == name), "")


def read_head(stream: bytes | bytearray) -> Head | None:
    """Return the head that the stream begins with, `None` while it is not whole; raises `NotHttp`."""
    end = stream.find(_END)
    line, _, rest = bytes(stream[: end if end >= 0 else None]).partition(b"\r\n")
    found = _REQUEST_LINE.fullmatch(line)
    if found is None and (end >= 0 or b"\n" in stream or not line[:1].isalpha()):
        raise NotHttp(line[:40])
    if found is None or end < 0:
        return None
    method, target = (each.decode("latin-1") for each in found.groups())
    pairs = (each.decode("latin-1").partition(":") for each in rest.split(b"\r\n") if each)
    return Head(method, target, tuple((name, value.strip()) for name, _, value in pairs), end + len(_END))


def read_body(head: Head, stream: bytes | bytearray) -> tuple[bytes, int] | None:
    """Return the body behind the head and how long head and body are in the stream; `None` while it is not whole."""
    if head.header("transfer-encoding").lower() == "chunked":
        return _read_chunks(stream, head.length)
    end = head.length + int(head.header("content-length") or 0)
    return None if len(stream) < end else (bytes(stream[head.length : end]), end)


def _read_chunks(stream: bytes | bytearray, at: int) -> tuple[bytes, int] | None:
    chunks: list[bytes] = []
    while (line := stream.find(b"\r\n", at)) >= 0:
        size = int(bytes(stream[at:line]).partition(b";")[0], 16)
        begin, end = line + 2, line + 2 + size
        if len(stream) < end + 2:
            return None
        if not size:
            return b"".join(chunks), end + 2
        chunks.append(bytes(stream[begin:end]))
        at = end + 2
    return None


def url_of(head: Head, scheme: str, peer: str) -> str:
    """Return the whole address that a request names; `peer` is the `host:port` it was sent to."""
    if "://" in head.target:
        return head.target
    return f"{scheme}://{head.header('host') or peer}{head.target}"

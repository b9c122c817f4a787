"""What the service answers, as a value: `Answer`; and the bytes it becomes, each with its moment.

Everything a server can do wrong with an answer is one of its fields. This file does not know who asks.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from http import HTTPStatus
from typing import Final

from ._requests import Request


class Then(StrEnum):
    """What the connection does after an answer."""

    #: It stays open for the next request.
    KEEP = "keep-alive"
    #: It is closed in order.
    EOF = "eof"
    #: It is reset.
    RESET = "reset"
    #: It stays open, and nothing is ever said on it again.
    HANG = "hang"


@dataclass(frozen=True, slots=True)
class Part:
    """Some bytes, and after how many seconds of silence they come."""

    data: bytes
    after: float = 0.0


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer. The head is written from the fields, unless `raw` takes the place of head and body."""

    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    #: As it goes over the wire: compressed, if a header says so; but not yet chunked.
    body: bytes = b""
    then: Then = Then.KEEP
    #: Seconds before the first byte.
    delay: float = 0.0
    #: `(so many bytes of the body, seconds of silence after them)`, in order.
    pauses: tuple[tuple[int, float], ...] = ()
    #: Only so many bytes of the body are sent, and then `then`.
    cut: int | None = None
    #: Seconds between the last byte and `then`.
    linger: float = 0.0
    #: These bytes instead of head and body, whatever they are.
    raw: bytes | None = None


_PHRASES: Final = {status.value: status.phrase for status in HTTPStatus}

#: Statuses that never have a body (RFC 9110, 6.4.1).
_BODILESS: Final = frozenset({204, 304})


def parts_of(answer: Answer, request: Request) -> tuple[Part, ...]:
    """Return the bytes of an answer to this request, in the order and at the pace in which they are sent."""
    return _parts(answer, request.method == "HEAD")


# A service that is polled gives the same few answers again and again.
@lru_cache(maxsize=128)
def _parts(answer: Answer, is_head: bool) -> tuple[Part, ...]:  # noqa: FBT001 # a key of the cache
    if answer.raw is not None:
        return (Part(answer.raw, answer.delay),)
    names = {name.lower(): value.lower() for name, value in answer.headers}
    has_body = not is_head and answer.status not in _BODILESS
    is_chunked = names.get("transfer-encoding") == "chunked"
    head = Part(_head(answer, is_framed="content-length" in names or is_chunked), answer.delay)
    if not has_body:
        return (head,)
    return _joined((head, *(_chunks(answer) if is_chunked else _pieces(answer))))


def _head(answer: Answer, *, is_framed: bool) -> bytes:
    lines = [
        f"HTTP/1.1 {answer.status} {_PHRASES.get(answer.status, 'Unknown')}",
        *(f"{name}: {value}" for name, value in answer.headers),
    ]
    if not is_framed and answer.status not in _BODILESS and answer.status >= 200:  # noqa: PLR2004 # RFC 9110
        lines.append(f"Content-Length: {len(answer.body)}")
    return b"\r\n".join((*map(encoded, lines), b"", b""))


def encoded(line: str) -> bytes:
    """Return a line of a head in bytes: as they were read, or as UTF-8 if it was written by hand."""
    try:
        return line.encode("latin-1")
    except UnicodeEncodeError:
        return line.encode()


def _pieces(answer: Answer) -> tuple[Part, ...]:
    """Cut the body where it pauses and where it ends too early."""
    end = len(answer.body) if answer.cut is None else min(answer.cut, len(answer.body))
    pauses = [(at, seconds) for at, seconds in answer.pauses if at <= end]
    begins = [(0, 0.0), *pauses]
    ends = [*(at for at, _ in pauses), end]
    return tuple(Part(answer.body[begin:stop], after) for (begin, after), stop in zip(begins, ends, strict=True))


def _chunks(answer: Answer) -> tuple[Part, ...]:
    """Frame each piece as a chunk; an answer that is cut short ends in the middle of one."""
    pieces = _pieces(answer)
    framed = [Part(b"%x\r\n%b\r\n" % (len(each.data), each.data) if each.data else b"", each.after) for each in pieces]
    if answer.cut is None:
        return (*framed, Part(b"0\r\n\r\n"))
    left = len(answer.body) - sum(len(each.data) for each in pieces[:-1])
    return (*framed[:-1], Part(b"%x\r\n%b" % (left + 1, pieces[-1].data), pieces[-1].after))


def _joined(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """Put together what goes out at the same moment, as a server's buffer does."""
    joined = [parts[0]]
    for part in parts[1:]:
        if part.after:
            joined.append(part)
        else:
            joined[-1] = Part(joined[-1].data + part.data, joined[-1].after)
    return tuple(joined)

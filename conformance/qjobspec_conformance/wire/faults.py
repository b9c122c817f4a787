"""The table of faults that the cut is held against: what a server or the way to it does wrong, as values.

Every row is played twice, over the wire and by a server of real sockets, to each client. This file does not know the
clients, nor who plays.
"""

from __future__ import annotations

import gzip
from dataclasses import dataclass, replace
from typing import Final

from ._answers import Answer, Then
from ._dialogues import Close, Dialogue, Drop, Noise, Ping, Say
from ._troubles import STAGES, Stage, What

#: Seconds that a client waits before it gives up.
PATIENCE: Final = 0.3

#: Seconds after which a server takes leave that has read nothing.
GOODBYE: Final = 0.05

#: Stands in a `Location` for the address of another host.
ELSEWHERE: Final = "{elsewhere}"

_BODY: Final = b'{"id": "job-1", "status": "RUNNING", "position": 7, "note": "' + b"x" * 200 + b'"}'
_JSON: Final = (("Content-Type", "application/json"),)
_GZIP: Final = (*_JSON, ("Content-Encoding", "gzip"))
_CHUNKED: Final = (*_JSON, ("Transfer-Encoding", "chunked"))
_PACKED: Final = gzip.compress(_BODY, mtime=0)
_OK: Final = Answer(200, _JSON, _BODY)


@dataclass(frozen=True, slots=True)
class Fault:
    """One row."""

    name: str
    #: The answer to the first request of all, to the second, and so on; the last one also to all further.
    scene: tuple[Answer | Dialogue, ...] = (_OK,)
    #: What befalls every connection; the address is one of TLS if it is a matter of TLS.
    trouble: What | None = None
    #: How many requests the client makes, one after another on the same session.
    times: int = 1
    #: It goes wrong below the ciphers.
    over_tls: bool = False

    @property
    def is_secure(self) -> bool:
        """Whether the client speaks TLS, or tries to."""
        return self.over_tls or (self.trouble is not None and STAGES[self.trouble] is Stage.HANDSHAKE)

    @property
    def authority_is_known(self) -> bool:
        """Whether the client has been told whom to trust."""
        return self.trouble is not What.UNTRUSTED

    def scheme(self, speaks: str) -> str:
        """Return how its address begins."""
        return {"http": "http", "websocket": "ws"}[speaks] + ("s" if self.is_secure else "")


def _http(status: int, *headers: tuple[str, str], body: bytes = b"{}") -> Answer:
    return Answer(status, (*_JSON, *headers), body)


def _raw(data: bytes, then: Then = Then.EOF) -> Answer:
    return Answer(raw=data, then=then)


def _body(then: Then, headers: tuple[tuple[str, str], ...] = _JSON) -> Answer:
    return Answer(200, headers, _BODY, then=then, cut=90)


def _below_tls(faults: tuple[Fault, ...], *names: str) -> tuple[Fault, ...]:
    return tuple(replace(each, name=f"{each.name}, below TLS", over_tls=True) for each in faults if each.name in names)


_PLAIN: Final = (
    Fault("unknown host", trouble=What.UNKNOWN_HOST),
    Fault("refused", trouble=What.REFUSED),
    Fault("connect timeout", trouble=What.SILENT),
    Fault("closed before the request", trouble=What.HUNG_UP),
    Fault("reset before the request", trouble=What.CUT_OFF),
    Fault("untrusted certificate", trouble=What.UNTRUSTED),
    Fault("not TLS", trouble=What.NOT_TLS),
    Fault("eof in the handshake", trouble=What.TLS_EOF),
    Fault("reset in the handshake", trouble=What.TLS_RESET),
    Fault("silent handshake", trouble=What.TLS_SILENT),
    Fault("ok"),
    Fault("ok, twice", times=2),
    Fault("eof before the status", (_raw(b""),)),
    Fault("reset before the status", (_raw(b"", Then.RESET),)),
    Fault("silence before the status", (_raw(b"", Then.HANG),)),
    Fault("slow, but in time", (Answer(200, _JSON, _BODY, delay=0.1),)),
    Fault("reset, then ok", (_raw(b"", Then.RESET), _OK)),
    Fault("silence, then ok", (_raw(b"", Then.HANG), _OK)),
    Fault("dies between requests", (Answer(200, _JSON, _BODY, then=Then.EOF), _OK), times=2),
    Fault("reset between requests", (Answer(200, _JSON, _BODY, then=Then.RESET, linger=0.02), _OK), times=2),
    Fault("dies at the second request", (_OK, _raw(b""), _OK), times=2),
    Fault("says Connection: close", (Answer(200, (*_JSON, ("Connection", "close")), _BODY, then=Then.EOF), _OK), times=2),
    Fault("429", (_http(429),)),
    Fault("429 Retry-After, then ok", (_http(429, ("Retry-After", "1")), _OK)),
    *(Fault(str(status), (_http(status),)) for status in (500, 502, 504)),
    Fault("503 twice, then ok", (_http(503), _http(503), _OK)),
    Fault("503 for ever", (_http(503),)),
    Fault("401", (_http(401, ("WWW-Authenticate", "Bearer")),)),
    Fault("404 and a page", (Answer(404, (("Content-Type", "text/html"),), b"<html>"),)),
    Fault("redirect to another host", (_http(302, ("Location", f"{ELSEWHERE}/result?X-Signature=abc")), _OK)),
    Fault("redirect of a kept method", (_http(307, ("Location", f"{ELSEWHERE}/result")), _OK)),
    Fault("redirect for ever", (_http(302, ("Location", "/jobs/x")),)),
    Fault("204", (Answer(204),)),
    Fault("304", (Answer(304),)),
    Fault("empty 200", (Answer(200, _JSON),)),
    Fault("chunked", (Answer(200, _CHUNKED, _BODY, pauses=((50, 0.05),)),)),
    Fault("gzip", (Answer(200, _GZIP, _PACKED),)),
    Fault("gzip in chunks", (Answer(200, (*_GZIP, ("Transfer-Encoding", "chunked")), _PACKED, pauses=((20, 0.05),)),)),
    Fault("no length", (Answer(raw=b"HTTP/1.1 200 OK\r\n\r\n" + _BODY, then=Then.EOF),)),
    Fault("body cut, eof", (_body(Then.EOF),)),
    Fault("body cut, reset", (_body(Then.RESET),)),
    Fault("body cut, silence", (_body(Then.HANG),)),
    Fault("body stalls and goes on", (Answer(200, _JSON, _BODY, pauses=((90, 0.1),)),)),
    Fault("slow trickle", (Answer(200, _JSON, _BODY, pauses=tuple((at, 0.1) for at in range(40, 240, 40))),)),
    Fault("body stalls for too long", (Answer(200, _JSON, _BODY, pauses=((90, 0.5),)),)),
    Fault("chunk cut, eof", (_body(Then.EOF, _CHUNKED),)),
    Fault("chunk cut, reset", (_body(Then.RESET, _CHUNKED),)),
    Fault("chunk cut, silence", (_body(Then.HANG, _CHUNKED),)),
    Fault("bad chunk", (_raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n"),)),
    Fault("length too great", (Answer(200, (*_JSON, ("Content-Length", "500")), _BODY, then=Then.EOF),)),
    Fault("length too small", (Answer(200, (*_JSON, ("Content-Length", "20")), _BODY, then=Then.EOF),)),
    Fault("length is no number", (Answer(200, (*_JSON, ("Content-Length", "many")), _BODY, then=Then.EOF),)),
    Fault("gzip that is none", (Answer(200, _GZIP, _BODY),)),
    Fault("gzip broken within", (Answer(200, _GZIP, _PACKED[:30] + b"\xff" * 20 + _PACKED[50:]),)),
    Fault("gzip cut short", (Answer(200, _GZIP, _PACKED[:40]),)),
    Fault("garbage instead of HTTP", (_raw(b"\x00\x01garbage\r\n\r\n"),)),
    Fault("status that is no number", (_raw(b"HTTP/1.1 fine OK\r\n\r\n"),)),
    Fault("headers cut", (_raw(b"HTTP/1.1 200 OK\r\nContent-Ty"),)),
    Fault("header without a colon", (_raw(b"HTTP/1.1 200 OK\r\nno colon here\r\nContent-Length: 2\r\n\r\n{}"),)),
    Fault("header of bytes that are no text", (_raw(b"HTTP/1.1 200 OK\r\nX: \xff\x00\r\nContent-Length: 2\r\n\r\n{}"),)),
    Fault("header that is too long", (_http(200, ("X-Long", "x" * 200_000)),)),
    Fault("too many headers", (_http(200, *((f"X-{number}", "x") for number in range(500))),)),
    Fault("status line of an unknown version", (_raw(b"HTTP/9.9 200 OK\r\nContent-Length: 0\r\n\r\n"),)),
)

#: Every fault of HTTP, the connection's first.
FAULTS: Final[tuple[Fault, ...]] = (
    *_PLAIN,
    *_below_tls(
        _PLAIN,
        *("ok, twice", "eof before the status", "reset before the status", "silence before the status"),
        *("dies between requests", "reset between requests", "redirect to another host", "chunked", "no length"),
        *("body cut, eof", "body cut, reset", "body cut, silence", "chunk cut, eof", "header that is too long"),
    ),
)

_HELLO: Final = Say("hello")
#: Seconds that let the client's own greeting come first.
_BREATH: Final = 0.05

_TALKS: Final = (
    Fault("websocket refused", trouble=What.REFUSED),
    *(Fault(f"handshake refused, {status}", (_http(status),)) for status in (401, 404, 429, 500)),
    Fault("handshake cut", (_raw(b"HTTP/1.1 101 Switching"),)),
    Fault("handshake reset", (_raw(b"", Then.RESET),)),
    Fault("handshake silent", (_raw(b"", Then.HANG),)),
    Fault(
        "handshake for somebody else",
        (_raw(b"HTTP/1.1 101 X\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n", Then.HANG),),
    ),
    Fault("hello and goodbye", (Dialogue((_HELLO, Close(after=_BREATH))),)),
    *(
        Fault(f"close {code}", (Dialogue((_HELLO, Close(code, "said so", _BREATH))),))
        for code in (1000, 1001, 1002, 1003, 1008, 1011, 1012, 1013, 4000, 4002)
    ),
    Fault("close without a code", (Dialogue((_HELLO, Close(None, after=_BREATH))),)),
    Fault("dropped without close", (Dialogue((_HELLO, Drop(after=_BREATH))),)),
    Fault("reset without close", (Dialogue((_HELLO, Drop(Then.RESET, _BREATH))),)),
    Fault("silent after hello", (Dialogue((_HELLO,)),)),
    Fault(
        "fragments",
        (Dialogue((Say("in four pieces", fragments=4), Say(b"\x00\x01" * 300, fragments=2), Close(after=_BREATH))),),
    ),
    Fault("the same message twice", (Dialogue((_HELLO, _HELLO, Close(after=_BREATH))),)),
    Fault("slow messages", (Dialogue((_HELLO, Say("later", 0.1), Close(after=0.1))),)),
    Fault("a ping first", (Dialogue((Ping(b"?"), _HELLO, Close(after=_BREATH))),)),
    Fault("a reply", (Dialogue(replies=((Say("re"), Close(after=_BREATH)),)),)),
    Fault("closed in the middle of a message", (Dialogue((Noise(b"\x01\x03abc", _BREATH), Close(after=_BREATH))),)),
    Fault("dropped in the middle of a frame", (Dialogue((Noise(b"\x81\x20abc", _BREATH), Drop(after=_BREATH))),)),
    Fault("a frame of no kind", (Dialogue((Noise(b"\x83\x00", _BREATH), Drop(after=0.1))),)),
    Fault("a masked frame", (Dialogue((Noise(b"\x81\x81abcd\x00", _BREATH), Drop(after=0.1))),)),
    Fault("a ping that is too long", (Dialogue((Noise(b"\x89\x7e\x00\x80" + b"x" * 128, _BREATH), Drop(after=0.1))),)),
    Fault("a close code that is none", (Dialogue((_HELLO, Noise(b"\x88\x02\x03\xee", _BREATH), Drop(after=0.1))),)),
    Fault("text that is none", (Dialogue((Noise(b"\x81\x02\xff\xfe", _BREATH), Drop(after=0.1))),)),
)

#: Every fault of websockets: the client reads until the end.
CONVERSATIONS: Final[tuple[Fault, ...]] = (
    *_TALKS,
    *_below_tls(_TALKS, "hello and goodbye", "dropped without close", "reset without close", "silent after hello"),
)

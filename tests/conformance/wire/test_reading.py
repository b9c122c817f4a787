"""What comes from a client, read back out of a stream of bytes, however it is cut."""

from __future__ import annotations

import pytest

from qjobspec_conformance.wire._frames import Opcode, read_frame, write_frame
from qjobspec_conformance.wire._requests import NotHttp, read_body, read_head, url_of

WHOLE = {
    "no body": (b"GET /a?b=1 HTTP/1.1\r\nHost: x\r\n\r\n", "GET", b""),
    "counted": (b"POST /a HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc", "POST", b"abc"),
    "chunks": (b"PUT / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n2;x=1\r\nab\r\n1\r\nc\r\n0\r\n\r\n", "PUT", b"abc"),
    "trailers": (b"PUT / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\nMore: 1\r\n\r\n", "PUT", b"a"),
}


@pytest.mark.parametrize("kind", WHOLE)
def test_a_request_comes_out_whole_however_it_is_cut(kind: str) -> None:
    """Of no beginning of it is anything said but that it is not whole; of all of it, where it ends."""
    raw, method, body = WHOLE[kind]

    for end in range(1, len(raw)):
        head = read_head(raw[:end])
        assert head is None or read_body(head, raw[:end]) is None

    head = read_head(raw + raw)
    assert head is not None
    assert (head.method, read_body(head, raw + raw)) == (method, (body, len(raw)))


@pytest.mark.parametrize(
    "raw",
    [
        b"\x16\x03\x01\x02",
        b"SSH-2.0-x\r\n",
        b"GET /\r\n\r\n",
        b"GET / FTP/1\r\n\r\n",
        b"POST / HTTP/1.1\r\nContent-Length: many\r\n\r\n",
        b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    ],
)
def test_what_is_not_http_is_said_to_be_none(raw: bytes) -> None:
    """Bytes that can never become a request raise `NotHttp`."""

    def read() -> None:
        head = read_head(raw)
        assert head is not None
        read_body(head, raw)

    with pytest.raises(NotHttp):
        read()


@pytest.mark.parametrize(
    ("target", "host", "url"),
    [
        ("/a?b", "h.example", "https://h.example/a?b"),
        ("/a", "", "https://peer:1/a"),
        ("http://far.example/a", "h.example", "http://far.example/a"),
    ],
)
def test_an_address_is_put_together(target: str, host: str, url: str) -> None:
    """From the target and the `Host`; without one from the peer; a whole address is itself."""
    line = f"GET {target} HTTP/1.1\r\n" + (f"Host: {host}\r\n" if host else "") + "\r\n"
    head = read_head(line.encode())

    assert head is not None
    assert url_of(head, "https", "peer:1") == url


@pytest.mark.parametrize("size", [0, 1, 125, 126, 65535, 65536])
@pytest.mark.parametrize("mask", [b"", b"\x01\x02\x03\x04"])
def test_a_frame_comes_out_whole_however_long_it_is(size: int, mask: bytes) -> None:
    """Masked or not, the payload is what was written, and no beginning of the frame is taken for it."""
    payload = bytes(number % 251 for number in range(size))
    written = write_frame(Opcode.BINARY, payload)
    if mask:
        at = len(written) - size
        masked = bytes(byte ^ mask[number % 4] for number, byte in enumerate(payload))
        written = bytes((written[0], written[1] | 0x80)) + written[2:at] + mask + masked

    assert all(read_frame(written[:end]) is None for end in (0, 1, 2, 3, 9, len(written) - 1) if end < len(written))
    frame = read_frame(written + b"more")
    assert frame is not None
    assert (frame.opcode, frame.payload, frame.is_last, frame.length) == (Opcode.BINARY, payload, True, len(written))

"""What was recorded becomes what a client can be sent: bodies in any form, and heads that agree with them."""

from __future__ import annotations

import base64
import gzip
import http.client
import io
import json
import zlib
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.conformance.recordings.made import cassette, interaction, recording

from qjobspec_conformance.documents import yaml_text
from qjobspec_conformance.recordings import encodings, reading
from qjobspec_conformance.recordings.exchanges import Request, Response, meaning, valued
from qjobspec_conformance.recordings.heads import normalised


def sent(response: Response) -> http.client.HTTPResponse:
    """The answer as Python's own client reads it off a wire."""

    class Wire:
        def makefile(self, *_: Any, **__: Any) -> io.BytesIO:
            return io.BytesIO(response.as_bytes())

    read = http.client.HTTPResponse(Wire())  # type: ignore[arg-type]
    read.begin()
    return read


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"string": "text"}, b"text"),
        ({"string": ""}, b""),
        ({}, b""),
        ({"base64_string": "H4s="}, b"\x1f\x8b"),
        ({"string": "\ud800"}, b"\xed\xa0\x80"),
    ],
)
def test_the_body_of_an_answer_has_many_forms(body: dict[str, str], expected: bytes) -> None:
    """Vcrpy has written text, base64 and nothing at all."""
    written = interaction("GET", "/jobs/1")
    written["response"]["body"] = body

    (exchange,) = recording(written).exchanges

    assert exchange.response.body == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (None, b""),
        ("a=1", b"a=1"),
        ({"base64_string": "H4s="}, b"\x1f\x8b"),
        ({"shots": 1}, b'{"shots": 1}'),
        ([1, "é"], '[1, "é"]'.encode()),
    ],
)
def test_the_body_of_a_question_has_more(body: object, expected: bytes) -> None:
    """What aiohttp was given to write as JSON stands there as such."""
    written = interaction("GET", "/jobs/1")
    written["request"]["body"] = body

    (exchange,) = recording(written).exchanges

    assert exchange.request.body == expected


def test_binary_in_yaml_is_bytes(tmp_path: Path) -> None:
    """YAML has a way to write bytes, and what only looks like base64 stays text."""
    written = interaction("GET", "/jobs/1", "SGVsbG8=")
    file = tmp_path / "a.yaml"
    other = interaction("GET", "/jobs/1")
    other["response"]["body"]["string"] = b"\x1f\x8b\x00"
    file.write_text(yaml.safe_dump(cassette(written, other)), encoding="utf-8")

    first, second = reading.read(file).exchanges

    assert (first.response.body, second.response.body) == (b"SGVsbG8=", b"\x1f\x8b\x00")


def test_what_httpx_once_was_recorded_as_is_read() -> None:
    """Before version 6 vcrpy wrote code and content in another way."""
    written = interaction("GET", "/jobs/1")
    written["response"] = {"status_code": 201, "http_version": "HTTP/1.1", "headers": {"a": ["b"]}, "content": "{}"}

    (exchange,) = recording(written).exchanges

    assert exchange.response == Response(201, "", (("a", "b"),), b"{}")


def test_a_header_is_found_in_any_case_with_all_its_values() -> None:
    """Some recorders write one value without a list."""
    written = interaction("GET", "/jobs/1", told={"Set-Cookie": ["a", "b"], "x": "c"})

    headers = recording(written).exchanges[0].response.headers

    assert headers == (("Set-Cookie", "a"), ("Set-Cookie", "b"), ("x", "c"))
    assert valued(headers, "set-cookie") == "a, b"
    assert valued(headers, "y") == ""


DECODED = b'{"id": "j-1"}'
RAW = zlib.compressobj(9, zlib.DEFLATED, -15)
BARE = RAW.compress(DECODED) + RAW.flush()


@pytest.mark.parametrize(
    ("encoding", "body", "is_kept"),
    [
        ("gzip", gzip.compress(DECODED, mtime=0), True),
        ("gzip", DECODED, False),
        ("GZIP", gzip.compress(DECODED, mtime=0), True),
        ("deflate", zlib.compress(DECODED), True),
        ("deflate", BARE, True),
        ("deflate", DECODED, False),
        ("zstd", b"\x28\xb5\x2f\xfd\x00", True),
        ("zstd", DECODED, False),
        ("br", b"\x8b\xff\x80", True),
        ("br", DECODED, False),
        ("identity", DECODED, False),
        ("gzip", b"", False),
    ],
)
def test_a_client_can_read_what_is_sent(encoding: str, body: bytes, is_kept: bool) -> None:
    """A recorder that decoded the body kept the old headers, which would make any client fail."""
    response = Response(
        200, "OK", (("content-encoding", encoding), ("Transfer-Encoding", "chunked"), ("Content-Length", "1")), body
    )

    read = sent(response)

    assert (read.headers["content-encoding"] is not None) is is_kept
    assert read.headers["transfer-encoding"] is None
    assert read.headers["content-length"] == str(len(body))
    assert read.read() == body


def test_the_content_is_the_body_without_its_encoding() -> None:
    """As far as there is a decoder; what has two encodings stays as it is."""
    header = (("Content-Encoding", "gzip"),)

    assert Response(200, "", header, gzip.compress(DECODED, mtime=0)).document == {"id": "j-1"}
    assert Response(200, "", header, DECODED).content == DECODED
    assert Response(200, "", (("Content-Encoding", "deflate"),), BARE).content == DECODED
    assert Response(200, "", (("Content-Encoding", "gzip, br"),), b"\xff").content == b"\xff"
    assert encodings.decoded(b"\xff", "gzip") == b"\xff"


def test_what_unfolds_too_far_stays_folded() -> None:
    """A bomb is not unfolded, neither one by one nor all of a file together."""
    bomb = gzip.compress(b" " * (encodings.MOST + 1))
    assert Response(200, "", (("Content-Encoding", "gzip"),), bomb).content == bomb

    written = interaction("GET", "/jobs/1", told={"Content-Encoding": ["gzip"]})
    folded = base64.b64encode(gzip.compress(b" " * (encodings.MOST - 1))).decode()
    written["response"]["body"] = {"base64_string": folded}
    assert reading.flaws(cassette(written)) == []

    (flaw,) = reading.flaws(cassette(written, written))

    assert flaw.place == ("interactions", 1, "response")
    assert "unfold to too much" in flaw.reason


def test_an_answer_without_a_body_keeps_its_length() -> None:
    """HEAD is answered with the length of what GET would bring."""
    written = interaction("HEAD", "/jobs/1", told={"Content-Length": ["99"], "Content-Encoding": ["gzip"]})
    nothing = interaction("DELETE", "/jobs/1", code=204, told={"Content-Length": ["0"]})

    head, gone = recording(written, nothing).exchanges

    assert head.response.head == (("Content-Length", "99"), ("Content-Encoding", "gzip"))
    assert gone.response.as_bytes() == b"HTTP/1.1 204 OK\r\nContent-Length: 0\r\n\r\n"


def test_a_header_cannot_smuggle_another() -> None:
    """Line ends in a recorded header or phrase become spaces; letters of one byte travel as one."""
    response = Response(200, "O\r\nK", (("a", "b\r\nSet-Cookie: c"), ("d", "é")), b"")

    assert response.as_bytes() == b"HTTP/1.1 200 O  K\r\na: b  Set-Cookie: c\r\nd: \xe9\r\nContent-Length: 0\r\n\r\n"
    assert Response(200, "", (("d", "💥\ud800"),)).as_bytes().startswith("HTTP/1.1 200 \r\nd: 💥".encode() + b"\xed\xa0\x80")


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", None),
        (b"  ", None),
        (b'{"a": 1}', {"a": 1}),
        (b'\xef\xbb\xbf{"a": 1}', {"a": 1}),
        (b"text", "text"),
        (b"\xff", None),
        (b"9" * 5_000, "9" * 5_000),
        (b"[" * 200_000, "[" * 200_000),
    ],
)
def test_a_body_means_json_or_text(content: bytes, expected: object) -> None:
    """Whatever it is, it means something or nothing, and never fails."""
    assert meaning(content) == expected


def test_a_form_is_read_by_its_fields() -> None:
    """So that a pointer leads into it."""
    form = (("content-type", "application/x-www-form-urlencoded; charset=utf-8"),)

    assert Request("POST", "http://h/", form, b"job=1&job=2&x=").document == {"job": "2", "x": ""}
    assert Request("POST", "http://h/", (), b'{"job": 1}').document == {"job": 1}


def test_a_head_is_made_true_whatever_it_was() -> None:
    """What belongs to one connection is left out, once the length is told."""
    assert normalised((("Connection", "close"), ("A", "b")), b"xy") == (("A", "b"), ("Content-Length", "2"))


def test_what_aliases_repeat_is_counted_in_letters() -> None:
    """A long text that is repeated thousands of times is a bomb though it is few values."""
    from qjobspec_conformance.documents.texts import UnreadableError

    with pytest.raises(UnreadableError, match="its aliases repeat more than the whole file holds"):
        yaml_text.read(f"[&a {'x' * 50_000}, {', '.join(['*a'] * 3_000)}]")
    assert len(yaml_text.read(f"[&a {'x' * 50_000}{', *a' * 20}]")) == 21


def test_a_number_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    """Hexadecimal numbers of any length can be read, and nobody can show them."""
    digits = f"0x{'f' * 5_000}"
    for name, text in (("a.yaml", f"version: {digits}"), ("a.toml", f"version = {digits}")):
        (tmp_path / name).write_text(text, encoding="utf-8")
        with pytest.raises(reading.ProblemsError, match="holds a number that cannot be read: it is too large"):
            reading.read(tmp_path / name)
    assert json.loads("1") == 1

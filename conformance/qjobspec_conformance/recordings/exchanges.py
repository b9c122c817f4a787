"""One question to a server and its answer, as they were recorded.

This file does not know what an exchange is for: which role it plays is for a dialect to say.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Final
from urllib.parse import parse_qsl

from .encodings import decoded
from .heads import normalised, without_body

#: Headers by name in the order in which they came; a name may come more than once.
Headers = tuple[tuple[str, str], ...]

#: What a body is as a document if it is none.
NOTHING: Final = None


def valued(headers: Headers, name: str) -> str:
    """The values of a header, whatever the case of its name, as one text; empty if it did not come."""
    wanted = name.lower()
    return ", ".join(value for each, value in headers if each.lower() == wanted)


@dataclass(frozen=True)
class Request:
    """What a client asked."""

    method: str
    url: str
    headers: Headers = ()
    body: bytes = b""

    @cached_property
    def document(self) -> Any:
        """What the body means: JSON, a form by its fields, or text; `None` if it is empty or no text."""
        if "x-www-form-urlencoded" in valued(self.headers, "Content-Type").lower():
            return dict(parse_qsl(self.body.decode("utf-8", "replace"), keep_blank_values=True))
        return meaning(self.body)


@dataclass(frozen=True)
class Response:
    """What a server answered. `headers` and `body` are as recorded; recorders keep a decoded body under its old headers."""

    code: int
    phrase: str = ""
    headers: Headers = ()
    body: bytes = b""
    #: Whether it never has a body, as the answer to HEAD and those with code 204 and 304.
    is_bodiless: bool = False

    @cached_property
    def head(self) -> Headers:
        """The headers as they have to be sent: `Content-Encoding` and the length agree with `body`."""
        return without_body(self.headers) if self.is_bodiless else normalised(self.headers, self.body)

    @cached_property
    def content(self) -> bytes:
        """The body without its encoding, which some recorders keep."""
        return decoded(self.body, valued(self.head, "Content-Encoding"))

    @cached_property
    def document(self) -> Any:
        """What the content means: JSON or text; `None` if it is empty or no text."""
        return meaning(self.content)

    @property
    def is_success(self) -> bool:
        """Whether the server did what it was asked."""
        return self.code < _REFUSED

    def with_content(self, content: bytes) -> Response:
        """The same answer with another content, which is not encoded."""
        kept = tuple(each for each in self.headers if each[0].lower() != "content-encoding")
        return replace(self, body=content, headers=kept if content != self.body else self.headers)

    def as_bytes(self) -> bytes:
        """The whole answer as it travels over HTTP/1.1."""
        lines = [f"HTTP/1.1 {self.code} {self.phrase}", *(f"{name}: {value}" for name, value in self.head), "", ""]
        return _travelling("\r\n".join(line.replace("\r", " ").replace("\n", " ") for line in lines)) + self.body


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question and its answer, and the how manieth of its recording it is, from 0."""

    request: Request
    response: Response
    number: int = 0


_REFUSED: Final = 400


def meaning(content: bytes) -> Any:
    """What bytes mean: JSON, else text; `None` if there are none, or if they are no text."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return NOTHING
    try:
        return json.loads(text) if text.strip() else NOTHING
    except (ValueError, RecursionError):
        return text


def _travelling(head: str) -> bytes:
    """A head as bytes: clients read each as one letter, and what no single byte can say was written as UTF-8."""
    try:
        return head.encode("latin-1")
    except UnicodeEncodeError:
        return head.encode("utf-8", "surrogatepass")

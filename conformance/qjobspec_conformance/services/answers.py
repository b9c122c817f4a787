"""What a service can send back, as frozen values: an answer, the refusal to give one, the frames of a websocket.

This file does not know why it is sent, nor how it becomes bytes on a wire. Times are seconds.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Literal, TypeAlias

After: TypeAlias = Literal["keep-alive", "eof", "reset", "hang"]
Headers: TypeAlias = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """An HTTP answer, and what becomes of the connection after it.

    `delay` passes before its first byte. `parts` are the sizes of the pieces that the body comes in, each with the seconds
    before it; empty for all at once. Only the first `cut` bytes of the body go out before `then`, or all of them for `None`.
    The headers name the length of the whole body, however much of it goes out.
    """

    status: int = 200
    headers: Headers = ()
    body: bytes = b""
    delay: float = 0.0
    parts: tuple[tuple[int, float], ...] = ()
    then: After = "keep-alive"
    cut: int | None = None

    @property
    def succeeded(self) -> bool:
        """Whether it tells a success, and is told to its end."""
        return 200 <= self.status < 300 and self.cut is None and self.then == "keep-alive"  # noqa: PLR2004 - HTTP's own

    def header(self, name: str) -> str | None:
        """The value of the header called `name` in any case, or `None`."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)

    def document(self) -> Any:
        """The body read as JSON, or `None` if it is none."""
        try:
            return json.loads(self.body)
        except ValueError:
            return None

    def holding(self, body: bytes) -> Answer:
        """The same answer with another body, and the headers that fit it."""
        kept = tuple(pair for pair in self.headers if pair[0].lower() != "content-length")
        return replace(self, headers=(*kept, ("Content-Length", str(len(body)))), body=body)

    def saying(self, document: object) -> Answer:
        """The same answer with another JSON document as its body."""
        return self.holding(json.dumps(document, ensure_ascii=False).encode())


@dataclass(frozen=True, slots=True)
class Refusal:
    """No answer at all.

    `refused`, `dns`, `connect-timeout` and `tls` keep a request from being sent; with `reset`, `eof` and `silence` the
    service has it, and the connection is reset, closed, or left open without a word.
    """

    kind: Literal["refused", "dns", "connect-timeout", "tls", "reset", "eof", "silence"]


@dataclass(frozen=True, slots=True)
class Frame:
    """One message of a websocket, `delay` seconds after the one before.

    `what` is `greeting`, `interim` or `final`, and `place` which result of the job it is, from 0; `None` for any other.
    """

    text: str
    delay: float = 0.0
    what: str | None = None
    place: int | None = None


@dataclass(frozen=True, slots=True)
class Frames:
    """An opened websocket: its messages, then its end.

    `delay` seconds after the last message the service closes with `code`; with the code `None` the connection breaks
    without a closing frame, and with `then` "hang" it stays open and silent.
    """

    messages: tuple[Frame, ...] = ()
    code: int | None = 1000
    reason: str = ""
    delay: float = 0.0
    then: Literal["close", "hang"] = "close"


Reply: TypeAlias = Answer | Refusal | Frames


def answer_json(document: object, status: int = 200, headers: Iterable[tuple[str, str]] = ()) -> Answer:
    """An answer with a JSON document as its body."""
    return Answer(status, (("Content-Type", "application/json"), *headers)).saying(document)


def answer_text(text: str = "", status: int = 200, content: str = "text/plain") -> Answer:
    """An answer with a text as its body."""
    return Answer(status, (("Content-Type", content),)).holding(text.encode())

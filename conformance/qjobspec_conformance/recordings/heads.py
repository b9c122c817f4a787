"""The head of a recorded answer, brought into agreement with its body.

Recorders that sit above a client's decoding (requests, urllib3, aiohttp) keep the body decoded and the headers as they came;
those below it (httpx) keep both as they came. A client that is given bytes believes the headers, so they have to be true.
"""

from __future__ import annotations

from typing import Final

from .encodings import is_encoded

#: What belongs to one connection, and what is computed anew.
_FRAMING: Final = frozenset(
    {"connection", "content-length", "keep-alive", "proxy-connection", "trailer", "transfer-encoding"}
)


def normalised(headers: tuple[tuple[str, str], ...], body: bytes) -> tuple[tuple[str, str], ...]:
    """The headers with which `body` can be sent: the encoding that it has, its length, and no chunks."""
    kept = tuple(each for each in headers if _is_true(*each, body))
    return (*kept, ("Content-Length", str(len(body))))


def _is_true(name: str, value: str, body: bytes) -> bool:
    if name.lower() == "content-encoding":
        return is_encoded(body, value)
    return name.lower() not in _FRAMING


def without_body(headers: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    """The headers of an answer that never has a body: its length and encoding speak of the body that it would have."""
    return tuple(each for each in headers if each[0].lower() not in _FRAMING - {"content-length"})

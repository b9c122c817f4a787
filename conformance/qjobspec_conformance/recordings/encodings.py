"""The encodings of bodies, `Content-Encoding`: whether bytes have one, and what they are without it.

What a decoder is not at hand for (Brotli, Zstandard) is recognised as far as it can be and never taken off. What unfolds to
more than `MOST` is left as it is, because recordings come from strangers.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from typing import Final

#: The most bytes that a body may unfold to.
MOST: Final = 16_000_000

#: How many of its letters have to be read to know that a body is compressed.
_SAMPLE: Final = 4_096

#: `wbits` of zlib for each encoding, in the order of trying; servers send bare streams as `deflate` too.
_WINDOWS: Final[Mapping[str, tuple[int, ...]]] = {"gzip": (31,), "x-gzip": (31,), "deflate": (15, -15)}

#: How each other encoding begins; Brotli has no mark of its own, so that only what is text is told from it.
_BEGINNINGS: Final[Mapping[str, bytes]] = {"zstd": b"\x28\xb5\x2f\xfd"}


def is_encoded(body: bytes, encoding: str) -> bool:
    """Whether `body` really has the encoding that its header claims; an empty body has none."""
    name = _outermost(encoding)
    if not body or not name:
        return False
    if name in _WINDOWS:
        return any(_unfolds(body, bits) for bits in _WINDOWS[name])
    if name in _BEGINNINGS:
        return body.startswith(_BEGINNINGS[name])
    return not _is_text(body)


def decoded(body: bytes, encoding: str) -> bytes:
    """`body` without its encoding; as it is where that cannot be taken off, or where it would be too large."""
    for bits in _WINDOWS.get(encoding.strip().lower(), ()):
        unfolding = zlib.decompressobj(bits)
        try:
            found = unfolding.decompress(body, MOST)
        except zlib.error:
            continue
        if unfolding.eof:
            return found
    return body


def _outermost(encoding: str) -> str:
    name = encoding.rpartition(",")[2].strip().lower()
    return "" if name == "identity" else name


def _unfolds(body: bytes, bits: int) -> bool:
    unfolding = zlib.decompressobj(bits)
    try:
        unfolding.decompress(*((body, MOST) if bits < 0 else (body[:_SAMPLE], _SAMPLE)))
    except zlib.error:
        return False
    return unfolding.eof or bits > 0  # a bare stream has no mark, so only its end tells it from text


def _is_text(body: bytes) -> bool:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True

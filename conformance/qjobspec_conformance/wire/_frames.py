"""Frames of websockets (RFC 6455): the client's read, the server's written. No extensions.

This file does not know what is said, nor when.
"""

from __future__ import annotations

import struct
from base64 import b64encode
from enum import IntEnum
from hashlib import sha1
from typing import Final, NamedTuple

_GUID: Final = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
_SHORT, _MEDIUM, _LONG = 125, 126, 127
_LONGEST_MEDIUM: Final = 0xFFFF


class Opcode(IntEnum):
    """What a frame is."""

    CONTINUATION = 0
    TEXT = 1
    BINARY = 2
    CLOSE = 8
    PING = 9
    PONG = 10


class Frame(NamedTuple):
    """One frame of the client, and its length in the stream."""

    opcode: int
    payload: bytes
    is_last: bool
    length: int


def accept(key: str) -> str:
    """Return the `Sec-WebSocket-Accept` for a client's key."""
    return b64encode(sha1((key + _GUID).encode(), usedforsecurity=False).digest()).decode()


def read_frame(stream: bytes | bytearray) -> Frame | None:
    """Return the frame that the stream begins with, unmasked; `None` while it is not whole."""
    if len(stream) < 2:  # noqa: PLR2004 # the shortest header
        return None
    size, at = stream[1] & 0x7F, 2
    if size >= _MEDIUM:
        width = 2 if size == _MEDIUM else 8
        if len(stream) < at + width:
            return None
        size, at = int.from_bytes(stream[at : at + width], "big"), at + width
    mask_length = 4 if stream[1] & 0x80 else 0
    begin, end = at + mask_length, at + mask_length + size
    if len(stream) < end:
        return None
    payload = bytes(stream[begin:end])
    return Frame(stream[0] & 0x0F, _unmasked(payload, bytes(stream[at:begin])), bool(stream[0] & 0x80), end)


def _unmasked(payload: bytes, mask: bytes) -> bytes:
    if not mask:
        return payload
    size = len(payload)
    repeated = int.from_bytes((mask * (size // 4 + 1))[:size], "big")
    return (int.from_bytes(payload, "big") ^ repeated).to_bytes(size, "big")


def write_frame(opcode: Opcode, payload: bytes, *, is_last: bool = True) -> bytes:
    """Return a frame as a server writes it."""
    first = opcode | (0x80 if is_last else 0)
    if len(payload) <= _SHORT:
        return bytes((first, len(payload))) + payload
    if len(payload) <= _LONGEST_MEDIUM:
        return bytes((first, _MEDIUM)) + struct.pack(">H", len(payload)) + payload
    return bytes((first, _LONG)) + struct.pack(">Q", len(payload)) + payload


def write_message(message: str | bytes, fragments: int) -> bytes:
    """Return a message in so many frames."""
    payload = message.encode() if isinstance(message, str) else message
    opcode = Opcode.TEXT if isinstance(message, str) else Opcode.BINARY
    size = max(1, -(-len(payload) // fragments))
    slices = [payload[at : at + size] for at in range(0, len(payload), size)] or [b""]
    return b"".join(
        write_frame(Opcode.CONTINUATION if number else opcode, each, is_last=number == len(slices) - 1)
        for number, each in enumerate(slices)
    )


def write_close(code: int | None, reason: str) -> bytes:
    """Return a close frame; without a code it is empty."""
    return write_frame(Opcode.CLOSE, b"" if code is None else struct.pack(">H", code) + reason.encode())

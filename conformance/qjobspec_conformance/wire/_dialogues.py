"""What the service says on a websocket, as a value: which moves, after which message, at which moment.

This file does not know how a move is written in bytes, nor what a client makes of it.
"""

from __future__ import annotations

from dataclasses import dataclass

from ._answers import Then


@dataclass(frozen=True, slots=True)
class Say:
    """A message, text or bytes, in so many fragments."""

    message: str | bytes
    after: float = 0.0
    fragments: int = 1


@dataclass(frozen=True, slots=True)
class Ping:
    """A ping of the server."""

    payload: bytes = b""
    after: float = 0.0


@dataclass(frozen=True, slots=True)
class Close:
    """The server closes as it should; the connection ends when the client has answered. No code is an empty frame."""

    code: int | None = 1000
    reason: str = ""
    after: float = 0.0


@dataclass(frozen=True, slots=True)
class Drop:
    """The connection ends without a close frame, or (`HANG`) falls silent for ever."""

    then: Then = Then.EOF
    after: float = 0.0


@dataclass(frozen=True, slots=True)
class Noise:
    """Bytes as they are, for frames that no server should send."""

    data: bytes
    after: float = 0.0


#: One thing that the server does; `after` counts in seconds from the move before, or from what set the moves off.
Move = Say | Ping | Close | Drop | Noise


@dataclass(frozen=True, slots=True)
class Dialogue:
    """The service's whole part on one websocket: it accepts the handshake and plays its moves.

    A handshake is refused with an `Answer` instead.
    """

    #: From the handshake on.
    opening: tuple[Move, ...] = ()
    #: To the first message of the client, to the second, and so on; to those beyond, nothing.
    replies: tuple[tuple[Move, ...], ...] = ()
    #: More headers of the handshake, `Sec-WebSocket-Protocol` for example.
    headers: tuple[tuple[str, str], ...] = ()
    answers_pings: bool = True
    answers_close: bool = True
    #: Seconds before the handshake is answered.
    delay: float = 0.0

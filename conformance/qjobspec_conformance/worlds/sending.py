"""What a player answers, as the wire sends it. This file does not know why it is answered."""

from __future__ import annotations

from itertools import accumulate
from typing import Final

from ..services import Answer, Frames, Refusal, Reply
from ..wire import Answer as Sent
from ..wire import Close, Dialogue, Drop, Move, Say, Then, Trouble, What

#: What keeps a connection from coming about.
TROUBLES: Final = {
    "refused": Trouble(What.REFUSED),
    "dns": Trouble(What.UNKNOWN_HOST),
    "connect-timeout": Trouble(What.SILENT),
    "tls": Trouble(What.UNTRUSTED),
}

_GONE: Final = {"reset": Then.RESET, "eof": Then.EOF, "silence": Then.HANG}


def sent(reply: Reply, *, waits: bool = False) -> Sent | Dialogue:
    """The reply on the wire. A service that `waits` opens its mouth on a websocket once the client has said something."""
    if isinstance(reply, Frames):
        return dialogue(reply, waits=waits)
    if isinstance(reply, Refusal):
        return Sent(raw=b"", then=_GONE[reply.kind])
    return Sent(
        reply.status,
        reply.headers,
        reply.body,
        then=Then(reply.then),
        delay=reply.delay,
        pauses=_pauses(reply),
        cut=reply.cut,
    )


def dialogue(frames: Frames, *, waits: bool = False) -> Dialogue:
    """The service's part on a websocket."""
    moves: list[Move] = [Say(frame.text, frame.delay) for frame in frames.messages]
    if frames.then == "hang":
        moves.append(Drop(Then.HANG, frames.delay))
    elif frames.code is None:
        moves.append(Drop(Then.EOF, frames.delay))
    else:
        moves.append(Close(frames.code, frames.reason, frames.delay))
    return Dialogue(replies=(tuple(moves),)) if waits else Dialogue(opening=tuple(moves))


def lasts(reply: Reply) -> float | None:
    """How many seconds pass until the client has the whole of a reply; `None` if it never has."""
    if isinstance(reply, Answer):
        return None if reply.then == "hang" else reply.delay + sum(seconds for _, seconds in reply.parts)
    return None if isinstance(reply, Refusal) and reply.kind == "silence" else 0.0


def _pauses(answer: Answer) -> tuple[tuple[int, float], ...]:
    """`parts` say how large each piece is and what passes before it; the wire wants to know after how many bytes."""
    begins = accumulate((size for size, _ in answer.parts), initial=0)
    return tuple((begin, seconds) for begin, (_, seconds) in zip(begins, answer.parts, strict=False))

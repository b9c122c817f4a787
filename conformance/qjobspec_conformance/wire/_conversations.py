"""A websocket while it lives: hears the client's frames, and plays the moves of a `Dialogue` at their moments.

This file does not know what carries the frames.
"""

from __future__ import annotations

from typing import Protocol

from ._answers import Then, encoded
from ._dialogues import Close, Dialogue, Drop, Move, Noise, Ping, Say
from ._frames import Frame, Opcode, accept, read_frame, write_close, write_frame, write_message
from ._logs import Heard, Played
from ._networks import Network
from ._requests import Request


class Mouth(Protocol):
    """What carries the service's frames to the client."""

    network: Network
    number: int

    def has_ended(self) -> bool:
        """Tell whether there is nothing to carry it any more."""
        ...

    def unsay(self, moment: float) -> None:
        """Take back what is scheduled for later than this moment."""
        ...

    def say(self, data: bytes, moment: float) -> None:
        """Schedule some bytes."""
        ...

    def finish(self, then: Then, moment: float) -> None:
        """Schedule the end of the connection."""
        ...


class Conversation:
    """The service's side of one websocket."""

    def __init__(self, mouth: Mouth, dialogue: Dialogue, request: Request) -> None:
        self._mouth = mouth
        self._dialogue = dialogue
        self._messages = 0
        self._fragments: list[Frame] = []
        #: When the service closes by itself, if it does.
        self._closes: float | None = None
        self._has_hung_up = False
        #: The moments of the moves of the part that is under way.
        self._moments: list[float] = []
        #: When the moves that are under way were set off, and which of the dialogue's parts they are.
        self._began = self._now() + dialogue.delay
        self._part = 0
        mouth.network.conversations[mouth.number] = self
        mouth.say(_handshake(dialogue, request), self._began)
        self._play(dialogue.opening, self._began)

    def retell(self, dialogue: Dialogue) -> None:
        """Go on from here as this dialogue does, which has been the same until now."""
        self._dialogue, now = dialogue, self._now()
        self._mouth.unsay(now)
        log = self._mouth.network.log
        log[:] = [each for each in log if not (isinstance(each, Played) and self._is_to_come(each, now))]
        self._closes = None
        parts = (dialogue.opening, *dialogue.replies)
        self._play(parts[self._part] if self._part < len(parts) else (), self._began, made=self._made(now))

    @property
    def is_open(self) -> bool:
        """Whether the client has not said good-bye, and what carries it is there."""
        return not self._has_hung_up and not self._mouth.has_ended()

    def hear(self, stream: bytearray) -> int:
        """React to every whole frame in the stream; return how many bytes they were."""
        used = 0
        while (frame := read_frame(stream[used:])) is not None:
            used += frame.length
            self._react(frame)
        return used

    def _now(self) -> float:
        return self._mouth.network.clock()

    def _react(self, frame: Frame) -> None:
        if frame.opcode == Opcode.PING:
            if self._dialogue.answers_pings:
                self._mouth.say(write_frame(Opcode.PONG, frame.payload), self._now())
        elif frame.opcode == Opcode.CLOSE:
            self._be_closed(frame.payload)
        elif frame.opcode != Opcode.PONG:
            self._fragments.append(frame)
            if frame.is_last:
                self._reply()

    def _reply(self) -> None:
        payload = b"".join(frame.payload for frame in self._fragments)
        message = payload.decode(errors="replace") if self._fragments[0].opcode == Opcode.TEXT else payload
        self._fragments.clear()
        self._mouth.network.log.append(Heard(self._now(), self._mouth.number, message))
        replies = self._dialogue.replies
        self._messages += 1
        if self._messages <= len(replies):
            self._began, self._part = self._now(), self._messages
            self._play(replies[self._messages - 1], self._began)

    def _be_closed(self, payload: bytes) -> None:
        has_closed = self._closes is not None and self._closes <= self._now()
        self._has_hung_up = True
        if not has_closed:
            self._mouth.network.hangs_up(self._mouth.number)
        if not has_closed and self._dialogue.answers_close:
            self._mouth.say(write_frame(Opcode.CLOSE, payload), self._now())
        if has_closed or self._dialogue.answers_close:
            self._mouth.finish(Then.EOF, self._now())

    def _is_to_come(self, played: Played, now: float) -> bool:
        return played.connection == self._mouth.number and played.at > now

    def _made(self, now: float) -> int:
        """How many moves of the part that is under way have been made."""
        return sum(moment <= now for moment in self._moments)

    def _play(self, moves: tuple[Move, ...], moment: float, made: int = 0) -> None:
        """Schedule moves from `moment` on, but for the first few, which have been `made`."""
        self._moments = []
        for number, move in enumerate(moves):
            moment += move.after
            self._moments.append(moment)
            if number < made:
                continue
            self._mouth.network.log.append(Played(moment, self._mouth.number, move))
            self._make(move, moment)

    def _make(self, move: Move, moment: float) -> None:
        match move:
            case Say(message, _, fragments):
                self._mouth.say(write_message(message, fragments), moment)
            case Ping(payload):
                self._mouth.say(write_frame(Opcode.PING, payload), moment)
            case Close(code, reason):
                self._closes = moment
                self._mouth.say(write_close(code, reason), moment)
            case Drop(then):
                self._mouth.finish(then, moment)
            case Noise(data):
                self._mouth.say(data, moment)


def _handshake(dialogue: Dialogue, request: Request) -> bytes:
    headers = (
        ("Upgrade", "websocket"),
        ("Connection", "Upgrade"),
        ("Sec-WebSocket-Accept", accept(request.header("sec-websocket-key") or "")),
        *dialogue.headers,
    )
    lines = ("HTTP/1.1 101 Switching Protocols", *(f"{name}: {value}" for name, value in headers), "", "")
    return b"\r\n".join(map(encoded, lines))

"""One connection as the service's end sees it: bytes in, and out at their moments. No socket, no waiting, no loop.

Whoever holds the client's end asks when something is due and takes it then. This file does not know who waits, nor how.
"""

from __future__ import annotations

from bisect import insort
from collections import deque
from collections.abc import Callable

from ._answers import Answer, Then, parts_of
from ._conversations import Conversation
from ._dialogues import Dialogue
from ._networks import Network
from ._nulltls import HELLO, reply
from ._requests import Head, NotHttp, Request, read_body, read_head, url_of
from ._troubles import Stage

#: Two moments that are nearer to each other than this are one.
_INSTANT = 1e-7

_CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"


class Line:
    """A connection to `host:port`."""

    def __init__(self, network: Network, host: str, port: int) -> None:
        self.network = network
        self.number = network.next_connection()
        self.host = host
        self.port = port
        self.is_secure = False
        #: What the client waits for, as a verdict shows it.
        self.waits_for = f"bytes from {host}:{port}"
        #: Called when something new has been scheduled.
        self.on_change: Callable[[], None] | None = None
        #: How the connection ends, and when, once that is known.
        self.end: tuple[float, Then] | None = None
        #: The client has been told of a reset.
        self.is_told = False
        #: The client has closed its end, or shut it.
        self.is_deserted = False
        self._stream = bytearray()
        self._requests = 0
        self._head: Head | None = None
        self._parts: deque[tuple[float, bytes]] = deque()
        self._conversation: Conversation | None = None
        network.farewells.append(lambda: self.finish(Then.EOF, network.clock()))

    # The client's end.

    def send(self, data: bytes | bytearray | memoryview) -> None:
        """Take what the client sends, and schedule what follows from it; raises `Unscripted`."""
        if self._is_deaf():
            return
        self._stream += data
        if self._conversation is not None:
            self._converse(self._conversation)
        else:
            self._read()
        if self.on_change is not None:
            self.on_change()

    def due(self) -> float | None:
        """Return the moment of the next bytes, or of the end; `None` if there is none to come."""
        if self._parts:
            return self._parts[0][0]
        return None if self.end is None or self.end[1] is Then.HANG else self.end[0]

    def is_due(self) -> bool:
        """Tell whether there is something to take."""
        due = self.due()
        return due is not None and due <= self.network.clock() + _INSTANT

    def take(self, most: int) -> bytes | None:
        """Return what is due, at most so many bytes; empty at the end, `None` if nothing is due yet.

        Raises `ConnectionResetError` once, if that is how the connection ends.
        """
        if not self.is_due():
            return None
        if not self._parts:
            return self._take_end()
        moment, data = self._parts.popleft()
        if len(data) > most:
            self._parts.appendleft((moment, data[most:]))
        return data[:most]

    def left(self) -> int:
        """Return how many bytes could be taken now."""
        now = self.network.clock() + _INSTANT
        return sum(len(data) for moment, data in self._parts if moment <= now)

    def is_reset(self) -> bool:
        """Tell whether the peer has reset the connection by now."""
        return self.end is not None and self.end[1] is Then.RESET and self.is_due() and not self._parts

    def has_ended(self) -> bool:
        """Tell whether the connection is no more: the client has left, or the service has by now."""
        if self.is_deserted:
            return True
        return self.end is not None and self.end[1] is not Then.HANG and self.end[0] <= self.network.clock()

    # The service's end.

    def _is_deaf(self) -> bool:
        """Tell whether nobody listens any more: a websocket is heard to its end, HTTP only until the end is decided."""
        return self.end is not None and (self._conversation is None or self.end[0] <= self.network.clock())

    def say(self, data: bytes, moment: float) -> None:
        """Schedule some bytes, unless the connection has ended by then."""
        if data and (self.end is None or moment <= self.end[0]):
            insort(self._parts, (moment, data), key=lambda part: part[0])
            if self.on_change is not None:
                self.on_change()

    def unsay(self, moment: float) -> None:
        """Take back what is scheduled for later than this moment, the end too."""
        self._parts = deque(part for part in self._parts if part[0] <= moment)
        if self.end is not None and self.end[0] > moment:
            self.end = None
        if self.on_change is not None:
            self.on_change()

    def finish(self, then: Then, moment: float) -> None:
        """Schedule the end; an earlier one stays."""
        if then is Then.KEEP or (self.end is not None and self.end[0] <= moment):
            return
        self.end = (moment, then)
        self._parts = deque(part for part in self._parts if part[0] <= moment)
        if self.on_change is not None:
            self.on_change()

    def _take_end(self) -> bytes:
        assert self.end is not None, "only an end is due without bytes"
        if self.end[1] is Then.RESET and not self.is_told:
            self.is_told = True
            raise ConnectionResetError(104, "Connection reset by peer")
        return b""

    def _read(self) -> None:
        """Answer every request that is whole."""
        while self._stream and self.end is None and self._conversation is None:
            if self._stream.startswith(HELLO):
                self._shake_hands()
                continue
            try:
                self._head = head = self._head or read_head(self._stream)
                found = None if head is None else read_body(head, self._stream)
            except NotHttp:
                raise self.network.unscripted("CONNECT", f"tcp://{self.host}:{self.port}") from None
            if head is None or found is None:
                self._invite(head)
                return
            body, length = found
            del self._stream[:length]
            self._head = None
            self._answer(head, body)

    def _invite(self, head: Head | None) -> None:
        """Say 100 to a client that waits for it before it sends the body."""
        if head is not None and len(self._stream) == head.length and head.waits:
            self.say(_CONTINUE, self.network.clock())

    def _shake_hands(self) -> None:
        self.is_secure = True
        del self._stream[: len(HELLO)]
        trouble = self.network.meets(Stage.HANDSHAKE, self.host, self.port)
        moment = self.network.clock() + (trouble.after if trouble else 0.0)
        data, then = reply(trouble)
        self.say(data, moment)
        self.finish(then, moment)

    def _answer(self, head: Head, body: bytes) -> None:
        self._requests += 1
        url = url_of(head, "https" if self.is_secure else "http", f"{self.host}:{self.port}")
        request = Request(head.method, url, head.headers, body, self.number, self._requests)
        self.waits_for = f"the answer to {request.method} {request.url}"
        answer = self.network.answer(request)
        if isinstance(answer, Answer):
            self._schedule(answer, request)
            if head.closes and answer.then is Then.KEEP:
                self.finish(Then.EOF, self._last())
        else:
            self._take_up(answer, request)

    def _schedule(self, answer: Answer, request: Request) -> None:
        moment = self._last()
        for part in parts_of(answer, request):
            moment += part.after
            self.say(part.data, moment)
        self.finish(answer.then, moment + answer.linger)

    def _last(self) -> float:
        """Return the moment at which all is said that is to be said by now."""
        return max(self.network.clock(), self._parts[-1][0] if self._parts else 0.0)

    def _take_up(self, dialogue: Dialogue, request: Request) -> None:
        if not request.is_upgrade:
            self._schedule(Answer(426, (("Upgrade", "websocket"),)), request)
            return
        self.waits_for = f"a message on {request.url}"
        self._conversation = Conversation(self, dialogue, request)
        self._converse(self._conversation)

    def _converse(self, conversation: Conversation) -> None:
        del self._stream[: conversation.hear(self._stream)]

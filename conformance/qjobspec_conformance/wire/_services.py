"""The other side of the wire: what a `Service` has to say, and the verdict on what nobody has a word for.

This file does not know how it is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol

from ._answers import Answer
from ._dialogues import Dialogue
from ._requests import Request
from ._troubles import Stage, Trouble


class Service(Protocol):
    """All servers of the world, as one run's clients meet them. It must not wait: what takes time says so in its value."""

    def meets(self, stage: Stage, host: str, port: int) -> Trouble | None:
        """Say what trouble a client meets at this step on its way to you, `None` for none.

        You are asked once for each step of each attempt, so you may count. The port of a lookup is 0 if the client did
        not tell.
        """
        ...

    def answer(self, request: Request) -> Answer | Dialogue | None:
        """Answer a request, or take up the websocket it asks for; `None` for an address that has no script."""
        ...


class Unscripted(BaseException):  # a verdict: no retry loop may catch it
    """A client asked for something that no script answers, or tried to leave the machine."""

    def __init__(self, method: str, url: str) -> None:
        """`method` is that of HTTP, or what was called instead: `CONNECT`, `socket.getaddrinfo`."""
        super().__init__(method, url)
        self.method = method
        self.url = url

    def __str__(self) -> str:
        return f"{self.method} {self.url}: no script answers this, and nothing leaves the machine"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Unscripted) and self.args == other.args

    def __hash__(self) -> int:
        return hash(self.args)


class NoReadTimeout(BaseException):
    """A client waits for ever: its peer is silent, and it has set no timeout.

    Only raised outside of virtual time; in it, such a wait is for the run to judge.
    """


class Scripted:
    """A service made of a function, and of the trouble that each host meets."""

    def __init__(
        self,
        answer: Callable[[Request], Answer | Dialogue | None],
        troubles: Mapping[str, Trouble] | None = None,
    ) -> None:
        """`troubles` are by host; one befalls every attempt."""
        self._answer = answer
        self._troubles = dict(troubles or {})

    def meets(self, stage: Stage, host: str, port: int) -> Trouble | None:
        """Look the host up."""
        del port
        trouble = self._troubles.get(host)
        return trouble if trouble is not None and trouble.stage is stage else None

    def answer(self, request: Request) -> Answer | Dialogue | None:
        """Ask the function."""
        return self._answer(request)

"""A service for the tests: what it answers stands in a script, what it was asked is written down. Time is virtual.

It stands in for requests' transport, so that the client's own retries, deadlines and parsing run for real.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import responses

from qjobspec_conformance.virtual import VirtualTime
from qjobspec_reference.client import AccountClient, Closed, Deadline, Fault, RuntimeClient

URL = "https://q.example/api"
TOKEN = "very-secret-token"


@dataclass
class Service:
    """Answers by method and address. The last answer of a script is given again and again."""

    script: dict[str, list[Any]] = field(default_factory=dict)
    #: What was asked: the moment, the method with the path, and the body.
    asked: list[tuple[float, str, Any]] = field(default_factory=list)
    #: The headers of each request, and its query under `?`.
    headers: list[dict[str, str]] = field(default_factory=list)
    began: float = 0.0

    def on(self, request: str, *answers: Any) -> Service:
        """Answer `METHOD /path` (or a whole address) with each of these in turn."""
        self.script[request] = list(answers)
        return self

    def count(self, request: str) -> int:
        """How often something was asked."""
        return len(self.moments(request))

    def moments(self, request: str) -> list[float]:
        """When something was asked."""
        return [at for at, name, _ in self.asked if name == request]

    def bodies(self, request: str) -> list[Any]:
        """What was sent."""
        return [body for _, name, body in self.asked if name == request]

    @contextmanager
    def serving(self) -> Iterator[Service]:
        """Stand in for the network."""
        with responses.RequestsMock(assert_all_requests_are_fired=False) as mock:
            for method in ("GET", "POST", "PUT"):
                mock.add_callback(method, re.compile(".*"), callback=self._answer)
            yield self

    def _answer(self, request: Any) -> Any:
        url, _, query = request.url.removeprefix(URL).partition("?")
        name = f"{request.method} {url}"
        body = json.loads(request.body) if request.body else None
        self.asked.append((round(time.monotonic() - self.began, 6), name, body))
        self.headers.append({**request.headers, "?": query})
        answers = self.script.get(name, [404])
        answer = answers.pop(0) if len(answers) > 1 else answers[0]
        while callable(answer):
            answer = answer()
        return written(answer)


def written(answer: Any) -> Any:
    """An answer as responses wants it: a code, a document, a text, or several of them with headers."""
    if isinstance(answer, Exception):
        return answer
    if isinstance(answer, tuple):
        code, said, *headers = answer
    else:
        code, said, headers = (answer, "", []) if isinstance(answer, int) else (200, answer, [])
    return code, headers[0] if headers else {}, said if isinstance(said, (str, bytes)) else json.dumps(said)


def lasting(seconds: float, answer: Any) -> Callable[[], Any]:
    """An answer that takes so long."""

    def later() -> Any:
        time.sleep(seconds)
        return answer

    return later


def course(*steps: tuple[float, Any]) -> Callable[[], Any]:
    """An answer that is, from each of these moments on, the one that stands there; moments count from the first question."""
    began: list[float] = []

    def now() -> Any:
        began[:] = began or [time.monotonic()]
        return [answer for at, answer in steps if at <= time.monotonic() - began[0]][-1]

    return now


def virtually(service: Service, *lanes: Callable[[], None]) -> float:
    """Run each lane in virtual time before this service; how many seconds it took until all had ended."""
    world = VirtualTime()

    def lane(play: Callable[[], None]) -> Callable[[], None]:
        def run() -> None:
            service.began = service.began or time.monotonic()
            play()

        return run

    with service.serving():
        ended = world.run({f"user-{number}": lane(play) for number, play in enumerate(lanes)})
    assert ended.left == (), f"threads were left behind: {ended.left}"
    return ended.at


def elapsed(call: Callable[[], object]) -> tuple[float, object]:
    """How long a call took, and what it returned or raised."""
    began = time.monotonic()
    try:
        outcome = call()
    except Exception as error:
        outcome = error
    return round(time.monotonic() - began, 6), outcome


class Spoken:
    """A websocket that says what it is told to: (seconds after the one before, message), or a fault at the end."""

    def __init__(self, deadline: Deadline, *says: tuple[float, Any]) -> None:
        self._deadline = deadline
        self._says = list(says)
        self._at = time.monotonic()
        self.is_closed = False

    def hear(self, seconds: float) -> str | None:
        """Say the next."""
        due = self._says[0][0] - (time.monotonic() - self._at) if self._says else float("inf")
        self._deadline.sleep(max(0.0, min(due, seconds)))
        if due > seconds or self._deadline.left() <= 0:
            return None
        _, said = self._says.pop(0)
        self._at = time.monotonic()
        if isinstance(said, Exception):
            raise said
        return said if isinstance(said, str) else json.dumps(said)

    def close(self) -> None:
        """Be closed."""
        self.is_closed = True


class Account(AccountClient):
    """A client whose websockets say what the test wants."""

    def __init__(self, *sockets: Any) -> None:
        super().__init__(URL, TOKEN)
        self.sockets = list(sockets)
        self.opened: list[Spoken] = []

    def follow(self, job_id: str, deadline: Deadline) -> Any:
        """Open the next one."""
        if not self.sockets:
            return None
        said = self.sockets.pop(0)
        if isinstance(said, Fault):
            raise said
        self.opened.append(Spoken(deadline, *said))
        return self.opened[-1]


class Runtime(RuntimeClient):
    """A client whose streams say what the test wants."""

    def __init__(self, *streams: Any, instance: str | None = None) -> None:
        super().__init__(URL, TOKEN, instance)
        self.streams_to_come = list(streams)
        self.opened: list[Spoken] = []

    def stream(self, job_id: str, deadline: Deadline) -> Any:
        """Open the next one."""
        said = self.streams_to_come.pop(0) if self.streams_to_come else [(0, "ACK"), (1, closed())]
        if isinstance(said, Fault):
            raise said
        self.opened.append(Spoken(deadline, *said))
        return self.opened[-1]


def closed(code: int = Closed.NORMAL) -> Closed:
    """The end of a websocket."""
    return Closed("wss://q.example", code)

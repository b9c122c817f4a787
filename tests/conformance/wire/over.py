"""How a test lets its user live over the wire, in virtual time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from qjobspec_conformance.virtual import Ended, VirtualTime
from qjobspec_conformance.wire import Answer, Dialogue, Network, Request, Scripted, Service, serving

URL = "https://service.example/jobs/1"
JSON = (("Content-Type", "application/json"),)
GOOD = Answer(200, JSON, b'{"status": "DONE"}')


def script(*answers: Answer | Dialogue) -> Scripted:
    """A service that gives these answers in turn, and the last one for ever."""
    left = list(answers) or [GOOD]
    return Scripted(lambda request: left.pop(0) if len(left) > 1 else left[0])


def by_url(answers: dict[str, Answer | Dialogue]) -> Scripted:
    """A service that knows these addresses and no others."""
    return Scripted(lambda request: answers.get(request.url))


class Over:
    """What the user's threads have come to; `returned` is what the first of them gave."""

    def __init__(self, *lanes: Callable[[], Any], service: Service | None = None, picks: tuple[int, ...] = ()) -> None:
        self.returned: Any = None
        with serving(service or script()) as self.network:
            named = {f"user {number}": self._kept(lane, number) for number, lane in enumerate(lanes, 1)}
            self.ended: Ended = VirtualTime(picks=picks).run(named)

    def _kept(self, lane: Callable[[], Any], number: int) -> Callable[[], None]:
        def keep() -> None:
            found = lane()
            self.returned = found if number == 1 else self.returned

        return keep

    @property
    def seconds(self) -> float:
        """How long it took them."""
        return self.ended.at

    @property
    def requests(self) -> tuple[Request, ...]:
        """What they asked for."""
        network: Network = self.network
        return network.requests

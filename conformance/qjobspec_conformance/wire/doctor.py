"""The self-test of the wire: every fault and every client installed, over the cut and against real sockets.

Compared are what the client's user sees (the classes of an error and of its causes, or status and body), how many requests
were made, and how long was waited. This file does not know how a comparison is shown.
"""

from __future__ import annotations

import asyncio
import gc
import logging
import time
import warnings
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final, cast

from ..virtual import Stuck, VirtualTime
from ._certificates import authority
from ._environments import hermetic
from ._errands import Errand
from ._seams import serving
from .clients import CLIENTS, Client
from .faults import CONVERSATIONS, FAULTS, Fault
from .loopback import Scene, can_play, playing

#: Seconds by which the waiting may differ, and how often life is given another chance to be on time: machines are busy.
SLACK: Final = 0.15
CHANCES: Final = 5

#: Seconds that a real request and its answer may be under way, which over the wire takes no time.
ON_THE_WAY: Final = 0.02

#: Real meetings that wait beside each other.
BESIDE: Final = 12


_NOTHING: Final = Fault("nothing")


@dataclass(frozen=True, slots=True)
class Seen:
    """What came of one client's meeting with one fault."""

    outcomes: tuple[str, ...]
    requests: int
    #: Spent waiting: what the processor was busy for does not count.
    seconds: float

    def agrees_with(self, other: Seen) -> bool:
        """Tell whether a user could not tell the two apart."""
        slack = SLACK + ON_THE_WAY * self.requests + 0.1 * self.seconds
        return self.looks_like(other) and abs(self.seconds - other.seconds) <= slack

    def looks_like(self, other: Seen) -> bool:
        """Tell whether they differ in time at most."""
        return (self.outcomes, self.requests) == (other.outcomes, other.requests)

    def __str__(self) -> str:
        return f"{' | '.join(self.outcomes)}  ({self.requests} requests, {self.seconds:.2f} s)"


class Verdict(StrEnum):
    """What a comparison comes to."""

    SAME = "same"
    DIFFERENT = "different"
    #: The client is not installed, or the fault cannot be played here.
    NOT_COMPARED = "not compared"


@dataclass(frozen=True, slots=True)
class Comparison:
    """One client's two meetings with one fault: over the wire, and in life."""

    fault: Fault
    client: Client
    wire: Seen | None = None
    life: Seen | None = None

    @property
    def verdict(self) -> Verdict:
        """Whether the two meetings agree."""
        if self.wire is None or self.life is None:
            return Verdict.NOT_COMPARED
        return Verdict.SAME if self.wire.agrees_with(self.life) else Verdict.DIFFERENT


def pairs() -> Iterator[tuple[Fault, Client]]:
    """Return every fault with every client that speaks its language, installed or not."""
    for faults, speaks in ((FAULTS, "http"), (CONVERSATIONS, "websocket")):
        yield from ((fault, client) for fault in faults for client in CLIENTS if client.speaks == speaks)


def compare(cases: Iterable[tuple[Fault, Client]]) -> list[Comparison]:
    """Let every client meet every fault twice. The real meetings go side by side; who was late or otherwise lives again."""
    wanted = list(cases)
    able = [(fault, client) for fault, client in wanted if client.is_installed and can_play(fault)]
    with undisturbed():
        for client in dict.fromkeys(client for _, client in able):
            in_life(_NOTHING, client)  # imports it: many threads that do so at once can end in a deadlock
        with ThreadPoolExecutor(BESIDE) as pool:  # all of them before the first one is cut off the network
            lives = dict(zip(able, pool.map(in_life, *zip(*able, strict=True)), strict=True)) if able else {}
        return [
            _compared(fault, client, lives[fault, client]) if (fault, client) in lives else Comparison(fault, client)
            for fault, client in wanted
        ]


def _compared(fault: Fault, client: Client, life: Seen) -> Comparison:
    wire = over_the_wire(fault, client)
    for _ in range(CHANCES):
        life = life if wire.agrees_with(life) else in_life(fault, client)
    return Comparison(fault, client, wire, life)


def over_the_wire(fault: Fault, client: Client) -> Seen:
    """Let the client meet the fault in the cut, in virtual time."""
    scene = Scene(fault, f"{fault.scheme('http')}://elsewhere.example")
    errand = _errand(f"{fault.scheme(client.speaks)}://service.example/jobs/x", fault)
    outcomes: list[str] = []
    try:
        with serving(scene):
            ended = VirtualTime().run({"client": lambda: outcomes.extend(_asked(client, errand))})
    except Stuck as verdict:
        return Seen((verdict.kind,), scene.asked, verdict.at)
    return Seen(tuple(outcomes), scene.asked, ended.at)


def in_life(fault: Fault, client: Client) -> Seen:
    """Let the client meet the fault on real sockets, in real time."""
    with playing(fault, client.speaks) as (url, scene):
        errand = _errand(url, fault)
        began = time.monotonic() - time.thread_time()
        outcomes = tuple(_asked(client, errand))
        return Seen(outcomes, scene.asked, time.monotonic() - time.thread_time() - began)


def _errand(url: str, fault: Fault) -> Errand:
    trusts = fault.over_tls and fault.authority_is_known
    return Errand(url, fault.times, str(authority()) if trusts else None)


def _asked(client: Client, errand: Errand) -> list[str]:
    found = client.ask(errand)
    return found if isinstance(found, list) else asyncio.run(cast("Any", found))


@contextmanager
def undisturbed() -> Generator[None]:
    """Hide the user's environment from both worlds, and keep what clients log and warn about to themselves."""
    disabled = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        with hermetic(), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
            gc.collect()  # clients that fail forget to close; it is not for us to be warned of that later
    finally:
        logging.disable(disabled)

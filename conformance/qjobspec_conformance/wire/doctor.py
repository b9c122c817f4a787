"""The self-test of the wire: every fault and every client installed, over the cut and against real sockets.

Compared are what the client's user sees (the classes of an error and of its causes, or status and body), how many requests
were made, and how long it took. This file does not know what is wrong when they differ.
"""

from __future__ import annotations

import asyncio
import logging
import time
import warnings
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final, cast

from ..virtual import VirtualTime
from ._environments import hermetic
from ._seams import serving
from ._steps import SteppedLoop
from .clients import CLIENTS, Client
from .faults import CONVERSATIONS, FAULTS, Fault
from .loopback import Scene, can_play, playing

#: Seconds by which the waiting may differ, and how often life is given another chance to be on time: machines are busy.
SLACK: Final = 0.15
CHANCES: Final = 3


@dataclass(frozen=True, slots=True)
class Seen:
    """What came of one client's meeting with one fault."""

    outcomes: tuple[str, ...]
    requests: int
    #: Spent waiting: what the processor was busy for does not count.
    seconds: float

    def agrees_with(self, other: Seen) -> bool:
        """Tell whether a user could not tell the two apart."""
        return self.looks_like(other) and abs(self.seconds - other.seconds) <= SLACK + 0.1 * self.seconds

    def looks_like(self, other: Seen) -> bool:
        """Tell whether they differ in time at most."""
        return (self.outcomes, self.requests) == (other.outcomes, other.requests)

    def __str__(self) -> str:
        return f"{' | '.join(self.outcomes)}  ({self.requests} requests, {self.seconds:.2f} s)"


def pairs() -> Iterator[tuple[Fault, Client]]:
    """Return every fault with every client that speaks its language, installed or not."""
    for faults, speaks in ((FAULTS, "http"), (CONVERSATIONS, "websocket")):
        yield from ((fault, client) for fault in faults for client in CLIENTS if client.speaks == speaks)


def over_the_wire(fault: Fault, client: Client) -> Seen:
    """Let the client meet the fault in the cut, in virtual time."""
    scheme = {"http": "http", "websocket": "ws"}[client.speaks] + ("s" if fault.is_secure else "")
    scene = Scene(fault, "http://elsewhere.example")
    url = f"{scheme}://service.example/jobs/x"
    run = _on_a_stepped_loop if client.is_async else _in_virtual_time
    outcomes, seconds = run(scene, client, url, fault.times)
    return Seen(tuple(outcomes), scene.asked, seconds)


def in_life(fault: Fault, client: Client) -> Seen:
    """Let the client meet the fault on real sockets, in real time."""
    with playing(fault, client.speaks) as (url, scene):
        began = time.monotonic() - time.process_time()
        outcomes = asyncio.run(cast("Any", client.ask(url, fault.times))) if client.is_async else client.ask(url, fault.times)
        return Seen(tuple(cast("list[str]", outcomes)), scene.asked, time.monotonic() - time.process_time() - began)


def compare(fault: Fault, client: Client) -> tuple[Seen, Seen]:
    """Return both; life is lived again when it was only late."""
    wire = over_the_wire(fault, client)
    for _ in range(CHANCES):
        life = in_life(fault, client)
        if wire.agrees_with(life) or not wire.looks_like(life):
            break
    return wire, life


def _in_virtual_time(scene: Scene, client: Client, url: str, times: int) -> tuple[list[str], float]:
    outcomes: list[str] = []

    def ask() -> None:
        outcomes.extend(cast("list[str]", client.ask(url, times)))
        took.append(virtual.now)

    took: list[float] = []
    virtual = VirtualTime()
    with serving(scene):
        virtual.run({"client": ask})
    return outcomes, took[0]


def _on_a_stepped_loop(scene: Scene, client: Client, url: str, times: int) -> tuple[list[str], float]:
    with asyncio.Runner(loop_factory=SteppedLoop) as runner:
        loop = runner.get_loop()
        with serving(scene, loop.time):
            began = loop.time()
            outcomes = runner.run(cast("Any", client.ask(url, times)))
            return outcomes, loop.time() - began


@contextmanager
def undisturbed() -> Iterator[None]:
    """Hide the user's environment from both worlds, and keep what clients log and warn about to themselves."""
    disabled = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        with hermetic(), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logging.disable(disabled)


def examine(write: Callable[[str], None], cases: Iterable[tuple[Fault, Client]] | None = None) -> int:
    """Compare all, write a line for each; return how many differ."""
    agreed = different = 0
    absent = sorted({client.name for client in CLIENTS if not client.is_installed})
    for fault, client in pairs() if cases is None else cases:
        if not client.is_installed:
            continue
        if not can_play(fault):
            write(f"{fault.name:36} {client.name:20} not examined: no openssl")
            continue
        with undisturbed():
            wire, life = compare(fault, client)
        if wire.agrees_with(life):
            agreed += 1
            write(f"{fault.name:36} {client.name:20} same   {wire}")
        else:
            different += 1
            write(f"{fault.name:36} {client.name:20} DIFFERS\n    wire  {wire}\n    life  {life}")
    write(f"{agreed} same, {different} different" + (f"; not installed: {', '.join(absent)}" if absent else ""))
    return different

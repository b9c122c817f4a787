"""Players for the tests: one that plays a plot with the bundled exemplars, and what it answers about the job j."""

from __future__ import annotations

from typing import Any

import pytest

from qjobspec_conformance.services import (
    SPEECHES,
    Answer,
    Entry,
    Frames,
    PlainExemplars,
    Player,
    Plot,
    Request,
)
from qjobspec_conformance.services.pointers import find

FAMILIES = list(SPEECHES)
POLL = {"ibmq": "status", "runtime": "job", "runtime-v2": "status"}
every_family = pytest.mark.parametrize("family", FAMILIES)


def player(plot: Plot, family: str = "runtime-v2") -> Player:
    """A player of the plot with the bundled exemplars."""
    exemplars = PlainExemplars(family)
    return Player(plot, exemplars, exemplars.speech)


def ask(playing: Player, role: str, now: float, body: bytes = b"") -> Answer:
    """The answer about the job j; it must be one."""
    reply = playing.answer(role, "j", Request(body=body), now)
    assert isinstance(reply, Answer)
    return reply


def word(playing: Player, now: float, family: str = "runtime-v2") -> Any:
    """What the service says of the job j."""
    role = POLL[family]
    return find(ask(playing, role, now).document(), SPEECHES[family].status[role])


def of(kind: type[Entry], truth: tuple[Entry, ...]) -> list[Any]:
    """The entries of one kind."""
    return [entry for entry in truth if isinstance(entry, kind)]


def stream(playing: Player, now: float) -> Frames:
    """The frames of a websocket for the job j; there must be some."""
    reply = playing.answer("stream", "j", Request(), now)
    assert isinstance(reply, Frames)
    return reply


def texts(frames: Frames) -> list[str]:
    """What the messages say after the greeting."""
    return [frame.text for frame in frames.messages[1:]]

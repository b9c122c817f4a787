"""What went over the wire, as frozen values in the order in which it happened; `at` is the virtual moment in seconds.

This file does not know how any of it comes about.
"""

from __future__ import annotations

from dataclasses import dataclass

from ._answers import Answer
from ._dialogues import Dialogue, Move
from ._requests import Request
from ._troubles import Stage, Trouble


@dataclass(frozen=True, slots=True)
class Met:
    """A step on the way to `host:port`, and the trouble it met there."""

    at: float
    stage: Stage
    peer: str
    trouble: Trouble | None


@dataclass(frozen=True, slots=True)
class Asked:
    """A request had arrived to its last byte."""

    at: float
    request: Request


@dataclass(frozen=True, slots=True)
class Answered:
    """What the service said to request `number` of a connection; the answer itself says at what pace."""

    at: float
    connection: int
    number: int
    answer: Answer | Dialogue


@dataclass(frozen=True, slots=True)
class Heard:
    """A message of the client on a websocket."""

    at: float
    connection: int
    message: str | bytes


@dataclass(frozen=True, slots=True)
class Played:
    """A move of the service on a websocket, at the moment it is meant for."""

    at: float
    connection: int
    move: Move


#: Whatever a log holds.
Entry = Met | Asked | Answered | Heard | Played

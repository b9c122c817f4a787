"""What a family of situations may know of a job at a service. This file does not know any family."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final, TypeAlias

from qjobspec import Profile

from ..examples import Example
from ..services import Speech

#: A moment while the plain job is queued, one while it runs, and one when it is over.
QUEUED: Final = 1.0
RUNNING: Final = 3.0
#: A moment at which the usual job still runs, and soon no more.
LATE: Final = 5.75
OVER: Final = 7.0


@dataclass(frozen=True, slots=True)
class Kit:
    """A job of `profile` that has `members`, at a service of `speech`."""

    profile: Profile
    members: frozenset[str]
    speech: Speech
    #: What its constructor can be given; `None` if its harness constructs none.
    constructs: frozenset[str] | None = None
    #: Whether its harness hands jobs in.
    runs: bool = False
    #: Whether its harness makes jobs that are not submitted, and sets.
    prepares: bool = False
    sets: bool = False


Family: TypeAlias = Callable[[Kit], Iterator[Example]]

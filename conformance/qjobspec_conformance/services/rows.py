"""What a perturbation is: one row of the table. This file does not know any: they stand in `table`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import product
from types import MappingProxyType
from typing import TypeAlias

from hypothesis import strategies as st

from .answers import Answer, Frames, Reply
from .parameters import Values
from .plots import Parameters, Plain, Plot
from .speech import Speech


class Kind(StrEnum):
    """Where a perturbation strikes."""

    CONNECTION = "connection"
    HTTP = "http"
    BODY = "body"
    ANSWER = "answer"
    STATE = "state"
    RESULT = "result"
    CANCEL = "cancel"
    STREAM = "stream"
    CLOCK = "clock"


@dataclass(frozen=True, slots=True)
class Context:
    """What a perturbation may know of the request that it strikes."""

    speech: Speech
    role: str
    #: What the service says of the job now, and everything that it has said of it before, the oldest first.
    says: str
    before: tuple[str, ...] = ()
    #: What a request of this role was answered last, before it was perturbed.
    last: Answer | None = None
    #: What this request would be answered if the service said something else of the job.
    shows: Callable[[str], Answer | None] = field(default=lambda _: None)


Given: TypeAlias = Mapping[str, Plain]
Blow: TypeAlias = Callable[[Answer, Context, Given], Reply]
StreamBlow: TypeAlias = Callable[[Frames, Context, Given], Reply]
Bend: TypeAlias = Callable[[Plot, Given], Plot]


@dataclass(frozen=True, slots=True)
class Perturbation:
    """One row of the table.

    It strikes requests (`answers`, and `frames` for those that open a websocket), or it `bends` the plot as a whole. A blow
    that gives back what it was given has not struck.
    """

    name: str
    kind: Kind
    says: str
    #: The requirements that it exists to exercise.
    exercises: tuple[str, ...]
    #: The roles that it can strike, or whose answers show it.
    roles: Callable[[Speech], tuple[str, ...]]
    answers: Blow | None = None
    frames: StreamBlow | None = None
    bends: Bend | None = None
    parameters: Mapping[str, Values] = field(default_factory=lambda: MappingProxyType(dict[str, Values]()))
    #: How many requests in a row are struck, each tried one by one.
    bursts: tuple[int, ...] = (1,)
    #: Whether the service has done what it was asked although its answer is perturbed; for a websocket, whether it counts
    #: what it has sent as delivered, so that the next one carries only the rest.
    taken: bool = True
    #: Whether the answer is as good as any other. Such a one also meets whoever opens the job; all others only its users.
    is_true: bool = False

    def strikes(self, speech: Speech) -> tuple[str, ...]:
        """The roles of `speech` that it can strike, in the order of the speech."""
        ours = self.roles(speech)
        return tuple(
            role
            for role in speech.roles
            if role in ours and all(values.few(speech, role) for values in self.parameters.values())
        )

    def few(self, speech: Speech, role: str) -> Iterator[Parameters]:
        """Every choice of parameters that is tried one by one, the simplest first."""
        columns = [values.few(speech, role) for values in self.parameters.values()]
        return (tuple(zip(self.parameters, chosen, strict=True)) for chosen in product(*columns))

    def drawn(self, speech: Speech, role: str) -> st.SearchStrategy[Parameters]:
        """A strategy for its parameters, which shrinks to the first of `few`."""
        columns = [values.drawn(speech, role) for values in self.parameters.values()]
        return st.tuples(*columns).map(lambda chosen: tuple(zip(self.parameters, chosen, strict=True)))

"""What a profile is. This file does not know any: each stands in a file of its own beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from .._errors import ErrorRole
from .._members import Callback, Companion, Member
from .._states import JobStatus, StateMachine


class Capability(StrEnum):
    """What some jobs can do and others cannot; a requirement that needs one does not apply without it."""

    SUBMIT = "submit"
    """Its user hands the job over by calling `submit()`; without it, a job is submitted when it is made."""
    SERVICE = "service"
    """A service runs the job and is asked about it over a wire; without it, the job runs in the process of its user."""
    STREAMING = "streaming"
    """Interim results reach the user while the job runs."""


#: The members that stand and fall with a capability.
CAPABILITY_MEMBERS: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        Capability.SUBMIT: frozenset({"submit"}),
        Capability.SERVICE: frozenset[str](),
        Capability.STREAMING: frozenset({"stream_results", "interim_results", "cancel_result_streaming"}),
    }
)


@dataclass(frozen=True, slots=True)
class Bounds:
    """How late a job may be, in seconds of its own clock.

    `result_lag` is the time from the job's end to the return of a call that waits for it; `result_overrun` the time by which
    a call with `timeout=t` may outlast `t`; `poll_interval` the least time between two questions about the status that one
    waiting call asks, unless its user says otherwise. A class that polls needs one polling interval for either of the
    first two.
    """

    result_lag: float
    result_overrun: float
    poll_interval: float = 0.0


@dataclass(frozen=True, slots=True)
class Profile:
    """What a kind of job promises. Look one up with `profile(name)`."""

    name: str
    #: The profiles that it extends, nearest first.
    extends: tuple[str, ...]
    title: str
    machine: StateMachine
    members: Mapping[str, Member]
    errors: Mapping[ErrorRole, tuple[str, ...]]
    bounds: Bounds
    #: The document that describes it; `None` for what several documents share.
    document: str | None = None
    #: The constructor, where a document gives one.
    constructor: Member | None = None
    #: The family of services that it speaks to, a key of `WORDS`.
    family: str | None = None
    #: What each word of its services means.
    words: Mapping[str, JobStatus] = field(default_factory=lambda: MappingProxyType(dict[str, JobStatus]()))
    #: What callbacks are called with, by the member that takes them.
    callbacks: Mapping[str, Callback] = field(default_factory=lambda: MappingProxyType(dict[str, Callback]()))
    companions: tuple[Companion, ...] = ()
    #: What a job of this profile can do.
    capabilities: frozenset[str] = frozenset()
    #: The capabilities that it may lack, if its harness says so.
    optional: frozenset[str] = frozenset()

    @property
    def lineage(self) -> tuple[str, ...]:
        """The names of this profile and of all it extends, nearest first."""
        return (self.name, *self.extends)

    @property
    def status_type(self) -> str:
        """What `status()` returns: a `JobStatus`, its word as a `str`, or either or `None`."""
        return self.members["status"].returns

    @property
    def cancel_returns(self) -> str:
        """What `cancel()` returns: whether the job is cancelled, or nothing."""
        return self.members["cancel"].returns


def by_name(*members: Member) -> Mapping[str, Member]:
    """A table of members."""
    return MappingProxyType({member.name: member for member in members})

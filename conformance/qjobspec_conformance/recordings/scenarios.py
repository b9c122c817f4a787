"""Scenarios: what to do with a job so that a recording of it shows what is missing.

This file does not know how a recording is made.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from qjobspec import JobStatus

from .roles import TELLING, Role

#: The fault of a cancellation that the server refuses.
REFUSED: Final = "refused"

#: The fault of an answer with a word that the dialect does not list.
UNKNOWN_WORD: Final = "unknown-word"


@dataclass(frozen=True, slots=True)
class Scenario:
    """What happens in a recording: a name for the command line, and a sentence."""

    name: str
    sentence: str

    @property
    def command(self) -> str:
        """The command that records it."""
        return f"qjobspec record HARNESS --scenario {self.name}"


_WATCHED: Final = Scenario(
    "watched", "a job that succeeds and is asked for its status as often as can be from the beginning on"
)
_DONE: Final = Scenario("done", "a job that succeeds and is asked for its result")

#: What shows a job in each state.
_BY_STATE: Final[Mapping[JobStatus, Scenario]] = {
    JobStatus.INITIALIZING: _WATCHED,
    JobStatus.VALIDATING: _WATCHED,
    JobStatus.QUEUED: Scenario("queued", "a job that waits behind others and is asked for its status meanwhile"),
    JobStatus.RUNNING: Scenario("running", "a job that runs for long and is asked for its status meanwhile"),
    JobStatus.DONE: _DONE,
    JobStatus.ERROR: Scenario("failed", "a job that fails while it runs"),
    JobStatus.CANCELLED: Scenario("cancelled", "a job that is cancelled while it waits"),
}

#: What shows a cancellation.
_CANCELLED_IN: Final[Mapping[JobStatus, Scenario]] = {
    JobStatus.QUEUED: _BY_STATE[JobStatus.CANCELLED],
    JobStatus.RUNNING: Scenario("cancelled-running", "a job that is cancelled while it runs"),
}

_FAULTS: Final[Mapping[tuple[Role, str], Scenario]] = {
    (Role.CANCEL, REFUSED): Scenario("cancel-refused", "a job that is cancelled after it has ended"),
    (Role.LOGS, "404"): Scenario("no-logs", "a job that writes nothing and is asked for its logs"),
}

#: What is fetched whenever a job succeeds.
_WITH_RESULT: Final = frozenset({Role.RESULT, Role.RESULT_URL, Role.RESULT_DOWNLOAD, Role.RESULT_ACKNOWLEDGE})

#: What each other role is asked for.
_THINGS: Final[Mapping[Role, str]] = {
    Role.INTERIM_RESULTS: "interim results",
    Role.LOGS: "logs",
    Role.METRICS: "metrics",
    Role.TAGS: "tags to be changed",
    Role.NAME: "name to be changed",
    Role.PROPERTIES: "properties of its backend",
    Role.QUEUE: "place in the queue",
    Role.STREAM: "stream",
}


def scenario(role: Role, state: JobStatus | None, fault: str | None = None) -> Scenario:
    """The scenario that shows an answer for `role` while a job is in `state`, or one with `fault`."""
    if fault is not None:
        otherwise = Scenario(f"{role}-{fault}", f"a job whose {role} is answered with {fault}")
        return _FAULTS.get((role, fault), otherwise)
    if state is None or role is Role.SUBMIT:
        return _DONE
    if role is Role.CANCEL:
        return _CANCELLED_IN.get(state, _FAULTS[Role.CANCEL, REFUSED])
    plain = _BY_STATE[state]
    if role in TELLING or role not in _THINGS or (role in _WITH_RESULT and state is JobStatus.DONE):
        return plain
    return Scenario(f"{plain.name}-{role}", f"{plain.sentence}, then asked for its {_THINGS[role]}")

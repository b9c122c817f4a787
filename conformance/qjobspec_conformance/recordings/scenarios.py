"""Scenarios: what to do with a job so that a recording of it shows what is missing.

This file does not know how a recording is made.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from typing import Final

from qjobspec import JobStatus

from .roles import Role

#: The fault of a cancellation that the server refuses.
REFUSED: Final = "refused"

#: The fault of an answer with a word that the dialect does not list.
UNKNOWN_WORD: Final = "unknown-word"


@dataclass(frozen=True, slots=True)
class Scenario:
    """What happens in a recording: a name for the command line, and a sentence."""

    name: str
    sentence: str
    #: The role without which there is nothing to record.
    role: Role | None = None

    def command(self, harness: str) -> str:
        """The command that records it by the jobs of a harness."""
        return f"qjobspec record {harness} --scenario {self.name}"


#: Every scenario that is recorded unless one is named, where the dialect has its role.
SCENARIOS: Final[Mapping[str, Scenario]] = {
    each.name: each
    for each in (
        Scenario("watched", "a job that succeeds and is asked for its status as often as can be from the beginning on"),
        Scenario("queued", "a job that waits behind others and is asked for everything meanwhile"),
        Scenario("running", "a job that runs for long and is asked for everything meanwhile"),
        Scenario("done", "a job that succeeds and is asked for its result and everything else"),
        Scenario("interim", "a job that is asked for what it publishes while it runs", Role.INTERIM_RESULTS),
        Scenario("failed", "a job that fails while it runs"),
        Scenario("failed-partly", "a job that fails after its first circuit", Role.RESULT_URL),
        Scenario("failed-validating", "a job whose input is not valid"),
        Scenario("ran-too-long", "a job that is stopped because it ran too long"),
        Scenario("cancelled", "a job that is cancelled while it waits"),
        Scenario("cancelled-running", "a job that is cancelled while it runs"),
        Scenario("cancel-refused", "a job that is cancelled after it has ended", Role.CANCEL),
        Scenario("result-inline", "a job whose result stands in its record", Role.RESULT_URL),
        Scenario("result-once", "a job whose result can be read once, and is read twice", Role.RESULT),
        Scenario("no-logs", "a job that writes nothing and is asked for its logs", Role.LOGS),
    )
}

#: What shows a job in each state.
_BY_STATE: Final[Mapping[JobStatus, str]] = {
    JobStatus.INITIALIZING: "watched",
    JobStatus.VALIDATING: "watched",
    JobStatus.QUEUED: "queued",
    JobStatus.RUNNING: "running",
    JobStatus.DONE: "done",
    JobStatus.ERROR: "failed",
    JobStatus.CANCELLED: "cancelled",
}

#: What shows a cancellation.
_CANCELLED_IN: Final[Mapping[JobStatus, str]] = {JobStatus.QUEUED: "cancelled", JobStatus.RUNNING: "cancelled-running"}

_FAULTS: Final[Mapping[tuple[Role, str], str]] = {(Role.CANCEL, REFUSED): "cancel-refused", (Role.LOGS, "404"): "no-logs"}

#: What shows a role whatever the state.
_BY_ROLE: Final[Mapping[Role, str]] = {Role.SUBMIT: "done", Role.INTERIM_RESULTS: "interim"}

#: The name of a scenario in which a role is answered with a fault.
_FAULT: Final = re.compile(rf"({'|'.join(Role)})-([45][0-9]{{2}})")


def scenario(role: Role, state: JobStatus | None, fault: str | None = None) -> Scenario:
    """The scenario that shows an answer for `role` while a job is in `state`, or one with `fault`."""
    if fault is not None:
        name = _FAULTS.get((role, fault), f"{role}-{fault}")
        return SCENARIOS.get(name) or Scenario(name, f"a job whose {role} is answered with {fault}", role)
    if role in _BY_ROLE or state is None:
        return SCENARIOS[_BY_ROLE.get(role, "done")]
    if role is Role.CANCEL:
        return SCENARIOS[_CANCELLED_IN.get(state, "cancel-refused")]
    return SCENARIOS[_BY_STATE[state]]


def named(name: str) -> Scenario | None:
    """The scenario of this name: one of the table, or `ROLE-CODE`; `None` if there is none."""
    if name in SCENARIOS:
        return SCENARIOS[name]
    fault = _FAULT.fullmatch(name)
    return scenario(Role(fault[1]), None, fault[2]) if fault else None


def scenarios_of(roles: Set[Role]) -> Iterator[Scenario]:
    """Every scenario of the table that servers which play these roles can show."""
    played = roles | {Role.RESULT} if Role.RESULT_DOWNLOAD in roles else roles
    return (each for each in SCENARIOS.values() if each.role is None or each.role in played)

"""Exemplars: of each answer that recordings hold, one for each role and state of the job, and one for each role and fault.

A recording gives the vocabulary and a timeline the plot: whoever replays asks for the answer of a role in a state, and gets the
recorded one. Of several the first counts, and one that was recorded comes before one that was written from a document.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from qjobspec import JobStatus

from .dialect import Dialect
from .exchanges import Response
from .following import Step, follow
from .moving import moved
from .recording import Recording
from .roles import SEEN_IN, TELLING, Role
from .scenarios import REFUSED, UNKNOWN_WORD, Scenario, scenario
from .setup import Setup


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of answer: the role, and the state of the job when it was given, or else the fault that it is.

    The state is what a status tells, and for every other role what the job was last said to be. A fault is `REFUSED`,
    `UNKNOWN_WORD`, or the HTTP code as text.
    """

    role: Role
    state: JobStatus | None = None
    fault: str | None = None

    def __str__(self) -> str:
        return f"{self.role} in {self.state}" if self.fault is None else f"{self.role} answered with {self.fault}"


@dataclass(frozen=True, slots=True)
class Missing:
    """A kind of answer that no recording shows, and what would record it."""

    kind: Kind
    scenario: Scenario

    def __str__(self) -> str:
        return f"{self.kind}: no recording shows it; record {self.scenario.sentence}: {self.scenario.command}"


#: The roles whose success shows that the job is done, whatever was said of it before.
_OF_DONE: Final = frozenset({Role.RESULT, Role.RESULT_URL, Role.RESULT_DOWNLOAD})


@dataclass(frozen=True, slots=True)
class Exemplars:
    """One answer of each kind."""

    dialect: Dialect
    found: Mapping[Kind, Step]
    setup: Setup

    @classmethod
    def of(cls, recordings: Iterable[Recording], dialect: Dialect) -> Exemplars:
        """The exemplars in these recordings, in the order in which they are given."""
        ordered = sorted(recordings, key=lambda each: each.is_synthesised)
        followed = [tuple(follow(each.exchanges, dialect)) for each in ordered]
        found: dict[Kind, Step] = {}
        for step in (step for steps in followed for step in steps):
            kind = kind_of(step, dialect)
            if kind is not None:
                found.setdefault(kind, step)
        return cls(dialect, found, Setup.of(followed, dialect))

    def answer(self, role: Role, state: JobStatus, job_id: str) -> Response | None:
        """What the server answers for `role` while the job with this id is in `state`; `None` if no recording shows it."""
        return self._moved(Kind(role, state), job_id)

    def refusal(self, role: Role, fault: str, job_id: str) -> Response | None:
        """What the server answers with this fault; `None` if no recording shows it."""
        return self._moved(Kind(role, None, fault), job_id)

    def faults(self, role: Role) -> tuple[str, ...]:
        """The faults with which recordings answer a role."""
        return tuple(kind.fault for kind in self.found if kind.role is role and kind.fault is not None)

    def missing(self, wanted: Iterable[Kind] | None = None) -> tuple[Missing, ...]:
        """The kinds that no recording shows, of those that are wanted: by default all that the dialect's routes can play."""
        kinds = tuple(wanted_of(self.dialect)) if wanted is None else wanted
        return tuple(
            Missing(kind, scenario(kind.role, kind.state, kind.fault)) for kind in kinds if kind not in self.found
        )

    def _moved(self, kind: Kind, job_id: str) -> Response | None:
        step = self.found.get(kind)
        if step is None or step.route is None:
            return None
        response = step.exchange.response
        return response if step.job_id is None else moved(response, step.route, (step.job_id, job_id), self.dialect)


def wanted_of(dialect: Dialect) -> Iterator[Kind]:
    """Every kind of answer that a server of this dialect gives to a job that meets everything."""
    roles = dict.fromkeys(route.role for route in dialect.routes)
    for role in roles:
        seen = SEEN_IN[role]
        for state in dialect.states if seen is None else seen:
            if state in dialect.states or role is Role.SUBMIT:
                yield Kind(role, state)
    if dialect.refusals:
        yield Kind(Role.CANCEL, None, REFUSED)
    if Role.LOGS in roles:
        yield Kind(Role.LOGS, None, "404")


def kind_of(step: Step, dialect: Dialect) -> Kind | None:
    """The kind of an answer; `None` for set-up, for what the dialect does not know, and for a status without a word."""
    role, response = step.role, step.exchange.response
    if role is None or role is Role.SETUP:
        return None
    if role is Role.CANCEL and dialect.refuses(response):
        return Kind(role, None, REFUSED)
    if not response.is_success:
        return Kind(role, None, str(response.code))
    if role is Role.SUBMIT:
        return Kind(role, JobStatus.INITIALIZING)
    if role in TELLING:
        return _telling(role, step)
    state = step.before
    if role in _OF_DONE and (state is None or state not in _FINAL):
        state = JobStatus.DONE
    return Kind(role, state if state is not None else next(iter(SEEN_IN[role] or ()), None))


def _telling(role: Role, step: Step) -> Kind | None:
    if step.told is not None:
        return Kind(role, step.told)
    return None if step.word is None else Kind(role, None, UNKNOWN_WORD)


_FINAL: Final = frozenset({JobStatus.DONE, JobStatus.ERROR, JobStatus.CANCELLED})

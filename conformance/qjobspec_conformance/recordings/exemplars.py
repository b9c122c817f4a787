"""Exemplars: of each answer that recordings hold, one for each role and state of the job, and one for each role and fault.

A recording gives the vocabulary and a timeline the plot: whoever replays asks for the answer of a role in a state, and gets
the recorded one. Of several the first counts, and one that was recorded comes before one that was written from a document.

Only what depends on the state has to be recorded in it. What tells the state does, and what fetches a result; a name, tags
or logs are answered alike in every state, and so are cancellations before the end of a job, and those after it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from typing import Final

from qjobspec import JobStatus

from .dialect import Dialect
from .exchanges import Response
from .following import Step, follow
from .moving import moved
from .recording import Recording
from .roles import FINAL, SEEN_IN, TELLING, Role
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

    def told(self, harness: str) -> str:
        """What is missing, and the command by which the jobs of a harness record it."""
        return f"{self.kind}: no recording shows it; record {self.scenario.sentence}: {self.scenario.command(harness)}"


#: The roles whose success shows that the job is done, whatever was said of it before.
_OF_DONE: Final = frozenset({Role.RESULT, Role.RESULT_URL, Role.RESULT_DOWNLOAD})

#: The roles that are answered otherwise in one state than in another.
_BY_STATE: Final = (TELLING | _OF_DONE | {Role.STREAM, Role.SETUP}) - {Role.SUBMIT}

_ROLES: Final[Mapping[str, Role]] = {role.value: role for role in Role}

#: The codes of refusals, and those of failures of the server.
_REFUSED: Final = 400
_FAILED: Final = 500

#: The codes of refusals that say nothing of the state: who asks may not, or asks too often or too late.
_PASSING: Final = frozenset({401, 403, 407, 408, 429})


@dataclass(frozen=True, slots=True)
class Exemplars:
    """One answer of each kind."""

    dialect: Dialect
    found: Mapping[Kind, Step]
    #: What a role was refused with while the job was in a state.
    refused: Mapping[tuple[Role, JobStatus], Step]
    setup: Setup
    #: The same answers as those of another job, made once: a campaign asks for each of them thousands of times.
    _known: dict[tuple[int, str], Response] = field(
        default_factory=dict[tuple[int, str], Response], compare=False, repr=False
    )

    @classmethod
    def of(cls, recordings: Iterable[Recording], dialect: Dialect) -> Exemplars:
        """The exemplars in these recordings, in the order in which they are given."""
        ordered = sorted(recordings, key=lambda each: each.is_synthesised)
        followed = [tuple(follow(each.exchanges, dialect)) for each in ordered]
        found: dict[Kind, Step] = {}
        refused: dict[tuple[Role, JobStatus], Step] = {}
        for step in (step for steps in followed for step in steps):
            kind = kind_of(step, dialect)
            if kind is not None:
                found.setdefault(kind, step)
            if step.role is not None and step.before is not None and _is_lasting(step.exchange.response):
                refused.setdefault((step.role, step.before), step)
        return cls(dialect, found, refused, Setup.of(followed, dialect))

    def answer(self, role: str, state: JobStatus, job_id: str) -> Response | None:
        """What the server answers for `role` while the job with this id is in `state`; `None` if no recording shows it.

        To `cancel` in a final state that is the refusal. To a role that fetches the result of a job that is not done it is
        the refusal too, or else whatever was answered then: what only some jobs leave behind is for a plot to say. Set-up
        is not asked for here, and what a stream says stands in no cassette.
        """
        return self._moved(self._step(role, state), job_id)

    def refusal(self, role: str, fault: str, job_id: str) -> Response | None:
        """What the server answers with this fault; `None` if no recording shows it."""
        return self._moved(self.found.get(Kind(_ROLES[role], None, fault)) if role in _ROLES else None, job_id)

    def faults(self, role: str) -> tuple[str, ...]:
        """The faults with which recordings answer a role."""
        return tuple(kind.fault for kind in self.found if kind.role == role and kind.fault is not None)

    def missing(self, wanted: Iterable[Kind] | None = None) -> tuple[Missing, ...]:
        """The kinds that no recording shows, of those that are wanted: by default all that the dialect's routes can play."""
        kinds = tuple(wanted_of(self.dialect)) if wanted is None else wanted
        return tuple(Missing(kind, scenario(kind.role, kind.state, kind.fault)) for kind in kinds if kind not in self.found)

    def _step(self, name: str, state: JobStatus) -> Step | None:
        role = _ROLES.get(name)
        if role is None:
            return None
        exact = self.found.get(Kind(role, state))
        if role is Role.CANCEL:
            refusal = self.found.get(Kind(role, None, REFUSED)) if state in FINAL else None
            return refusal or exact or self._alike(role, FINAL if state in FINAL else set(JobStatus) - FINAL)
        if role in _OF_DONE and state is not JobStatus.DONE:
            return self.refused.get((role, state)) or exact
        return exact or (None if role in _BY_STATE else self._alike(role, set(JobStatus)))

    def _alike(self, role: Role, states: Set[JobStatus]) -> Step | None:
        """The first answer for a role in any of these states."""
        return next((step for kind, step in self.found.items() if kind.role is role and kind.state in states), None)

    def _moved(self, step: Step | None, job_id: str) -> Response | None:
        if step is None or step.route is None:
            return None
        if step.job_id is None:
            return step.exchange.response
        known = self._known.get((id(step), job_id))
        if known is None:
            known = moved(step.exchange.response, step.route, (step.job_id, job_id), self.dialect)
            self._known[id(step), job_id] = known
        return known


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
    if role in _OF_DONE and state not in FINAL:
        state = JobStatus.DONE
    seen = (*(SEEN_IN[role] or ()), None)
    state = seen[0] if state is None else state
    return None if state is None else Kind(role, state)


def _is_lasting(response: Response) -> bool:
    """Whether an answer is a refusal that comes again as long as the job is in its state."""
    return _REFUSED <= response.code < _FAILED and response.code not in _PASSING


def _telling(role: Role, step: Step) -> Kind | None:
    if step.told is not None:
        return Kind(role, step.told)
    return None if step.word is None else Kind(role, None, UNKNOWN_WORD)

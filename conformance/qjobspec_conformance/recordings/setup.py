"""Set-up: what a client asks before and beside its job, kept aside, because no state of a job decides what is answered.

Two requests are the same question if they have method and address in common, what is volatile or secret in it and the
id of the job left aside. The first time it is asked it is answered as it first was, and so on; after the last recorded
answer that is given again if the dialect says that the exchange repeats, and else there is none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .dialect import Dialect
from .exchanges import Request, Response
from .following import Step
from .moving import moved
from .roles import Role
from .routes import Address, Fit, Route

#: Method, path and parameters of a question.
Question = tuple[str, str, tuple[tuple[str, str], ...]]


@dataclass(frozen=True, slots=True)
class Setup:
    """The set-up exchanges of recordings, by what was asked, in recorded order."""

    dialect: Dialect
    answers: Mapping[Question, tuple[Step, ...]]

    @classmethod
    def of(cls, recordings: Iterable[Iterable[Step]], dialect: Dialect) -> Setup:
        """The set-up in these recordings; what several hold, or one of several jobs, is taken where it comes first."""
        answers: dict[Question, tuple[Step, ...]] = {}
        for steps in recordings:
            for asked, told in _by_job(steps, dialect).items():
                answers.setdefault(asked[0], tuple(told))
        return cls(dialect, answers)

    def answer(self, request: Request, asked_before: int = 0) -> Response | None:
        """What is answered to a request that was asked so many times before; `None` if no recording has it."""
        fit = self.dialect.fit(request)
        if fit is None or fit.route.role is not Role.SETUP:
            return None
        recorded = self.answers.get(question(request, fit, self.dialect), ())
        if not recorded or (asked_before >= len(recorded) and not fit.route.repeats):
            return None
        step = recorded[min(asked_before, len(recorded) - 1)]
        return _for(step, fit.route, fit.job_id, self.dialect)


def _by_job(steps: Iterable[Step], dialect: Dialect) -> dict[tuple[Question, str | None], list[Step]]:
    found: dict[tuple[Question, str | None], list[Step]] = {}
    for step in steps:
        if step.fit is not None and step.role is Role.SETUP:
            asked = question(step.exchange.request, step.fit, dialect)
            found.setdefault((asked, step.job_id), []).append(step)
    return found


def question(request: Request, fit: Fit, dialect: Dialect) -> Question:
    """What a request asks, whatever the job and the moment."""
    address = Address.of(request.url)
    assert address is not None, "what fits a route is an address"
    naming = {name for name, pattern in fit.route.query.items() if pattern.has_job_id}
    unsaid = dialect.volatile.query | dialect.secrets.query | naming
    query = tuple(sorted(each for each in address.query if each[0] not in unsaid))
    return request.method, fit.path, query


def _for(step: Step, route: Route, job_id: str | None, dialect: Dialect) -> Response:
    if step.job_id is None or job_id is None:
        return step.exchange.response
    return moved(step.exchange.response, route, (step.job_id, job_id), dialect)

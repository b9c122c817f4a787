"""Whether a result can be had when it is asked for. This file does not know what the result is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from qjobspec import JobStatus

from .answers import Answer
from .blows import refusal
from .lives import Life
from .plots import Comes, Results
from .speech import RESULT_ROLES, Speech

#: What the table calls each way in which a result can come.
NAMES: Final = {
    Comes.LATER: "late-result",
    Comes.ONCE: "result-consumed-once",
    Comes.EXPIRES: "result-expires",
    Comes.PARTLY: "partial-result",
}


@dataclass(frozen=True, slots=True)
class Fetching:
    """How a service hands results out."""

    speech: Speech
    results: Results

    @property
    def stages(self) -> tuple[str, ...]:
        """The roles that fetch a result, in order; an acknowledgement fetches nothing."""
        return tuple(role for role in RESULT_ROLES if role in self.speech.roles and role != "result-acknowledge")

    def refused(self, life: Life, role: str, now: float, ended: JobStatus | None) -> Answer | None:
        """The refusal of a request for the result of a job that is `DONE`, or `None` if it is served, or is another."""
        if role not in self.stages or ended is not JobStatus.DONE:
            return None
        match self.results.comes:
            case Comes.LATER if self._is_early(life, now):
                return refusal(404)
            case Comes.ONCE if life.consumed is not None:
                return refusal(410)
            case Comes.EXPIRES if self._has_expired(life, role, now):
                return refusal(403 if role == "result-download" else 410)
            case _:
                return None

    def _is_early(self, life: Life, now: float) -> bool:
        return life.fetched < self.results.requests or now < life.course.ends.at + self.results.seconds

    def _has_expired(self, life: Life, role: str, now: float) -> bool:
        if role == "result-url":
            return False
        since = life.course.ends.at if life.addressed is None else life.addressed
        return now > since + self.results.seconds


def partly(answer: Answer) -> Answer:
    """The part of a result that a job got done before it failed: its last experiment has failed, and so it says."""
    document: Any = answer.document()
    if not isinstance(document, dict) or "success" not in document:
        return answer
    experiments: list[Any] = document.get("results") or []
    failed = [{**last, "success": False, "data": {}} for last in experiments[-1:]]
    return answer.saying({**document, "success": False, "results": [*experiments[:-1], *failed]})

"""What really happened at the service: how each job moved, what was asked, which perturbations struck. For judges to read.

This file does not know what a client made of it. Times are virtual seconds.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, TypeAlias

from qjobspec import JobStatus

from .plots import Goes, Parameters


@dataclass(frozen=True, slots=True)
class Moved:
    """From this moment on the service says this of the job; a word that means nothing to anybody has no state."""

    kind: ClassVar = "moved"
    at: float
    job: str
    says: str
    state: JobStatus | None


@dataclass(frozen=True, slots=True)
class Asked:
    """Request number `number` of its role came, from 0; without a job if it named none."""

    kind: ClassVar = "asked"
    at: float
    job: str | None
    role: str
    number: int


@dataclass(frozen=True, slots=True)
class Struck:
    """A perturbation changed what that request was answered, or the answer is what it is because of one."""

    kind: ClassVar = "struck"
    at: float
    job: str | None
    role: str
    number: int
    name: str
    parameters: Parameters = ()


@dataclass(frozen=True, slots=True)
class CancelTaken:
    """The service took a request to cancel a job that had not ended, and this is what comes of it."""

    kind: ClassVar = "cancel-taken"
    at: float
    job: str
    goes: Goes


@dataclass(frozen=True, slots=True)
class ResultTaken:
    """The service handed the result of the job out."""

    kind: ClassVar = "result-taken"
    at: float
    job: str
    role: str


Entry: TypeAlias = Moved | Asked | Struck | CancelTaken | ResultTaken


def entry_document(entry: Entry) -> dict[str, Any]:
    """The entry as plain JSON."""
    document: dict[str, Any] = {"kind": entry.kind, "at": entry.at, "job": entry.job}
    match entry:
        case Moved():
            document |= {"says": entry.says, "state": entry.state.value if entry.state else None}
        case Asked():
            document |= {"role": entry.role, "number": entry.number}
        case Struck():
            document |= {"role": entry.role, "number": entry.number, "name": entry.name}
            document |= {"parameters": dict(entry.parameters)} if entry.parameters else {}
        case CancelTaken():
            document |= {"goes": entry.goes.value}
        case ResultTaken():
            document |= {"role": entry.role}
    return document

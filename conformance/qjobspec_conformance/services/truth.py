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
class Stepped:
    """The wall clock of the user's machine was moved by so many seconds; no job had to do with it."""

    kind: ClassVar = "stepped"
    at: float
    seconds: float


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


Entry: TypeAlias = Moved | Asked | Struck | Stepped | CancelTaken | ResultTaken


def entry_document(entry: Entry) -> dict[str, Any]:
    """The entry as plain JSON."""
    return {"kind": entry.kind, "at": entry.at, **_particulars(entry)}


def _particulars(entry: Entry) -> dict[str, Any]:
    match entry:
        case Moved():
            return {"job": entry.job, "says": entry.says, "state": entry.state.value if entry.state else None}
        case Asked():
            return {"job": entry.job, "role": entry.role, "number": entry.number}
        case Struck():
            given = {"parameters": dict(entry.parameters)} if entry.parameters else {}
            return {"job": entry.job, "role": entry.role, "number": entry.number, "name": entry.name, **given}
        case Stepped():
            return {"seconds": entry.seconds}
        case CancelTaken():
            return {"job": entry.job, "goes": entry.goes.value}
        case _:
            return {"job": entry.job, "role": entry.role}

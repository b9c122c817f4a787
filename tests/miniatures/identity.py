"""Miniatures that do not know who they are (IDENTITY)."""

from __future__ import annotations

import copy
from typing import Any

from qjobspec_reference import AerJob, JobError


class NumbersItself(AerJob):
    """IDENTITY-1: its id is a number."""

    def __init__(self, backend: Any, job_id: str, *rest: Any, **named: Any) -> None:
        super().__init__(backend, int(job_id.rpartition("-")[2]), *rest, **named)  # type: ignore[arg-type]


class RenamesItselfWhenAskedTwice(AerJob):
    """IDENTITY-2: the second answer is another one than the first."""

    _asked = 0

    def job_id(self) -> str:
        self._asked += 1
        return self._job_id if self._asked == 1 else f"{self._job_id}-again"


class RenamesItselfWhenSubmitted(AerJob):
    """IDENTITY-2: the backend gives it a new id."""

    def submit(self) -> None:
        super().submit()
        self._job_id = f"aer-{self._job_id}"


class IsCalledJob(AerJob):
    """IDENTITY-3: every one of them has the same id."""

    def __init__(self, backend: Any, job_id: str, *rest: Any, **named: Any) -> None:
        super().__init__(backend, job_id.partition("-")[0], *rest, **named)


class CopiesItsBackend(AerJob):
    """IDENTITY-4: it answers with a copy."""

    def backend(self) -> Any:
        return copy.copy(self._backend)


class IsOfVersionTwo(AerJob):
    """IDENTITY-5: it claims a later interface."""

    version = 2


class TellsItsVersionAsText(AerJob):
    """IDENTITY-5: its version is '1'."""

    version = "1"  # type: ignore[assignment]


class CopiesItsQobj(AerJob):
    """IDENTITY-6: it answers with an equal Qobj."""

    def qobj(self) -> Any:
        return dict(self._qobj)


class HasNoIdYet(AerJob):
    """IDENTITY-7: it refuses its id before submit()."""

    def job_id(self) -> str:
        self._submitted()
        return super().job_id()


class HasNoBackendWhenItIsOver(AerJob):
    """IDENTITY-7: it lets go of its backend when the work is done."""

    def backend(self) -> Any:
        if self._future is not None and self._future.done():
            raise JobError("the backend is gone")
        return super().backend()


MINIATURES: dict[str, tuple[type[AerJob], ...]] = {
    "IDENTITY-1": (NumbersItself,),
    "IDENTITY-2": (RenamesItselfWhenAskedTwice, RenamesItselfWhenSubmitted),
    "IDENTITY-3": (IsCalledJob,),
    "IDENTITY-4": (CopiesItsBackend,),
    "IDENTITY-5": (IsOfVersionTwo, TellsItsVersionAsText),
    "IDENTITY-6": (CopiesItsQobj,),
    "IDENTITY-7": (HasNoIdYet, HasNoBackendWhenItIsOver),
}

"""Miniatures that offer something else than their profile says (MEMBER, CONSTRUCTOR)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from qjobspec import JobStatus
from qjobspec_reference import AerJob, JobV1

from .sinless import Callback


class HasLostItsQobj(JobV1):
    """MEMBER-1: it is made with a Qobj and never gives it back."""

    def __init__(self, backend: Any, job_id: str, fn: Callable[..., Any], qobj: Any, *args: Any) -> None:
        super().__init__(backend, job_id)
        self._job = AerJob(backend, job_id, fn, qobj, *args)

    def submit(self) -> None:
        self._job.submit()

    def status(self) -> JobStatus:
        return self._job.status()

    def result(self, timeout: float | None = None) -> Any:
        return self._job.result(timeout)

    def cancel(self) -> bool:
        return self._job.cancel()


class KeepsItsQobjAsAnAttribute(AerJob):
    """MEMBER-3: `qobj` is there to be looked at, not to be called."""

    @property
    def qobj(self) -> Any:
        return self._qobj


class SwapsItsParameters(AerJob):
    """MEMBER-2: a timeout passed by position is taken for the interval."""

    def wait_for_final_state(  # type: ignore[override]
        self, wait: float = 5, timeout: float | None = None, callback: Callback | None = None
    ) -> None:
        super().wait_for_final_state(timeout, wait, callback)


class AsksMoreOften(AerJob):
    """MEMBER-2: the interval has another default."""

    def wait_for_final_state(self, timeout: float | None = None, wait: float = 4, callback: Callback | None = None) -> None:
        super().wait_for_final_state(timeout, wait, callback)


class CallsItsTimeoutSeconds(AerJob):
    """MEMBER-2: `result(timeout=1)` still works, but the parameter has another name."""

    def result(self, seconds: float | None = None, **old: Any) -> Any:  # type: ignore[override]
        return super().result(old.get("timeout", seconds))


class CallsItsFunctionWork(AerJob):
    """CONSTRUCTOR-1: what the document calls `fn` has another name."""

    def __init__(self, backend: Any, job_id: str, work: Callable[..., Any], qobj: Any, *args: Any) -> None:
        super().__init__(backend, job_id, work, qobj, *args)


MINIATURES: dict[str, tuple[type[AerJob], ...]] = {
    "MEMBER-1": (cast("type[AerJob]", HasLostItsQobj),),
    "MEMBER-2": (SwapsItsParameters, AsksMoreOften, CallsItsTimeoutSeconds),
    "MEMBER-3": (KeepsItsQobjAsAnAttribute,),
    "CONSTRUCTOR-1": (CallsItsFunctionWork,),
}

"""JobV1 as third-party providers write it, and AerJob, which is one with a Qobj and a callback that is known."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

import qjobspec

from .foreign import Backend, JobStatus, Qobj, Result


def jobv1(job: qjobspec.JobV1) -> None:
    """Take a job of a third party."""


def aer(job: qjobspec.AerJob) -> None:
    """Take a simulation."""


class Provider:
    version = 1

    def job_id(self) -> str: ...
    def backend(self) -> Backend: ...
    def submit(self) -> None: ...
    def status(self) -> JobStatus: ...
    def result(self, timeout: float | None = None) -> Result: ...
    def cancel(self) -> bool: ...
    def done(self) -> bool: ...
    def running(self) -> bool: ...
    def cancelled(self) -> bool: ...
    def in_final_state(self) -> bool: ...
    def wait_for_final_state(
        self,
        timeout: float | None = None,
        wait: float = 5,
        callback: Callable[[str, JobStatus, Provider], object] | None = None,
    ) -> None: ...


class Simulation(Provider):
    def qobj(self) -> Qobj: ...


class OldSimulation(Simulation):
    """As published: neither has a type."""

    def result(self, timeout=None):  # type: ignore[no-untyped-def]
        return timeout

    def cancel(self):  # type: ignore[no-untyped-def]
        return True


class VersionIsOfTheClass(Simulation):
    version: ClassVar[int] = 1  # type: ignore[misc]


class AsksForItsVersion(Simulation):
    @property
    def version(self) -> int: ...  # type: ignore[override]


class CallsBackAnyhow(Simulation):
    def wait_for_final_state(
        self, timeout: float | None = None, wait: float = 5, callback: Callable[..., Any] | None = None
    ) -> None: ...


class CallsBackWithTwo(Simulation):
    def wait_for_final_state(  # type: ignore[override]
        self, timeout: float | None = None, wait: float = 5, callback: Callable[[str, JobStatus], object] | None = None
    ) -> None: ...


class WaitIsNotOptional(Simulation):
    def wait_for_final_state(  # type: ignore[override]
        self, timeout: float | None, wait: float = 5, callback: Callable[..., object] | None = None
    ) -> None: ...


class WaitTellsTheState(Simulation):
    def wait_for_final_state(  # type: ignore[override]
        self, timeout: float | None = None, wait: float = 5, callback: Callable[..., object] | None = None
    ) -> JobStatus: ...


class StatusIsAProperty(Simulation):
    status: JobStatus  # type: ignore[assignment]


class StatusIsAWord(Simulation):
    def status(self) -> str: ...  # type: ignore[override]


class StatusMayBeNone(Simulation):
    def status(self) -> JobStatus | None: ...  # type: ignore[override]


class CancelSaysNothing(Simulation):
    def cancel(self) -> None: ...  # type: ignore[override]


class DoneIsAProperty(Simulation):
    done: bool  # type: ignore[assignment]


class JobIdIsANumber(Simulation):
    def job_id(self) -> int: ...  # type: ignore[override]


class VersionIsText(Simulation):
    version = "1"  # type: ignore[assignment]


class VersionIsAMethod(Simulation):
    def version(self) -> int: ...  # type: ignore[override]


class SubmitWantsABackend(Simulation):
    def submit(self, backend: Backend) -> None: ...  # type: ignore[override]


jobv1(Provider())
jobv1(Simulation())
aer(Simulation())
aer(OldSimulation())
aer(AsksForItsVersion())
aer(CallsBackAnyhow())
aer(VersionIsOfTheClass())  # rejected by pyright: version
jobv1(CallsBackWithTwo())
aer(CallsBackWithTwo())  # rejected: wait_for_final_state
aer(WaitIsNotOptional())  # rejected: wait_for_final_state
aer(WaitTellsTheState())  # rejected: wait_for_final_state
jobv1(WaitTellsTheState())  # rejected: wait_for_final_state
aer(Provider())  # rejected: qobj
aer(StatusIsAProperty())  # rejected: status
jobv1(StatusIsAWord())  # rejected: status
jobv1(StatusMayBeNone())  # rejected: status
jobv1(CancelSaysNothing())  # rejected: cancel
jobv1(DoneIsAProperty())  # rejected: done
jobv1(JobIdIsANumber())  # rejected: job_id
jobv1(VersionIsText())  # rejected: version
jobv1(VersionIsAMethod())  # rejected: version
jobv1(SubmitWantsABackend())  # rejected: submit

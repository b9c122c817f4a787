"""RuntimeJobV2 as qiskit-ibm-runtime 0.29 has it, and the job of a primitive that it extends."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, Literal

import qjobspec

from .foreign import Backend, BackendProperties, JobStatus, ResultDecoder

Word = Literal["INITIALIZING", "QUEUED", "RUNNING", "CANCELLED", "DONE", "ERROR"]


def runtime(job: qjobspec.RuntimeJobV2) -> None:
    """Take a primitive that runs at a service."""


def primitive(job: qjobspec.PrimitiveJob) -> None:
    """Take a primitive, wherever it runs."""


class Local:
    def job_id(self) -> str: ...
    def status(self) -> JobStatus: ...
    def done(self) -> bool: ...
    def running(self) -> bool: ...
    def cancelled(self) -> bool: ...
    def in_final_state(self) -> bool: ...
    def result(self, timeout: float | None = None) -> object: ...
    def cancel(self) -> bool | None: ...


class Primitive:
    ERROR = "ERROR"
    JOB_FINAL_STATES: tuple[Word, ...] = ("DONE", "CANCELLED", "ERROR")

    def job_id(self) -> str: ...
    def backend(self, timeout: float | None = None) -> Backend | None: ...
    def status(self) -> Word: ...
    def done(self) -> bool: ...
    def running(self) -> bool: ...
    def cancelled(self) -> bool: ...
    def errored(self) -> bool: ...
    def in_final_state(self) -> bool: ...
    def result(self, timeout: float | None = None, decoder: type[ResultDecoder] | None = None) -> Any: ...
    def cancel(self) -> None: ...
    def wait_for_final_state(self, timeout: float | None = None) -> None: ...
    def error_message(self) -> str | None: ...
    def logs(self) -> str: ...
    def metrics(self) -> dict[str, Any]: ...
    def interim_results(self, decoder: type[ResultDecoder] | None = None) -> Any: ...
    def stream_results(self, callback: Callable[..., Any], decoder: type[ResultDecoder] | None = None) -> None: ...
    def cancel_result_streaming(self) -> None: ...
    def properties(self, refresh: bool = False) -> BackendProperties | None: ...
    def update_tags(self, new_tags: list[str]) -> list[str]: ...
    @property
    def creation_date(self) -> datetime | None: ...
    @property
    def image(self) -> str: ...
    @property
    def inputs(self) -> dict[Any, Any]: ...
    @property
    def instance(self) -> str | None: ...
    @property
    def primitive_id(self) -> str: ...
    @property
    def program_id(self) -> str: ...
    @property
    def session_id(self) -> str: ...
    @property
    def tags(self) -> list[Any]: ...
    @property
    def usage_estimation(self) -> dict[str, Any]: ...


class ErrorIsAMemberOfAnEnumeration(Primitive):
    ERROR: str | JobStatus = JobStatus.DONE  # type: ignore[assignment]


class StatusIsAnyText(Primitive):
    def status(self) -> str: ...  # type: ignore[override]


class StatusIsAMember(Primitive):
    def status(self) -> JobStatus: ...  # type: ignore[override]


class FinalStatesAreMembers(Primitive):
    JOB_FINAL_STATES: tuple[JobStatus, ...] = (JobStatus.DONE,)  # type: ignore[assignment]


class ErrorIsAFlag(Primitive):
    ERROR = True  # type: ignore[assignment]


class CancelSaysWhether(Primitive):
    def cancel(self) -> bool: ...  # type: ignore[override]


class TagsAreAMethod(Primitive):
    def tags(self) -> list[str]: ...  # type: ignore[override]


class AddsOneTag(Primitive):
    def update_tags(self, new_tags: str) -> list[str]: ...  # type: ignore[override]


class PropertiesAreFixed(Primitive):
    def properties(self) -> BackendProperties | None: ...  # type: ignore[override]


class BackendNeverWaits(Primitive):
    def backend(self) -> Backend | None: ...  # type: ignore[override]


class LocalStatusIsANumber(Local):
    def status(self) -> int: ...  # type: ignore[override]


class LocalResultWaitsForEver(Local):
    """As `qiskit.primitives.BasePrimitiveJob` does, which therefore is none of this profile."""

    def result(self) -> object: ...  # type: ignore[override]


primitive(Local())
primitive(Primitive())
runtime(Primitive())
runtime(ErrorIsAMemberOfAnEnumeration())
runtime(StatusIsAnyText())  # rejected: status
primitive(StatusIsAnyText())
runtime(StatusIsAMember())  # rejected: status
runtime(FinalStatesAreMembers())  # rejected: JOB_FINAL_STATES
runtime(ErrorIsAFlag())  # rejected: ERROR
runtime(CancelSaysWhether())  # rejected: cancel
runtime(TagsAreAMethod())  # rejected: tags
runtime(AddsOneTag())  # rejected: update_tags
runtime(PropertiesAreFixed())  # rejected: properties
runtime(BackendNeverWaits())  # rejected: backend
primitive(LocalStatusIsANumber())  # rejected: status
primitive(LocalResultWaitsForEver())  # rejected: result

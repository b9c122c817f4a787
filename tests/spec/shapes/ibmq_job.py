"""IBMQJob as qiskit-ibmq-provider 0.20.2 has it, its queue information, and what its callback can be."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import qjobspec

from .foreign import Backend, BackendProperties, Circuit, JobStatus, Qobj, Result


def ibmq(job: qjobspec.IBMQJob) -> None:
    """Take a job of the IBM Quantum job API."""


def jobv1(job: qjobspec.JobV1) -> None:
    """Take a job in the manner of JobV1."""


def queue(info: qjobspec.QueueInfo) -> None:
    """Take what is known about a queue."""


def called(callback: qjobspec.QueueCallback) -> None:
    """Take what a waiting job is to call."""


class Information:
    """Attributes where the document has properties, as in the published class."""

    def __init__(self, position: int | None, hub: float | None, group: float | None, project: float | None) -> None:
        self.position = position
        self.hub_priority = hub
        self.group_priority = group
        self.project_priority = project

    @property
    def estimated_start_time(self) -> datetime | None: ...
    @property
    def estimated_complete_time(self) -> datetime | None: ...


class Record:
    version = 1

    def job_id(self) -> str: ...
    def backend(self) -> Backend: ...
    def submit(self) -> None: ...
    def status(self) -> JobStatus: ...
    def done(self) -> bool: ...
    def running(self) -> bool: ...
    def cancelled(self) -> bool: ...
    def in_final_state(self) -> bool: ...
    def result(
        self, timeout: float | None = None, wait: float = 5, partial: bool = False, refresh: bool = False
    ) -> Result: ...
    def cancel(self) -> bool: ...
    def wait_for_final_state(
        self, timeout: float | None = None, wait: float | None = None, callback: Callable[..., Any] | None = None
    ) -> None: ...
    def error_message(self) -> str | None: ...
    def refresh(self) -> None: ...
    def queue_position(self, refresh: bool = False) -> int | None: ...
    def queue_info(self) -> Information | None: ...
    def creation_date(self) -> datetime: ...
    def time_per_step(self) -> dict[Any, Any] | None: ...
    def scheduling_mode(self) -> str | None: ...
    def name(self) -> str | None: ...
    def update_name(self, name: str) -> str: ...
    def tags(self) -> list[str]: ...
    def update_tags(
        self,
        replacement_tags: list[str] | None = None,
        additional_tags: list[str] | None = None,
        removal_tags: list[str] | None = None,
    ) -> list[str]: ...
    def share_level(self) -> str: ...
    def properties(self) -> BackendProperties | None: ...
    def qobj(self) -> Qobj | None: ...
    def circuits(self) -> list[Circuit]: ...
    def header(self) -> dict[Any, Any]: ...
    def backend_options(self) -> dict[str, Any]: ...
    @property
    def client_version(self) -> dict[str, str]: ...
    @property
    def experiment_id(self) -> str: ...


class TellsOfTheQueue(Record):
    def wait_for_final_state(
        self,
        timeout: float | None = None,
        wait: float | None = None,
        callback: qjobspec.QueueCallback | None = None,
    ) -> None: ...


class WaitIsANumber(Record):
    def wait_for_final_state(  # type: ignore[override]
        self, timeout: float | None = None, wait: float = 5, callback: Callable[..., Any] | None = None
    ) -> None: ...


class KeepsTheQueueSecret(Record):
    def wait_for_final_state(
        self,
        timeout: float | None = None,
        wait: float | None = None,
        callback: Callable[[str, JobStatus, Record], object] | None = None,
    ) -> None: ...


class ResultIsNeverPartial(Record):
    def result(self, timeout: float | None = None, wait: float = 5, *, refresh: bool = False) -> Result: ...  # type: ignore[override]


class CreationDateIsAProperty(Record):
    creation_date: datetime  # type: ignore[assignment]


class TagsAreASet(Record):
    def tags(self) -> set[str]: ...  # type: ignore[override]


class StepsAreTexts(Record):
    def time_per_step(self) -> dict[str, str] | None: ...


class QueueInfoIsADictionary(Record):
    def queue_info(self) -> dict[str, Any] | None: ...  # type: ignore[override]


class NameIsNeverNone(Record):
    def name(self) -> str: ...


class ClientVersionIsAMethod(Record):
    def client_version(self) -> dict[str, str]: ...  # type: ignore[override]


class EstimatesSeconds(Information):
    @property
    def estimated_start_time(self) -> float | None: ...  # type: ignore[override]


class NamesItsParametersAnew:
    def __call__(self, name: str, state: JobStatus, what: Record, queue_info: object = None) -> None: ...


class TakesAnything:
    def __call__(self, *arguments: object, **keywords: object) -> bool: ...


class TakesThree:
    def __call__(self, job_id: str, job_status: JobStatus, job: Record) -> None: ...


class TakesFour:
    def __call__(self, job_id: str, job_status: JobStatus, job: Record, queue: object) -> None: ...


ibmq(Record())
jobv1(Record())
ibmq(TellsOfTheQueue())
jobv1(TellsOfTheQueue())
ibmq(NameIsNeverNone())
ibmq(WaitIsANumber())  # rejected: wait_for_final_state
ibmq(KeepsTheQueueSecret())  # rejected: wait_for_final_state
ibmq(ResultIsNeverPartial())  # rejected: result
ibmq(CreationDateIsAProperty())  # rejected: creation_date
ibmq(TagsAreASet())  # rejected: tags
ibmq(StepsAreTexts())  # rejected: time_per_step
ibmq(QueueInfoIsADictionary())  # rejected: queue_info
ibmq(ClientVersionIsAMethod())  # rejected: client_version
queue(Information(1, None, 0.5, None))
queue(EstimatesSeconds(1, None, 0.5, None))  # rejected: estimated_start_time
called(NamesItsParametersAnew())
called(TakesAnything())
called(TakesThree())  # rejected: __call__
called(TakesFour())  # rejected: __call__

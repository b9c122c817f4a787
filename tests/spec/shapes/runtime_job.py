"""RuntimeJob as qiskit-ibmq-provider 0.20.2 has it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import qjobspec

from .foreign import Backend, JobStatus, ResultDecoder


def runtime(job: qjobspec.RuntimeJob) -> None:
    """Take a runtime program."""


def core(job: qjobspec.Job) -> None:
    """Take a job of the common core."""


class Program:
    def job_id(self) -> str: ...
    def backend(self) -> Backend: ...
    def status(self) -> JobStatus: ...
    def result(self, timeout: float | None = None, wait: float = 5, decoder: type[ResultDecoder] | None = None) -> Any: ...
    def cancel(self) -> None: ...
    def wait_for_final_state(self, timeout: float | None = None, wait: float = 5) -> None: ...
    def error_message(self) -> str | None: ...
    def logs(self) -> str: ...
    def stream_results(self, callback: Callable[..., Any], decoder: type[ResultDecoder] | None = None) -> None: ...
    def cancel_result_streaming(self) -> None: ...
    @property
    def creation_date(self) -> datetime | None: ...
    @property
    def image(self) -> str: ...
    @property
    def inputs(self) -> dict[Any, Any]: ...
    @property
    def program_id(self) -> str: ...


class InputsAreKept(Program):
    inputs: dict[str, Any] = {}  # pyright: ignore[reportIncompatibleMethodOverride]


class StreamsResultsAlone(Program):
    def stream_results(self, callback: Callable[[Any], object], decoder: type[ResultDecoder] | None = None) -> None: ...


class DecodesWithAnObject(Program):
    def result(  # type: ignore[override]
        self, timeout: float | None = None, wait: float = 5, decoder: ResultDecoder | None = None
    ) -> Any: ...


class CreationDateIsAMethod(Program):
    def creation_date(self) -> datetime | None: ...  # type: ignore[override]


class CancelSaysWhether(Program):
    def cancel(self) -> bool: ...  # type: ignore[override]


class LogsAreLines(Program):
    def logs(self) -> list[str]: ...  # type: ignore[override]


class StatusIsAWord(Program):
    def status(self) -> str: ...  # type: ignore[override]


class InputsAreAText(Program):
    @property
    def inputs(self) -> str: ...  # type: ignore[override]


runtime(Program())
core(Program())
runtime(InputsAreKept())
runtime(StreamsResultsAlone())  # rejected: stream_results
runtime(DecodesWithAnObject())  # rejected: result
runtime(CreationDateIsAMethod())  # rejected: creation_date
runtime(CancelSaysWhether())  # rejected: cancel
runtime(LogsAreLines())  # rejected: logs
runtime(StatusIsAWord())  # rejected: status
runtime(InputsAreAText())  # rejected: inputs

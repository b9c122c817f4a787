"""The common core: whatever says its status, gives its result and can be asked to stop."""

from __future__ import annotations

from typing import Any

import qjobspec

from .foreign import JobStatus


def core(job: qjobspec.Job) -> None:
    """Take a job of the common core."""


class Smallest:
    def status(self) -> JobStatus: ...
    def result(self, timeout: float | None = None) -> Any: ...
    def cancel(self) -> bool: ...


class SaysOurStatus(Smallest):
    def status(self) -> qjobspec.JobStatus: ...  # type: ignore[override]


class TakesWords(Smallest):
    def status(self) -> str: ...  # type: ignore[override]


class MayNotKnow(Smallest):
    def status(self) -> JobStatus | None: ...  # type: ignore[override]


class CancelsInSilence(Smallest):
    def cancel(self) -> None: ...  # type: ignore[override]


class StatusIsANumber(Smallest):
    def status(self) -> int: ...  # type: ignore[override]


class ResultHasNoTimeout(Smallest):
    def result(self) -> Any: ...  # type: ignore[override]


class ResultNeedsATimeout(Smallest):
    def result(self, timeout: float) -> Any: ...  # type: ignore[override]


class TimeoutHasAnotherName(Smallest):
    def result(self, seconds: float | None = None) -> Any: ...  # pyright: ignore[reportIncompatibleMethodOverride]


class CancelReturnsText(Smallest):
    def cancel(self) -> str: ...  # type: ignore[override]


class HasNoCancel:
    def status(self) -> JobStatus: ...
    def result(self, timeout: float | None = None) -> Any: ...


core(Smallest())
core(SaysOurStatus())
core(TakesWords())
core(MayNotKnow())
core(CancelsInSilence())
core(StatusIsANumber())  # rejected: status
core(ResultHasNoTimeout())  # rejected: result
core(ResultNeedsATimeout())  # rejected: result
core(TimeoutHasAnotherName())  # rejected by pyright: result
core(CancelReturnsText())  # rejected: cancel
core(HasNoCancel())  # rejected: cancel

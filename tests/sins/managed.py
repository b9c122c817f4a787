"""Sins of a managed job at its service, that should answer `None` rather than raise."""

from __future__ import annotations

import warnings
from dataclasses import replace
from enum import Enum
from types import SimpleNamespace
from typing import Any
from unittest import mock

from qjobspec import JobStatus
from qjobspec_reference.errors import IBMQJobApiError, IBMQJobError, IBMQJobFailureError, IBMQJobInvalidStateError, JobError
from qjobspec_reference.managed import ManagedJob
from qjobspec_reference.managed import job as module

from .sin import committed, sin

MANAGED = "managed-job"
_QUIET = SimpleNamespace(warn=lambda *_, **__: None)


class _Another(Enum):
    SUBMITTED = "it is somewhere"


@sin("STATUS-13", MANAGED, ManagedJob, "status")
def tells_a_word(original: Any, self: ManagedJob) -> Any:
    told = original(self)
    return None if told is None else told.name


@sin("STATUS-13", MANAGED, ManagedJob, "status")
def has_a_state_of_its_own(original: Any, self: ManagedJob) -> Any:
    told = original(self)
    return _Another.SUBMITTED if told is JobStatus.QUEUED else told


@sin("STATUS-13", MANAGED, ManagedJob, "status")
def has_nothing_to_say_while_it_is_queued(original: Any, self: ManagedJob) -> Any:
    told = original(self)
    return None if told is JobStatus.QUEUED else told


@sin("RESULT-18", MANAGED, ManagedJob, "result")
def raises_for_a_failed_job(original: Any, self: ManagedJob, *args: Any, **named: Any) -> Any:
    result = original(self, *args, **named)
    if result is None and _state(self) is JobStatus.ERROR:
        raise IBMQJobFailureError("it failed")
    return result


@sin("RESULT-18", MANAGED, ManagedJob, "result")
def raises_for_a_cancelled_job(original: Any, self: ManagedJob, *args: Any, **named: Any) -> Any:
    result = original(self, *args, **named)
    if result is None and _state(self) is JobStatus.CANCELLED:
        raise IBMQJobInvalidStateError("it was cancelled")
    return result


@sin(
    "RESULT-18",
    MANAGED,
    ManagedJob,
    "result",
    also={"RESULT-16": "what is made up has no `success`", "RESULT-29": "and is no `Result`"},
)
def makes_up_a_result(original: Any, self: ManagedJob, *args: Any, **named: Any) -> Any:
    result = original(self, *args, **named)
    return {} if result is None and _state(self) is JobStatus.ERROR else result


committed("says_nothing_of_it", "RESULT-19", MANAGED, (module, "warnings", _QUIET))
committed(
    "has_no_reason",
    "RESULT-19",
    MANAGED,
    (module, "warnings", SimpleNamespace(warn=lambda *_, **__: warnings.warn(" ", stacklevel=1))),
)


@sin("RESULT-19", MANAGED, ManagedJob, "result")
def warns_only_once(original: Any, self: ManagedJob, *args: Any, **named: Any) -> Any:
    with mock.patch.object(module, "warnings", _QUIET if "warned" in self.__dict__ else warnings):
        result = original(self, *args, **named)
    if result is None:
        self.__dict__["warned"] = True
    return result


@sin("RESULT-20", MANAGED, ManagedJob, "result")
def gives_its_result_away(original: Any, self: ManagedJob, *args: Any, **named: Any) -> Any:
    if "given" in self.__dict__:
        warnings.warn("it was given away", stacklevel=2)
        return None
    result = original(self, *args, **named)
    if result is not None:
        self.__dict__["given"] = True
    return result


@sin("RESULT-20", MANAGED, ManagedJob, "result")
def counts_how_often_it_is_asked(original: Any, self: ManagedJob, *args: Any, **named: Any) -> Any:
    result = original(self, *args, **named)
    asked = self.__dict__["asked"] = self.__dict__.get("asked", 0) + 1
    return None if result is None else replace(result, header={"asked": asked})


@sin("CANCEL-16", MANAGED, ManagedJob, "cancel")
def raises_when_it_is_refused(_: Any, self: ManagedJob) -> None:
    try:
        if self.job is None or self.job.cancel():
            return
    except JobError:
        return
    raise IBMQJobError("it was refused")


@sin("CANCEL-16", MANAGED, ManagedJob, "cancel")
def raises_when_nobody_can_be_asked(_: Any, self: ManagedJob) -> None:
    if self.job is not None:
        self.job.cancel()


def _cancels(self: ManagedJob) -> None:
    _CANCEL(self)
    self.__dict__["cancelled"] = True


def _says(self: ManagedJob) -> Any:
    told = _STATUS(self)
    return JobStatus.CANCELLED if "cancelled" in self.__dict__ else told


_CANCEL, _STATUS = ManagedJob.cancel, ManagedJob.status
committed(
    "takes_itself_for_cancelled",
    "CANCEL-16",
    MANAGED,
    (ManagedJob, "cancel", _cancels),
    (ManagedJob, "status", _says),
    also={
        "STATUS-4": "it says CANCELLED while it runs",
        "STATUS-5": "it says CANCELLED while it waits",
        "STATUS-6": "it says CANCELLED when it is done",
    },
)


@sin("RESILIENCE-13", MANAGED, ManagedJob, "status")
def raises_what_its_job_raises(_: Any, self: ManagedJob) -> Any:
    return JobStatus.INITIALIZING if self.job is None else self.job.status()


@sin("RESILIENCE-13", MANAGED, ManagedJob, "error_message")
def raises_for_want_of_a_reason(_: Any, self: ManagedJob) -> Any:
    return None if self.job is None else self.job.error_message()


@sin("RESILIENCE-13", MANAGED, ManagedJob, "result")
def raises_for_want_of_an_answer(_: Any, self: ManagedJob, *args: Any, **named: Any) -> Any:
    try:
        return self._submitted().result(*args, **named)
    except IBMQJobApiError:
        raise
    except IBMQJobError as error:
        if "imed out" in str(error):
            raise
        warnings.warn(str(error), stacklevel=2)
        return None


@sin("RESILIENCE-13", MANAGED, ManagedJob, "status")
def tells_what_it_heard_last(original: Any, self: ManagedJob) -> Any:
    told = original(self)
    self.__dict__["last"] = self.__dict__.get("last", JobStatus.QUEUED) if told is None else told
    return self.__dict__["last"]


@sin("RESILIENCE-13", MANAGED, ManagedJob, "status")
def gives_its_service_up(original: Any, self: ManagedJob) -> Any:
    told = None if "gone" in self.__dict__ else original(self)
    if told is None:
        self.__dict__["gone"] = True
    return told


def _state(job: ManagedJob) -> JobStatus | None:
    return None if job.job is None else job.job._progress.state

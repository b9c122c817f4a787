"""What can be wrong with cancel() at a service, and with status() after it."""

from __future__ import annotations

from typing import Any

from qjobspec import JobStatus
from qjobspec_reference.errors import IBMQJobApiError, IBMQJobInvalidStateError, RuntimeInvalidStateError
from qjobspec_reference.ibmq import IBMQJob
from qjobspec_reference.ibmq.service import JobService
from qjobspec_reference.managed import ManagedJob
from qjobspec_reference.runtime import RuntimeJob, RuntimeJobV2

from .sin import committed, sin

_TYPES = {"runtime-job": RuntimeJob, "runtime-job-v2": RuntimeJobV2}
_EARLY = {
    "CANCEL-6": "it does not end as it was said",
    "RESOURCE-2": "it asks for what it has called final",
    "STATUS-2": "the state that was made up is left again",
    "STATUS-3": "the state that was made up is left again",
}

for _profile, _kind in _TYPES.items():
    _name = _profile.replace("-", "_")

    def _says_yes(self: Any, _original: Any = _kind.cancel) -> Any:
        _original(self)
        return True

    committed(f"{_name}_says_that_it_cancelled", "CANCEL-11", _profile, (_kind, "cancel", _says_yes))

    def _passes_over(self: Any, _original: Any = _kind.cancel) -> Any:
        try:
            _original(self)
        except RuntimeInvalidStateError:
            return

    committed(f"{_name}_passes_over_a_refusal", "CANCEL-12", _profile, (_kind, "cancel", _passes_over))

    def _faults(self: Any, _original: Any = _kind.cancel) -> Any:
        try:
            _original(self)
        except RuntimeInvalidStateError as error:
            raise self._api(str(error)) from error

    committed(f"{_name}_takes_a_refusal_for_a_fault", "CANCEL-12", _profile, (_kind, "cancel", _faults))

    def _hopes(self: Any, _original: Any = _kind.cancel) -> Any:
        try:
            _original(self)
        except self._api:
            return

    committed(
        f"{_name}_hopes_that_it_was_cancelled",
        "CANCEL-13",
        _profile,
        (_kind, "cancel", _hopes),
        also={"RESILIENCE-1": "what fails is passed over"},
    )

    def _confuses(self: Any, _original: Any = _kind.cancel) -> Any:
        try:
            _original(self)
        except self._api as error:
            raise RuntimeInvalidStateError(str(error)) from error

    committed(
        f"{_name}_takes_a_fault_for_a_refusal",
        "CANCEL-13",
        _profile,
        (_kind, "cancel", _confuses),
        also={"RESILIENCE-1": "what fails is told by another error"},
    )

    def _believes(self: Any, _original: Any = _kind.cancel) -> Any:
        _original(self)
        self._knowledge.learn(JobStatus.CANCELLED)

    committed(f"{_name}_is_cancelled_at_once", "CANCEL-14", _profile, (_kind, "cancel", _believes), also=_EARLY)


@sin("CANCEL-11", "managed-job", ManagedJob, "cancel")
def tells_what_the_job_said(original: Any, self: ManagedJob) -> Any:
    original(self)
    return self.job is not None


@sin("CANCEL-14", "ibmq-job", IBMQJob, "cancel", also=_EARLY)
def is_cancelled_at_once(original: Any, self: IBMQJob) -> Any:
    accepted = original(self)
    if accepted:
        self._progress._knowledge.learn(JobStatus.CANCELLED)
    return accepted


_CANCEL = IBMQJob.cancel


def _remembers(self: IBMQJob) -> bool:
    accepted = _CANCEL(self)
    if accepted:
        self.__dict__["_asked_to_stop"] = True
    return accepted


def _covers_up(self: IBMQJob) -> JobStatus:
    state = _STATUS(self)
    hidden = "_asked_to_stop" in self.__dict__ and not self._progress.is_final
    return JobStatus.CANCELLED if hidden else state


_STATUS = IBMQJob.status
committed(
    "says_cancelled_until_it_hears_of_the_end",
    "CANCEL-14",
    "ibmq-job",
    (IBMQJob, "cancel", _remembers),
    (IBMQJob, "status", _covers_up),
    also=_EARLY,
)


def _freezes(self: ManagedJob, _original: Any = ManagedJob.cancel) -> None:
    _original(self)
    self.__dict__["_said"] = self.status()


def _frozen(self: ManagedJob, _original: Any = ManagedJob.status) -> JobStatus | None:
    said: JobStatus | None = self.__dict__.get("_said") or _original(self)
    return said


committed(
    "goes_on_saying_what_it_said_when_it_was_cancelled",
    "CANCEL-14",
    "managed-job",
    (ManagedJob, "cancel", _freezes),
    (ManagedJob, "status", _frozen),
)


@sin("CANCEL-17", "ibmq-job", IBMQJob, "cancel", also={"CANCEL-10": "a job that has ended cannot be cancelled"})
def raises_for_a_refusal(original: Any, self: IBMQJob) -> Any:
    if not original(self):
        raise IBMQJobApiError("the job was not cancelled")
    return True


@sin("CANCEL-17", "ibmq-job", JobService, "cancel", also={"CANCEL-6": "the job goes on", "CANCEL-10": "it has ended"})
def says_yes_to_a_refusal(original: Any, self: JobService) -> Any:
    original(self)
    return True


@sin("CANCEL-17", "ibmq-job", IBMQJob, "cancel", also={"RESILIENCE-1": "what fails is passed over"})
def says_no_without_an_answer(original: Any, self: IBMQJob) -> Any:
    try:
        return original(self)
    except IBMQJobApiError:
        return False


@sin("CANCEL-17", "ibmq-job", IBMQJob, "cancel", also={"RESILIENCE-1": "what fails is told by another error"})
def takes_silence_for_a_state(original: Any, self: IBMQJob) -> Any:
    try:
        return original(self)
    except IBMQJobApiError as error:
        raise IBMQJobInvalidStateError(str(error)) from error

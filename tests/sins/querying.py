"""Sins of jobs that say how far they are (STATUS, PREDICATE)."""

from __future__ import annotations

import time
from types import MappingProxyType
from typing import Any

from qjobspec import JobStatus
from qjobspec_reference.client import Fault
from qjobspec_reference.errors import IBMRuntimeError, told_as
from qjobspec_reference.ibmq import IBMQJob
from qjobspec_reference.knowledge import Knowledge, UnknownWord
from qjobspec_reference.managed import ManagedJob
from qjobspec_reference.runtime import RuntimeJob, RuntimeJobV2, job_v2
from qjobspec_reference.runtime.program import Program

from .sin import committed, sin

_ANOTHER_END = "its work went otherwise than it says"
_LIES_TWICE = "what is wrong in the table of words is wrong of the work too"
_RAISES = "a word that it does not know makes it raise"

_ASKS_ON = {"RESOURCE-2": "it asks for what is final", "RESOURCE-3": "it asks more than one question"}
_ENDED_BEFORE = dict.fromkeys(("RESOURCE-2", "RESILIENCE-12"), "who has failed has ended")

# STATUS-12


@sin("STATUS-12", "runtime-job-v2", RuntimeJobV2, "status")
def speaks_in_small_letters(original: Any, self: RuntimeJobV2) -> Any:
    """No program compares with them."""
    return original(self).lower()


committed(
    "speaks_as_its_service_does",
    "STATUS-12",
    "runtime-job-v2",
    (job_v2, "_WORDS", {**job_v2._WORDS, JobStatus.DONE: "COMPLETED"}),
)
committed(
    "says_its_state_as_a_member",
    "STATUS-12",
    "runtime-job-v2",
    (job_v2, "_WORDS", {state: state for state in job_v2._WORDS}),
)
committed(
    "says_nothing_while_it_is_queued",
    "STATUS-12",
    "runtime-job-v2",
    (job_v2, "_WORDS", {**job_v2._WORDS, JobStatus.QUEUED: None}),
)

# STATUS-15


def _taking(word: str, state: JobStatus) -> Any:
    def meaning(original: Any, self: Knowledge, said: Any) -> JobStatus:
        return state if str(said).upper() == word else original(self, said)

    return meaning


def _mistakes(name: str, profile: str, word: str, state: JobStatus, **also: str) -> None:
    taking = _taking(word, state)
    taking.__name__ = name
    sin("STATUS-15", profile, Knowledge, "meaning", also={each.replace("_", "-"): why for each, why in also.items()})(taking)


_mistakes("takes_a_validated_job_for_a_queued_one", "ibmq-job", "VALIDATED", JobStatus.QUEUED)
_mistakes("takes_a_job_in_the_making_for_a_running_one", "ibmq-job", "CREATING", JobStatus.RUNNING, STATUS_5=_LIES_TWICE)
_mistakes("takes_a_place_in_the_queue_for_a_check", "managed-job", "PENDING_IN_QUEUE", JobStatus.VALIDATING)
_mistakes(
    "takes_a_failed_check_for_a_cancellation", "ibmq-job", "ERROR_VALIDATING_JOB", JobStatus.CANCELLED, STATUS_7=_LIES_TWICE
)
_mistakes("takes_a_failure_for_a_success", "runtime-job", "FAILED", JobStatus.DONE, STATUS_7=_LIES_TWICE)
_mistakes("takes_a_cancellation_for_a_failure", "runtime-job-v2", "CANCELLED", JobStatus.ERROR, CANCEL_8=_LIES_TWICE)


@sin("STATUS-15", "ibmq-job", Knowledge, "meaning", also={"STATUS-10": _RAISES})
def has_never_heard_of_transpiling(original: Any, self: Knowledge, said: Any) -> Any:
    """One row of the table is missing."""
    if said == "TRANSPILING":
        raise UnknownWord(self._job_id, said)
    return original(self, said)


# STATUS-16


def _remembers(seconds: float) -> Any:
    def status(original: Any, self: Any) -> Any:
        at, said = self.__dict__.get("_said", (-seconds, None))
        if said is None or time.monotonic() >= at + seconds:
            self.__dict__["_said"] = at, said = time.monotonic(), original(self)
        return said

    return status


def _forgetful(name: str, profile: str, kind: type, seconds: float) -> None:
    remembering = _remembers(seconds)
    remembering.__name__ = name
    also = {"STATUS-4": _STALE, "STATUS-6": _STALE, "STATUS-7": _STALE}
    sin("STATUS-16", profile, kind, "status", also=also)(remembering)


_STALE = "by then the work has gone on"
_forgetful("remembers_its_state_for_half_a_second", "ibmq-job", IBMQJob, 0.5)
_forgetful("remembers_its_state_for_a_minute", "runtime-job", RuntimeJob, 60.0)
_forgetful("remembers_its_state_for_a_moment", "runtime-job-v2", RuntimeJobV2, 0.3)
_forgetful("remembers_the_state_of_its_job", "managed-job", ManagedJob, 0.25)


@sin("STATUS-16", "runtime-job", RuntimeJob, "status", also={"STATUS-4": _STALE, "STATUS-6": _STALE})
def says_what_it_heard_the_time_before(original: Any, self: Any) -> Any:
    """It lags one question behind."""
    before, now = self.__dict__.get("_heard"), original(self)
    self.__dict__["_heard"] = now
    return before or now


@sin("STATUS-16", "runtime-job-v2", RuntimeJobV2, "status", also={"STATUS-4": _STALE, "STATUS-6": _STALE})
def waits_to_be_told_twice(original: Any, self: Any) -> Any:
    """What is new is not believed at once."""
    before, now = self.__dict__.get("_heard"), original(self)
    self.__dict__["_heard"] = now
    return now if before in (None, now) else before


# STATUS-17

committed(
    "does_not_know_the_code_for_too_long",
    "STATUS-17",
    "runtime-job-v2",
    (job_v2, "_TOO_LONG", -1),
    also={"STATUS-7": _ANOTHER_END},
)
committed(
    "takes_too_long_for_any_cancellation",
    "STATUS-17",
    "runtime-job",
    (RuntimeJob, "_family", MappingProxyType({**RuntimeJob._family, "CANCELLED - RAN TOO LONG": JobStatus.CANCELLED})),
    also={"STATUS-7": _ANOTHER_END},
)
committed(
    "runs_on_when_it_has_run_too_long",
    "STATUS-17",
    "runtime-job",
    (RuntimeJob, "_family", MappingProxyType({**RuntimeJob._family, "CANCELLED - RAN TOO LONG": JobStatus.RUNNING})),
    also={"STATUS-7": _ANOTHER_END},
)

# STATUS-18


@sin("STATUS-18", "ibmq-job", IBMQJob, "status", also=_ASKS_ON)
def wants_its_record_before_it_tells_its_end(original: Any, self: IBMQJob) -> Any:
    """The record cannot be had, and the end is not told."""
    state = original(self)
    if self._progress.is_final:
        self.refresh()
    return state


@sin("STATUS-18", "runtime-job", RuntimeJob, "status", also=_ASKS_ON)
def wants_its_result_before_it_says_that_it_is_done(original: Any, self: RuntimeJob) -> Any:
    """The result cannot be had, and the end is not told."""
    state = original(self)
    if state is JobStatus.DONE:
        with told_as(self._api, Fault):
            self._service.result()
    return state


@sin("STATUS-18", "runtime-job-v2", Program, "_state", also=_ASKS_ON)
def wants_the_reason_before_it_says_that_it_failed(original: Any, self: Program) -> Any:
    """The reason cannot be had, and the end is not told."""
    state = original(self)
    if state is JobStatus.ERROR:
        with told_as(IBMRuntimeError, Fault):
            self._service.result()
    return state


@sin("STATUS-18", "runtime-job-v2", RuntimeJobV2, "in_final_state", also=_ASKS_ON)
def is_not_over_before_it_has_its_numbers(original: Any, self: RuntimeJobV2) -> Any:
    """The measurements cannot be had, and the job goes on."""
    try:
        return original(self) and bool(self.metrics())
    except IBMRuntimeError:
        return False


@sin("STATUS-18", "managed-job", ManagedJob, "status", also=_ASKS_ON)
def cannot_tell_its_end_without_its_record(original: Any, self: ManagedJob) -> Any:
    """None is for questions that failed, and this one did not."""
    state = original(self)
    try:
        if self.job is not None and state is JobStatus.DONE:
            self.job.refresh()
    except Exception:
        return None
    return state


# PREDICATE-7


@sin("PREDICATE-7", "runtime-job-v2", RuntimeJobV2, "errored", also=_ENDED_BEFORE)
def has_failed_once_it_is_over(original: Any, self: RuntimeJobV2) -> Any:
    """Every end is a failure."""
    return self.in_final_state()


@sin("PREDICATE-7", "runtime-job-v2", RuntimeJobV2, "errored", also=_ENDED_BEFORE)
def has_failed_if_it_was_cancelled(original: Any, self: RuntimeJobV2) -> Any:
    """A cancellation is no failure."""
    return original(self) or self.cancelled()


@sin("PREDICATE-7", "runtime-job-v2", RuntimeJobV2, "errored")
def has_never_failed(original: Any, self: RuntimeJobV2) -> Any:
    """It always says no."""
    return False


@sin("PREDICATE-7", "runtime-job-v2", RuntimeJobV2, "errored", also=_ENDED_BEFORE)
def has_failed_as_long_as_it_is_not_done(original: Any, self: RuntimeJobV2) -> Any:
    """What is not done may yet be."""
    return not self.done()

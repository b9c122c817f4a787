"""Sins of jobs at what they know of themselves (IDENTITY), and at what they offer (MEMBER)."""

from __future__ import annotations

from typing import Any

from qjobspec_reference.errors import IBMRuntimeError
from qjobspec_reference.jobv1 import JobV1
from qjobspec_reference.runtime import RuntimeJobV2
from qjobspec_reference.runtime.program import Program

from .sin import committed, sin


@sin("IDENTITY-3", "runtime-job-v2", Program, "job_id", also={"IDENTITY-8": "only one of the two can be the job's own"})
def leaves_its_number_out_of_its_id(original: Any, self: Program) -> Any:
    """Two jobs of one user have one id."""
    return original(self).rstrip("0123456789")


@sin("IDENTITY-8", "runtime-job", Program, "job_id")
def calls_itself_as_it_likes(original: Any, self: Program) -> Any:
    """Nobody at the service knows this name."""
    return "my-only-job"


@sin("IDENTITY-8", "ibmq-job", JobV1, "job_id")
def tells_the_beginning_of_its_id(original: Any, self: JobV1) -> Any:
    """It is enough to show, and not to find the job by."""
    return original(self)[:4]


@sin("IDENTITY-8", "runtime-job-v2", Program, "job_id")
def tells_its_id_in_capitals(original: Any, self: Program) -> Any:
    """It is another id."""
    return original(self).upper()


@sin("IDENTITY-9", "runtime-job-v2", RuntimeJobV2, "backend")
def does_not_ask_for_its_backend(original: Any, self: RuntimeJobV2, timeout: Any = None) -> Any:
    """None is all that it was given."""
    return self._backend


@sin("IDENTITY-9", "runtime-job-v2", RuntimeJobV2, "backend")
def asks_for_its_backend_once_and_for_all(original: Any, self: RuntimeJobV2, timeout: Any = None) -> Any:
    """What the service cannot tell yet it may tell later."""
    if "_asked_for" not in self.__dict__:
        self.__dict__["_asked_for"] = original(self, timeout)
    return self.__dict__["_asked_for"]


@sin("IDENTITY-9", "runtime-job-v2", RuntimeJobV2, "backend")
def invents_a_backend(original: Any, self: RuntimeJobV2, timeout: Any = None) -> Any:
    """Nobody has said this."""
    return original(self, timeout) or "simulator"


@sin("IDENTITY-9", "runtime-job-v2", RuntimeJobV2, "backend", also={"RESILIENCE-8": "a field that may be left out is"})
def raises_for_want_of_a_backend(original: Any, self: RuntimeJobV2, timeout: Any = None) -> Any:
    """None is an answer."""
    found = original(self, timeout)
    if found is None:
        raise IBMRuntimeError("there is no backend")
    return found


@sin("IDENTITY-9", "runtime-job-v2", RuntimeJobV2, "backend")
def asks_for_its_backend_and_does_not_listen(original: Any, self: RuntimeJobV2, timeout: Any = None) -> Any:
    """The answer is not kept."""
    if self._backend is None:
        self._service.record()
    return self._backend


@sin("IDENTITY-10", "runtime-job-v2", RuntimeJobV2, "backend")
def takes_its_time_over_its_backend(original: Any, self: RuntimeJobV2, timeout: Any = None) -> Any:
    """The timeout is taken and lost."""
    return original(self)


@sin("IDENTITY-10", "runtime-job-v2", RuntimeJobV2, "backend")
def takes_seconds_for_minutes(original: Any, self: RuntimeJobV2, timeout: Any = None) -> Any:
    """Sixty times is too long."""
    return original(self, None if timeout is None else 60 * timeout)


@sin("IDENTITY-10", "runtime-job-v2", RuntimeJobV2, "backend")
def asks_for_its_backend_when_the_time_is_up(original: Any, self: RuntimeJobV2, timeout: Any = None) -> Any:
    """One request too many."""
    try:
        return original(self, timeout)
    except IBMRuntimeError:
        return original(self, timeout)


committed(
    "lists_its_ends_in_another_order",
    "MEMBER-4",
    "runtime-job-v2",
    (RuntimeJobV2, "JOB_FINAL_STATES", ("CANCELLED", "DONE", "ERROR")),
)
committed("calls_a_failure_failed", "MEMBER-4", "runtime-job-v2", (RuntimeJobV2, "ERROR", "FAILED"))
committed(
    "lists_its_ends_without_the_bad_one",
    "MEMBER-4",
    "runtime-job-v2",
    (RuntimeJobV2, "JOB_FINAL_STATES", ("DONE", "CANCELLED")),
)

"""Sins of a job that its user submits, and of what it says before and meanwhile."""

from __future__ import annotations

import threading
import warnings
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import nullcontext
from typing import Any

from qjobspec import JobStatus
from qjobspec_reference.errors import IBMQJobError, IBMQJobTimeoutError, QiskitError
from qjobspec_reference.managed import ManagedJob

from .sin import sin

MANAGED = "managed-job"


@sin("SUBMIT-9", MANAGED, ManagedJob, "submit")
def waits_until_it_is_submitted(original: Any, self: ManagedJob, *args: Any, **named: Any) -> None:
    original(self, *args, **named)
    assert self.future is not None
    wait([self.future])


@sin("SUBMIT-9", MANAGED, ManagedJob, "submit")
def gives_its_future_away(original: Any, self: ManagedJob, *args: Any, **named: Any) -> Any:
    original(self, *args, **named)
    return self.future


@sin("SUBMIT-9", MANAGED, ManagedJob, "submit")
def waits_for_the_lock(
    original: Any,
    self: ManagedJob,
    circuits: Any,
    job_name: str,
    backend: Any,
    executor: Any,
    submit_lock: Any,
    **named: Any,
) -> None:
    with submit_lock:
        pass
    original(self, circuits, job_name, backend, executor, submit_lock, **named)


@sin("SUBMIT-10", MANAGED, ManagedJob, "submit")
def has_an_executor_of_its_own(
    original: Any,
    self: ManagedJob,
    circuits: Any,
    job_name: str,
    backend: Any,
    executor: Any,
    submit_lock: Any,
    **named: Any,
) -> None:
    executor.submit(str)
    original(self, circuits, job_name, backend, ThreadPoolExecutor(1), submit_lock, **named)


@sin("SUBMIT-10", MANAGED, ManagedJob, "_submit")
def has_the_executor_start_a_thread(original: Any, self: ManagedJob, *args: Any) -> None:
    faults: list[BaseException] = []

    def submit() -> None:
        try:
            original(self, *args)
        except QiskitError as error:
            faults.append(error)

    thread = threading.Thread(target=submit)
    thread.start()
    thread.join()
    for fault in faults:
        raise fault


@sin("SUBMIT-11", MANAGED, ManagedJob, "_submit")
def submits_without_the_lock(original: Any, self: ManagedJob, backend: Any, circuits: Any, lock: Any, given: Any) -> None:
    del lock
    original(self, backend, circuits, nullcontext(), given)


@sin("SUBMIT-11", MANAGED, ManagedJob, "_submit")
def frees_the_lock_too_early(original: Any, self: ManagedJob, backend: Any, circuits: Any, lock: Any, given: Any) -> None:
    with lock:
        pass
    original(self, backend, circuits, nullcontext(), given)


@sin("SUBMIT-11", MANAGED, ManagedJob, "_submit")
def keeps_the_lock_when_it_is_refused(
    original: Any, self: ManagedJob, backend: Any, circuits: Any, lock: Any, given: Any
) -> None:
    lock.acquire()
    original(self, backend, circuits, nullcontext(), given)
    lock.release()


@sin("SUBMIT-11", MANAGED, ManagedJob, "_submit")
def never_frees_the_lock(original: Any, self: ManagedJob, backend: Any, circuits: Any, lock: Any, given: Any) -> None:
    lock.acquire()
    original(self, backend, circuits, nullcontext(), given)


@sin("SUBMIT-12", MANAGED, ManagedJob, "_run")
def forgets_the_share_level(original: Any, self: ManagedJob, backend: Any, circuits: Any, given: dict[str, Any]) -> Any:
    return original(self, backend, circuits, {**given, "job_share_level": None})


@sin("SUBMIT-12", MANAGED, ManagedJob, "_run")
def forgets_the_options(original: Any, self: ManagedJob, backend: Any, circuits: Any, given: dict[str, Any]) -> Any:
    return original(self, backend, circuits, {name: value for name, value in given.items() if name != "shots"})


@sin("SUBMIT-12", MANAGED, ManagedJob, "_run")
def sorts_the_tags(original: Any, self: ManagedJob, backend: Any, circuits: Any, given: dict[str, Any]) -> Any:
    return original(self, backend, circuits, {**given, "job_tags": sorted(given["job_tags"], reverse=True)})


@sin("SUBMIT-12", MANAGED, ManagedJob, "_run")
def adds_a_number_to_the_name(original: Any, self: ManagedJob, backend: Any, circuits: Any, given: dict[str, Any]) -> Any:
    return original(self, backend, circuits, {**given, "job_name": f"{given['job_name']}_{self.start_index}"})


@sin("SUBMIT-12", MANAGED, ManagedJob, "_run")
def runs_the_first_circuit_alone(original: Any, self: ManagedJob, backend: Any, circuits: Any, given: dict[str, Any]) -> Any:
    return original(self, backend, circuits[:1], given)


@sin("SUBMIT-13", MANAGED, ManagedJob, "_settled")
def loses_what_went_wrong(_: Any, self: ManagedJob, future: Any) -> None:
    del future
    self._is_settled.set()


@sin("SUBMIT-13", MANAGED, ManagedJob, "_settled")
def fails_without_a_word(_: Any, self: ManagedJob, future: Any) -> None:
    self.submit_error = future.exception()
    self._is_settled.set()


@sin("SUBMIT-13", MANAGED, ManagedJob, "status")
def takes_a_failed_submission_for_a_failed_job(original: Any, self: ManagedJob) -> Any:
    return original(self) if self.submit_error is None else JobStatus.ERROR


@sin("SUBMIT-13", MANAGED, ManagedJob, "status")
def forgets_the_failure_once_it_is_told(original: Any, self: ManagedJob) -> Any:
    told = original(self)
    self.submit_error = None
    return told


@sin("STATUS-14", MANAGED, ManagedJob, "status")
def is_queued_from_the_start(original: Any, self: ManagedJob) -> Any:
    told = original(self)
    return JobStatus.QUEUED if told is JobStatus.INITIALIZING and self.job is None else told


@sin("STATUS-14", MANAGED, ManagedJob, "status")
def is_queued_once_the_executor_has_it(original: Any, self: ManagedJob) -> Any:
    told = original(self)
    return JobStatus.QUEUED if self.job is None and self.future is not None and told is not None else told


@sin("STATUS-14", MANAGED, ManagedJob, "status", also={"STATUS-13": "nothing has gone wrong, and nothing is what it says"})
def has_no_state_before_it_has_a_job(original: Any, self: ManagedJob) -> Any:
    return None if self.job is None else original(self)


@sin("RESULT-21", MANAGED, ManagedJob, "result")
def does_not_wait_for_its_submission(original: Any, self: ManagedJob, *args: Any, **named: Any) -> Any:
    if self.job is None:
        warnings.warn("it is not submitted", stacklevel=2)
        return None
    return original(self, *args, **named)


@sin("RESULT-21", MANAGED, ManagedJob, "result")
def counts_the_timeout_from_the_submission(original: Any, self: ManagedJob, *args: Any, **named: Any) -> Any:
    if self.future is not None:
        self._is_settled.wait()
    return original(self, *args, **named)


@sin("RESULT-21", MANAGED, ManagedJob, "result")
def takes_a_late_submission_for_a_failed_one(original: Any, self: ManagedJob, *args: Any, **named: Any) -> Any:
    try:
        return original(self, *args, **named)
    except IBMQJobTimeoutError as error:
        if self.job is not None:
            raise
        warnings.warn(str(error), stacklevel=2)
        return None


@sin("CANCEL-15", MANAGED, ManagedJob, "cancel")
def cannot_be_cancelled_before_it_has_a_job(original: Any, self: ManagedJob) -> None:
    if self.job is None and self.future is None:
        raise IBMQJobError("there is nothing to be cancelled")
    original(self)


@sin("CANCEL-15", MANAGED, ManagedJob, "cancel")
def cannot_be_cancelled_on_its_way(original: Any, self: ManagedJob) -> None:
    if self.job is None and self.future is not None and not self.future.done():
        raise IBMQJobError("it is being submitted")
    original(self)


@sin("CANCEL-15", MANAGED, ManagedJob, "cancel")
def says_on_cancelling_that_it_was_refused(original: Any, self: ManagedJob) -> None:
    if self.submit_error is not None:
        raise self.submit_error
    original(self)


@sin("SET-2", MANAGED, ManagedJob, "qobj")
def needs_its_job_to_tell_its_qobj(_: Any, self: ManagedJob) -> Any:
    return self.job.qobj()  # type: ignore[union-attr]


@sin("SET-2", MANAGED, ManagedJob, "error_message")
def needs_its_job_to_have_no_error(_: Any, self: ManagedJob) -> Any:
    return self.job.error_message()  # type: ignore[union-attr]


@sin("SET-2", MANAGED, ManagedJob, "result")
def raises_until_somebody_has_submitted_it(original: Any, self: ManagedJob, *args: Any, **named: Any) -> Any:
    if self.future is None and self.job is None:
        raise IBMQJobError("nobody has submitted it")
    return original(self, *args, **named)

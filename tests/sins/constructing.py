"""Sins of jobs at making them (CONSTRUCTOR), of what they know of themselves (IDENTITY), and of what they offer (MEMBER)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from threading import Thread
from typing import Any

from qjobspec import JobStatus
from qjobspec_reference.client import AccountClient, RuntimeClient
from qjobspec_reference.decoding import ResultDecoder
from qjobspec_reference.errors import IBMRuntimeError
from qjobspec_reference.ibmq import IBMQJob
from qjobspec_reference.ibmq.record import Record
from qjobspec_reference.jobv1 import JobV1
from qjobspec_reference.knowledge import Knowledge
from qjobspec_reference.managed import ManagedJob
from qjobspec_reference.places import PLACES
from qjobspec_reference.runtime import RuntimeJob, RuntimeJobV2, program
from qjobspec_reference.runtime.program import Program
from qjobspec_reference.runtime.service import ProgramService

from .sin import committed, sin

_UNTOLD = "what a job does not tell it does not tell in the right form either"
_ASKED = "a request too many is one too many"

# CONSTRUCTOR-2


@sin("CONSTRUCTOR-2", "ibmq-job", IBMQJob, "__init__")
def asks_for_its_record_when_it_is_made(original: Any, self: IBMQJob, *given: Any, **named: Any) -> None:
    original(self, *given, **named)
    self.refresh()


@sin("CONSTRUCTOR-2", "runtime-job", RuntimeJob, "__init__")
def asks_how_far_it_is_when_it_is_made(original: Any, self: RuntimeJob, *given: Any, **named: Any) -> None:
    original(self, *given, **named)
    self.status()


@sin("CONSTRUCTOR-2", "runtime-job-v2", RuntimeJobV2, "__init__")
def asks_in_a_thread_of_its_own_when_it_is_made(original: Any, self: RuntimeJobV2, *given: Any, **named: Any) -> None:
    original(self, *given, **named)
    Thread(target=self.status, daemon=True).start()


@sin("CONSTRUCTOR-2", "runtime-job-v2", RuntimeJobV2, "__init__")
def asks_for_a_backend_that_it_was_not_given(original: Any, self: RuntimeJobV2, *given: Any, **named: Any) -> None:
    original(self, *given, **named)
    if self._backend is None:
        self.backend()


@sin("CONSTRUCTOR-2", "ibmq-job", IBMQJob, "__init__")
def asks_for_a_date_that_it_was_not_given(original: Any, self: IBMQJob, *given: Any, **named: Any) -> None:
    original(self, *given, **named)
    self.creation_date()


@sin("CONSTRUCTOR-2", "managed-job", ManagedJob, "__init__")
def asks_its_job_when_it_is_made(original: Any, self: ManagedJob, *given: Any, **named: Any) -> None:
    original(self, *given, **named)
    if self.job is not None:
        self.job.status()


# CONSTRUCTOR-3


@sin("CONSTRUCTOR-3", "runtime-job", Program, "creation_date", also={"METADATA-1": _UNTOLD})
def does_not_tell_the_date_that_it_was_given(original: Any, self: Program) -> Any:
    return original() if self._service._record else None


@sin("CONSTRUCTOR-3", "ibmq-job", IBMQJob, "name")
def tells_no_name_before_the_service_has(original: Any, self: IBMQJob) -> Any:
    return original(self) if self._record.is_told else None


@sin("CONSTRUCTOR-3", "ibmq-job", IBMQJob, "tags", also={"RESOURCE-4": _ASKED})
def asks_for_its_tags_each_time(original: Any, self: IBMQJob) -> Any:
    self.refresh()
    return original(self)


@sin("CONSTRUCTOR-3", "ibmq-job", IBMQJob, "status")
def forgets_its_name_over_a_question(original: Any, self: IBMQJob) -> Any:
    state = original(self)
    self._record = replace(self._record, fields={**self._record.fields, "name": None}, is_told=True)
    return state


@sin("CONSTRUCTOR-3", "ibmq-job", IBMQJob, "tags")
def loses_the_last_of_its_tags(original: Any, self: IBMQJob) -> Any:
    return original(self)[: None if self._record.is_told else -1]


@sin("CONSTRUCTOR-3", "runtime-job-v2", RuntimeJobV2, "__init__")
def drops_the_tags_that_it_was_given(original: Any, self: RuntimeJobV2, *given: Any, **named: Any) -> None:
    original(self, *given, **{**named, "tags": None})


@sin("CONSTRUCTOR-3", "runtime-job-v2", RuntimeJobV2, "session_id", also={"METADATA-26": _UNTOLD})
def is_in_no_session_that_the_service_has_not_told(original: Any, self: RuntimeJobV2) -> Any:
    return original() if self._service._record else None


@sin("CONSTRUCTOR-3", "runtime-job-v2", RuntimeJobV2, "primitive_id", also={"METADATA-25": "the two names differ"})
def asks_for_its_primitive_whatever_it_was_given(original: Any, self: RuntimeJobV2) -> Any:
    return self._service.record()["program"]["id"]


@sin("CONSTRUCTOR-3", "runtime-job", Program, "program_id", also={"METADATA-24": _UNTOLD})
def runs_the_program_of_its_class(original: Any, self: Program) -> Any:
    return original() if self._service._record else "program"


# CONSTRUCTOR-4


@sin("CONSTRUCTOR-4", "ibmq-job", Knowledge, "__init__")
def does_not_believe_in_its_end(original: Any, self: Knowledge, job_id: str, words: Any, word: Any = None) -> None:
    original(self, job_id, words)


@sin("CONSTRUCTOR-4", "ibmq-job", Knowledge, "__init__")
def believes_only_that_it_is_done(original: Any, self: Knowledge, job_id: str, words: Any, word: Any = None) -> None:
    original(self, job_id, words, word if word == "COMPLETED" else None)


@sin("CONSTRUCTOR-4", "ibmq-job", IBMQJob, "status", also={"RESOURCE-2": "it asks for what is final"})
def asks_once_more_to_be_sure(original: Any, self: IBMQJob) -> Any:
    if not self.__dict__.setdefault("_asked_once", False):
        self.__dict__["_asked_once"] = True
        self._service.status()
    return original(self)


@sin("CONSTRUCTOR-4", "ibmq-job", Knowledge, "__init__", also={"STATUS-7": "it says another end than its own"})
def takes_every_end_for_the_good_one(original: Any, self: Knowledge, job_id: str, words: Any, word: Any = None) -> None:
    original(self, job_id, words, word)
    if self.is_final:
        self._state = JobStatus.DONE


# CONSTRUCTOR-5


@sin("CONSTRUCTOR-5", "ibmq-job", IBMQJob, "__init__")
def drops_what_it_does_not_know(original: Any, self: IBMQJob, *given: Any, **named: Any) -> None:
    known = {name: value for name, value in named.items() if name not in {"colour", "shades"}}
    original(self, *given, **known)


@sin("CONSTRUCTOR-5", "ibmq-job", Record, "told", also={"REFRESH-2": "what is dropped is not there"})
def drops_the_fields_of_the_future(original: Any, self: Record, document: Any) -> Any:
    return original(self, {name: value for name, value in document.items() if "future" not in name})


@sin("CONSTRUCTOR-5", "ibmq-job", IBMQJob, "__getattr__")
def tells_of_lists_how_they_are_written(original: Any, self: IBMQJob, name: str) -> Any:
    value = original(self, name)
    return str(value) if isinstance(value, (list, dict)) else value


# CONSTRUCTOR-6


def _calling_back(original: Any, self: Any, given: Any, named: Any, change: Any) -> None:
    callback = named.pop("user_callback", None)
    original(self, *given, **named, user_callback=None if callback is None else change(callback))


@sin("CONSTRUCTOR-6", "runtime-job-v2", RuntimeJobV2, "__init__")
def does_not_call_the_callback_that_it_was_given(original: Any, self: Any, *given: Any, **named: Any) -> None:
    _calling_back(original, self, given, named, lambda _: None)


@sin("CONSTRUCTOR-6", "runtime-job", RuntimeJob, "__init__")
def calls_back_with_the_result_alone(original: Any, self: Any, *given: Any, **named: Any) -> None:
    _calling_back(original, self, given, named, lambda callback: lambda _, result: callback(result))


@sin("CONSTRUCTOR-6", "runtime-job", RuntimeJob, "__init__")
def calls_back_by_name(original: Any, self: Any, *given: Any, **named: Any) -> None:
    _calling_back(original, self, given, named, lambda callback: lambda job, result: callback(job_id=job, result=result))


@sin("CONSTRUCTOR-6", "runtime-job-v2", RuntimeJobV2, "__init__")
def calls_back_twice_for_the_last_result(original: Any, self: Any, *given: Any, **named: Any) -> None:
    def twice(callback: Any) -> Any:
        seen: list[Any] = []

        def call(job: str, result: Any) -> None:
            seen.append(result)
            for _ in range(1 + (len(seen) == 3)):
                callback(job, result)

        return call

    _calling_back(original, self, given, named, twice)


@sin("CONSTRUCTOR-6", "runtime-job", RuntimeJob, "__init__")
def tells_its_callback_the_first_result_again_and_again(original: Any, self: Any, *given: Any, **named: Any) -> None:
    def stuck(callback: Any) -> Any:
        seen: list[Any] = []

        def call(job: str, result: Any) -> None:
            seen.append(result)
            callback(job, seen[0])

        return call

    _calling_back(original, self, given, named, stuck)


@sin("CONSTRUCTOR-6", "runtime-job-v2", RuntimeJobV2, "__init__")
def decodes_for_its_callback_as_it_pleases(original: Any, self: Any, *given: Any, **named: Any) -> None:
    callback = named.pop("user_callback", None)
    original(self, *given, **named)
    if callback is not None:
        self.stream_results(callback, ResultDecoder)


# CONSTRUCTOR-7


@sin("CONSTRUCTOR-7", "runtime-job", program, "local", also={"CONSTRUCTOR-3": "a date that is hours wrong is another date"})
def takes_a_bare_date_for_local_time(original: Any, said: Any) -> Any:
    return datetime.fromisoformat(said).astimezone()


@sin(
    "CONSTRUCTOR-7", "runtime-job-v2", program, "local", also={"CONSTRUCTOR-3": "a date that is hours wrong is another date"}
)
def takes_a_bare_date_for_that_of_new_york(original: Any, said: Any) -> Any:
    moment = datetime.fromisoformat(said)
    return (moment if moment.tzinfo else moment.replace(tzinfo=timezone(timedelta(hours=-5)))).astimezone()


# CONSTRUCTOR-8


@sin("CONSTRUCTOR-8", "ibmq-job", AccountClient, "status")
def asks_how_far_it_is_as_nobody(original: Any, self: AccountClient, job_id: str) -> Any:
    return replace(original(self, job_id), is_bare=True)


@sin("CONSTRUCTOR-8", "runtime-job-v2", ProgramService, "__init__")
def makes_a_client_of_its_own(original: Any, self: Any, client: Any, *given: Any, **named: Any) -> None:
    original(self, RuntimeClient(PLACES["runtime-v2"], "token-of-somebody-else"), *given, **named)


@sin("CONSTRUCTOR-8", "runtime-job", ProgramService, "cancel")
def cancels_with_the_account_of_somebody_else(original: Any, self: ProgramService) -> Any:
    self.client = RuntimeClient(PLACES["runtime"], "token-of-somebody-else")
    return original(self)


# IDENTITY and MEMBER


@sin("IDENTITY-3", "runtime-job-v2", Program, "job_id", also={"IDENTITY-8": "only one of the two can be the job's own"})
def leaves_its_number_out_of_its_id(original: Any, self: Program) -> Any:
    return original(self).partition("-")[0]


@sin("IDENTITY-8", "runtime-job", Program, "job_id")
def calls_itself_as_it_likes(original: Any, self: Program) -> Any:
    return "my-only-job"


@sin("IDENTITY-8", "ibmq-job", JobV1, "job_id")
def tells_the_beginning_of_its_id(original: Any, self: JobV1) -> Any:
    return original(self)[:4]


@sin("IDENTITY-8", "runtime-job-v2", Program, "job_id")
def tells_its_id_in_capitals(original: Any, self: Program) -> Any:
    return original(self).upper()


@sin("IDENTITY-9", "runtime-job-v2", RuntimeJobV2, "backend")
def does_not_ask_for_its_backend(original: Any, self: RuntimeJobV2, timeout: Any = None) -> Any:
    return self._backend


@sin("IDENTITY-9", "runtime-job-v2", RuntimeJobV2, "backend")
def asks_for_its_backend_once_and_for_all(original: Any, self: RuntimeJobV2, timeout: Any = None) -> Any:
    if "_asked_for" not in self.__dict__:
        self.__dict__["_asked_for"] = original(self, timeout)
    return self.__dict__["_asked_for"]


@sin("IDENTITY-9", "runtime-job-v2", RuntimeJobV2, "backend")
def invents_a_backend(original: Any, self: RuntimeJobV2, timeout: Any = None) -> Any:
    return original(self, timeout) or "simulator"


@sin("IDENTITY-9", "runtime-job-v2", RuntimeJobV2, "backend")
def raises_for_want_of_a_backend(original: Any, self: RuntimeJobV2, timeout: Any = None) -> Any:
    found = original(self, timeout)
    if found is None:
        raise IBMRuntimeError("there is no backend")
    return found


@sin("IDENTITY-9", "runtime-job-v2", RuntimeJobV2, "backend")
def asks_for_its_backend_and_does_not_listen(original: Any, self: RuntimeJobV2, timeout: Any = None) -> Any:
    if self._backend is None:
        self._service.record()
    return self._backend


@sin("IDENTITY-10", "runtime-job-v2", RuntimeJobV2, "backend")
def takes_its_time_over_its_backend(original: Any, self: RuntimeJobV2, timeout: Any = None) -> Any:
    return original(self)


@sin("IDENTITY-10", "runtime-job-v2", RuntimeJobV2, "backend")
def takes_seconds_for_minutes(original: Any, self: RuntimeJobV2, timeout: Any = None) -> Any:
    return original(self, None if timeout is None else 60 * timeout)


@sin("IDENTITY-10", "runtime-job-v2", RuntimeJobV2, "backend")
def asks_for_its_backend_when_the_time_is_up(original: Any, self: RuntimeJobV2, timeout: Any = None) -> Any:
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

"""Sins of jobs at what their constructor was given (CONSTRUCTOR)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from typing import Any

from qjobspec import JobStatus
from qjobspec_reference.ibmq import IBMQJob
from qjobspec_reference.ibmq.outcome import Outcome
from qjobspec_reference.ibmq.record import Record
from qjobspec_reference.ibmq.service import JobService
from qjobspec_reference.knowledge import Knowledge
from qjobspec_reference.runtime import RuntimeJobV2, program
from qjobspec_reference.runtime.program import Program

from .sin import sin

_UNTOLD = "what a job does not tell it does not tell in the right form either"
_ASKED = "a request too many is one too many"


# CONSTRUCTOR-3


@sin("CONSTRUCTOR-3", "runtime-job", Program, "creation_date", also={"METADATA-1": _UNTOLD})
def does_not_tell_the_date_that_it_was_given(original: Any, self: Program) -> Any:
    """Only what the service tells counts."""
    return original() if self._service._record else None


@sin("CONSTRUCTOR-3", "ibmq-job", IBMQJob, "name")
def tells_no_name_before_the_service_has(original: Any, self: IBMQJob) -> Any:
    """Only what the service tells counts."""
    return original(self) if self._record.is_told else None


@sin("CONSTRUCTOR-3", "ibmq-job", IBMQJob, "tags", also={"RESOURCE-4": _ASKED})
def asks_for_its_tags_each_time(original: Any, self: IBMQJob) -> Any:
    """What it was given is as good as not given."""
    self.refresh()
    return original(self)


@sin("CONSTRUCTOR-3", "ibmq-job", IBMQJob, "status")
def forgets_its_name_over_a_question(original: Any, self: IBMQJob) -> Any:
    """The state is told, and with that the record is thought to be."""
    state = original(self)
    self._record = replace(self._record, fields={**self._record.fields, "name": None}, is_told=True)
    return state


@sin("CONSTRUCTOR-3", "ibmq-job", IBMQJob, "tags")
def loses_the_last_of_its_tags(original: Any, self: IBMQJob) -> Any:
    """The end of a list is off by one."""
    return original(self)[: None if self._record.is_told else -1]


@sin("CONSTRUCTOR-3", "runtime-job-v2", RuntimeJobV2, "__init__")
def drops_the_tags_that_it_was_given(original: Any, self: RuntimeJobV2, *given: Any, **named: Any) -> None:
    """It has to ask for them then."""
    original(self, *given, **{**named, "tags": None})


@sin("CONSTRUCTOR-3", "runtime-job-v2", RuntimeJobV2, "session_id", also={"METADATA-26": _UNTOLD})
def is_in_no_session_that_the_service_has_not_told(original: Any, self: RuntimeJobV2) -> Any:
    """Only what the service tells counts."""
    return original() if self._service._record else None


@sin("CONSTRUCTOR-3", "runtime-job-v2", RuntimeJobV2, "primitive_id", also={"METADATA-25": "the two names differ"})
def asks_for_its_primitive_whatever_it_was_given(original: Any, self: RuntimeJobV2) -> Any:
    """One of its two names for the program is not the constructor's."""
    return self._service.record()["program"]["id"]


@sin("CONSTRUCTOR-3", "runtime-job", Program, "program_id", also={"METADATA-24": _UNTOLD})
def runs_the_program_of_its_class(original: Any, self: Program) -> Any:
    """The constructor is not listened to."""
    return original() if self._service._record else "program"


# CONSTRUCTOR-4


@sin("CONSTRUCTOR-4", "ibmq-job", Knowledge, "__init__")
def does_not_believe_in_its_end(original: Any, self: Knowledge, job_id: str, words: Any, word: Any = None) -> None:
    """The word of the constructor is dropped."""
    original(self, job_id, words)


@sin("CONSTRUCTOR-4", "ibmq-job", Knowledge, "__init__")
def believes_only_that_it_is_done(original: Any, self: Knowledge, job_id: str, words: Any, word: Any = None) -> None:
    """Of the final words it knows one."""
    original(self, job_id, words, word if word == "COMPLETED" else None)


@sin("CONSTRUCTOR-4", "ibmq-job", IBMQJob, "status", also={"RESOURCE-2": "it asks for what is final"})
def asks_about_its_end_to_be_sure(original: Any, self: IBMQJob) -> Any:
    """The answer is right, and was known."""
    if not self.__dict__.setdefault("_asked_once", False):
        self.__dict__["_asked_once"] = True
        self._service.status()
    return original(self)


@sin("CONSTRUCTOR-4", "ibmq-job", Knowledge, "__init__", also={"STATUS-7": "it says another end than its own"})
def takes_every_end_for_the_good_one(original: Any, self: Knowledge, job_id: str, words: Any, word: Any = None) -> None:
    """A job that was made failed is done."""
    original(self, job_id, words, word)
    if self.is_final:
        self._state = JobStatus.DONE


# CONSTRUCTOR-5


@sin("CONSTRUCTOR-5", "ibmq-job", IBMQJob, "__init__")
def drops_what_it_does_not_know(original: Any, self: IBMQJob, *given: Any, **named: Any) -> None:
    """Further keywords are taken and lost."""
    known = {name: value for name, value in named.items() if name not in {"colour", "shades"}}
    original(self, *given, **known)


@sin("CONSTRUCTOR-5", "ibmq-job", Record, "told", also={"REFRESH-2": "what is dropped is not there"})
def drops_the_fields_of_the_future(original: Any, self: Record, document: Any) -> Any:
    """Further fields of the record are lost."""
    return original(self, {name: value for name, value in document.items() if "future" not in name})


@sin("CONSTRUCTOR-5", "ibmq-job", IBMQJob, "__getattr__")
def tells_of_lists_how_they_are_written(original: Any, self: IBMQJob, name: str) -> Any:
    """What can be read is not what was given."""
    value = original(self, name)
    return str(value) if isinstance(value, (list, dict)) else value


# CONSTRUCTOR-7


@sin("CONSTRUCTOR-7", "runtime-job", program, "local", also={"CONSTRUCTOR-3": "a date that is hours wrong is another date"})
def takes_a_bare_date_for_local_time(original: Any, said: Any) -> Any:
    """It is hours wrong wherever the user is not at Greenwich."""
    return datetime.fromisoformat(said).astimezone()


@sin(
    "CONSTRUCTOR-7", "runtime-job-v2", program, "local", also={"CONSTRUCTOR-3": "a date that is hours wrong is another date"}
)
def takes_a_bare_date_for_that_of_new_york(original: Any, said: Any) -> Any:
    """It is hours wrong, and the same everywhere."""
    moment = datetime.fromisoformat(said)
    return (moment if moment.tzinfo else moment.replace(tzinfo=timezone(timedelta(hours=-5)))).astimezone()


# CONSTRUCTOR-9


@sin("CONSTRUCTOR-9", "ibmq-job", IBMQJob, "__init__")
def cannot_be_made_with_its_result(original: Any, self: IBMQJob, *given: Any, **named: Any) -> None:
    """It reads the result before it can be asked for anything, and asks."""
    if named.get("result") is not None:
        raise AttributeError("client_version")
    original(self, *given, **named)


@sin("CONSTRUCTOR-9", "ibmq-job", Outcome, "__init__")
def drops_the_result_that_it_was_given(original: Any, self: Outcome, service: JobService, document: object = None) -> None:
    """The service has it too."""
    del document
    original(self, service)


@sin("CONSTRUCTOR-9", "ibmq-job", Outcome, "__init__")
def keeps_the_first_experiment_that_it_was_given(
    original: Any, self: Outcome, service: JobService, document: Any = None
) -> None:
    """A result of two circuits is one of one."""
    original(self, service, {**document, "results": document["results"][:1]} if document else None)

"""Sins of jobs that are refreshed (REFRESH)."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from qjobspec import JobStatus
from qjobspec_reference.ibmq import IBMQJob
from qjobspec_reference.ibmq.progress import Progress
from qjobspec_reference.ibmq.record import Record
from qjobspec_reference.knowledge import Knowledge

from .sin import sin

_GONE = "nobody has the result any more"
_OWN_END = "what refresh() takes back, status() takes back"

_UNDONE = dict.fromkeys(("STATUS-2", "RESOURCE-2", "RESILIENCE-12"), _OWN_END)
_DROPPED = dict.fromkeys(("RESULT-4", "RESULT-11"), _GONE)

# REFRESH-1


@sin("REFRESH-1", "ibmq-job", IBMQJob, "refresh")
def refreshes_its_state_alone(original: Any, self: IBMQJob) -> None:
    """The record stays as old as it was."""
    self.status()


@sin("REFRESH-1", "ibmq-job", IBMQJob, "refresh")
def refreshes_nothing(original: Any, self: IBMQJob) -> None:
    """Nobody is asked."""
    return


@sin("REFRESH-1", "ibmq-job", IBMQJob, "refresh")
def refreshes_once_and_for_all(original: Any, self: IBMQJob) -> None:
    """The second time nobody is asked."""
    if not self._record.is_told:
        original(self)


def _keeps(name: str, field: str) -> None:
    def told(original: Any, self: Record, document: Any) -> Any:
        record = original(self, document)
        return record.put(field, self.fields[field]) if self.fields.get(field) else record

    told.__name__ = name
    sin("REFRESH-1", "ibmq-job", Record, "told")(told)


_keeps("keeps_to_its_old_name", "name")
_keeps("keeps_to_its_old_tags", "tags")
_keeps("keeps_to_its_old_date", "creation_date")
_keeps("is_shared_as_it_was_before", "share_level")

# REFRESH-3


@sin("REFRESH-3", "ibmq-job", IBMQJob, "refresh")
def returns_its_record(original: Any, self: IBMQJob) -> Any:
    """The members tell it."""
    original(self)
    return dict(self._record.fields)


@sin("REFRESH-3", "ibmq-job", IBMQJob, "refresh")
def returns_itself(original: Any, self: IBMQJob) -> Any:
    """Nothing was promised."""
    original(self)
    return self


@sin("REFRESH-3", "ibmq-job", IBMQJob, "refresh")
def says_that_it_went_well(original: Any, self: IBMQJob) -> Any:
    """Nothing was promised."""
    original(self)
    return True


# REFRESH-4


@sin("REFRESH-4", "ibmq-job", IBMQJob, "refresh", also=_UNDONE)
def begins_anew_when_it_is_refreshed(original: Any, self: IBMQJob) -> None:
    """What was final is forgotten."""
    self._progress = Progress(self._service, "", None)
    original(self)


@sin("REFRESH-4", "ibmq-job", Knowledge, "learn", also=_UNDONE)
def believes_whatever_it_heard_last(original: Any, self: Knowledge, state: JobStatus) -> Any:
    """What was final is overwritten."""
    self._state = state
    return state


@sin("REFRESH-4", "ibmq-job", IBMQJob, "refresh", also=_UNDONE)
def is_not_over_if_its_record_says_that_it_runs(original: Any, self: IBMQJob) -> None:
    """One word of an old record is enough."""
    original(self)
    if self._record.fields.get("status") == "RUNNING":
        self._progress = Progress(self._service, "", None)


@sin("REFRESH-4", "ibmq-job", IBMQJob, "status", also=_UNDONE)
def lets_its_record_change_one_end_for_another(original: Any, self: IBMQJob) -> Any:
    """An end is taken for another."""
    state = original(self)
    return JobStatus.CANCELLED if self._record.fields.get("status") == "CANCELLED" else state


# REFRESH-5


@sin("REFRESH-5", "ibmq-job", IBMQJob, "refresh", also=_DROPPED)
def drops_its_result_when_it_is_refreshed(original: Any, self: IBMQJob) -> None:
    """It could be read once."""
    original(self)
    self._outcome._document = None


@sin("REFRESH-5", "ibmq-job", IBMQJob, "refresh", also=_DROPPED)
def fetches_its_result_anew_when_it_is_refreshed(original: Any, self: IBMQJob) -> None:
    """It could be read once, and this is twice."""
    original(self)
    held, self._outcome._document = self._outcome._document, None
    with suppress(Exception):
        self.result()
        held = None
    del held

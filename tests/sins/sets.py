"""Sins of a set of jobs."""

from __future__ import annotations

from contextlib import suppress
from typing import Any
from unittest import mock

from qjobspec import JobStatus
from qjobspec_reference.errors import (
    IBMQBackendJobLimitError,
    IBMQJobManagerError,
    IBMQJobManagerTimeoutError,
    IBMQJobTimeoutError,
    JobError,
)
from qjobspec_reference.ibmq import tags
from qjobspec_reference.managed import ManagedJob, ManagedJobSet, ManagedResults

from .sin import committed, sin

MANAGED = "managed-job"


@sin("SUBMIT-14", MANAGED, ManagedJob, "_run")
def gives_up_where_there_is_no_room(_: Any, self: ManagedJob, backend: Any, circuits: Any, given: dict[str, Any]) -> Any:
    del self
    return backend.run(circuits, **given)


@sin("SUBMIT-14", MANAGED, ManagedJob, "_run")
def tries_again_only_once(_: Any, self: ManagedJob, backend: Any, circuits: Any, given: dict[str, Any]) -> Any:
    try:
        return backend.run(circuits, **given)
    except IBMQBackendJobLimitError:
        self._is_unwanted.wait(5.0)
        return backend.run(circuits, **given)


@sin("SET-1", MANAGED, ManagedJob, "submit")
def submits_its_experiments_in_reverse(original: Any, self: ManagedJob, circuits: Any, *args: Any, **named: Any) -> None:
    original(self, circuits[::-1], *args, **named)


@sin("SET-1", MANAGED, ManagedJob, "submit")
def begins_with_its_last_experiment(original: Any, self: ManagedJob, circuits: Any, *args: Any, **named: Any) -> None:
    original(self, [*circuits[-1:], *circuits[:-1]], *args, **named)


@sin("SET-3", MANAGED, ManagedJobSet, "run")
def leaves_out_what_does_not_fill_a_job(
    original: Any, self: ManagedJobSet, experiments: Any, backend: Any, executor: Any, most: int, *args: Any, **named: Any
) -> None:
    whole = len(experiments) - len(experiments) % most
    original(self, experiments[:whole], backend, executor, most, *args, **named)


@sin(
    "SET-3",
    MANAGED,
    ManagedJob,
    "submit",
    also={"SET-4": "an experiment that two jobs have is found in one of them only"},
)
def takes_one_more_than_its_share(
    original: Any, self: ManagedJob, circuits: Any, job_name: str, backend: Any, *args: Any, **named: Any
) -> None:
    _SEEN.append(circuits)
    original(self, [*(_SEEN[-2][-1:] if self.start_index else []), *circuits], job_name, backend, *args, **named)


_SEEN: list[Any] = []


@sin(
    "SET-3",
    MANAGED,
    ManagedJobSet,
    "managed_jobs",
    also={"SET-4": "its jobs are counted from the other end", "SET-5": "so are its answers"},
)
def hands_its_jobs_out_in_reverse(original: Any, self: ManagedJobSet) -> Any:
    return original(self)[::-1]


@sin("SET-4", MANAGED, ManagedJobSet, "job")
def counts_from_one(original: Any, self: ManagedJobSet, experiment: Any) -> Any:
    job, number = original(self, experiment)
    return job, number + 1


@sin("SET-4", MANAGED, ManagedJobSet, "job")
def counts_in_the_whole_set(original: Any, self: ManagedJobSet, experiment: Any) -> Any:
    place, number = self._place(experiment)
    return original(self, experiment)[0], self.managed_jobs()[place].start_index + number


@sin("SET-4", MANAGED, ManagedJobSet, "job")
def finds_the_job_before(original: Any, self: ManagedJobSet, experiment: Any) -> Any:
    place, number = self._place(experiment)
    del original
    return self.jobs()[max(0, place - 1)], number


@sin("SET-4", MANAGED, ManagedJobSet, "job")
def finds_nothing_by_its_name(original: Any, self: ManagedJobSet, experiment: Any) -> Any:
    if isinstance(experiment, str):
        raise IBMQJobManagerError("an experiment is a number")
    return original(self, experiment)


@sin("SET-5", MANAGED, ManagedJobSet, "statuses")
def leaves_out_what_it_cannot_tell(original: Any, self: ManagedJobSet) -> Any:
    return [each for each in original(self) if each is not None]


@sin("SET-5", MANAGED, ManagedJobSet, "statuses")
def sorts_its_answers(original: Any, self: ManagedJobSet) -> Any:
    return sorted(original(self), key=lambda each: "" if each is None else each.name)


@sin("SET-5", MANAGED, ManagedJobSet, "statuses")
def answers_for_all_at_once(original: Any, self: ManagedJobSet) -> Any:
    return original(self)[:1]


@sin("SET-6", MANAGED, ManagedJobSet, "results")
def gives_each_job_the_whole_time(_: Any, self: ManagedJobSet, timeout: float | None = None, *args: Any) -> Any:
    try:
        return ManagedResults([job.result(timeout, *args) for job in self.managed_jobs()], self._place)
    except IBMQJobTimeoutError as error:
        raise IBMQJobManagerTimeoutError("late") from error


@sin("SET-6", MANAGED, ManagedJobSet, "results")
def waits_as_long_as_it_takes(original: Any, self: ManagedJobSet, timeout: float | None = None, *args: Any) -> Any:
    del timeout
    return original(self, None, *args)


@sin("SET-6", MANAGED, ManagedJobSet, "results")
def gives_what_is_there_when_time_is_up(original: Any, self: ManagedJobSet, *args: Any, **named: Any) -> Any:
    try:
        return original(self, *args, **named)
    except IBMQJobManagerTimeoutError:
        return ManagedResults([None for _ in self.managed_jobs()], self._place)


@sin("SET-6", MANAGED, ManagedJobSet, "results")
def has_an_error_of_its_own_for_being_late(original: Any, self: ManagedJobSet, *args: Any, **named: Any) -> Any:
    try:
        return original(self, *args, **named)
    except IBMQJobManagerTimeoutError as error:
        raise IBMQJobManagerError("late") from error


@sin("SET-7", MANAGED, ManagedJobSet, "results")
def raises_for_one_of_them(original: Any, self: ManagedJobSet, *args: Any, **named: Any) -> Any:
    results = original(self, *args, **named)
    if None in results.results:
        raise IBMQJobManagerError("one of them has no result")
    return results


@sin("SET-7", MANAGED, ManagedResults, "__init__")
def claims_to_be_complete(original: Any, self: ManagedResults, *args: Any) -> None:
    original(self, *args)
    self.success = True


@sin("SET-7", MANAGED, ManagedResults, "__init__")
def is_a_success_if_anything_is(original: Any, self: ManagedResults, *args: Any) -> None:
    original(self, *args)
    self.success = any(each is not None and each.success for each in self.results)


@sin("SET-8", MANAGED, ManagedJobSet, "cancel")
def stops_at_the_first_that_is_not_cancelled(_: Any, self: ManagedJobSet) -> None:
    with suppress(JobError):
        for job in self.jobs():
            if job is not None and not job.cancel():
                return


@sin("SET-8", MANAGED, ManagedJobSet, "cancel")
def passes_the_last_over(_: Any, self: ManagedJobSet) -> None:
    for job in self.managed_jobs()[:-1]:
        job.cancel()


@sin("SET-8", MANAGED, ManagedJobSet, "cancel")
def cancels_only_what_runs(_: Any, self: ManagedJobSet) -> None:
    for job in self.managed_jobs():
        if job.status() is JobStatus.RUNNING:
            job.cancel()


@sin("SET-9", MANAGED, ManagedJobSet, "error_messages")
def has_a_report_of_nothing(original: Any, self: ManagedJobSet) -> Any:
    return original(self) or ""


@sin("SET-9", MANAGED, ManagedJobSet, "error_messages")
def says_only_how_many_failed(original: Any, self: ManagedJobSet) -> Any:
    told = original(self)
    return None if told is None else f"{len(told.splitlines())} jobs failed"


@sin("SET-9", MANAGED, ManagedJobSet, "error_messages")
def is_silent_unless_all_failed(original: Any, self: ManagedJobSet) -> Any:
    told = original(self)
    return told if told and len(told.splitlines()) == len(self.managed_jobs()) else None


committed("replaces_the_tag_of_the_set", "SET-10", MANAGED, (tags, "OF_SETS", "nobody's"))


@sin("SET-10", MANAGED, ManagedJobSet, "update_tags")
def lets_its_last_job_go(original: Any, self: ManagedJobSet, *args: Any, **named: Any) -> Any:
    told = original(self, *args, **named)
    last = self.jobs()[-1]
    with mock.patch.object(tags, "OF_SETS", "nobody's"), suppress(JobError):
        last.update_tags(replacement_tags=["alone"])  # type: ignore[union-attr]
    return told

"""The job of the IBM Quantum job API (profile `ibmq-job`). This file does not know the API, nor how it is reached."""
# ruff: noqa: FBT001, FBT002 - the positional flags are those of the document.

from __future__ import annotations

from datetime import datetime
from enum import Enum
from typing import Any, Protocol, runtime_checkable

from ._jobv1 import JobV1
from ._queue_info import QueueCallback, QueueInfo


@runtime_checkable
class IBMQJob(JobV1, Protocol):
    """A job with queue, name, tags and a record of every step (profile `ibmq-job`), submitted before its user gets it."""

    @property
    def client_version(self) -> dict[str, str]:
        """Be the version of each client that the job was made with, by the client's name (METADATA-16)."""
        ...

    @property
    def experiment_id(self) -> str:
        """Be the id of the experiment that the job belongs to (METADATA-17)."""
        ...

    def submit(self) -> None:
        """Raise the error of the role `unsupported`, always: the job is submitted already (SUBMIT-8)."""
        ...

    def status(self) -> Enum:
        """Ask the service, unless the job is known to be final, and say what its word means (STATUS-15, STATUS-16).

        Raise the error of the role `api` if the service cannot be read or uses a word that nobody knows (RESILIENCE-3).
        """
        ...

    def result(
        self,
        timeout: float | None = None,
        wait: float = 5,
        partial: bool = False,
        refresh: bool = False,
    ) -> Any:
        """Wait until the job is final, asking every `wait` seconds for at most `timeout`, and return its result (RESULT-1).

        Keep it, because the service may give it only once, and fetch it again only for `refresh` (RESULT-10, RESULT-11).
        With `partial` return what a failed job has, and say so in its `success` (RESULT-14, RESULT-16); without, raise the
        error of the role `failed` (RESULT-5). Else raise `cancelled` (RESULT-7), `timeout` (TIMEOUT-1) or `api`
        (RESILIENCE-1).
        """
        ...

    def cancel(self) -> bool:
        """Ask the service to stop the job, and say whether it will (CANCEL-6, CANCEL-7).

        A refusal is `False`, also of a job that has ended; raise the error of the role `api` only if there was no answer to
        be had (CANCEL-17).
        """
        ...

    def wait_for_final_state(
        self,
        timeout: float | None = None,
        wait: float | None = None,
        callback: QueueCallback | None = None,
    ) -> None:
        """Wait at most `timeout` seconds until the job is final, then return, whatever the state (WAIT-2, WAIT-7).

        Call `callback(job_id, status, job, queue_info=...)` every `wait` seconds (CALLBACK-10), or, if `wait` is `None`,
        only when status or queue position have changed (CALLBACK-11). Raise the error of the role `wait-timeout` (WAIT-4).
        """
        ...

    def error_message(self) -> str | None:
        """Return why the job failed, and `None` at once for every job that has not (ERROR-1, ERROR-2, ERROR-3).

        Never fail over the shape in which the service tells the reason (ERROR-5).
        """
        ...

    def refresh(self) -> None:
        """Ask the service for the whole record of the job and tell from now on what it says (REFRESH-1).

        Never undo a final state or drop a result that is there (REFRESH-4, REFRESH-5). Raise the error of the role `api` if
        the service cannot be read.
        """
        ...

    def queue_position(self, refresh: bool = False) -> int | None:
        """Return the place in the queue that was last heard of (QUEUE-3); with `refresh` ask the service first (QUEUE-2).

        Return `None`, and no number, for a job that is in no queue or whose place is unknown (QUEUE-1).
        """
        ...

    def queue_info(self) -> QueueInfo | None:
        """Return what is known about the queue, or `None` if nothing is or the job is in none (QUEUE-5)."""
        ...

    def creation_date(self) -> datetime:
        """Return when the service made the job, in local time and with its time zone (METADATA-1)."""
        ...

    def time_per_step(self) -> dict[str, datetime] | None:
        """Return the moment of each step by its name, in local time and with its time zone (METADATA-20).

        Return `None`, not an empty dictionary, as long as there is no step to tell of (METADATA-21).
        """
        ...

    def scheduling_mode(self) -> str | None:
        """Return how the job is scheduled once it runs, and `None` as long as nobody knows (METADATA-19)."""
        ...

    def name(self) -> str | None:
        """Return the name that the user gave the job, or `None` for a job without one (METADATA-3)."""
        ...

    def update_name(self, name: str) -> str:
        """Give the job this name at the service, and return it (METADATA-4).

        Raise the error of the role `invalid-argument` for a name that is no `str`, before the service hears of it
        (METADATA-5), and `api` if the service does not confirm the name; the job keeps its old one then (METADATA-6).
        """
        ...

    def tags(self) -> list[str]:
        """Return the job's tags in a list that its user may change without changing the job (TAG-1, TAG-10)."""
        ...

    def update_tags(
        self,
        replacement_tags: list[str] | None = None,
        additional_tags: list[str] | None = None,
        removal_tags: list[str] | None = None,
    ) -> list[str]:
        """Replace the tags, then add, then remove, and return those that the service has afterwards (TAG-2, TAG-5).

        Leave alone the tags that the provider itself works with (TAG-4), and pass over a removal of what is not there
        (TAG-3). Raise the error of the role `invalid-argument` if all three are `None` (TAG-6) or one is no list of `str`
        (TAG-7), and `api` if the service does not take them (TAG-8).
        """
        ...

    def share_level(self) -> str:
        """Return with whom the job is shared: `global`, `hub`, `group`, `project` or `none` (METADATA-18)."""
        ...

    def properties(self) -> Any:
        """Return the properties that the backend had for this job, or `None` if there are none (METADATA-13).

        Raise the error of the role `api` if the service cannot be read (RESILIENCE-1).
        """
        ...

    def qobj(self) -> Any:
        """Return the Qobj that the job was run with, or `None` for a job without one (METADATA-15).

        Raise the error of the role `api` if the service cannot be read (RESILIENCE-1).
        """
        ...

    def circuits(self) -> list[Any]:
        """Return the circuits or schedules of the job in order, an empty list if they are lost (METADATA-11)."""
        ...

    def header(self) -> dict[str, Any]:
        """Return the header that the user sent along, an empty dictionary if it is lost (METADATA-10, METADATA-12)."""
        ...

    def backend_options(self) -> dict[str, Any]:
        """Return the options that the job was run with, an empty dictionary if they are lost (METADATA-7, METADATA-10)."""
        ...

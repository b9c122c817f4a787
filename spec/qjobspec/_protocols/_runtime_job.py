"""The job of a runtime program of qiskit-ibmq-provider (profile `runtime-job`). This file does not know what programs do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from enum import Enum
from typing import Any, Protocol, runtime_checkable

from ._job import Job


@runtime_checkable
class RuntimeJob(Job, Protocol):
    """A program that runs beside the machine (profile `runtime-job`), submitted before its user gets the job."""

    @property
    def creation_date(self) -> datetime | None:
        """Be the moment at which the service made the job, in local time and with its time zone (METADATA-1).

        Be `None` if the service does not tell (METADATA-2).
        """
        ...

    @property
    def image(self) -> str:
        """Be the image that the program runs on, as `name:tag`; the empty text stands for the default one (METADATA-22)."""
        ...

    @property
    def inputs(self) -> dict[str, Any]:
        """Be the parameters that the program was run with, in a dictionary of its user's own (METADATA-23, METADATA-28)."""
        ...

    @property
    def program_id(self) -> str:
        """Be the id of the program that the job runs (METADATA-24)."""
        ...

    def job_id(self) -> str:
        """Return the id that the service gave the job, without asking for it again (IDENTITY-8, RESOURCE-4)."""
        ...

    def backend(self) -> Any:
        """Return the backend that the program was sent to (IDENTITY-4)."""
        ...

    def status(self) -> Enum:
        """Ask the service, and say as a member of `JobStatus` what its word means (STATUS-1, STATUS-15).

        A program that ran too long is an `ERROR` (STATUS-17). Raise the error of the role `api` if the service cannot be
        read or uses a word that nobody knows (RESILIENCE-3).
        """
        ...

    def result(self, timeout: float | None = None, wait: float = 5, decoder: type[Any] | None = None) -> Any:
        """Ask every `wait` seconds, for at most `timeout`, until the job is final; then decode its result (RESULT-22).

        Let `decoder` read this one answer and leave no trace in later ones (RESULT-24). Raise the error of the role `failed`
        (RESULT-5), `cancelled` whatever the service still holds (RESULT-7), `timeout` (TIMEOUT-1) or `api` (RESILIENCE-1).
        """
        ...

    def cancel(self) -> None:
        """Tell the service to stop the job, and say `CANCELLED` only after the service has (CANCEL-14).

        Raise the error of the role `invalid-state` if it says that the job can't be cancelled (CANCEL-12), and `api` if that
        failed for another reason (CANCEL-13).
        """
        ...

    def wait_for_final_state(self, timeout: float | None = None, wait: float = 5) -> None:
        """Ask every `wait` seconds until the job is final, and return, whichever final state it is (WAIT-2, WAIT-7).

        After `timeout` seconds raise the error of the role `wait-timeout` and leave the job alone (WAIT-4, WAIT-9).
        """
        ...

    def error_message(self) -> str | None:
        """Return why the job failed, and `None` at once for every job that has not (ERROR-1, ERROR-2, ERROR-3)."""
        ...

    def logs(self) -> str:
        """Return what the program wrote (LOG-1), without waiting for it to write more (LOG-3).

        The empty text is the log of a program that wrote nothing (LOG-4); if the service cannot be read, raise the error of
        the role `api`.
        """
        ...

    def stream_results(self, callback: Callable[[str, Any], object], decoder: type[Any] | None = None) -> None:
        """Begin to hand each interim result, decoded, to `callback(job_id, result)`, and come back (STREAM-1, STREAM-6).

        Each comes once and in order, and an error of the callback does not end the stream (STREAM-2, STREAM-12). Raise the
        error of the role `invalid-state` if a stream is open (STREAM-4) or the job is over (STREAM-5).
        """
        ...

    def cancel_result_streaming(self) -> None:
        """Call the callback no more (STREAM-8), and let the job go on; without a stream, do nothing (STREAM-9)."""
        ...

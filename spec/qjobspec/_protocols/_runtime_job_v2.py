"""The job of a primitive of qiskit-ibm-runtime (profile `runtime-job-v2`). This file does not know what it computes."""
# ruff: noqa: FBT001, FBT002 - the positional flags are those of the document.

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from enum import Enum
from typing import Any, Literal, Protocol, TypeAlias, runtime_checkable

from ._primitive_job import PrimitiveJob

#: The six words that `status()` can say; `VALIDATING` is none of them.
StatusWord: TypeAlias = Literal["INITIALIZING", "QUEUED", "RUNNING", "CANCELLED", "DONE", "ERROR"]


@runtime_checkable
class RuntimeJobV2(PrimitiveJob, Protocol):
    """A primitive that runs beside the machine, and tells its status as a word (profile `runtime-job-v2`).

    A class that does not stream may do without the three members that do: it keeps the profile, though not these types.
    """

    # Properties, so that an attribute of the class fits as well; the document types ERROR as a str or an enumeration.
    @property
    def ERROR(self) -> str | Enum:  # noqa: N802 - the document's name
        """Be `"ERROR"`, the word of a job that failed (MEMBER-4). A plain attribute of the class will do."""
        ...

    @property
    def JOB_FINAL_STATES(self) -> tuple[StatusWord, ...]:  # noqa: N802 - the document's name
        """Be the words `DONE`, `CANCELLED` and `ERROR`, in this order (MEMBER-4). A plain attribute of the class will do."""
        ...

    @property
    def creation_date(self) -> datetime | None:
        """Be the moment at which the service made the job, in local time and with its time zone (METADATA-1).

        Be `None` if the service does not tell (METADATA-2).
        """
        ...

    @property
    def image(self) -> str:
        """Be the image that the primitive runs on, as `name:tag`; the empty text is the default one (METADATA-22)."""
        ...

    @property
    def inputs(self) -> dict[str, Any]:
        """Be the parameters of the primitive, in a dictionary of its user's own (METADATA-23, METADATA-28)."""
        ...

    @property
    def instance(self) -> str | None:
        """Be the instance that the job was run in, or `None` on a channel that has none (METADATA-27)."""
        ...

    @property
    def primitive_id(self) -> str:
        """Be the name of the primitive that the job runs (METADATA-25)."""
        ...

    @property
    def program_id(self) -> str:
        """Be the same as `primitive_id`, under the older name (METADATA-24)."""
        ...

    @property
    def session_id(self) -> str | None:
        """Be the id of the session that the job belongs to, or `None` if it belongs to none (METADATA-26)."""
        ...

    @property
    def tags(self) -> list[str]:
        """Be the tags of the job in a list of its user's own, an empty one for a job without tags (TAG-1, TAG-10)."""
        ...

    @property
    def usage_estimation(self) -> dict[str, Any]:
        """Be a dictionary whose `quantum_seconds` are the seconds that the machine is expected to need (USAGE-1).

        Ask again as long as the service does not know them (USAGE-2).
        """
        ...

    def backend(self, timeout: float | None = None) -> Any:
        """Return the backend; where it is not known yet, ask the service, for at most `timeout` seconds (IDENTITY-10).

        Return `None` if the service does not know it either (IDENTITY-9), and raise the error of the role `api` if the
        service cannot be read.
        """
        ...

    def status(self) -> StatusWord:
        """Ask the service and say the state as one of the six words (STATUS-12), whatever the service calls it (STATUS-15).

        For a word that nobody knows raise the error of the role `api` instead of passing it on (RESILIENCE-3).
        """
        ...

    def errored(self) -> bool:
        """Say whether the status is `ERROR` (PREDICATE-7)."""
        ...

    def result(self, timeout: float | None = None, decoder: type[Any] | None = None) -> Any:
        """Wait at most `timeout` seconds for the job, then decode and return its result (RESULT-1, RESULT-22).

        When the time of the call is up, raise the error of the role `timeout` (TIMEOUT-1); when the service has ended the
        job for its time, that of the role `ran-too-long`, and `failed` for every other `ERROR` (RESULT-27). Raise
        `cancelled` of a cancelled job (RESULT-7).
        """
        ...

    def cancel(self) -> None:
        """Tell the service to stop the job, and say `CANCELLED` only after the service has (CANCEL-14).

        Raise the error of the role `invalid-state` if it says that the job can't be cancelled (CANCEL-12), and `api` if that
        failed for another reason (CANCEL-13).
        """
        ...

    def wait_for_final_state(self, timeout: float | None = None) -> None:
        """Ask until the job is final, and return, whichever final state it is (WAIT-2, WAIT-7).

        After `timeout` seconds raise the error of the role `wait-timeout` and leave the job alone (WAIT-4, WAIT-9).
        """
        ...

    def error_message(self) -> str | None:
        """Return why the job failed, and `None` at once for every job that has not (ERROR-1, ERROR-2, ERROR-3)."""
        ...

    def logs(self) -> str:
        """Return what the job wrote to either of its outputs (LOG-2), as far as there is any, without waiting (LOG-3).

        Raise the error of the role `api` if the service cannot be read.
        """
        ...

    def metrics(self) -> dict[str, Any]:
        """Return what the service has measured, the times of the steps among it (USAGE-3); ask until all is over (USAGE-4).

        Raise the error of the role `api` if the service cannot be read.
        """
        ...

    def interim_results(self, decoder: type[Any] | None = None) -> Any:
        """Return what the job has produced so far, decoded (STREAM-16, STREAM-18).

        Raise the error of the role `failed` for a job that has failed (STREAM-17).
        """
        ...

    def stream_results(self, callback: Callable[[str, Any], object], decoder: type[Any] | None = None) -> None:
        """Begin to hand each result, the final one last, to `callback(job_id, result)`, and come back (STREAM-1, STREAM-3).

        Each comes once and in order (STREAM-2). Raise the error of the role `invalid-state` if a stream is open (STREAM-4)
        or the job is over (STREAM-5).
        """
        ...

    def cancel_result_streaming(self) -> None:
        """Call the callback no more (STREAM-8), and let the job go on; without a stream, do nothing (STREAM-9)."""
        ...

    def properties(self, refresh: bool = False) -> Any:
        """Return the backend's properties as they were when the job ran, or `None` (METADATA-13).

        Keep them, and ask the service anew only for `refresh` (METADATA-14).
        """
        ...

    def update_tags(self, new_tags: list[str]) -> list[str]:
        """Let `new_tags` be all the tags of the job, and return those that the service has then (TAG-9, TAG-5).

        Raise the error of the role `api` if the service does not take them; the job keeps the old ones then (TAG-8).
        """
        ...

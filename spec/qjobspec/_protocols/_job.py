"""What any job of the five documents can be asked (profile `job`). This file does not know which class answers."""

from __future__ import annotations

from enum import Enum
from typing import Any, Protocol, runtime_checkable


@runtime_checkable
class Job(Protocol):
    """What all five documented job classes share (profile `job`)."""

    def status(self) -> Enum | str | None:
        """Say in which state the job is now, without waiting for it (STATUS-1, STATUS-9).

        Ask whoever runs the job; do not remember an answer that is not final, and never take back one that is (STATUS-2).
        Never raise because the job went badly: that is what `ERROR` is for (STATUS-10).
        """
        ...

    def result(self, timeout: float | None = None) -> Any:
        """Wait for the job to end and return what it produced, an equal value on every call (RESULT-1, RESULT-4).

        `timeout` is in seconds; `None` waits as long as the job takes, 0 asks once. When the time is up, raise the error of
        the role `timeout` and leave the job alone (TIMEOUT-1, TIMEOUT-5). A failed or cancelled job has no result: raise the
        error of the role `failed` or `cancelled`, never return `None` (RESULT-5, RESULT-7).
        """
        ...

    def cancel(self) -> bool | None:
        """Ask for the job to stop, and come back without waiting until it has (CANCEL-5).

        Do not say `CANCELLED` of work that may still begin (CANCEL-9), nor before a service has said it (CANCEL-14).
        """
        ...

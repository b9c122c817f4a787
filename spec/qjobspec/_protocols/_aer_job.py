"""The job of a local simulator (profile `aer-job`). This file does not know the simulator, nor its executor."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol, runtime_checkable

from ._jobv1 import JobV1


@runtime_checkable
class AerJob(JobV1, Protocol):
    """A simulation on an executor of this process (profile `aer-job`): it behaves as the `Future` under it."""

    def submit(self) -> None:
        """Give the work to the executor and come back at once (SUBMIT-3).

        Do it once: a second call raises the error of the role `invalid-state` and starts nothing (SUBMIT-2, SUBMIT-4).
        """
        ...

    def result(self, timeout: float | None = None) -> Any:
        """Wait for the future and return the object that the work returned, even one whose `success` is false (RESULT-8).

        Let the work's own exception through instead of wrapping it (RESULT-6). When `timeout` seconds are over, raise the
        error of the role `timeout`, which here is the future's and no error of a job (TIMEOUT-1).
        """
        ...

    def cancel(self) -> bool:
        """Take the work back from the executor if it has not begun, and return `True` (CANCEL-2).

        Work that runs cannot be stopped: return `False` and let it go on (CANCEL-4).
        """
        ...

    def wait_for_final_state(
        self,
        timeout: float | None = None,
        wait: float = 5,
        callback: Callable[[str, Any, Any], object] | None = None,
    ) -> None:
        """Look at the status every `wait` seconds until it is final, and return whatever it is (WAIT-2, WAIT-7).

        Call `callback(job_id, status, job)` after each look, with these three and no keyword (CALLBACK-1). After `timeout`
        seconds raise the error of the role `wait-timeout`, which is not the class that `result()` raises (WAIT-4).
        """
        ...

    def qobj(self) -> Any:
        """Return the Qobj that the job was made with (IDENTITY-6)."""
        ...

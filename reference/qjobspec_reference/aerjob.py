"""AerJob: a simulation on an executor of this process, as the document of qiskit-aer 0.8 describes it.

This file does not know what is simulated: it is given a function. It says of a future what the specification asks of a job.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from typing import Any, ClassVar

from qjobspec import JobStatus

from .errors import JobError
from .jobv1 import JobV1


class AerJob(JobV1):
    """One run of `fn(qobj, job_id, *args)` on the executor that all these jobs share."""

    _executor: ClassVar[Executor] = ThreadPoolExecutor(max_workers=1)

    def __init__(self, backend: Any, job_id: str, fn: Callable[..., Any], qobj: Any, *args: Any) -> None:
        super().__init__(backend, job_id)
        self._fn = fn
        self._qobj = qobj
        self._args = args
        self._future: Future[Any] | None = None
        self._submitting = threading.Lock()

    def submit(self) -> None:
        """Hand the work to the executor, once (SUBMIT-2); `JobError` if that was done before (SUBMIT-4)."""
        with self._submitting:
            if self._future is not None:
                raise JobError(f"job {self._job_id} was submitted before")
            self._future = self._executor.submit(self._fn, self._qobj, self._job_id, *self._args)

    def status(self) -> JobStatus:
        """What the future says, read as a state; a result that says it did not succeed is an `ERROR` (STATUS-8).

        Raises `JobError` before `submit()` (SUBMIT-6). `running()` is asked first: a future only ever moves forward.
        """
        future = self._submitted()
        if future.running():
            return JobStatus.RUNNING
        if future.cancelled():
            return JobStatus.CANCELLED
        if not future.done():
            return JobStatus.INITIALIZING
        return JobStatus.DONE if _succeeded(future) else JobStatus.ERROR

    def result(self, timeout: float | None = None) -> Any:
        """What the future's `result(timeout)` gives or raises, `timeout` in seconds (RESULT-1, RESULT-6, TIMEOUT-1)."""
        return self._submitted().result(timeout)

    def cancel(self) -> bool:
        """Cancel the job if its work has not started (CANCEL-2), and say whether it is cancelled."""
        return self._submitted().cancel()

    def qobj(self) -> Any:
        """The Qobj that the job was made with (IDENTITY-6)."""
        return self._qobj

    def _submitted(self) -> Future[Any]:
        if self._future is None:
            raise JobError(f"job {self._job_id} is not submitted yet: call submit() first")
        return self._future


def _succeeded(future: Future[Any]) -> bool:
    return future.exception() is None and getattr(future.result(), "success", True) is not False

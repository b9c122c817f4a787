"""A job class as a provider writes it, on the standard library's own client, and its harness. It has its faults."""

from __future__ import annotations

import json
import time
import urllib.error
import urllib.request
from typing import Any

from qjobspec import JobStatus

SERVER = "http://runtime.test"
WORDS = {"QUEUED": "QUEUED", "RUNNING": "RUNNING", "COMPLETED": "DONE", "FAILED": "ERROR", "CANCELLED": "CANCELLED"}


class ApiError(Exception):
    """The service cannot be asked, or its answer not be read."""


class FailedError(Exception):
    """The job has no result."""


class LateError(Exception):
    """The job was not final in time."""


class SampleJob:
    """Asks for the record of the job every two seconds, and keeps nothing that it has heard."""

    def __init__(self, job_id: str) -> None:
        self._job_id = job_id

    def status(self) -> JobStatus:
        """What the service says."""
        word = self._asked("GET", "")["state"]["status"]
        try:
            return JobStatus(WORDS[word.upper()])
        except KeyError:
            raise ApiError(f"the service says {word}") from None

    def result(self, timeout: float | None = None) -> Any:
        """Poll, then fetch."""
        limit = None if timeout is None else time.monotonic() + timeout
        while (status := self.status()) not in (JobStatus.DONE, JobStatus.ERROR, JobStatus.CANCELLED):
            left = None if limit is None else limit - time.monotonic()
            if left is not None and left <= 0:
                raise LateError
            time.sleep(2.0 if left is None else min(2.0, left))
        if status is not JobStatus.DONE:
            raise FailedError(status.value)
        return self._asked("GET", "/results")

    def cancel(self) -> None:
        """Ask the service to stop."""
        self._asked("POST", "/cancel")

    def jobs(self) -> Any:
        """Every job that the service knows."""
        return self._send("GET", f"{SERVER}/jobs")

    def forget(self) -> None:
        """Have the service delete the job."""
        self._asked("DELETE", "")

    def _asked(self, method: str, path: str) -> Any:
        return self._send(method, f"{SERVER}/jobs/{self._job_id}{path}")

    def _send(self, method: str, url: str) -> Any:
        request = urllib.request.Request(url, method=method)
        try:
            with urllib.request.urlopen(request, timeout=5) as answer:
                return json.loads(answer.read() or b"null")
        except (OSError, ValueError) as error:
            raise ApiError(str(error)) from error


class Sample:
    """The harness."""

    profile = "job"
    dialect = "runtime-v2"
    recordings = "recordings"
    errors = {"api": "ApiError", "timeout": "LateError", "failed": "FailedError", "cancelled": "FailedError"}

    def open(self, job_id: str) -> SampleJob:
        """Open the job."""
        return SampleJob(job_id)

"""The reference's AerJob while its work lasts, in real time; the work ends when the test says so."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import CancelledError
from typing import Any

import pytest

from qjobspec import JobStatus
from qjobspec_reference import AerJob, JobTimeoutError


class Work:
    """Work that starts when its job is run and ends when `go` is set."""

    def __init__(self) -> None:
        self.started = threading.Event()
        self.go = threading.Event()

    def __call__(self, *_: object) -> object:
        self.started.set()
        assert self.go.wait(5), "no test holds the work for so long"
        return "counts"


@pytest.fixture
def work() -> Iterator[Work]:
    """Work that is let go when the test is over, so that the executor is free for the next."""
    work = Work()
    yield work
    work.go.set()


def submitted(work: Work) -> AerJob:
    """A job that runs `work`, handed to the executor."""
    job = AerJob("backend", "job-1", work, "qobj")
    job.submit()
    return job


def test_a_job_is_pending_running_then_done(work: Work) -> None:
    """The status of a job is that of its future: it waits for its executor, runs, and is done."""
    first, second = submitted(work), submitted(Work())
    assert work.started.wait(5)

    while_running = first.status(), second.status()
    second.cancel()
    work.go.set()
    first.result(timeout=5)

    assert while_running == (JobStatus.RUNNING, JobStatus.INITIALIZING)
    assert first.status() is JobStatus.DONE


@pytest.mark.parametrize("timeout", [0, 0.02])
def test_a_timeout_leaves_the_job_alone(work: Work, timeout: float) -> None:
    """`result(timeout)` raises when the time is up, and the result is still to be had (TIMEOUT-1, TIMEOUT-5)."""
    job = submitted(work)

    with pytest.raises(TimeoutError):
        job.result(timeout=timeout)
    work.go.set()

    assert job.result(timeout=5) == "counts"


def test_a_job_that_has_not_started_is_cancelled(work: Work) -> None:
    """`cancel()` of a job that waits for its executor says `True`, twice, and its work never starts (CANCEL-2)."""
    never = Work()
    submitted(work)
    job = submitted(never)

    said = job.cancel(), job.cancel()

    assert said == (True, True)
    assert job.status() is JobStatus.CANCELLED
    assert not never.started.is_set()
    with pytest.raises(CancelledError):
        job.result()


def test_a_job_that_runs_is_not_cancelled(work: Work) -> None:
    """`cancel()` of a running job says `False`, and the job goes on to its end (CANCEL-4, CANCEL-7)."""
    job = submitted(work)
    assert work.started.wait(5)

    said = job.cancel()
    work.go.set()

    assert said is False
    assert job.result(timeout=5) == "counts"


def test_a_callback_sees_the_job_to_its_end(work: Work) -> None:
    """The callback is handed id, status and job after each query, the last one included (CALLBACK-1 to CALLBACK-9)."""
    seen: list[tuple[Any, ...]] = []
    job = submitted(work)
    assert work.started.wait(5)

    def note(*arguments: object) -> None:
        seen.append(arguments)
        work.go.set()

    job.wait_for_final_state(timeout=5, wait=0.01, callback=note)

    assert seen[0] == ("job-1", JobStatus.RUNNING, job)
    assert seen[-1] == ("job-1", JobStatus.DONE, job)


def test_waiting_ends_with_its_timeout(work: Work) -> None:
    """`wait_for_final_state()` raises an error that is also a `JobError` when the time is up (WAIT-4, WAIT-9)."""
    job = submitted(work)

    with pytest.raises(JobTimeoutError, match=r"job-1 was not final within 0\.02 s"):
        job.wait_for_final_state(timeout=0.02, wait=0.01)
    work.go.set()

    assert job.result(timeout=5) == "counts"

"""The reference's AerJob whose work ends at once: what it is made of, how it is submitted, how it ended."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

import qjobspec
from qjobspec import JobStatus
from qjobspec_reference import AerJob, JobError
from qjobspec_reference.harness import AerJobHarness

#: Calls that a job refuses before it is submitted.
REFUSED = ["status", "result", "cancel", "done", "running", "cancelled", "in_final_state", "wait_for_final_state"]


def job_that(end: object, *arguments: object) -> AerJob:
    """A job whose work ends at once by returning `end`, or by raising it; not yet submitted."""

    def work(*_: object) -> object:
        if isinstance(end, Exception):
            raise end
        return end

    return AerJob("backend", "job-1", work, "qobj", *arguments)


def ended(end: object) -> AerJob:
    """Such a job, over."""
    job = job_that(end)
    job.submit()
    job.wait_for_final_state(timeout=5, wait=0.01)
    return job


def test_a_job_runs_its_function_with_what_it_was_made_of() -> None:
    """The function is called with the Qobj, the id and the other arguments, and `result()` is what it returns."""
    job = AerJob("backend", "job-1", lambda *arguments: arguments, "qobj", "noise")

    job.submit()

    assert job.result(timeout=5) == ("qobj", "job-1", "noise")


def test_a_job_says_what_it_was_made_of() -> None:
    """Id, backend, Qobj and version are known before the job is submitted."""
    job = job_that("counts")

    said = (job.job_id(), job.backend(), job.qobj(), job.version)

    assert said == ("job-1", "backend", "qobj", 1)
    assert isinstance(job, qjobspec.AerJob)


@pytest.mark.parametrize(
    ("end", "status"),
    [
        ("counts", JobStatus.DONE),
        (None, JobStatus.DONE),
        (SimpleNamespace(success=True), JobStatus.DONE),
        (SimpleNamespace(success=False), JobStatus.ERROR),
        (ValueError("no such gate"), JobStatus.ERROR),
    ],
)
def test_a_job_is_done_only_if_it_has_succeeded(end: object, status: JobStatus) -> None:
    """Work that raised, or whose result says that it did not succeed, is an error (STATUS-7, STATUS-8)."""
    assert ended(end).status() is status


def test_an_unsuccessful_result_is_still_returned() -> None:
    """`result()` gives a result that did not succeed, every time the same (RESULT-4, RESULT-8)."""
    end = SimpleNamespace(success=False)

    job = ended(end)

    assert job.result() is job.result() is end


def test_the_error_of_the_work_is_raised() -> None:
    """`result()` of a job whose work has raised raises that same exception (RESULT-6)."""
    error = ValueError("no such gate")

    with pytest.raises(ValueError, match="no such gate") as raised:
        ended(error).result()

    assert raised.value is error


@pytest.mark.parametrize("end", ["counts", ValueError("no such gate")])
def test_a_job_that_has_ended_is_not_cancelled(end: object) -> None:
    """`cancel()` of a job that is done or failed says `False` and changes nothing (CANCEL-10)."""
    job = ended(end)
    before = job.status()

    said = job.cancel()

    assert said is False
    assert job.status() is before


@pytest.mark.parametrize("member", REFUSED)
def test_a_job_that_is_not_submitted_refuses(member: str) -> None:
    """Before `submit()` a call is refused by an error that says what to do, and does no harm (SUBMIT-5, SUBMIT-7)."""
    job = job_that("counts")

    with pytest.raises(JobError, match=r"job-1 is not submitted yet: call submit\(\) first"):
        getattr(job, member)()
    job.submit()

    assert job.result(timeout=5) == "counts"


def test_a_job_is_submitted_once() -> None:
    """A second `submit()` is refused, and the first one stands (SUBMIT-4)."""
    job = job_that("counts")
    job.submit()

    with pytest.raises(JobError, match="job-1 was submitted before"):
        job.submit()

    assert job.result(timeout=5) == "counts"


def test_the_harness_makes_jobs_that_are_its_own() -> None:
    """The jobs of one harness have different ids, and are made of what it says they are (IDENTITY-3)."""
    harness = AerJobHarness()

    first, second = harness.start(print), harness.start(print)

    assert first.job_id() != second.job_id()
    assert harness.made_of == {"backend": first.backend(), "qobj": second.qobj()}

"""Jobs by their id alone."""

from __future__ import annotations

from qjobspec_reference.opening import ibmq_job, managed_job, runtime_job, runtime_job_v2

from .services import TOKEN, URL, Service, virtually
from .test_ibmqjob import word
from .test_runtimejob import said


def test_jobs_are_opened_without_a_request_and_then_ask() -> None:
    """One question each finds how far they are."""
    service = Service().on("GET /Jobs/j-1/status/v/1", word("RUNNING")).on("GET /jobs/j-1", said("RUNNING"))

    def play() -> None:
        opened = [make("j-1", url=URL, token=TOKEN) for make in (ibmq_job, managed_job, runtime_job, runtime_job_v2)]
        assert service.asked == []
        assert [job.status() for job in opened] == ["RUNNING"] * 4

    virtually(service, play)

    assert len(service.asked) == 4

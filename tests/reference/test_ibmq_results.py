"""What IBMQJob's `result()` and `error_message()` give, and how they fetch it."""

from __future__ import annotations

from typing import Any

import pytest
import requests

from qjobspec import examples
from qjobspec_reference.errors import (
    IBMQJobApiError,
    IBMQJobFailureError,
    IBMQJobInvalidStateError,
    IBMQJobTimeoutError,
    QiskitError,
)
from qjobspec_reference.results import Result

from .services import Account, Service, course, elapsed, lasting, virtually
from .test_ibmqjob import RECORD, STATUS, opened, record, word

ADDRESS, STORED, READ = "GET /Jobs/j-1/resultDownloadUrl", "GET https://s.example/r", "POST /Jobs/j-1/resultDownloaded"
RESULTS = examples("ibmq/result-envelope", "good")
BELL, HALF = RESULTS["a-bell-pair"], RESULTS["half-of-it-failed"]
DONE, FAILED = word("COMPLETED"), word("ERROR_RUNNING_JOB")


def stored(*results: Any, status: Any = DONE) -> Service:
    """A service that keeps results in object storage."""
    service = Service().on(STATUS, status).on(ADDRESS, {"url": "https://s.example/r?sig=1"})
    return service.on(STORED, *results).on(READ, {})


def test_a_result_is_fetched_once_acknowledged_and_handed_out_as_copies() -> None:
    """Every later `result()` gives an equal one without asking; what a user does to one does not show in the next."""
    service = stored(BELL)

    def play() -> None:
        job = opened()
        first = job.result()
        first.results[0].data["counts"].clear()
        assert job.result() == Result.of(BELL)
        assert job.result().get_counts() == {"00": 497, "11": 527}

    virtually(service, play)

    assert [service.count(each) for each in (STATUS, ADDRESS, STORED, READ)] == [1, 1, 1, 1]
    assert [("X-Access-Token" in each) for each in service.headers] == [True, True, False, True]


def test_a_result_waits_for_its_job_asking_as_often_as_its_user_says() -> None:
    """`wait` is the interval between two questions."""
    service = stored(BELL, status=course((0, word("QUEUED")), (7, DONE)))

    virtually(service, lambda: opened().result(wait=2))

    assert service.moments(STATUS) == [0, 2, 4, 6, 8]


def test_refresh_fetches_again() -> None:
    """What the service gives then is kept from then on."""
    other = {**BELL, "backend_version": "2"}
    service = stored(BELL, other)

    def play() -> None:
        job = opened()
        assert job.result().backend_version == "1.3.19"
        assert job.result(refresh=True).backend_version == job.result().backend_version == "2"

    virtually(service, play)


def test_a_result_given_to_the_constructor_is_not_fetched() -> None:
    """Neither is the status of a job that was given a final word."""
    service = Service()

    virtually(service, lambda: opened(status="COMPLETED", result=BELL).result())

    assert service.asked == []


def test_a_result_in_the_record_is_found_there() -> None:
    """Jobs of the older kinds carry it in the record; if it is not there, it may be in storage, and the other way round."""
    inline = record(status="COMPLETED", qObjectResult=BELL)

    for kind, service in (
        ("q-object", Service().on(STATUS, DONE).on(RECORD, inline)),
        ("q-object", stored(BELL).on(RECORD, record())),
        ("q-object-external-storage", Service().on(STATUS, DONE).on(RECORD, inline).on(ADDRESS, 404)),
        (None, stored(BELL).on(READ, 500)),
    ):
        virtually(service, lambda kind=kind: opened(kind=kind).result())


@pytest.mark.parametrize(
    ("stage", "fault"),
    [
        (ADDRESS, 403),
        (ADDRESS, {"url": None}),
        (ADDRESS, {"url": "file:///etc/passwd"}),
        (STORED, 400),
        (STORED, "<html>"),
        (STORED, {"success": True}),
        (STORED, {**BELL, "results": 3}),
        (STORED, "null"),
    ],
)
def test_a_fetch_that_fails_at_any_stage_leaves_the_job_usable(stage: str, fault: Any) -> None:
    """It is an api error, and the next `result()` fetches again."""
    service = stored(BELL).on(RECORD, 404)
    service.script[stage].insert(0, fault)

    def play() -> None:
        job = opened()
        with pytest.raises(IBMQJobApiError):
            job.result()
        assert job.result() == Result.of(BELL)

    virtually(service, play)


def test_a_fetch_outlives_faults_that_pass() -> None:
    """What only reads is tried again."""
    service = stored(BELL)
    service.script[ADDRESS].insert(0, 503)
    service.script[STORED].insert(0, requests.ConnectionError("reset"))

    virtually(service, lambda: opened().result())


def test_a_timeout_bounds_fetching_too() -> None:
    """The result of a job that is done, and does not come, is late."""
    service = stored(lasting(9, BELL))

    def play() -> None:
        job = opened()
        took, outcome = elapsed(lambda: job.result(timeout=1))
        assert (took, outcome) == (9, Result.of(BELL))

    virtually(service, play)
    service = stored(*[requests.ConnectionError("reset")] * 2, lasting(9, requests.Timeout()), BELL)

    def late() -> None:
        job = opened()
        with pytest.raises(IBMQJobTimeoutError):
            job.result(timeout=1)
        assert job.result() == Result.of(BELL)

    virtually(service, late)


def test_a_cancelled_job_has_no_result() -> None:
    """It is the error of an invalid state, and nothing is fetched."""
    service = stored(BELL, status=word("CANCELLED"))

    def play() -> None:
        with pytest.raises(IBMQJobInvalidStateError, match="was cancelled"):
            opened().result()

    virtually(service, play)

    assert service.count(ADDRESS) == 0


def test_a_failed_job_says_why() -> None:
    """The error holds the service's message, and so does `error_message()`."""
    report = {"message": "Qubit 7 is out of range.", "code": 1106}
    service = stored(BELL, status=FAILED).on(RECORD, record(status="ERROR_RUNNING_JOB", error=report))

    def play() -> None:
        job = opened()
        with pytest.raises(IBMQJobFailureError, match=r"Qubit 7 is out of range\. Error code: 1106\."):
            job.result()
        assert job.error_message() == "Qubit 7 is out of range. Error code: 1106."

    virtually(service, play)

    assert service.count(RECORD) == 1


def test_a_job_that_has_not_failed_has_no_message() -> None:
    """It says so at once."""
    virtually(
        Service().on(STATUS, word("RUNNING")),
        lambda: None if opened().error_message() is None else pytest.fail("it has one"),
    )


@pytest.mark.parametrize(
    ("error", "says"),
    [
        ("a sentence", "a sentence"),
        ({"code": 7}, "The job failed. Error code: 7."),
        ({"message": "m"}, "m"),
        ({"other": 1}, "{'other': 1}"),
        (["a", "b"], "['a', 'b']"),
    ],
)
def test_a_failure_is_explained_whatever_its_report_looks_like(error: Any, says: str) -> None:
    """No shape of the report makes the explanation fail."""
    virtually(Service(), lambda: None)

    def play() -> None:
        assert opened(status="ERROR_RUNNING_JOB", error=error).error_message() == says

    virtually(Service(), play)


def test_a_failure_may_be_explained_by_its_result_or_by_nothing() -> None:
    """Where the record says nothing the result may; where nobody does, there is still a text, and the next call asks again."""
    service = stored(HALF, status=FAILED).on(RECORD, 500)

    def play() -> None:
        message = opened().error_message()
        assert message is not None
        assert "Experiment 1: Instruction reset is not supported" in message
        assert "Experiment 1 failed. Error code: 5203." in message

    virtually(service, play)
    service = stored(404, 404, BELL, status=FAILED).on(RECORD, 404)

    def silent() -> None:
        job = opened()
        for _ in range(3):
            assert "ERROR_RUNNING_JOB" in (job.error_message() or "")

    virtually(service, silent)


def test_a_failed_job_may_have_a_partial_result() -> None:
    """It is never a success, and asking it for what failed is an error."""
    service = stored({**HALF, "success": True}, status=FAILED)

    def play() -> None:
        result = opened().result(partial=True)
        assert result.success is False
        assert result.get_counts(0) == result.get_counts("bell")
        with pytest.raises(QiskitError, match="Instruction reset"):
            result.get_counts(1)

    virtually(service, play)


@pytest.mark.parametrize(
    ("found", "error"),
    [
        (RESULTS["failed-before-any-experiment"], IBMQJobFailureError),
        (404, IBMQJobFailureError),
        ("<html>", IBMQJobFailureError),
        (500, IBMQJobApiError),
    ],
)
def test_a_failed_job_without_a_part_has_failed(found: Any, error: type[Exception]) -> None:
    """A service that cannot be asked is another thing."""

    def play() -> None:
        with pytest.raises(error):
            opened(Account(), error={"message": "m"}).result(partial=True)

    virtually(stored(found, status=FAILED).on(RECORD, 404), play)


def test_two_who_fetch_at_once_get_equal_results() -> None:
    """The first that was read is the result of both."""
    service = stored(lasting(2, BELL), lasting(1, {**BELL, "backend_version": "2"}))
    job = opened(status="COMPLETED")
    told: list[Result] = []

    virtually(service, lambda: told.append(job.result()), lambda: told.append(job.result()))

    assert told[0] == told[1] == job.result()


def test_every_good_result_of_the_specification_is_read() -> None:
    """Shots may be a range, memory may be points, dates and headers may be missing."""
    for document in RESULTS.values():
        result = Result.of(document)
        assert [each.success for each in result.results] == [each["success"] for each in document["results"]]

    assert Result.of(RESULTS["shot-by-shot"]).get_memory() == ["1", "0", "1", "1"]
    assert Result.of(RESULTS["points-of-kerneled-measurement"]).get_memory() == [[[0.31, -1.2]], [[0.28, -1.1]]]
    with pytest.raises(QiskitError, match="no counts"):
        Result.of(RESULTS["points-of-kerneled-measurement"]).get_counts()
    with pytest.raises(QiskitError, match="no memory"):
        Result.of(BELL).get_memory()
    for missing in (None, "nobody", 7):
        with pytest.raises(QiskitError, match="no experiment"):
            Result.of(HALF).get_counts(missing)


def test_counts_keep_the_registers_apart() -> None:
    """The last register comes first."""
    header = {"memory_slots": 3, "creg_sizes": [["a", 2], ["b", 1]]}
    experiment = {"shots": 1, "success": True, "data": {"counts": {"0x6": 1}}, "header": header}

    assert Result.of({**BELL, "results": [experiment]}).get_counts() == {"1 10": 1}

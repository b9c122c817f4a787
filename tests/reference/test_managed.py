"""Managed jobs, their sets and their manager, before the backend of the IBM Quantum job API. In virtual time."""

from __future__ import annotations

import threading
import time
import warnings
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import pytest

from qjobspec import JobStatus
from qjobspec_reference import IBMQBackend, IBMQJob, IBMQJobManager, ManagedJob, ManagedJobSet
from qjobspec_reference.errors import (
    IBMQBackendError,
    IBMQBackendJobLimitError,
    IBMQJobManagerInvalidStateError,
    IBMQJobManagerJobNotFound,
    IBMQJobManagerTimeoutError,
    IBMQJobTimeoutError,
    IBMQManagedResultDataNotAvailable,
)

from .services import Account, Service, course, elapsed, lasting, virtually
from .test_ibmq_results import ADDRESS, BELL, DONE, READ, STORED
from .test_ibmqjob import CANCEL, CHANGE, RECORD, STATUS, opened, record, word

SUBMIT, UPLOAD, UPLOADED = "POST /Jobs", "PUT https://s.example/u", "POST /Jobs/j-1/jobDataUploaded"
CREATED = {"id": "j-1", "objectStorageInfo": {"uploadUrl": "https://s.example/u?sig=1"}}
LIMIT = (400, {"error": {"message": "Number of concurrent jobs has reached the limit.", "code": 3458}})


def taking(**said: Any) -> Service:
    """A service that takes a job."""
    service = Service().on(SUBMIT, CREATED).on(UPLOAD, {}).on(UPLOADED, {"job": record(**said)}).on(STATUS, DONE)
    return service.on(ADDRESS, {"url": "https://s.example/r"}).on(STORED, BELL).on(READ, {}).on(CANCEL, {"cancelled": True})


def backend() -> IBMQBackend:
    """A backend without websockets."""
    return IBMQBackend("ibmq_athens", Account())


class Backend:
    """A backend that gives these jobs, or raises, after some seconds; it writes down what it was asked."""

    max_experiments = 2

    def __init__(self, *gives: Any, seconds: float = 0) -> None:
        self.gives = list(gives)
        self.seconds = seconds
        self.asked: list[tuple[Any, dict[str, Any]]] = []

    def run(self, circuits: Any, **given: Any) -> Any:
        self.asked.append((circuits, given))
        time.sleep(self.seconds)
        given_back = self.gives.pop(0) if self.gives else opened()
        if isinstance(given_back, BaseException):
            raise given_back
        return given_back


def quietly(play: Any) -> list[str]:
    """What the user was warned of."""
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        play()
    return [str(each.message) for each in seen]


def submitted(job: ManagedJob, to: Any, executor: ThreadPoolExecutor, lock: Any = None) -> ManagedJob:
    """A managed job that has been handed to the executor."""
    job.submit(["c"], "name_0_", to, executor, lock or threading.Lock(), "none", ["t"], shots=5)
    return job


def test_a_backend_submits_once_and_uploads_the_input() -> None:
    """The job that it gives knows what the service said and what it was run with."""
    service = taking(name="bell", shots=5)

    def play() -> None:
        job = backend().run([{"instructions": []}], job_name="bell", job_tags=["t"], job_share_level="hub", shots=5)
        assert (job.job_id(), job.name(), job.shots) == ("j-1", "bell", 5)
        assert job.backend().name() == "ibmq_athens"
        assert job.circuits() == [{"instructions": []}]
        assert job.backend_options() == {"shots": 5}
        assert job.result().success

    virtually(service, play)

    said = {"backend": {"name": "ibmq_athens"}, "allowObjectStorage": True, "liveDataEnabled": None}
    assert service.bodies(SUBMIT) == [{**said, "name": "bell", "tags": ["t"]}]
    assert service.bodies(UPLOAD)[0]["experiments"] == [{"instructions": []}]


def test_a_qobj_is_sent_as_it_is_and_a_circuit_as_one_experiment() -> None:
    """Options are added to those that it has."""
    service = taking()

    def play() -> None:
        backend().run({"qobj_id": "q", "experiments": [], "config": {"a": 1}}, shots=5)
        backend().run("circuit")
        assert backend().job("j-1").job_id() == "j-1"

    virtually(service, play)

    assert service.bodies(UPLOAD)[0] == {"qobj_id": "q", "experiments": [], "config": {"a": 1, "shots": 5}}
    assert service.bodies(UPLOAD)[1]["experiments"] == ["circuit"]


@pytest.mark.parametrize(
    ("request_", "fault", "cancels"),
    [
        (SUBMIT, 500, 0),
        (SUBMIT, {"id": "j-1"}, 0),
        (SUBMIT, {"objectStorageInfo": 1}, 0),
        (UPLOAD, 403, 1),
        (UPLOADED, 500, 1),
    ],
)
def test_a_submission_that_fails_leaves_no_job_behind(request_: str, fault: Any, cancels: int) -> None:
    """It is sent once, and what was created is cancelled, if the service lets it."""
    service = taking().on(request_, fault).on(CANCEL, 500)

    def play() -> None:
        with pytest.raises(IBMQBackendError):
            backend().run([])

    virtually(service, play)

    assert (service.count(SUBMIT), service.count(CANCEL)) == (1, cancels)


def test_a_user_with_too_many_jobs_is_told_so() -> None:
    """It is an error of its own; a refusal for another reason is not."""

    def play() -> None:
        with pytest.raises(IBMQBackendJobLimitError):
            backend().run([])
        with pytest.raises(IBMQBackendError) as caught:
            backend().run([])
        assert not isinstance(caught.value, IBMQBackendJobLimitError)

    virtually(Service().on(SUBMIT, LIMIT, 400), play)


def test_a_service_may_say_nothing_of_the_job_it_took() -> None:
    """Then it is asked for."""

    def play() -> None:
        assert backend().run([]).name() == "bell"

    virtually(taking().on(UPLOADED, {"job": None}).on(RECORD, record(name="bell")), play)


def test_a_managed_job_is_submitted_in_the_background() -> None:
    """On the executor, holding the lock, with all arguments as they came; a result waits for it."""
    to, lock = Backend(seconds=3), threading.Lock()

    def play() -> None:
        with ThreadPoolExecutor(1) as executor:
            job = ManagedJob(4, 3)
            assert (job.start_index, job.end_index, job.status()) == (4, 6, JobStatus.INITIALIZING)
            took, _ = elapsed(lambda: submitted(job, to, executor, lock))
            assert took == 0
            time.sleep(1)
            assert lock.locked()
            assert job.status() is JobStatus.INITIALIZING
            with pytest.raises(IBMQJobTimeoutError):
                job.result(timeout=1)
            took, result = elapsed(lambda: job.result(timeout=9))
            assert (took, type(result).__name__) == (1, "Result")
            assert not lock.locked()
            assert job.status() is JobStatus.DONE
            assert job.error_message() is None

    virtually(taking(), play)

    assert to.asked == [(["c"], {"job_name": "name_0_", "job_share_level": "none", "job_tags": ["t"], "shots": 5})]


def test_a_submission_that_fails_is_told() -> None:
    """By a warning, by the status, and by whatever else is asked, without an error; the lock is free again."""
    lock = threading.Lock()

    def play() -> None:
        with ThreadPoolExecutor(1) as executor:
            job = submitted(ManagedJob(0, 2), Backend(ValueError("no such gate")), executor, lock)
            assert job.result() is None
            assert not lock.locked()
            job.cancel()
            assert (job.status(), job.error_message(), job.qobj()) == (None, None, None)
            assert isinstance(job.submit_error, ValueError)

    told = quietly(lambda: virtually(Service(), play))

    assert told[0] == "unable to submit the job of experiments 0 to 1: no such gate"
    assert "it was not submitted: no such gate" in told[1]


def test_an_executor_that_gives_up_and_one_that_is_stopped_are_told_too() -> None:
    """A job that was never run has failed; what ends the program is nobody's to keep."""
    given_up: Future[None] = Future()
    given_up.cancel()
    stopped: Future[None] = Future()
    stopped.set_exception(KeyboardInterrupt())

    class Executor:
        def __init__(self, future: Future[None]) -> None:
            self.future = future

        def submit(self, *_: Any) -> Future[None]:
            return self.future

    jobs = [ManagedJob(0, 1), ManagedJob(0, 1)]

    def play() -> None:
        for job, future in zip(jobs, (given_up, stopped), strict=True):
            submitted(job, Backend(), Executor(future))  # type: ignore[arg-type]

    assert len(quietly(play)) == 2
    assert "has not run it" in str(jobs[0].submit_error)
    assert jobs[1].submit_error is None


def test_a_job_that_nobody_has_submitted_has_no_result() -> None:
    """It says so by a warning, and cancelling it does nothing."""
    job = ManagedJob(0, 1)
    job.cancel()

    assert "nobody has" in quietly(lambda: None if job.result(timeout=0) is None else pytest.fail("it has one"))[0]
    assert job.status() is JobStatus.INITIALIZING


def test_a_submission_over_the_limit_is_tried_again_until_there_is_room() -> None:
    """And not after it was cancelled, which also cancels a job that is just being submitted."""
    limit = IBMQBackendJobLimitError("too many")
    service = taking()

    def play() -> None:
        with ThreadPoolExecutor(3) as executor:
            assert elapsed(lambda: submitted(ManagedJob(0, 1), Backend(limit, limit), executor).result())[0] == 10

            unwanted = submitted(ManagedJob(0, 1), Backend(*[limit] * 99), executor)
            time.sleep(7)
            unwanted.cancel()
            assert elapsed(unwanted.result) == (0, None)

            late = submitted(ManagedJob(0, 1), Backend(seconds=3), executor)
            time.sleep(1)
            late.cancel()
            time.sleep(5)

    told = quietly(lambda: virtually(service, play))

    assert "cancelled before it was submitted" in told[0]
    assert service.count(CANCEL) == 1


def test_a_managed_job_answers_none_where_its_job_raises() -> None:
    """And answers again once the service does."""
    service = (
        Service().on(STATUS, 404, 404, 404, word("CANCELLED")).on("GET /Jobs/j-1/jobDownloadUrl", 500).on(CANCEL, 500, 409)
    )

    def play() -> None:
        job = ManagedJob(0, 1, opened())
        assert (job.status(), job.error_message()) == (None, None)
        assert job.result() is None
        assert job.status() is JobStatus.CANCELLED
        assert job.result() is None
        assert job.qobj() is None
        for _ in range(2):
            ManagedJob(0, 1, opened()).cancel()

    told = quietly(lambda: virtually(service, play))

    assert ["404" in told[0], "was cancelled" in told[1]] == [True, True]


def test_a_managed_job_hands_on_what_its_job_says() -> None:
    """A timeout among it."""

    def play() -> None:
        job = ManagedJob(0, 1, opened(qobj={"qobj_id": "q"}))
        with pytest.raises(IBMQJobTimeoutError):
            job.result(timeout=0)
        assert job.qobj() == {"qobj_id": "q"}

    virtually(Service().on(STATUS, word("RUNNING")), play)


def experiment(name: str) -> dict[str, Any]:
    """An experiment of a Qobj."""
    return {"header": {"name": name}}


class Named:
    name = "named"


def test_a_set_covers_its_experiments_and_finds_them_again() -> None:
    """By number, by name, by circuit; what it does not have is an error."""
    circuits = [experiment("a"), {"header": None}, Named(), "text", experiment("e")]
    to = Backend(*[opened() for _ in range(3)])

    def play() -> None:
        jobs = IBMQJobManager().run(circuits, to, "study", job_tags=["t"], shots=5)
        jobs.results()
        assert [(job.start_index, job.end_index) for job in jobs.managed_jobs()] == [(0, 1), (2, 3), (4, 4)]
        assert jobs.statuses() == [JobStatus.DONE] * 3
        first, second, third = jobs.jobs()
        places = {0: (first, 0), "a": (first, 0), "named": (second, 0), "text": (second, 1), 4: (third, 0)}
        assert {key: jobs.job(key) for key in places} == places
        assert jobs.job(circuits[1]) == (first, 1)
        for missing in (5, -1, "zeta"):
            with pytest.raises(IBMQJobManagerJobNotFound):
                jobs.job(missing)
        assert (jobs.name(), jobs.tags(), jobs.error_messages()) == ("study", ["t"], None)
        with pytest.raises(IBMQJobManagerInvalidStateError):
            jobs.run(circuits, to, None, 1)  # type: ignore[arg-type]

    virtually(taking(), play)

    assert [given["job_name"] for _, given in to.asked] == ["study_0_", "study_1_", "study_2_"]
    assert all(given["job_tags"][0] == "t" and given["job_tags"][1].startswith("ibmq_jobset_") for _, given in to.asked)


def test_a_manager_cuts_as_small_as_it_is_told_and_remembers_its_sets() -> None:
    """A circuit that is in no list is one experiment."""

    def play() -> None:
        manager = IBMQJobManager()
        one, two = manager.run(Named(), Backend(), "one"), manager.run(["a", "b"], Backend(), max_experiments_per_job=1)
        one.results(), two.results()
        assert [len(each.jobs()) for each in (one, two)] == [1, 2]
        assert manager.job_sets("one") == [one]
        assert manager.job_sets() == [one, two]
        assert two.name() == two.job_set_id() != one.job_set_id()
        with pytest.raises(IBMQJobManagerInvalidStateError):
            manager.run([], Backend(), max_experiments_per_job=0)

    virtually(taking(), play)


def made(*jobs: IBMQJob) -> ManagedJobSet:
    """A set of these jobs, two experiments each."""
    jobset = ManagedJobSet("study", "7")
    executor = ThreadPoolExecutor(1)
    jobset.run(list(range(2 * len(jobs))), Backend(*jobs), executor, 2)
    executor.shutdown()
    return jobset


def test_results_of_a_set_are_one_and_say_what_is_missing() -> None:
    """Counts are found by the number in the set; a job without a result leaves a gap."""
    two = {**BELL, "results": [*BELL["results"], {"shots": 2, "success": True, "data": {"memory": ["0x1"]}}]}

    def play() -> None:
        jobset = made(opened(status="COMPLETED", result=two), opened(status="CANCELLED"))
        results = jobset.results()
        assert results.success is False
        assert results.get_counts(0) == {"00": 497, "11": 527}
        assert results.get_memory(1) == ["1"]
        assert results.data(1) == {"memory": ["0x1"]}
        for missing in (lambda: results.get_counts(1), lambda: results.data(2)):
            with pytest.raises(IBMQManagedResultDataNotAvailable):
                missing()
        assert made(opened(status="COMPLETED", result=two)).results(timeout=9).success

    quietly(lambda: virtually(Service(), play))


@pytest.mark.parametrize("answer", [word("RUNNING"), lasting(4, word("RUNNING"))])
def test_a_set_waits_for_all_its_jobs_in_one_timeout(answer: Any) -> None:
    """It is late by one interval of polling at most."""

    def play() -> None:
        took, outcome = elapsed(lambda: made(opened(), opened(), opened()).results(timeout=7))
        assert took <= 12
        assert isinstance(outcome, IBMQJobManagerTimeoutError)

    virtually(Service().on(STATUS, answer), play)


def test_a_set_whose_first_job_takes_the_time_of_all_gives_up() -> None:
    """There is no time left to ask for the next."""
    service = Service().on(STATUS, course((0, word("RUNNING")), (8, word("CANCELLED"))))

    def play() -> None:
        took, outcome = elapsed(lambda: made(opened(), opened()).results(timeout=6))
        assert (took, type(outcome)) == (pytest.approx(10), IBMQJobManagerTimeoutError)

    quietly(lambda: virtually(service, play))


def test_a_set_says_why_its_jobs_failed_and_cancels_them_all() -> None:
    """Whatever comes of the others."""
    service = Service().on(CANCEL, 500, {"cancelled": True})

    def play() -> None:
        jobset = made(opened(status="ERROR_RUNNING_JOB", error={"message": "m", "code": 1}), opened(status="COMPLETED"))
        assert jobset.error_messages() == "Experiments 0-1: m Error code: 1."
        made(opened(), opened()).cancel()

    virtually(service, play)

    assert service.count(CANCEL) == 2


def test_changing_the_tags_of_a_set_keeps_its_jobs_in_it() -> None:
    """A job whose tags cannot be changed keeps them."""
    mine = "ibmq_jobset_7_"
    service = Service().on(RECORD, record(tags=[mine, "old"]), 404).on(CHANGE, {"tags": [mine, "new"]})

    def play() -> None:
        jobset = made(opened(), opened())
        assert jobset.update_tags(replacement_tags=["new"]) == jobset.tags() == ["new"]

    virtually(service, play)

    assert service.bodies(CHANGE) == [{"tags": [mine, "new"]}]

"""What both runtime jobs do: states, waits, results, what they tell of themselves."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
import requests

from qjobspec import JobStatus, examples
from qjobspec_reference import RuntimeJob, RuntimeJobV2
from qjobspec_reference.errors import (
    IBMApiError,
    IBMRuntimeError,
    JobTimeoutError,
    QiskitRuntimeError,
    RuntimeInvalidStateError,
    RuntimeJobFailureError,
    RuntimeJobMaxTimeoutError,
    RuntimeJobTimeoutError,
)

from .services import TOKEN, Runtime, Service, course, elapsed, lasting, virtually

JOB, RESULTS, CANCEL = "GET /jobs/j-1", "GET /jobs/j-1/results", "POST /jobs/j-1/cancel"
TAGS, METRICS, PROPERTIES = "PUT /jobs/j-1/tags", "GET /jobs/j-1/metrics", "GET /backends/ibm_x/properties"


def one(client: Any = None, program: str = "p", **given: Any) -> RuntimeJob:
    """A RuntimeJob."""
    return RuntimeJob("backend", client or Runtime(), None, "j-1", program, **given)


def two(client: Any = None, program: str = "sampler", backend: Any = "backend", **given: Any) -> RuntimeJobV2:
    """A RuntimeJobV2."""
    return RuntimeJobV2(backend, client or Runtime(), None, "j-1", program, given.pop("service", None), **given)


def said(word: str, **further: Any) -> dict[str, Any]:
    """A record that both of them can read."""
    return {"id": "j-1", "status": word, "state": {"status": word, **further}}


BOTH = pytest.mark.parametrize(("make", "api"), [(one, QiskitRuntimeError), (two, IBMRuntimeError)], ids=["one", "two"])


def test_states_are_told_in_the_profiles_way() -> None:
    """RuntimeJob tells members of JobStatus, RuntimeJobV2 words; what ran too long is an error in both."""
    service = Service().on(JOB, said("Queued"))
    virtually(
        service, lambda: None if (one().status(), two().status()) == (JobStatus.QUEUED, "QUEUED") else pytest.fail("another")
    )
    assert service.headers[-1]["?"] == "exclude_params=true"

    def too_long() -> None:
        assert one().status() is JobStatus.ERROR
        assert two().errored()

    long = {"id": "j-1", "status": "Cancelled - Ran too long", "state": {"status": "Cancelled", "reasonCode": 1305}}
    virtually(Service().on(JOB, long), too_long)


def test_predicates_are_shorter_ways_to_ask() -> None:
    """Each asks once, and only as long as the job is not final."""
    service = Service().on(JOB, said("RUNNING"), said("RUNNING"), said("COMPLETED"))

    def play() -> None:
        job = two()
        assert [job.running(), job.in_final_state(), job.done()] == [True, False, True]
        assert [job.cancelled(), job.errored(), job.in_final_state(), job.running()] == [False, False, True, False]
        assert (job.ERROR, job.JOB_FINAL_STATES) == ("ERROR", ("DONE", "CANCELLED", "ERROR"))

    virtually(service, play)

    assert service.count(JOB) == 3


@BOTH
@pytest.mark.parametrize("answer", [said("LIMBO"), {"id": "j-1"}, "{", 401, requests.ConnectionError(TOKEN)])
def test_what_cannot_be_read_is_an_api_error(make: Any, api: type[Exception], answer: Any) -> None:
    """There is one error for it, without the token and with its cause; then all is well."""
    service = Service().on(JOB, *[answer] * (6 if isinstance(answer, Exception) else 1), said("RUNNING"))

    def play() -> None:
        job = make()
        with pytest.raises(api) as caught:
            job.status()
        assert TOKEN not in str(caught.value)
        assert caught.value.__cause__ is not None
        assert job.status() == "RUNNING"

    virtually(service, play)


@BOTH
def test_cancel_is_refused_fails_or_is_accepted(make: Any, api: type[Exception]) -> None:
    """409 is a refusal, all else a failure; an acceptance says nothing of the state."""
    service = Service().on(CANCEL, (204, ""), 409, 500, 404).on(JOB, said("RUNNING"), said("COMPLETED"))

    def play() -> None:
        job = make()
        job.cancel()
        assert [job.status(), job.status()] == ["RUNNING", "DONE"]
        with pytest.raises(RuntimeInvalidStateError):
            job.cancel()
        for _ in range(2):
            with pytest.raises(api):
                job.cancel()

    virtually(service, play)

    assert service.count(CANCEL) == 4


def test_waits_ask_at_the_profiles_or_the_users_interval() -> None:
    """RuntimeJob asks every `wait` seconds, RuntimeJobV2 as often as its profile's lag makes it."""
    service = Service().on(JOB, course((0, said("RUNNING")), (5, said("CANCELLED"))))
    virtually(service, lambda: one().wait_for_final_state(wait=2))
    assert service.moments(JOB) == [0, 2, 4, 6]

    service = Service().on(JOB, course((0, said("RUNNING")), (0.25, said("FAILED"))))
    virtually(service, lambda: two().wait_for_final_state())
    assert service.moments(JOB) == [0, 0.4]


@pytest.mark.parametrize("timeout", [0, 1, 2.5, 9, 20])
def test_timeouts_bound_every_wait(timeout: float) -> None:
    """A call is late by one interval at most, and its error is the profile's."""
    told: list[tuple[float, Any]] = []

    def play() -> None:
        told.append(elapsed(lambda: one().result(timeout, wait=3)))
        told.append(elapsed(lambda: one().wait_for_final_state(timeout, wait=3)))
        told.append(elapsed(lambda: two().result(timeout)))
        told.append(elapsed(lambda: two().wait_for_final_state(timeout)))

    virtually(Service().on(JOB, said("RUNNING")), play)

    errors = (JobTimeoutError, JobTimeoutError, RuntimeJobTimeoutError, RuntimeJobTimeoutError)
    assert [type(outcome) for _, outcome in told] == list(errors)
    assert all(timeout <= took <= timeout + late for (took, _), late in zip(told, (3, 3, 0.5, 0.5), strict=True))


def test_a_rare_wait_has_its_last_look_at_the_timeout() -> None:
    """With an interval longer than the profile's overrun, the last question comes at the timeout."""
    service = Service().on(JOB, course((0, said("RUNNING")), (6, said("COMPLETED")))).on(RESULTS, "7")

    virtually(service, lambda: one().result(7, wait=60))

    assert service.moments(JOB) == [0, 7]


@BOTH
def test_a_result_is_fetched_once_and_decoded_for_each_call(make: Any, api: type[Exception]) -> None:
    """A decoder belongs to its call; nobody shares changes; the text is kept."""
    service = Service().on(JOB, said("COMPLETED")).on(RESULTS, requests.ConnectionError("reset"), '{"a": [1]}')

    class Loud:
        @classmethod
        def decode(cls, data: str) -> str:
            return data.upper()

    def play() -> None:
        job = make()
        job.result()["a"].append(2)
        assert job.result(decoder=Loud) == '{"A": [1]}'
        assert job.result() == {"a": [1]}
        assert make(result_decoder=Loud).result() == '{"A": [1]}'

    virtually(service, play)

    assert service.count(RESULTS) == 3


@BOTH
@pytest.mark.parametrize("fault", [404, 403])
def test_a_result_that_is_not_given_may_be_given_later(make: Any, api: type[Exception], fault: Any) -> None:
    """The failure leaves nothing behind."""
    service = Service().on(JOB, said("COMPLETED")).on(RESULTS, fault, "7")

    def play() -> None:
        job = make()
        with pytest.raises(api):
            job.result()
        assert job.result() == 7

    virtually(service, play)


@BOTH
@pytest.mark.parametrize("text", ["null", "", "false", "[]", '{"url": "https://x.example"}', "no json"])
def test_results_like_nothing_or_like_messages_are_results(make: Any, api: type[Exception], text: str) -> None:
    """They are returned as they are, and fetched once."""
    service = Service().on(JOB, said("COMPLETED")).on(RESULTS, text)
    expected = {"": None, "no json": "no json"}[text] if text in ("", "no json") else json.loads(text)

    def play() -> None:
        job = make()
        assert job.result() == job.result() == expected

    virtually(service, play)

    assert service.count(RESULTS) == 1


@BOTH
def test_a_late_result_is_late(make: Any, api: type[Exception]) -> None:
    """The timeout bounds fetching too."""
    service = Service().on(JOB, said("COMPLETED")).on(RESULTS, lasting(20, requests.Timeout()), "7")

    def play() -> None:
        job = make()
        with pytest.raises(JobTimeoutError):
            job.result(timeout=1)
        assert job.result() == 7

    virtually(service, play)


@BOTH
def test_a_job_without_a_result_raises_what_came_instead(make: Any, api: type[Exception]) -> None:
    """Cancelled is an invalid state; failed is a failure with the service's own words, or at least with some."""
    service = Service().on(RESULTS, "ValueError: shots", 404).on(JOB, said("CANCELLED"), said("FAILED"))

    def play() -> None:
        with pytest.raises(RuntimeInvalidStateError, match="was cancelled"):
            make().result()
        job = make()
        with pytest.raises(RuntimeJobFailureError, match="ValueError: shots"):
            job.result()
        assert "gives no reason" in (job.error_message() or "")

    virtually(service, play)


def test_too_long_is_told_apart_from_wrong() -> None:
    """RuntimeJobV2 has an error of its own for it; both say it."""
    long = {"id": "j-1", "status": "Cancelled - Ran too long"}
    state = {"status": "Cancelled", "reason": "Ran too long", "reason_code": 1305}
    wrong = {"status": "Failed", "reason": "Error in circuit 0", "reasonCode": 1517}
    service = Service().on(JOB, {**long, "state": state}).on(RESULTS, "text")

    def play() -> None:
        assert "maximum execution time" in (one().error_message() or "")
        job = two()
        with pytest.raises(RuntimeJobMaxTimeoutError, match="Error code 1305; Ran too long"):
            job.result()
        service.on(JOB, {"id": "j-1", "state": wrong})
        with pytest.raises(RuntimeJobFailureError, match="Error code 1517; Error in circuit 0"):
            two().result()

    virtually(service, play)


@BOTH
def test_a_job_that_has_not_failed_has_no_message(make: Any, api: type[Exception]) -> None:
    """It says so at once."""

    def play() -> None:
        assert elapsed(make().error_message) == (0, None)

    virtually(Service().on(JOB, said("RUNNING")), play)


@BOTH
def test_logs_are_text_or_nothing_or_an_error(make: Any, api: type[Exception]) -> None:
    """No log is an empty text; they are to be had while the job runs."""

    def play() -> None:
        assert [make().logs() for _ in range(2)] == ["a\nb\n", ""]
        with pytest.raises(api):
            make().logs()

    virtually(Service().on("GET /jobs/j-1/logs", "a\nb\n", 404, 403), play)


@BOTH
def test_what_the_constructor_was_told_is_not_asked_for(make: Any, api: type[Exception]) -> None:
    """A date without a zone is UTC."""
    service = Service()

    def play() -> None:
        job = make(creation_date="2024-09-02 09:30:11", image="runtime:1")
        assert job.creation_date == datetime(2024, 9, 2, 9, 30, 11, tzinfo=UTC)
        assert (job.job_id(), job.backend(), job.image) == ("j-1", "backend", "runtime:1")
        assert job.program_id in ("p", "sampler")

    virtually(service, play)

    assert service.asked == []


@BOTH
def test_what_nobody_told_is_asked_for(make: Any, api: type[Exception]) -> None:
    """Date, image, program and inputs stand in the record; what the service does not tell either is nothing."""
    full = {**said("QUEUED"), "created": "2024-09-02T09:30:11Z", "runtime": "r:2", "program": {"id": "vqe"}}
    service = Service().on(JOB, {**full, "params": {"n": [3]}})

    def play() -> None:
        job = make(program="")
        assert (job.program_id, job.image) == ("vqe", "r:2")
        assert job.creation_date == datetime(2024, 9, 2, 9, 30, 11, tzinfo=UTC)
        job.inputs["n"].append(4)
        assert job.inputs == {"n": [3]}

    virtually(service, play)
    assert service.count(JOB) == 2

    def empty() -> None:
        job = make(program="")
        assert (job.program_id, job.image, job.creation_date, job.inputs) == ("", "", None, {})

    virtually(Service().on(JOB, said("QUEUED")), empty)


def test_inputs_come_in_several_notations() -> None:
    """An object, the text of one, either alone in a list; anything else is an error."""
    for name in ("runtime/job-record", "runtime-v2/job-record"):
        for document in examples(name, "good").values():
            virtually(
                Service().on(JOB, document), lambda: None if isinstance(one().inputs, dict) else pytest.fail("another")
            )

    def play() -> None:
        assert one(params={"a": 1}).inputs == {"a": 1}
        assert one().inputs == {"a": 2}
        for _ in range(3):
            with pytest.raises(QiskitRuntimeError, match="no object"):
                assert one().inputs

    answers = [{"params": each} for each in (['{"a": 2}'], "{", [1, 2], 7)]
    virtually(Service().on(JOB, *answers), play)


def test_the_backend_is_asked_for_where_it_is_not_known() -> None:
    """It is found by its name where there is somebody who finds it; nobody waits longer than they said."""

    class Provider:
        def backend(self, name: str) -> str:
            return f"the {name}"

    def play() -> None:
        job = two(backend=None, service=Provider())
        assert job.backend() is None
        assert [job.backend(), job.backend()] == ["the ibm_x", "the ibm_x"]
        assert two(backend=None).backend(5) == "ibm_x"
        with pytest.raises(IBMRuntimeError):
            two(backend=None).backend(0)

    service = Service().on(JOB, said("QUEUED"), {**said("QUEUED"), "backend": "ibm_x"})
    virtually(service, play)

    assert service.count(JOB) == 3


def test_sessions_instances_and_tags_are_told_or_asked_for() -> None:
    """What there is none of is `None` or empty."""

    class Parameters:
        instance = "h/g/p"

    record = {**said("QUEUED"), "session_id": "s-1", "hub": "h", "group": "g", "project": "q", "tags": ["a", 1]}

    def play() -> None:
        job = two(session_id="s-0", tags=["t"])
        job.tags.clear()
        assert (job.session_id, job.tags) == ("s-0", ["t"])
        assert RuntimeJobV2(None, Runtime(), Parameters(), "j-1", "p", None).instance == "h/g/p"
        assert two(Runtime(instance="crn:v1:x")).instance == "crn:v1:x"
        asked = two()
        assert (asked.session_id, asked.instance, asked.tags, asked.primitive_id) == ("s-1", "h/g/q", ["a"], "sampler")

    virtually(Service().on(JOB, record), play)

    def nothing() -> None:
        job = two()
        assert (job.session_id, job.instance, job.tags) == (None, None, [])

    virtually(Service().on(JOB, said("QUEUED")), nothing)


def test_tags_are_what_the_service_has_afterwards() -> None:
    """A change that was not made, was refused, or makes no sense is an error, and the tags stay."""
    service = Service().on(TAGS, (204, ""), (204, ""), 400).on(JOB, *[{**said("QUEUED"), "tags": ["b", "a"]}] * 2)

    def play() -> None:
        job = two(tags=["old"])
        assert job.update_tags(["a", "b", "a"]) == job.tags == ["b", "a"]
        for wrong in (["c"], ["d"], "ab", [1]):
            with pytest.raises(IBMApiError):
                job.update_tags(wrong)  # type: ignore[arg-type]
        assert job.tags == ["b", "a"]

    virtually(service, play)

    assert service.bodies(TAGS)[0] == {"tags": ["a", "b"]}


def test_an_estimate_is_asked_for_until_it_is_known() -> None:
    """And then no more."""
    service = Service().on(JOB, said("QUEUED"), {**said("QUEUED"), "estimated_running_time_seconds": 7.5})

    def play() -> None:
        job = two()
        assert [job.usage_estimation["quantum_seconds"] for _ in range(3)] == [None, 7.5, 7.5]

    virtually(service, play)

    assert service.count(JOB) == 2


def test_metrics_are_asked_for_each_time() -> None:
    """They move on with the job."""
    service = Service().on(METRICS, {"timestamps": {}}, 500)

    def play() -> None:
        job = two()
        assert job.metrics() == {"timestamps": {}}
        with pytest.raises(IBMRuntimeError):
            job.metrics()

    virtually(service, play)


def test_properties_are_those_of_the_run_and_kept() -> None:
    """They are asked for as of the moment at which the job ran, or else was created."""
    good = examples("ibmq/properties-reply", "good")["two-qubits"]
    record = {**said("COMPLETED"), "backend": "ibm_x", "created": "2024-09-02T09:30:11Z"}
    service = Service().on(JOB, record).on(PROPERTIES, good, good, 404, 403, {})
    service.on(METRICS, {"timestamps": {"running": "2024-09-02T09:59:58Z"}}, {})

    def play() -> None:
        job = two()
        told = job.properties()
        assert told is not None
        told.qubits.clear()
        assert (job.properties() or told).qubits == good["qubits"]
        assert job.properties(refresh=True) is not None
        assert job.properties(refresh=True) is None
        with pytest.raises(IBMRuntimeError):
            job.properties()
        assert job.properties() is None

    virtually(service, play)
    queries = [each["?"] for each in service.headers if "updated_before" in each["?"]]
    assert "09%3A59%3A58" in queries[0]
    assert "09%3A30%3A11" in queries[1]

    virtually(Service().on(JOB, said("QUEUED")), lambda: None if two().properties() is None else pytest.fail("another"))


def test_interim_results_are_what_there_is_so_far() -> None:
    """A failed job has none, but an error."""
    service = Service().on("GET /jobs/j-1/interim_results", "[1]", "", 404).on(JOB, *[said("RUNNING")] * 4, said("FAILED"))

    class Loud:
        @classmethod
        def decode(cls, data: str) -> str:
            return data + "!"

    def play() -> None:
        job = two()
        assert [job.interim_results(), job.interim_results(decoder=Loud)] == [[1], "!"]
        with pytest.raises(IBMRuntimeError):
            job.interim_results()
        assert job.running()
        with pytest.raises(RuntimeJobFailureError):
            job.interim_results()

    virtually(service, play)


def test_decoders_may_come_in_a_row() -> None:
    """The first that makes more than a text of it is the last that is asked."""

    class Same:
        @classmethod
        def decode(cls, data: str) -> str:
            return data

    class Length:
        @classmethod
        def decode(cls, data: str) -> int:
            return len(data)

    service = Service().on(JOB, said("COMPLETED")).on(RESULTS, "abc")

    def play() -> None:
        assert two(result_decoder=[Same, Length]).result() == 3
        assert two(result_decoder=[Length, Same]).result() == 3
        assert two(result_decoder=[Same]).result() == "abc"
        assert two(result_decoder=Length).result() == 3

    virtually(service, play)


def test_the_account_says_who_its_user_is() -> None:
    """By a token of its own, or by the headers of IBM Cloud."""
    service = Service().on(JOB, said("QUEUED"))

    def play() -> None:
        one().status()
        two(Runtime(instance="crn:v1:x")).status()

    virtually(service, play)

    assert service.headers[0]["X-Access-Token"] == TOKEN
    assert service.headers[1]["Authorization"] == f"Bearer {TOKEN}"
    assert service.headers[1]["Service-CRN"] == "crn:v1:x"
    assert Runtime().submission({"program_id": "p"}).url.endswith("/jobs")

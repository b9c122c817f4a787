"""What IBMQJob tells of itself, and what it asks its service for."""

from __future__ import annotations

import copy
from datetime import UTC, datetime
from typing import Any

import pytest
import requests

from qjobspec import JobStatus, examples
from qjobspec_reference import IBMQJob
from qjobspec_reference.client import AccountClient
from qjobspec_reference.errors import IBMQJobApiError, IBMQJobInvalidStateError

from .services import TOKEN, URL, Account, Service, virtually, written

STATUS = "GET /Jobs/j-1/status/v/1"
RECORD = "GET /Jobs/j-1/v/1"
CANCEL = "POST /Jobs/j-1/cancel"
CHANGE = "PUT /Jobs/j-1"


def opened(client: AccountClient | None = None, status: str = "", **given: Any) -> IBMQJob:
    """A job of which nothing is known but its id."""
    return IBMQJob("backend", client or Account(), "j-1", given.pop("creation_date", ""), status, **given)


def word(said: str, **further: Any) -> dict[str, Any]:
    """A status reply."""
    return {"id": "j-1", "status": said, **further}


def record(**said: Any) -> dict[str, Any]:
    """A job record."""
    return {"id": "j-1", "creationDate": "2021-07-16T15:20:59Z", "status": "QUEUED", **said}


def test_making_a_job_asks_nothing_and_tells_what_it_was_given() -> None:
    """A job tells what its constructor was given without asking for it."""
    service = Service()

    def play() -> None:
        job = opened(
            status="COMPLETED",
            creation_date="2021-07-16T15:20:59Z",
            name="bell",
            tags=["a", "a", "b"],
            share_level="hub",
            experiment_id="e-1",
            client_info={"qiskit": "0.45"},
            qobj={"qobj_id": "q"},
            colour={"of": "money"},
        )
        assert job.job_id() == "j-1"
        assert job.backend() == "backend"
        assert job.status() is JobStatus.DONE
        assert job.creation_date() == datetime(2021, 7, 16, 15, 20, 59, tzinfo=UTC)
        assert job.creation_date().tzinfo is not None
        assert (job.name(), job.tags(), job.share_level(), job.experiment_id) == ("bell", ["a", "b"], "hub", "e-1")
        assert job.client_version == {"qiskit": "0.45"}
        assert job.qobj() == {"qobj_id": "q"}
        assert job.colour == job.colour_ == {"of": "money"}
        job.colour["of"] = "love"
        assert job.colour == {"of": "money"}
        assert not hasattr(job, "size")
        assert copy.copy(job).job_id() == "j-1"

    virtually(service, play)

    assert service.asked == []


def test_submitting_is_the_backends_business() -> None:
    """`submit()` always raises."""
    with pytest.raises(NotImplementedError):
        opened().submit()


@pytest.mark.parametrize(
    ("said", "state"),
    [("CREATING", "INITIALIZING"), ("validated", "VALIDATING"), ("Queued", "QUEUED"), ("ERROR_RUNNING_JOB", "ERROR")],
)
def test_status_says_what_the_word_means(said: str, state: str) -> None:
    """Each word means a state, whatever its case, and the credentials go with the question."""
    service = Service().on(STATUS, word(said))

    def play() -> None:
        assert opened().status() is JobStatus(state)

    virtually(service, play)

    assert service.headers[0]["X-Access-Token"] == TOKEN
    assert service.count(STATUS) == 1


def test_a_final_state_is_told_for_ever_and_not_asked_for_again() -> None:
    """One question finds the end, and nothing changes it afterwards."""
    service = Service().on(STATUS, word("COMPLETED"), word("RUNNING")).on(RECORD, record(status="RUNNING"))

    def play() -> None:
        job = opened()
        assert job.done()
        job.refresh()
        assert [job.status(), job.running(), job.in_final_state()] == [JobStatus.DONE, False, True]

    virtually(service, play)

    assert service.count(STATUS) == 1


def test_a_job_never_goes_back() -> None:
    """A replica that lags behind does not make a running job a queued one; skipped states are no harm."""
    service = Service().on(STATUS, word("RUNNING"), word("QUEUED"), word("CANCELLED"))

    def play() -> None:
        job = opened()
        assert [job.status() for _ in range(3)] == [JobStatus.RUNNING, JobStatus.RUNNING, JobStatus.CANCELLED]

    virtually(service, play)


@pytest.mark.parametrize(
    "answer",
    [
        word("PAUSED_BY_GHOSTS"),
        "<html>",
        '{"id": "j-1"}',
        "[]",
        (401, {"error": {"message": f"bad token {TOKEN}", "code": 3}}),
        (404, "gone"),
        (400, '"a sentence"'),
        (400, "[1]"),
    ],
)
def test_what_cannot_be_read_is_an_api_error_and_the_next_question_succeeds(answer: Any) -> None:
    """Whatever the service says wrong, there is one error for it, without the token and with its cause; then all is well."""
    service = Service().on(STATUS, answer, word("RUNNING"))

    def play() -> None:
        job = opened()
        with pytest.raises(IBMQJobApiError) as caught:
            job.status()
        assert TOKEN not in str(caught.value)
        assert caught.value.__cause__ is not None
        assert "PAUSED_BY_GHOSTS" in str(caught.value) or answer != word("PAUSED_BY_GHOSTS")
        assert job.status() is JobStatus.RUNNING

    virtually(service, play)


def test_cancel_says_what_the_service_says() -> None:
    """Only an acceptance without an error is `True`; a refusal is `False`; what cannot be asked is an error; nothing is sent twice."""
    accepted, refused = {"cancelled": True}, (400, {"error": {"message": "too late", "code": 3209}})
    service = Service().on(CANCEL, accepted, {"cancelled": True, "error": {}}, {"cancelled": False}, refused, 409, 500, 404)

    def play() -> None:
        job = opened()
        assert [job.cancel() for _ in range(5)] == [True, False, False, False, False]
        for _ in range(2):
            with pytest.raises(IBMQJobApiError):
                job.cancel()
        assert opened(status="COMPLETED").cancel() is False
        assert opened(status="CANCELLED").cancel() is True

    virtually(service, play)

    assert service.count(CANCEL) == 7


def test_an_accepted_cancellation_is_not_yet_a_cancelled_job() -> None:
    """After `cancel()` the status is the service's."""
    service = Service().on(CANCEL, {"cancelled": True}).on(STATUS, word("RUNNING"), word("COMPLETED"))

    def play() -> None:
        job = opened()
        assert job.cancel()
        assert [job.status(), job.status()] == [JobStatus.RUNNING, JobStatus.DONE]

    virtually(service, play)


def test_the_queue_is_told_as_the_service_tells_it() -> None:
    """Position and estimates come from the last answer, are asked for only to refresh, and end with the queue."""
    place = {
        "position": 4,
        "estimatedStartTime": "2021-07-16T16:00:00Z",
        "hubPriority": 0.5,
        "groupPriority": "x",
        "status": 1,
    }
    service = Service().on(
        STATUS,
        word("QUEUED", infoQueue=place),
        word("QUEUED", infoQueue={"position": True}),
        word("QUEUED"),
        word("RUNNING"),
    )

    def play() -> None:
        job = opened()
        assert job.queue_position() is None
        assert job.queue_position(refresh=True) == job.queue_position() == 4
        info = job.queue_info()
        assert info is not None
        assert info.position is None
        assert job.queue_info() is None
        assert job.queue_position(refresh=True) is None

    virtually(service, play)

    assert service.count(STATUS) == 4


def test_what_the_queue_tells_is_equal_by_what_it_tells() -> None:
    """Estimated times are local, and two that tell the same are equal."""
    service = Service().on(
        STATUS, word("QUEUED", infoQueue={"estimatedStartTime": "2021-07-16T16:00:00Z", "hubPriority": 1})
    )

    def play() -> None:
        job = opened()
        first, second = job.queue_info(), job.queue_info()
        assert first == second
        assert first is not None
        assert first.estimated_start_time == datetime(2021, 7, 16, 16, tzinfo=UTC)
        assert first.hub_priority == 1

    virtually(service, play)


def test_every_good_record_of_the_specification_is_read() -> None:
    """After a refresh the members tell what the record says, whatever is left out or not known."""
    for document in examples("ibmq/job-record", "good").values():
        service = Service().on(RECORD, document).on("GET /Jobs/j-1/jobDownloadUrl", 404)

        def play(document: Any = document) -> None:
            job = opened()
            job.refresh()
            assert job.creation_date() == datetime.fromisoformat(document["creationDate"])
            assert job.name() == document.get("name")
            assert job.tags() == (document.get("tags") or [])
            assert job.share_level() == (document.get("shareLevel") or "none")
            assert set(job.time_per_step() or {}) == set(document.get("timePerStep") or {})
            assert isinstance(job.client_version, dict)
            assert job.experiment_id == (document.get("experimentTag") or "")
            assert job.header() == {}
            if "summaryData" in document:
                assert job.summary_data == document["summaryData"]

        virtually(service, play)


def test_members_of_a_job_of_which_only_the_id_is_known_ask_once() -> None:
    """The first member that nobody has told asks for the record, and the others read it."""
    clients = {"name": "qiskit-terra,qiskit-ibmq-provider", "version": "0.17.4,0.14.0"}
    service = Service().on(RECORD, record(name="bell", tags=["a"], clientInfo=clients, shareLevel="moon"))

    def play() -> None:
        job = opened()
        assert job.name() == "bell"
        assert job.tags() == ["a"]
        assert job.client_version == {"qiskit-terra": "0.17.4", "qiskit-ibmq-provider": "0.14.0"}
        assert job.share_level() == "none"
        assert job.experiment_id == ""
        assert job.creation_date().year == 2021

    virtually(service, play)

    assert service.count(RECORD) == 1


def test_an_unreadable_date_is_an_api_error() -> None:
    """A record whose date is none does not make one up; one without it is refused as a whole."""
    service = Service().on(RECORD, record(creationDate="in the spring"), record(creationDate=None))

    def play() -> None:
        with pytest.raises(IBMQJobApiError, match="when job j-1 was created"):
            opened().creation_date()
        with pytest.raises(IBMQJobApiError, match="without creationDate"):
            opened().refresh()

    virtually(service, play)


def test_a_record_with_an_unknown_word_refreshes_the_rest() -> None:
    """The unknown word is for `status()` to complain of."""
    service = Service().on(RECORD, record(status="HAUNTED", name="bell"))

    def play() -> None:
        job = opened()
        job.refresh()
        assert job.name() == "bell"

    virtually(service, play)


def test_steps_are_asked_for_until_the_job_is_final() -> None:
    """The moments are local; what is no moment is left out; `None` as long as there is none."""
    steps = {"CREATING": "2021-07-16T15:20:59.001Z", "COMPLETED": "soon"}
    service = Service().on(RECORD, record(), record(status="COMPLETED", timePerStep=steps))

    def play() -> None:
        job = opened()
        assert job.time_per_step() is None
        for _ in range(2):
            assert set(job.time_per_step() or {}) == {"CREATING"}

    virtually(service, play)

    assert service.count(RECORD) == 2


def test_the_scheduling_mode_is_told_once_the_job_is_scheduled() -> None:
    """It is `None` in the queue, also if it is known."""
    service = Service().on(RECORD, record(runMode="fairshare"), record(status="RUNNING"), record(status="COMPLETED"))

    def play() -> None:
        job = opened()
        assert [job.scheduling_mode() for _ in range(3)] == [None, "fairshare", "fairshare"]

    virtually(service, play)


def test_a_new_name_is_the_services() -> None:
    """A name is told from when the service has confirmed it, and only then."""
    service = Service().on(CHANGE, {"name": "psi"}, {"name": "other"}, 500)

    def play() -> None:
        job = opened(name="phi")
        with pytest.raises(IBMQJobInvalidStateError):
            job.update_name(7)  # type: ignore[arg-type]
        assert job.update_name("psi") == job.name() == "psi"
        for _ in range(2):
            with pytest.raises(IBMQJobApiError):
                job.update_name("chi")
        assert job.name() == "psi"

    virtually(service, play)

    assert service.bodies(CHANGE)[0] == {"name": "psi"}
    assert service.count(CHANGE) == 3


def test_tags_are_replaced_then_added_then_removed() -> None:
    """The tags of sets stay, duplicates go, and what is returned is what the service has."""
    first = record(tags=["ibmq_jobset_7_", "old"])
    service = Service().on(RECORD, first).on(CHANGE, {"tags": ["ibmq_jobset_7_", "a", "b"]}, {"tags": ["x"]}, {"tags": None})

    def play() -> None:
        job = opened()
        told = job.update_tags(["a", "gone"], ["b", "a"], ["gone", "never", "ibmq_jobset_7_"])
        assert told == job.tags() == ["ibmq_jobset_7_", "a", "b"]
        told.clear()
        job.tags().clear()
        assert job.tags() == ["ibmq_jobset_7_", "a", "b"]
        for _ in range(2):
            with pytest.raises(IBMQJobApiError, match="was to have the tags"):
                job.update_tags(additional_tags=["c"])

    virtually(service, play)

    assert service.bodies(CHANGE)[0] == {"tags": ["ibmq_jobset_7_", "a", "b"]}


@pytest.mark.parametrize("given", [{}, {"replacement_tags": "abc"}, {"additional_tags": [1]}, {"removal_tags": ("a",)}])
def test_tags_that_make_no_sense_are_refused_without_asking(given: Any) -> None:
    """Nothing, a text, numbers and tuples are no lists of tags."""
    service = Service()

    def play() -> None:
        with pytest.raises(IBMQJobInvalidStateError):
            opened().update_tags(**given)

    virtually(service, play)

    assert service.asked == []


def test_properties_are_those_of_the_run() -> None:
    """Good ones are read, nothing is `None`, what cannot be read is an error."""
    good = examples("ibmq/properties-reply", "good")
    service = Service().on("GET /Jobs/j-1/properties", *good.values(), 404, {"backend_name": "x"}, 403)

    def play() -> None:
        job = opened()
        told = [job.properties() for _ in [*good, 404]]
        assert [each and each.backend_name for each in told] == [each.get("backend_name") for each in good.values()] + [None]
        for _ in range(2):
            with pytest.raises(IBMQJobApiError):
                job.properties()

    virtually(service, play)


def test_what_the_job_was_run_with_is_fetched_once_and_handed_out_as_copies() -> None:
    """Circuits, header and options come from the Qobj in object storage, to which nobody says whose it is."""
    qobj = {"experiments": [{"a": 1}], "header": {"note": "n"}, "config": {"shots": 5, "n_qubits": 2, "memory": [1]}}
    service = (
        Service()
        .on("GET /Jobs/j-1/jobDownloadUrl", {"url": "https://s.example/i?sig=1"})
        .on("GET https://s.example/i", qobj)
    )

    def play() -> None:
        job = opened()
        assert job.circuits() == [{"a": 1}]
        job.circuits()[0]["a"] = 2
        assert job.header() == {"note": "n"}
        assert job.backend_options() == {"shots": 5, "memory": [1]}
        assert job.qobj() == qobj

    virtually(service, play)

    assert service.count("GET https://s.example/i") == 1
    assert "X-Access-Token" not in service.headers[1]


def test_what_a_job_was_run_with_may_be_lost() -> None:
    """A job whose input is gone has none; a service that fails is an error."""
    service = Service().on("GET /Jobs/j-1/jobDownloadUrl", 404, {"url": 7}, {"url": "https://s.example/i"})
    service.on("GET https://s.example/i", requests.ConnectionError(f"https://s.example/i?X-Amz-Signature={TOKEN}"))

    def play() -> None:
        job = opened()
        assert job.qobj() is None
        with pytest.raises(IBMQJobApiError, match="without an address"):
            job.qobj()
        with pytest.raises(IBMQJobApiError) as caught:
            job.qobj()
        assert TOKEN not in str(caught.value)
        assert caught.value.__cause__ is not None
        assert caught.value.__cause__.__cause__ is None

    virtually(service, play)


def test_a_qobj_may_be_an_object_or_nonsense() -> None:
    """What can be made a mapping is read, and what cannot is empty."""

    class Qobj:
        def to_dict(self) -> dict[str, Any]:
            return {"experiments": [1], "header": None}

    assert opened(qobj=Qobj()).circuits() == [1]
    assert opened(qobj=Qobj()).header() == {}
    assert opened(qobj="text").circuits() == []
    assert opened(qobj="text").backend_options() == {}


def test_clients_may_be_told_in_no_readable_way() -> None:
    """What is no mapping names no client."""
    service = Service().on(RECORD, record())

    def play() -> None:
        assert opened(client_info="qiskit").client_version == {}

    virtually(service, play)


def test_the_account_knows_where_things_are() -> None:
    """Websockets are on the same host unless said otherwise, and jobs can be listed."""
    assert AccountClient("https://h.example/api/x/", "t").stream_url == "wss://h.example"
    assert AccountClient("http://h.example/api", "t").stream_url == "ws://h.example"
    assert AccountClient(URL, "t", "wss://w.example/").stream_url == "wss://w.example"
    assert AccountClient(URL, "t").jobs({"limit": 1}).query == {"filter": '{"limit": 1}'}


def test_an_answer_may_be_written_in_any_way() -> None:
    """The tests' own service takes codes, documents, texts and headers."""
    assert written(404) == (404, {}, "")
    assert written((200, {"a": 1}, {"X": "y"})) == (200, {"X": "y"}, '{"a": 1}')

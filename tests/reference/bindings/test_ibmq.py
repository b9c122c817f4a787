"""The IBM Quantum job API: upload, result, names, tags and lists."""

from __future__ import annotations

import json
from typing import Any

import pytest

pytest.importorskip("httpx2", reason="Starlette's client needs it")
pytest.importorskip("starlette", reason="the service needs the extra `serve`")


from qjobspec_reference.service import BELL

from .desks import BASE, Desk


def jobs(desk: Desk, job_id: str, what: str) -> Any:
    """What is answered about a job."""
    return desk.clients["ibmq"].get(f"{BASE}/Jobs/{job_id}/{what}")


def test_a_result_is_downloaded_and_acknowledged(desk: Desk) -> None:
    """From an address that anybody may use who has it."""
    bell: dict[str, Any] = {"name": "bell", "memory_slots": 2}
    experiment = {"header": bell, "instructions": [{"name": "h", "qubits": [0]}, {"name": "cx", "qubits": [0, 1]}, MEASURE]}
    inputs = {
        "qobj_id": "q",
        "header": {"by": "us"},
        "config": {"shots": 9, "n_qubits": 2, "memory_slots": 2},
        "experiments": [experiment],
    }
    job_id = desk.submit("ibmq", inputs=inputs)
    desk.pass_by(9)

    url = jobs(desk, job_id, "resultDownloadUrl").json()["url"]
    result = desk.storage.get(url).json()
    told = desk.clients["ibmq"].post(f"{BASE}/Jobs/{job_id}/resultDownloaded").json()

    assert url.startswith("http://storage.test/jobs/")
    assert (result["qobj_id"], result["header"], result["results"][0]["header"]) == ("q", {"by": "us"}, bell)
    assert sum(result["results"][0]["data"]["counts"].values()) == len(result["results"][0]["data"]["memory"]) == 9
    assert told["status"] == "COMPLETED"
    assert desk.storage.get(url).status_code == 200
    assert desk.storage.get(jobs(desk, job_id, "jobDownloadUrl").json()["url"]).json() == inputs


MEASURE = {"name": "measure", "qubits": [0, 1], "memory": [0, 1]}


def test_a_result_can_be_read_once(desk: Desk) -> None:
    """Until it is acknowledged."""
    job_id = desk.submit("ibmq", "result-once")
    desk.pass_by(9)
    url = jobs(desk, job_id, "resultDownloadUrl").json()["url"]

    before = desk.storage.get(url).status_code
    desk.clients["ibmq"].post(f"{BASE}/Jobs/{job_id}/resultDownloaded")

    assert (before, desk.storage.get(url).status_code) == (200, 404)
    assert jobs(desk, job_id, "resultDownloadUrl").status_code == 404


def test_a_result_may_stand_in_the_record(desk: Desk) -> None:
    """Once the job is done; then there is nothing to download."""
    job_id = desk.submit("ibmq", "result-inline")
    early = jobs(desk, job_id, "v/1").json()
    desk.pass_by(9)
    record = jobs(desk, job_id, "v/1").json()

    assert "qObjectResult" not in early
    assert (record["kind"], record["qObjectResult"]["success"]) == ("q-object", True)
    assert jobs(desk, job_id, "resultDownloadUrl").status_code == 404


def test_a_failed_job_has_its_part_of_the_results(desk: Desk) -> None:
    """What did not succeed is there without data."""
    experiment = {"instructions": [{"name": "h", "qubits": [0]}, {"name": "cx", "qubits": [0, 1]}, MEASURE]}
    job_id = desk.submit("ibmq", "failed-partly", inputs={"config": {"shots": 9}, "experiments": [experiment] * 3})
    desk.pass_by(9)

    result = desk.storage.get(jobs(desk, job_id, "resultDownloadUrl").json()["url"]).json()

    assert result["success"] is False
    assert [(each["success"], bool(each["data"])) for each in result["results"]] == [
        (True, True),
        (False, False),
        (False, False),
    ]
    assert result["error"]["code"] == 1517


@pytest.mark.parametrize(
    ("plot", "word"),
    [
        ("failed", "ERROR_RUNNING_JOB"),
        ("failed-creating", "ERROR_CREATING_JOB"),
        ("failed-transpiling", "ERROR_TRANSPILING_JOB"),
        ("failed-validating", "ERROR_VALIDATING_JOB"),
        ("ran-too-long", "ERROR_RUNNING_JOB"),
        ("cancelled-by-the-service", "CANCELLED"),
        ("unknown-end", "ARCHIVED"),
    ],
)
def test_an_end_has_its_word(plot: str, word: str, desk: Desk) -> None:
    """A failure is told by the step that failed."""
    job_id = desk.submit("ibmq", plot)
    desk.pass_by(60)

    record = jobs(desk, job_id, "v/1").json()

    assert record["status"] == jobs(desk, job_id, "status/v/1").json()["status"] == [*record["timePerStep"]][-1] == word
    assert ("error" in record) is word.startswith("ERROR")


def test_every_step_is_told_by_its_word(make_desk: type[Desk]) -> None:
    """A job that is watched is seen in all of them, and in the queue with its place."""
    desk = make_desk(tick=0.5)
    job_id = desk.submit("ibmq", "watched")
    seen: dict[str, Any] = {}
    while "COMPLETED" not in seen:
        said = jobs(desk, job_id, "status/v/1").json()
        seen[said["status"]] = said.get("infoQueue")

    words = [
        "CREATED",
        "TRANSPILING",
        "TRANSPILED",
        "VALIDATING",
        "VALIDATED",
        "PENDING_IN_QUEUE",
        "QUEUED",
        "RUNNING",
        "COMPLETED",
    ]
    assert list(seen) == words
    assert [word for word, queue in seen.items() if queue] == ["QUEUED"]
    assert seen["QUEUED"]["position"] == 2
    assert desk.clients["ibmq"].get(f"{BASE}/Jobs/{job_id}/properties").json()["backend_name"] == "reference_bell"


def test_a_cancellation_is_refused_in_a_success(desk: Desk) -> None:
    """With the reason."""
    done, waiting = desk.submit("ibmq"), desk.submit("ibmq", "queued")
    desk.pass_by(9)

    refused, accepted = (desk.clients["ibmq"].post(f"{BASE}/Jobs/{each}/cancel").json() for each in (done, waiting))

    assert (refused["cancelled"], refused["error"]["message"]) == (False, "The job is COMPLETED and cannot be cancelled.")
    assert accepted == {"cancelled": True}


def test_names_and_tags_are_told_as_they_are_now(desk: Desk) -> None:
    """Only what was asked for is echoed."""
    job_id = desk.submit("ibmq", name="bell")
    path = f"{BASE}/Jobs/{job_id}"

    name = desk.clients["ibmq"].put(path, json={"name": "other"}).json()
    tags = desk.clients["ibmq"].put(path, json={"tags": ["b", "a", "b"]}).json()

    assert (name, tags) == ({"name": "other"}, {"tags": ["b", "a"]})
    assert jobs(desk, job_id, "v/1").json()["name"] == "other"


def test_a_job_that_has_ended_can_be_deleted(desk: Desk) -> None:
    """With its input and result."""
    job_id = desk.submit("ibmq")
    url = jobs(desk, job_id, "jobDownloadUrl").json()["url"]
    early = desk.clients["ibmq"].delete(f"{BASE}/Jobs/{job_id}").status_code
    desk.pass_by(9)

    assert (early, desk.clients["ibmq"].delete(f"{BASE}/Jobs/{job_id}").status_code) == (409, 204)
    assert desk.storage.get(url).status_code == 404
    assert jobs(desk, job_id, "v/1").status_code == 404


def test_a_job_without_input_has_none_to_download(desk: Desk) -> None:
    """Nor a place to be."""
    job_id = desk.created().json()["id"]

    assert jobs(desk, job_id, "jobDownloadUrl").status_code == 404
    assert jobs(desk, job_id, "properties").json() == {}


def test_the_client_is_told_who_it_is(desk: Desk) -> None:
    """As far as it said."""
    job_id = desk.submit("ibmq", experimentTag="e")
    desk.clients["ibmq"].headers["X-Qx-Client-Application"] = "qiskit/0.46.3"
    other = desk.submit("ibmq")

    records = [jobs(desk, each, "v/1").json() for each in (job_id, other)]

    assert [record["clientInfo"] for record in records] == [
        {"name": "unknown", "version": "unknown"},
        {"name": "qiskit", "version": "0.46.3"},
    ]
    assert records[0]["experimentTag"] == "e"


class TestLists:
    """Lists of jobs, chosen by LoopBack's filters."""

    @pytest.mark.parametrize(
        ("where", "chosen"),
        [
            ({}, "dcba"),
            ({"name": "a"}, "a"),
            ({"name": {"regexp": "a"}}, "a"),
            ({"name": {"like": "b"}}, "b"),
            ({"backend.name": "reference_bell"}, "dcba"),
            ({"backend.name.first": "r"}, ""),
            ({"status": {"nin": ["COMPLETED"]}}, "dc"),
            ({"status": {"neq": "COMPLETED"}}, "dc"),
            ({"tags": {"inq": ["odd"]}}, "ca"),
            ({"and": [{"tags": "odd"}, {"name": "c"}]}, "c"),
            ({"or": [{"name": "a"}, {"name": "d"}]}, "da"),
            ({"creationDate": {"gt": "2023-11-14T22:13:22Z", "gte": "2000"}}, "dcb"),
            ({"creationDate": {"lt": "2023-11-14T22:13:22Z", "lte": "3000"}}, "a"),
            ({"creationDate": {"between": ["2000", "3000"]}}, "dcba"),
            ({"experimentTag": {"gt": 0}}, ""),
        ],
    )
    def test_a_filter_chooses(self, where: Any, chosen: str, desk: Desk) -> None:
        """By every test that clients write."""
        plots = {"a": "done", "b": "done", "c": "queued", "d": "queued"}
        for number, (name, plot) in enumerate(plots.items()):
            desk.submit("ibmq", plot, name=name, tags=["odd" if number % 2 == 0 else "even"])
        desk.pass_by(9)

        listed = desk.clients["ibmq"].get(f"{BASE}/Jobs/status/v/1", params={"filter": json.dumps({"where": where})}).json()

        assert "".join(record["name"] for record in listed) == chosen

    def test_a_filter_pages(self, desk: Desk) -> None:
        """The newest first, unless it says otherwise."""
        for name in "abcde":
            desk.submit("ibmq", name=name)

        def listed(**said: Any) -> str:
            records = desk.clients["ibmq"].get(f"{BASE}/Jobs/v/1", params={"filter": json.dumps(said)}).json()
            return "".join(record["name"] for record in records)

        assert listed(limit=2) == "ed"
        assert listed(limit=2, skip=3, order="creationDate DESC") == "ba"
        assert listed(limit=2, order="creationDate ASC") == "ab"
        assert len(desk.clients["ibmq"].get(f"{BASE}/Jobs/v/1").json()) == 5

    @pytest.mark.parametrize(
        "text", ["{", "7", '{"where": 7}', '{"where": {"name": {"near": 1}}}', '{"limit": "x"}', '{"limit": -3}']
    )
    def test_what_is_no_filter_is_refused(self, text: str, desk: Desk) -> None:
        """With what is wrong."""
        desk.submit("ibmq", name="a")

        answer = desk.clients["ibmq"].get(f"{BASE}/Jobs/v/1", params={"filter": text})

        assert answer.status_code == 400, answer.text


def test_object_storage_lets_in_who_has_a_good_address(make_desk: type[Desk]) -> None:
    """For the thing that was signed, and until it expires."""
    desk = make_desk(expires=20)
    created = desk.created().json()
    url = created["objectStorageInfo"]["uploadUrl"]
    host = "http://storage.test"

    codes = [
        desk.storage.put(url, json={}).status_code,
        desk.storage.get(url).status_code,
        desk.storage.put(url.replace("/jobs/", "/others/"), json={}).status_code,
        desk.storage.put(url.replace("Signature=", "Signature=0"), json={}).status_code,
        desk.storage.get(f"{host}/jobs/x?X-Amz-Date=%C3%A9&X-Amz-Signature=%C3%A9").status_code,
        desk.storage.get(host).status_code,
    ]
    desk.pass_by(30)

    assert codes == [200, 403, 403, 403, 403, 404]
    assert desk.storage.put(url, json={}).json()["error"]["message"] == "Request has expired."


def test_an_object_that_was_never_put_is_not_found(desk: Desk) -> None:
    """And a plot may refuse the download of one that was."""
    created = desk.created().json()
    address = desk.office.storage.address("http://storage.test", "GET", f"{created['id']}/input", desk.office.clock.now())
    job_id = desk.submit("ibmq", "result-download-503")
    desk.pass_by(9)

    assert desk.storage.get(address).json()["error"]["code"] == "NoSuchKey"
    assert desk.storage.head(jobs(desk, job_id, "resultDownloadUrl").json()["url"]).status_code == 503


def test_the_default_circuit_is_bells() -> None:
    """So a job without circuits is a real one."""
    assert "cx q[0], q[1]" in BELL

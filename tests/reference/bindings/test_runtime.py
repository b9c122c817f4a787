"""Both runtime APIs: results, logs, metrics, tags, lists and streams, and how to tell the service what is to happen."""

from __future__ import annotations

import base64
import io
import json
import zlib
from typing import Any

import pytest

pytest.importorskip("httpx2", reason="Starlette's client needs it")
pytest.importorskip("starlette", reason="the service needs the extra `serve`")

from starlette.websockets import WebSocketDisconnect

from .desks import BASE, Desk

BOTH = pytest.mark.parametrize("family", ["runtime", "runtime-v2"])


@BOTH
def test_results_are_there_once_the_job_is_done(family: str, make_desk: type[Desk]) -> None:
    """Before and after a cancellation there are none; what failed says why."""
    desk = make_desk(tick=0.1)
    done, failed, cancelled = (desk.submit(family, plot) for plot in ("done", "failed", "cancelled-by-the-service"))
    early = desk.clients[family].get(f"/jobs/{done}/results").status_code
    desk.pass_by(300)

    answers = [desk.clients[family].get(f"/jobs/{each}/results") for each in (done, failed, cancelled)]

    assert early == 404
    assert [answer.status_code for answer in answers] == [200, 200, 404]
    assert answers[1].text.endswith("RuntimeError: Error in circuit: the instruction is not supported by the backend\n")


def test_a_program_gives_counts(desk: Desk) -> None:
    """By the bits of each outcome."""
    job_id = desk.submit("runtime", shots=50)
    desk.pass_by(9)

    (counts,) = desk.clients["runtime"].get(f"/jobs/{job_id}/results").json()["counts"]

    assert counts.keys() == {"00", "11"}
    assert sum(counts.values()) == 50


def test_a_sampler_gives_arrays_that_numpy_reads(desk: Desk) -> None:
    """In its own file format."""
    numpy = pytest.importorskip("numpy")
    job_id = desk.submit("runtime-v2", shots=50)
    desk.pass_by(9)

    (pub,) = desk.clients["runtime-v2"].get(f"/jobs/{job_id}/results").json()["__value__"]["pub_results"]
    bits = pub["__value__"]["data"]["__value__"]["fields"]["meas"]["__value__"]
    array = numpy.load(io.BytesIO(zlib.decompress(base64.b64decode(bits["array"]["__value__"]))))

    assert (bits["num_bits"], array.shape, array.dtype) == (2, (50, 1), numpy.uint8)
    assert set(array.flatten()) == {0, 3}


@BOTH
def test_a_result_can_be_read_once(family: str, desk: Desk) -> None:
    """Where its plot says so."""
    job_id = desk.submit(family, "result-once")
    desk.pass_by(9)

    assert [desk.clients[family].get(f"/jobs/{job_id}/results").status_code for _ in range(2)] == [200, 404]


@BOTH
def test_logs_are_written_while_a_job_runs(family: str, desk: Desk) -> None:
    """Not before, and not by every job."""
    waiting, failed, silent = (desk.submit(family, plot) for plot in ("queued", "failed", "no-logs"))
    desk.pass_by(20)

    answers = [desk.clients[family].get(f"/jobs/{each}/logs") for each in (waiting, failed, silent)]

    assert [answer.status_code for answer in answers] == [404, 200, 404]
    assert [line.split(" ", 1)[1] for line in answers[1].text.splitlines()] == [
        "sampler INFO: job started",
        "sampler ERROR: Error in circuit: the instruction is not supported by the backend",
    ]
    assert "INFO: job completed" not in answers[1].text


@BOTH
def test_a_cancellation_is_refused_with_409(family: str, desk: Desk) -> None:
    """Once the job has ended."""
    job_id = desk.submit(family, "running")

    assert [desk.clients[family].post(f"/jobs/{job_id}/cancel").status_code for _ in range(2)] == [204, 409]
    assert desk.clients[family].delete(f"/jobs/{job_id}").status_code == 204


@BOTH
def test_a_job_that_has_not_ended_cannot_be_deleted(family: str, desk: Desk) -> None:
    """It has to be cancelled first."""
    assert desk.clients[family].delete(f"/jobs/{desk.submit(family, 'running')}").status_code == 409


def test_a_job_that_ran_too_long_is_told_so(desk: Desk) -> None:
    """By a word in the older API, by a reason in the newer one."""
    old, new = desk.submit("runtime", "ran-too-long"), desk.submit("runtime-v2", "ran-too-long")
    desk.pass_by(20)

    assert desk.clients["runtime"].get(f"/jobs/{old}").json()["status"] == "Cancelled - Ran too long"
    state = desk.clients["runtime-v2"].get(f"/jobs/{new}").json()["state"]
    assert state == {"status": "Cancelled", "reason": "Job ran longer than its maximum execution time", "reasonCode": 1305}


def test_metrics_tell_of_the_queue_and_of_usage(make_desk: type[Desk]) -> None:
    """What is yet to come is null."""
    desk = make_desk(tick=0.1)
    first, second = desk.submit("runtime-v2"), desk.submit("runtime-v2")
    waiting = desk.clients["runtime-v2"].get(f"/jobs/{second}/metrics").json()
    desk.clients["runtime-v2"].post(f"/jobs/{second}/cancel")
    desk.pass_by(90)
    done, cancelled = (desk.clients["runtime-v2"].get(f"/jobs/{each}/metrics").json() for each in (first, second))

    assert waiting["position_in_queue"] == 3
    assert waiting["usage"] == {"quantum_seconds": None, "status": "pending", "qpu_charge_time_seconds": None}
    assert done["usage"] == {"quantum_seconds": 2.0, "status": "final", "qpu_charge_time_seconds": 2.0}
    assert (cancelled["timestamps"]["running"], cancelled["usage"]["quantum_seconds"]) == (None, 0.0)


def test_interim_results_come_while_a_job_runs(make_desk: type[Desk]) -> None:
    """First nothing, then more and more of them."""
    desk = make_desk(tick=0.25)
    job_id = desk.submit("runtime-v2")

    texts = [desk.clients["runtime-v2"].get(f"/jobs/{job_id}/interim_results").text for _ in range(12)]

    counts = [len(json.loads(text)) if text else 0 for text in texts]
    assert counts == sorted(counts)
    assert set(counts) == {0, 1, 2, 3, 4}


def test_tags_are_replaced(desk: Desk) -> None:
    """Each stands once."""
    job_id = desk.submit("runtime-v2")

    desk.clients["runtime-v2"].put(f"/jobs/{job_id}/tags", json={"tags": ["b", "a"]})

    assert desk.clients["runtime-v2"].get(f"/jobs/{job_id}").json()["tags"] == ["b", "a"]


def test_inputs_can_be_left_out(desk: Desk) -> None:
    """Of a record, and of each in a list."""
    job_id = desk.submit("runtime-v2", shots=5)
    client = desk.clients["runtime-v2"]

    assert client.get(f"/jobs/{job_id}").json()["params"] == {"plot": "done", "shots": 5}
    assert "params" not in client.get("/jobs?exclude_params=True").json()["jobs"][0]
    assert client.get("/jobs?exclude_params=false").json()["jobs"][0]["params"]


@BOTH
@pytest.mark.parametrize(
    ("query", "chosen"),
    [
        ("", "3210"),
        ("limit=2", "32"),
        ("limit=2&offset=1", "21"),
        ("sort=ASC", "0123"),
        ("pending=true", "32"),
        ("pending=false", "10"),
        ("program=sampler", "3210"),
        ("backend=nowhere", ""),
        ("tags=plot:done", ""),
        ("session_id=s", ""),
        ("created_after=2023-11-14T22:13:21Z", "321"),
        ("created_before=0001-01-01", ""),
        ("created_before=2023-11-14T22:13:21%2B00:00", "10"),
    ],
)
def test_jobs_are_listed(family: str, query: str, chosen: str, desk: Desk) -> None:
    """By what clients ask for, in pages."""
    ids = [desk.submit(family, plot) for plot in ("done", "done", "running", "running")]
    desk.submit("runtime" if family == "runtime-v2" else "runtime-v2")
    desk.pass_by(9)

    answer = desk.clients[family].get(f"/jobs?{query}").json()

    assert [record["id"] for record in answer["jobs"]] == [ids[int(each)] for each in chosen]
    assert answer["count"] == (4 if query.startswith("limit") else len(chosen))


@BOTH
@pytest.mark.parametrize("query", ["limit=-1", "limit=many", "offset=99999999", "limit=²", "created_after=soon"])
def test_what_is_no_query_is_refused(family: str, query: str, desk: Desk) -> None:
    """With what is wrong."""
    desk.submit(family)

    answer = desk.clients[family].get(f"/jobs?{query}")

    assert answer.status_code == 400, answer.text


def test_newer_clients_are_told_more_of_a_backend(desk: Desk) -> None:
    """Than its name."""
    old = desk.clients["runtime-v2"].get("/backends").json()["devices"]
    new = desk.clients["runtime-v2"].get("/backends", headers={"IBM-API-Version": "2026-04-15"}).json()["devices"]

    assert (old, new[0]["name"]) == (["reference_bell"], "reference_bell")


class TestStreams:
    """The websockets."""

    @BOTH
    def test_a_stream_tells_each_interim_result_once_and_then_the_result(self, family: str, make_desk: type[Desk]) -> None:
        """After an acknowledgement; and is then closed as it should be."""
        desk = make_desk(tick=0.4)
        messages, code = listened(desk, family, desk.submit(family))

        assert messages[0]["type"] == "ack"
        assert [each["part"] for each in messages[1:5]] == [1, 2, 3, 4]
        assert len(messages) == 6
        assert code == 1000

    @pytest.mark.parametrize("plot", ["failed", "cancelled-by-the-service"])
    def test_a_stream_of_a_job_without_result_just_ends(self, plot: str, desk: Desk) -> None:
        """With what was published until then."""
        messages, code = listened(desk, "runtime", desk.submit("runtime", plot))

        assert (len(messages), code) == ({"failed": 5, "cancelled-by-the-service": 1}[plot], 1000)

    def test_a_status_is_told_until_the_job_has_ended(self, make_desk: type[Desk]) -> None:
        """Then the stream is closed because the job is done."""
        desk = make_desk(tick=0.1)
        messages, code = listened(desk, "ibmq", desk.submit("ibmq"))

        words = list(dict.fromkeys(each["data"]["status"] for each in messages[1:]))
        assert messages[0] == {"type": "authenticated"}
        assert words == ["VALIDATING", "VALIDATED", "QUEUED", "RUNNING", "COMPLETED"]
        assert code == 4002

    @pytest.mark.parametrize(
        "said",
        ["{", "7", "{}", '{"type": "hello", "data": "token"}', '{"type": "authentication", "data": 7}', "[" * 100_000],
    )
    def test_who_does_not_authenticate_is_turned_away(self, said: str, desk: Desk) -> None:
        """With an answer that is none."""
        with desk.clients["ibmq"].websocket_connect(f"/jobs/{desk.submit('ibmq')}/status/v/1") as stream:
            stream.send_text(said)
            answer = stream.receive_json()
            with pytest.raises(WebSocketDisconnect) as closed:
                stream.receive_json()

        assert (answer["type"], closed.value.code) == ("not-authenticated", 1008)

    def test_the_status_of_an_unknown_job_is_not_streamed(self, desk: Desk) -> None:
        """The code says so."""
        assert listened(desk, "ibmq", "nobody") == ([{"type": "authenticated"}], 4003)

    @BOTH
    def test_a_stream_is_refused_where_a_request_would_be(self, family: str, desk: Desk) -> None:
        """To strangers, about nobody's job, and where the plot says so."""
        from starlette.testclient import WebSocketDenialResponse

        job_id, refused = desk.submit(family), desk.submit(family, "stream-503")
        for client, name, code in (
            (desk.client(family), job_id, 401),
            (desk.clients[family], "nobody", 404),
            (desk.clients[family], refused, 503),
        ):
            with pytest.raises(WebSocketDenialResponse) as denied, client.websocket_connect(f"/stream/jobs/{name}"):
                pass
            assert denied.value.status_code == code

    @pytest.mark.parametrize("family", ["ibmq", "runtime"])
    def test_a_stream_breaks_off_where_the_plot_says_so(self, family: str, desk: Desk) -> None:
        """With its code."""
        messages, code = listened(desk, family, desk.submit(family, "stream-4001"))

        assert (len(messages), code) == (1, 4001)

    def test_a_listener_may_go(self, desk: Desk) -> None:
        """Nobody minds."""
        job_id = desk.submit("ibmq", "running")
        with desk.clients["ibmq"].websocket_connect(f"/jobs/{job_id}/status/v/1"):
            pass

        assert desk.clients["ibmq"].get(f"{BASE}/Jobs/{job_id}/status/v/1").status_code == 200


def listened(desk: Desk, family: str, job_id: str) -> tuple[list[Any], int]:
    """Every message of a stream, and the code that it is closed with."""
    path = f"/jobs/{job_id}/status/v/1" if family == "ibmq" else f"/stream/jobs/{job_id}"
    messages = []
    with desk.clients[family].websocket_connect(path) as stream:
        if family == "ibmq":
            stream.send_json({"type": "authentication", "data": "token"})
        while True:
            try:
                messages.append(stream.receive_json())
            except WebSocketDisconnect as closed:
                return messages, closed.code


class TestControl:
    """How to tell the service what is to happen."""

    def test_the_jobs_to_come_follow_the_script(self, desk: Desk) -> None:
        """One after the other; then they are as usual again. What a job says itself goes first."""
        client = desk.clients["runtime-v2"]
        client.put("/control/plots", json={"plots": ["failed", "ran-too-long"]})
        body = {"program_id": "sampler", "params": {}}
        own = client.post("/jobs", json={**body, "tags": ["plot:cancelled-by-the-service"]}).json()["id"]
        ids = [own, *(client.post("/jobs", json=body).json()["id"] for _ in range(3))]
        desk.pass_by(60)

        ends = [client.get(f"/control/jobs/{each}").json()["history"][-1]["step"] for each in ids]

        assert ends == ["cancelled", "failed", "ran-too-long", "completed"]

    def test_a_script_has_plots_that_there_are(self, desk: Desk) -> None:
        """And the service says which."""
        client = desk.clients["ibmq"]

        assert client.put("/control/plots", json={"plots": ["done", "fialed"]}).status_code == 400
        assert client.get("/control/plots").json()["failed"] == "a job that fails while it runs"

    def test_a_job_is_ended_now(self, desk: Desk) -> None:
        """If it can be."""
        client = desk.clients["runtime"]
        running, waiting = desk.submit("runtime", "running"), desk.submit("runtime")
        desk.pass_by(3)

        finished, failed, again = (
            client.post(f"/control/jobs/{running}/finish"),
            client.post(f"/control/jobs/{waiting}/fail"),
            client.post(f"/control/jobs/{waiting}/fail"),
        )

        assert finished.json()["history"][-1]["step"] == "completed"
        assert failed.json()["history"][-1]["step"] == "failed"
        assert (again.status_code, again.json()["error"]["code"]) == (409, "INVALID_STATE")

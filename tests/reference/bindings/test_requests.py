"""What every request goes through, whichever API it speaks: who may come in, what a body may be, how a refusal looks."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

pytest.importorskip("httpx2", reason="Starlette's client needs it")
pytest.importorskip("starlette", reason="the service needs the extra `serve`")


from qjobspec_conformance.documents.faults import faults
from qjobspec_reference.bindings import ROUTES, Clock, bodies
from qjobspec_reference.bindings.schemas import checker

from .desks import BASE, Desk

FAMILIES = pytest.mark.parametrize("family", list(ROUTES))

#: A route of each family that asks for a body.
ASKING = {"ibmq": f"{BASE}/Jobs", "runtime": "/jobs", "runtime-v2": "/jobs"}


def refused(family: str, answer: Any, code: int, said: str) -> None:
    """An answer is a refusal in the manner of its family."""
    assert (answer.status_code, faults(answer.json(), f"{family}/error-report")) == (code, [])
    assert said in answer.json()["error"]["message"], answer.text


@FAMILIES
def test_without_a_token_nobody_comes_in(family: str, desk: Desk) -> None:
    """Except to ask what there is to ask."""
    stranger = desk.client(family)

    refused(family, stranger.post(ASKING[family], json={}), 401, "Unauthorized")
    assert stranger.get("/openapi.json").json()["openapi"] == "3.1.0"


def test_with_a_token_of_its_own_a_service_takes_no_other(make_desk: type[Desk]) -> None:
    """It is presented as it is, as the access token that it was exchanged for, or as IBM Cloud has it."""
    desk = make_desk(token="mine")
    client = desk.client("runtime-v2")
    access = client.post("/api/users/loginWithToken", json={"apiToken": "mine"}).json()["id"]
    cloud = client.post("/identity/token").json()["access_token"]

    codes = [
        client.get("/jobs", headers=headers).status_code
        for headers in (
            {"X-Access-Token": "mine"},
            {"X-Access-Token": access},
            {"Authorization": "apikey mine"},
            {"Authorization": f"Bearer {cloud}"},
            {"X-Access-Token": "token"},
        )
    ]

    assert codes == [200, 200, 200, 200, 401]
    refused("runtime-v2", client.post("/api/users/loginWithToken", json={"apiToken": "yours"}), 401, "Login failed")


@FAMILIES
@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "The body is no JSON: Expecting value"),
        (b"{", "The body is no JSON"),
        (b"\xff", "The body is no JSON"),
        (b'{"params": NaN}', "NaN is no number"),
        (b'{"name": "\\ud800"}', "surrogates not allowed"),
        (b"[" * 100_000, "The body is no JSON"),
        (b"7", "The body is not valid: 7 is not of type 'object' (at the top)"),
    ],
)
def test_a_malformed_body_is_refused(family: str, content: bytes, said: str, desk: Desk) -> None:
    """With what is wrong, and where."""
    refused(family, desk.clients[family].post(ASKING[family], content=content), 400, said)


def test_a_body_that_is_nested_without_end_is_refused() -> None:
    """Even where it could be read."""
    nested: Any = []
    for _ in range(10_000):
        nested = [nested]

    assert checker("runtime/result-envelope")(nested) == "it is nested too deeply"


@FAMILIES
def test_an_oversize_body_is_refused(family: str, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before all of it is read."""
    monkeypatch.setattr(bodies, "MOST_BYTES", 1000)

    refused(family, desk.clients[family].post(ASKING[family], content=b" " * 1001), 413, "more than 1000 bytes")


@FAMILIES
def test_what_there_is_not_is_not_found(family: str, desk: Desk) -> None:
    """No route, no method, no job, no backend."""
    client = desk.clients[family]
    job = f"{BASE}/Jobs/nobody/status/v/1" if family == "ibmq" else "/jobs/nobody"

    refused(family, client.get("/nowhere"), 404, "Not Found")
    refused(family, client.patch(ASKING[family]), 405, "Method Not Allowed")
    refused(family, client.get(job), 404, "Job nobody not found")
    assert client.patch(ASKING[family]).headers["allow"]


@FAMILIES
def test_a_fault_of_our_own_is_told_without_its_cause(family: str, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """As every refusal is."""
    monkeypatch.setattr(desk.office.service, "advance", lambda moment: 1 / 0)

    refused(
        family,
        desk.clients[family].get(f"{BASE}/Jobs/status/v/1" if family == "ibmq" else "/jobs"),
        500,
        "the service's fault",
    )


@FAMILIES
def test_an_unknown_plot_is_refused(family: str, desk: Desk) -> None:
    """With the names of those there are."""
    if family == "ibmq":
        answer = desk.created("fialed")
    else:
        hub = {"hub": "h", "group": "g", "project": "p"}
        body = {"program_id": "sampler", "params": {"plot": "fialed"}, "backend": "reference_bell", **hub}
        answer = desk.clients[family].post("/jobs", json=body)

    refused(family, answer, 400, "no plot 'fialed'; there are done")


@FAMILIES
def test_a_plot_refuses_what_it_says(family: str, desk: Desk) -> None:
    """Every request in one role, and no other."""
    path = f"{BASE}/Jobs/{{}}/status/v/1" if family == "ibmq" else "/jobs/{}"
    role = "status" if family == "ibmq" else "job"
    job_id = desk.submit(family, f"{role}-503")

    refused(family, desk.clients[family].get(path.format(job_id)), 503, f"This {role} is refused with 503")
    assert desk.clients[family].get(f"/control/jobs/{job_id}").status_code == 200
    if family == "ibmq":
        assert desk.created("submit-500").status_code == 500
    else:
        with pytest.raises(AssertionError, match="This submit is refused with 500"):
            desk.submit(family, "submit-500")


def test_the_status_of_the_newer_api_is_the_record_without_inputs(desk: Desk) -> None:
    """So a plot refuses one and not the other."""
    job_id = desk.submit("runtime-v2", "status-429")

    codes = [desk.clients["runtime-v2"].get(f"/jobs/{job_id}{query}").status_code for query in ("?exclude_params=true", "")]

    assert codes == [429, 200]


def test_a_backend_that_there_is_not_is_not_found(desk: Desk) -> None:
    """Neither for a job nor when one asks about it."""
    submitted = desk.created(backend={"name": "nowhere"})
    body = {"program_id": "sampler", "params": {}, "backend": "nowhere"}

    refused("ibmq", submitted, 404, "Backend nowhere not found")
    refused("runtime-v2", desk.clients["runtime-v2"].post("/jobs", json=body), 404, "Backend nowhere not found")
    refused("runtime-v2", desk.clients["runtime-v2"].get("/backends/nowhere/status"), 404, "Backend not found")
    refused("ibmq", desk.clients["ibmq"].get(f"{BASE}/devices/nowhere/properties"), 404, "Backend not found")
    refused("runtime", desk.clients["runtime"].get("/programs/nothing"), 404, "Program nothing not found")


def test_nobody_is_answered_who_has_gone(desk: Desk) -> None:
    """While the body was still to come."""
    sent: list[Any] = []
    scope = {
        "type": "http",
        "method": "POST",
        "path": "/jobs",
        "query_string": b"",
        "headers": [(b"x-access-token", b"token")],
    }

    async def receive() -> dict[str, Any]:
        return {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        sent.append(message)

    asyncio.run(desk.apps["runtime"](scope, receive, send))

    assert sent[-1]["body"] == b""
    assert list(desk.office.service.jobs(0.0)) == []


def test_a_clock_that_counts_waits_for_nothing() -> None:
    """It goes on when somebody looks at it."""
    clock = Clock.counting(5.0, 2.0)

    asyncio.run(clock.pause(3600.0))  # type: ignore[arg-type]

    assert [clock.now(), clock.now()] == [5.0, 7.0]


def test_the_same_requests_have_the_same_answers(make_desk: type[Desk]) -> None:
    """Byte for byte, addresses and signatures too."""

    def told() -> list[bytes]:
        desk = make_desk()
        job_id = desk.submit("ibmq", "watched")
        paths = [f"/Jobs/{job_id}/{what}" for what in ["status/v/1", "v/1", "jobDownloadUrl"] * 9]
        return [desk.clients["ibmq"].get(BASE + path).content for path in paths]

    assert told() == told()

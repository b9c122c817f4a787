"""Both directions of every route, held against the specification's schemas."""

from __future__ import annotations

import itertools
import json
import re
import tomllib
from importlib.resources import files
from typing import Any

import pytest

pytest.importorskip("httpx2", reason="Starlette's client needs it")
pytest.importorskip("starlette", reason="the service needs the extra `serve`")

from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from qjobspec import WORDS, JobStatus, examples, state_of
from qjobspec_conformance.documents.faults import faults
from qjobspec_reference.bindings import ROUTES, TEXT, Route
from qjobspec_reference.bindings.ibmq_documents import WORDS as IBMQ_WORDS
from qjobspec_reference.bindings.runtime_documents import WORDS as RUNTIME_WORDS
from qjobspec_reference.bindings.runtime_documents import WORDS_V2
from qjobspec_reference.service import MEANING, PLOTS, Step

from .desks import BASE, Desk

FAMILIES = pytest.mark.parametrize("family", list(ROUTES))

#: What else a path has in it, besides the id of a job.
_WORDS = {
    "hub": "ibm-q",
    "group": "open",
    "project": "main",
    "program": "sampler",
    "device": "reference_bell",
    "backend": "reference_bell",
}


#: The plots of the jobs that are asked about by routes that change them.
CHANGED = {"done", "running", "failed", "cancel-refused"}


def address(route: Route, job_id: str, what: str) -> str:
    """The path of a route, about a job."""
    return route.path.replace("{what:path}", what).format(**_WORDS, job_id=job_id)


def body(route: Route) -> Any:
    """What a route is asked."""
    if isinstance(route.asks, str):
        good = next(iter(examples(route.asks, "good").values()))
        backend = {"name": "reference_bell"} if route.asks.startswith("ibmq") else "reference_bell"
        return {**good, "backend": backend} if "submit" in route.asks else good
    said = {"plots": ["done"], "apiToken": "t", "name": "bell", "tags": ["a"]}
    return {name: value for name, value in said.items() if route.asks is not None and name in route.asks["properties"]}


def schema_for(route: Route, family: str, code: int) -> str | None:
    """The schema that an answer keeps; `None` where the specification has none."""
    if code >= 400:
        return f"{family}/error-report"
    if route.role == "result":
        return f"{family}/result-envelope"
    if route.answers == TEXT:
        return f"{family}/{ {'logs': 'logs-reply', 'interim-results': 'interim-results'}[route.role] }"
    if code == 204 and route.role in ("cancel", "tags"):
        return f"{family}/{route.role}-reply"
    return route.answers if isinstance(route.answers, str) else None


def document(route: Route, response: Any) -> Any:
    """What an answer says."""
    if route.role == "logs" and response.status_code == 200:
        return response.text
    try:
        return response.json()
    except ValueError:
        return response.text


@FAMILIES
def test_every_answer_of_every_route_keeps_its_schema(family: str, make_desk: type[Desk]) -> None:
    """About jobs of every plot, in every stage of their lives; a route that changes a job is asked about one of its own."""
    succeeded: set[tuple[str, str]] = set()
    routes = sorted(ROUTES[family], key=lambda route: route.method != "GET")
    for age in (0, 1, 30):
        desk = make_desk(tick=0.001, slots=1000)
        count = {plot: sum(route.method != "GET" for route in routes) if plot in CHANGED else 1 for plot in PLOTS}
        ids = {plot: [desk.submit(family, plot) for _ in range(count[plot])] for plot in PLOTS}
        desk.pass_by(age * 1000)
        for plot, route in itertools.product(PLOTS, routes):
            if route.method != "GET" and plot not in CHANGED:
                continue
            job_id = ids[plot][-1] if route.method == "GET" else ids[plot].pop()
            for what in ("properties", "nothing") if "{what" in route.path else ("",):
                answer = desk.clients[family].request(route.method, address(route, job_id, what), json=body(route))
                expected = schema_for(route, family, answer.status_code)
                wrong = [] if expected is None else faults(document(route, answer), expected)
                assert wrong == [], (route.path, plot, age, answer.text)
                assert answer.status_code < 500, (route.path, answer.text)
                succeeded |= {(route.method, route.path)} if answer.is_success else set()

    told_elsewhere = {("POST", each.path) for each in ROUTES[family] if each.path.endswith("/jobDataUploaded")}
    assert {(each.method, each.path) for each in ROUTES[family]} - succeeded == told_elsewhere


@FAMILIES
def test_every_good_request_is_taken_and_every_bad_one_is_not(family: str, desk: Desk) -> None:
    """By the examples beside the schemas; a backend that there is not is not found."""
    for route in ROUTES[family]:
        if not isinstance(route.asks, str):
            continue
        path = address(route, desk.submit(family), "")
        for name, good in examples(route.asks, "good").items():
            code = desk.clients[family].request(route.method, path, json=good).status_code
            assert code in (200, 204, 404), (route.path, name)
        for name, bad in examples(route.asks, "bad").items():
            answer = desk.clients[family].request(route.method, path, json=bad)
            assert answer.status_code == 400, (route.path, name)
            assert faults(answer.json(), f"{family}/error-report") == []


@FAMILIES
def test_every_message_of_every_stream_keeps_its_schema(family: str, make_desk: type[Desk]) -> None:
    """And what a client says first does."""
    for plot in ("done", "watched", "failed", "ran-too-long", "cancelled-by-the-service"):
        desk = make_desk(tick=0.5)
        messages = listened(desk.clients[family], family, desk.submit(family, plot))

        assert [faults(each, f"{family}/stream-message") for each in messages] == [[]] * len(messages)


def listened(client: TestClient, family: str, job_id: str) -> list[Any]:
    """Every message of a stream until it is closed."""
    path = f"/jobs/{job_id}/status/v/1" if family == "ibmq" else f"/stream/jobs/{job_id}"
    messages: list[Any] = []
    with client.websocket_connect(path) as stream:
        if family == "ibmq":
            stream.send_json({"type": "authentication", "data": "token"})
        while True:
            try:
                messages.append(json.loads(stream.receive_text()))
            except WebSocketDisconnect:
                return messages


@FAMILIES
def test_the_routes_are_those_of_the_dialect(family: str) -> None:
    """Every route that the suite's dialect of a family has is bound, in the role that it plays there."""
    dialect = tomllib.loads((files("qjobspec_conformance") / "dialects" / f"{family}.toml").read_text(encoding="utf-8"))
    bound = {(each.method, plain(each.path)): each.role for each in ROUTES[family]}
    roles = {("GET", "/jobs/{}"): {"job", "status"}}

    for route in dialect["route"]:
        if (
            route["role"] in ("stream", "result-download")
            or "storage" in route.get("base-url", "")
            or route["path"].startswith("/{bucket}")
        ):
            continue
        key = (route["method"], plain(route["path"]))
        found = bound.get(key) or bound.get(
            (route["method"], plain(f"/api/Network/{{h}}/Groups/{{g}}/Projects/{{p}}{route['path']}"))
        )
        assert found in roles.get(key, {route["role"]}), route


def plain(path: str) -> str:
    """A path without the names of its parts."""
    return re.sub(r"\{[^}]*\}", "{}", path)


def test_every_word_is_one_of_the_specification() -> None:
    """Each means what the step means."""
    for words, family in ((IBMQ_WORDS, "ibmq"), (RUNTIME_WORDS, "runtime"), (WORDS_V2, "runtime-v2")):
        for step, word in words.items():
            meant = JobStatus.CANCELLED if (family, step) == ("runtime-v2", Step.RAN_TOO_LONG) else MEANING[step]
            assert state_of(word, WORDS[family]) is meant


def test_the_job_that_has_its_input_is_told_as_the_schema_says(desk: Desk) -> None:
    """And so is one whose input is no object, or not there."""
    created = desk.created().json()
    told, url = f"{BASE}/Jobs/{created['id']}/jobDataUploaded", created["objectStorageInfo"]["uploadUrl"]

    answers = [desk.clients["ibmq"].post(told)]
    for content in (b"[]", b"{", b"{}"):
        desk.storage.put(url, content=content)
        answers.append(desk.clients["ibmq"].post(told))

    assert [answer.status_code for answer in answers] == [400, 400, 400, 200]
    assert [faults(answer.json(), "ibmq/error-report") for answer in answers[:3]] == [[], [], []]
    assert faults(created, "ibmq/submit-reply") == faults(answers[3].json(), "ibmq/submit-reply") == []


def test_the_base_of_the_tests_is_that_of_the_routes() -> None:
    """So that the other tests ask where clients ask."""
    assert any(
        route.path.format(hub="ibm-q", group="open", project="main", job_id="", device="", what="") == f"{BASE}/Jobs"
        for route in ROUTES["ibmq"]
        if "what" not in route.path
    )

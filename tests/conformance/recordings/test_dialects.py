"""Dialects as authors write them: understood, or refused with a line that says where, what, and how to mend it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.campaigns.corpus import ROOT, written
from tests.conformance.recordings.made import BASE, LEAST, dialect, exchange

from qjobspec import JobStatus, examples
from qjobspec_conformance.recordings import dialects
from qjobspec_conformance.recordings.exchanges import Request, Response
from qjobspec_conformance.recordings.problems import Flaw, Problem, ProblemsError
from qjobspec_conformance.recordings.roles import Role

AZURE = ROOT / "conformance" / "subjects" / "azure" / "dialect.toml"
RUNTIME = "https://quantum.cloud.ibm.com/api/v1"
IBMQ = "https://auth.quantum-computing.ibm.com/api/Network/h/Groups/g/Projects/p"


@pytest.mark.parametrize(
    ("name", "method", "address", "role", "job"),
    [
        ("ibmq", "GET", f"{IBMQ}/Jobs/7/status/v/1", "status", "7"),
        ("ibmq", "GET", f"{IBMQ}/Jobs/status/v/1?limit=1", "setup", None),
        ("ibmq", "GET", "https://s3.example/bucket/some/object?X-Amz-Date=1", "result-download", None),
        ("ibmq", "GET", "wss://wss.quantum-computing.ibm.com/jobs/7/status/v/1", "stream", "7"),
        ("ibmq", "GET", "http://127.0.0.1:80/api/Network/h/Groups/g/Projects/p/Jobs/7/v/1", "job", "7"),
        ("runtime", "GET", "https://runtime-us-east.quantum-computing.ibm.com/jobs/7", "job", "7"),
        ("runtime", "POST", "HTTPS://RUNTIME-us-east.quantum-computing.ibm.com:443/jobs/7/cancel", "cancel", "7"),
        ("runtime-v2", "GET", f"{RUNTIME}/jobs/7?exclude_params=true", "status", "7"),
        ("runtime-v2", "GET", f"{RUNTIME}/jobs/7?exclude_params=false", "job", "7"),
        ("runtime-v2", "GET", f"{RUNTIME}/jobs/a%2Fb/results", "result", "a/b"),
        ("runtime-v2", "GET", "https://eu-de.quantum.cloud.ibm.com/api/v1/backends/x/y/z", "setup", None),
        ("runtime-v2", "GET", "https://user:pass@quantum.cloud.ibm.com/api/v1/jobs/7/logs", "logs", "7"),
        ("runtime-v2", "GET", f"{RUNTIME}/unheard-of", None, None),
        ("runtime-v2", "PUT", f"{RUNTIME}/jobs/7", None, None),
        ("runtime-v2", "GET", "https://elsewhere.example/jobs/7", None, None),
        ("runtime-v2", "GET", f"{RUNTIME}/jobs/{'7' * 5_000}", None, None),
        ("runtime-v2", "GET", "http://[::1", None, None),
        ("runtime-v2", "GET", "no address", None, None),
    ],
)
def test_bundled_dialects_know_what_requests_are_for(
    name: str, method: str, address: str, role: str | None, job: str | None
) -> None:
    """Method, host, path and parameters tell the role, and the address the job, if it names it."""
    spoken = dialects.bundled(name)

    request = exchange(method, address)

    assert spoken.role_of(request.request) == role
    assert spoken.job_id_of(request) == job


@pytest.mark.parametrize("title", examples("dialect", "good"))
def test_good_examples_are_understood(title: str, tmp_path: Path) -> None:
    """From TOML and from JSON alike."""
    document = examples("dialect", "good")[title]
    for ending in (".toml", ".json"):
        (tmp_path / f"a{ending}").write_text(written(document, ending), encoding="utf-8")

    assert dialects.read(tmp_path / "a.toml") == dialects.read(tmp_path / "a.json")
    assert dialects.named(str(tmp_path / "a.json")).name == document["name"]


@pytest.mark.parametrize("name", dialects.BUNDLED)
def test_bundled_dialects_say_what_the_examples_say(name: str) -> None:
    """The words of the example beside the schema are those of the dialect that ships."""
    assert dialects.named(name).words == {
        word: JobStatus(state) for word, state in examples("dialect", "good")[name]["status"]["words"].items()
    }


@pytest.mark.parametrize(
    ("change", "place", "reason", "cure"),
    [
        (
            {"route": [{"role": "job", "method": "GET", "path": "/{+a}/{job_id}"}]},
            ("route", 0, "path"),
            "has a {+word}",
            "a route has role",
        ),
        ({"base-urls": ["https://{a}{b}.example"]}, ("base-urls", 0), "has two words with nothing between", "write each as"),
        (
            {
                "route": [
                    *LEAST["route"],
                    {"role": "setup", "method": "GET", "path": "/x", "repeats": True, "query": {"q": "{a}{b}"}},
                ]
            },  # type: ignore[misc]
            ("route", 1, "query", "q"),
            "has two words with nothing between",
            "a route has role",
        ),
        (
            {"route": [*LEAST["route"], {"role": "status", "method": "GET", "path": "/jobs/{job_id}"}]},  # type: ignore[misc]
            ("route", 1),
            "so that nothing ever reaches it",
            "a route has role",
        ),
        (
            {"status": {**LEAST["status"], "case-sensitive": False, "words": {"Done": "DONE", "DONE": "ERROR"}}},  # type: ignore[dict-item]
            ("status", "words", "DONE"),
            "means another state than the same word in another case",
            "say `pointer`",
        ),
        (
            {"base-urls": [f"http://h{n}.example" for n in range(51)]},
            ("base-urls",),
            "has more than 50 entries",
            "write each as",
        ),
        (
            {"route": [{"role": "job", "method": "GET", "path": f"/{n}/{{job_id}}"} for n in range(201)]},
            ("route",),
            "has more than 200 entries",
            "a route has role",
        ),
        ({"nonsense": 1}, ("nonsense",), "is a name that nobody knows here", "`qjobspec list schemas` leads to"),
        ({"name": "A"}, ("name",), "has not the form", "in small letters"),
    ],
)
def test_what_contradicts_itself_is_told_with_a_cure(
    change: dict[str, Any], place: tuple[Any, ...], reason: str, cure: str
) -> None:
    """What no schema can say is found too: patterns of many readings, routes that nothing reaches, words of two meanings."""
    flaws = dialects.flaws({**LEAST, **change})

    assert [each.place for each in flaws] == [place]
    assert reason in flaws[0].reason
    assert cure in flaws[0].cure


def test_a_fault_is_one_line_with_file_line_and_pointer(tmp_path: Path) -> None:
    """The line is that of the route, and the words are for whoever wrote it."""
    text = AZURE.read_text(encoding="utf-8")
    file = tmp_path / "dialect.toml"
    line = text.split("\n").index('path = "/providerStatus"') + 1
    file.write_text(text.replace('"/providerStatus"', '"providerStatus"'), encoding="utf-8")

    with pytest.raises(ProblemsError) as caught:
        dialects.read(file)

    (problem,) = caught.value.problems
    assert str(problem).startswith(f'{file}:{line}: /route/3/path: "providerStatus" has not the form ')
    assert str(problem).endswith("; a route has role, method and path, and what the schema `dialect` allows besides")
    assert str(caught.value) == str(problem)


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("a.toml", "x = ?", ":1:5: is not TOML: Invalid value; a dialect is a TOML file"),
        ("a.jsonl", "", ": holds nothing; a dialect is a TOML file"),
    ],
)
def test_what_is_no_document_is_told_too(name: str, text: str, line: str, tmp_path: Path) -> None:
    """With line and column where they are known."""
    (tmp_path / name).write_text(text, encoding="utf-8")

    with pytest.raises(ProblemsError) as caught:
        dialects.read(tmp_path / name)

    assert str(caught.value) == f"{tmp_path / name}{line}"


def test_problems_are_values() -> None:
    """Two refusals are the same if they say the same."""
    problem = Problem(Path("a"), "x" * 400 + "\n", "mend it", pointer="")

    assert ProblemsError([problem]) == ProblemsError([problem])
    assert hash(ProblemsError([problem])) == hash(ProblemsError([problem]))
    assert ProblemsError([problem]) != problem
    assert str(problem) == f"a: (whole): {'x' * 300}…; mend it"
    assert str(Flaw((), "x", "mend it")) == "x; mend it"


# -- what a dialect makes of an exchange

V2 = dialects.bundled("runtime-v2")


@pytest.mark.parametrize(
    ("word", "document", "state"),
    [
        ("Completed", None, JobStatus.DONE),
        ("CANCELLED", {"state": {"reasonCode": 1305}}, JobStatus.ERROR),
        ("cancelled", {"state": {"reason_code": 1305.0}}, JobStatus.ERROR),
        ("Cancelled", {"state": {"reasonCode": 1}}, JobStatus.CANCELLED),
        ("Cancelled", {"state": {"reasonCode": True}}, JobStatus.CANCELLED),
        ("Paused", None, None),
    ],
)
def test_a_word_means_a_state_in_its_company(word: str, document: object, state: JobStatus | None) -> None:
    """A job that ran too long says cancelled and a code besides; in this dialect the case does not matter."""
    assert V2.state_of(word, document) is state


def test_case_matters_where_the_dialect_says_so() -> None:
    """`done` is then a word that nobody knows."""
    assert dialect().state_of("Done") is JobStatus.DONE
    assert dialect().state_of("done") is None


@pytest.mark.parametrize(
    ("name", "response", "is_refused"),
    [
        ("runtime", Response(409), True),
        ("runtime", Response(204), False),
        ("ibmq", Response(200, body=b'{"error": {"code": 1}}'), True),
        ("ibmq", Response(200, body=b'{"error": null}'), False),
        ("ibmq", Response(200, body=b'{"cancelled": false}'), True),
        ("ibmq", Response(200, body=b'{"cancelled": 0}'), False),
        ("ibmq", Response(500, body=b'{"error": {"code": 1}}'), False),
    ],
)
def test_a_refused_cancellation_is_known(name: str, response: Response, is_refused: bool) -> None:
    """By its code, or by what a success says; an error of the server is none."""
    spoken = dialects.bundled(name)
    path = f"{IBMQ}/Jobs/7/cancel" if name == "ibmq" else "https://runtime-us-east.quantum-computing.ibm.com/jobs/7/cancel"

    found = exchange("POST", path, response.body.decode(), response.code)

    assert spoken.refuses(response) is is_refused
    assert spoken.is_refused(found) is is_refused


def test_only_cancellations_are_refused() -> None:
    """409 means nothing elsewhere."""
    assert not V2.is_refused(exchange("GET", f"{RUNTIME}/jobs/7", code=409))


def test_a_word_is_read_where_the_dialect_says() -> None:
    """By the dialect, or by the route; only from answers of success, and only if it is text."""
    spoken = dialect({"role": "status", "method": "GET", "path": "/s/{job_id}", "status": "/deep/~1/0"})

    assert spoken.word_of(exchange("GET", "/jobs/1", '{"status": "Done"}')) == "Done"
    assert spoken.word_of(exchange("GET", "/s/1", '{"deep": {"/": ["Done"]}, "status": "x"}')) == "Done"
    assert spoken.word_of(exchange("GET", "/s/1", '{"deep": {"/": []}}')) is None
    assert spoken.word_of(exchange("GET", "/jobs/1", '{"status": 1}')) is None
    assert spoken.word_of(exchange("GET", "/jobs/1", '{"status": "Done"}', 500)) is None
    assert spoken.word_of(exchange("GET", "/unknown")) is None


def test_a_job_is_named_by_address_question_or_answer() -> None:
    """In this order; a server may count its jobs, and an empty name is none."""
    spoken = dialect(
        {"role": "submit", "method": "POST", "path": "/jobs"},
        {"role": "result", "method": "POST", "path": "/results"},
        job_id={"answered": "/id", "asked": "/job"},
    )

    asked = Request("POST", f"{BASE}/results", (), b'{"job": 7}')
    assert spoken.job_id_of(exchange("GET", "/jobs/1", '{"id": "2"}')) == "1"
    assert spoken.job_id_of(exchange("POST", "/jobs", '{"id": 12}')) == "12"
    assert spoken.job_id_of(exchange("POST", "/jobs", '{"id": true}')) is None
    assert spoken.job_id_of(exchange("POST", "/jobs", '{"id": ""}')) is None
    assert spoken.job_id_of(exchange("POST", "/jobs", '{"id": "2"}', 500)) is None
    assert spoken.job_id_of(exchange("POST", "/results", '{"id": "2"}')) is None
    assert spoken.job_id_of(exchange("GET", "/unknown")) is None
    fit = spoken.fit(asked)
    assert fit is not None
    assert spoken.job_id_in(type(exchange("GET", "/"))(asked, Response(200)), fit) == "7"


def test_a_route_may_stand_on_a_base_of_its_own() -> None:
    """And parameters must be there with their values."""
    spoken = dialect(
        {"role": "setup", "method": "GET", "path": "/t", "base-url": "https://{tenant}.login.example", "repeats": True},
        {"role": "logs", "method": "GET", "path": "/logs", "query": {"job": "{job_id}", "kind": "all"}},
    )

    assert spoken.role_of(Request("GET", "https://a.login.example/t")) is Role.SETUP
    assert spoken.role_of(Request("GET", f"{BASE}/t")) is None
    assert spoken.job_id_of(exchange("GET", "/logs?kind=all&job=a%20b&job=c")) == "a b"
    assert spoken.role_of(Request("GET", f"{BASE}/logs?job=1")) is None
    assert spoken.role_of(Request("GET", f"{BASE}/logs?kind=all&job={'1' * 5_000}")) is None


def test_the_first_route_that_fits_counts() -> None:
    """So the more particular stands before the more general."""
    particular = {"role": "setup", "method": "GET", "path": "/jobs/limits", "repeats": True}
    assert dialect(particular).role_of(Request("GET", f"{BASE}/jobs/limits")) is Role.SETUP
    assert dialect().role_of(Request("GET", f"{BASE}/jobs/limits")) is Role.JOB


def test_states_come_in_the_order_of_a_life() -> None:
    """Whatever the order of the words."""
    life = [JobStatus.QUEUED, JobStatus.RUNNING, JobStatus.DONE, JobStatus.ERROR, JobStatus.CANCELLED]

    assert sorted(V2.states, key=life.index) == life
    assert list(V2.states) == [state for state in JobStatus if state in life]

"""`qjobspec validate` on recordings and dialects: every fault with file, line, place and cure, and no secret shown."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
from tests.campaigns.corpus import written
from tests.conformance.commands import Command
from tests.conformance.recordings.made import BASE, LEAST, cassette, interaction, polled

from qjobspec import SCHEMAS
from qjobspec_conformance.recordings import dialects, linting, secrets
from qjobspec_conformance.recordings.dialect import Marked
from qjobspec_conformance.recordings.families import ANSWERED, ASKED, REFUSED, answered, asked, refused
from qjobspec_conformance.recordings.roles import Role

V2 = dialects.bundled("runtime-v2")
WEB_TOKEN = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhbGljZSJ9.c2lnbmF0dXJl"
HEX = "9f86d081884c7d659a2feaa0c55ad015"


def said(*interactions: dict[str, Any], spoken: Any = None) -> list[str]:
    """The place and the reason of every flaw of a recording."""
    return [f"{'/'.join(map(str, each.place))}: {each.reason}" for each in linting.flaws(cassette(*interactions), spoken)]


# -- secrets


@pytest.mark.parametrize(
    ("interaction_", "place"),
    [
        (interaction("GET", "/", sent={"authorization": [f"Bearer {HEX}"]}), "request/headers/authorization"),
        (interaction("GET", "/", sent={"X-Api-Key": HEX}), "request/headers/X-Api-Key"),
        (interaction("GET", "/", told={"Set-Cookie": [f"session={HEX}; Path=/"]}), "response/headers/Set-Cookie"),
        (interaction("GET", "/", told={"X-Debug": [f"token is {WEB_TOKEN}"]}), "response/headers/X-Debug"),
        (interaction("GET", f"/?access_token={HEX}"), "request/uri"),
        (interaction("GET", f"/?sig={HEX}"), "request/uri"),
        (interaction("GET", f"https://me:{HEX}@server.example/"), "request/uri"),
        (interaction("GET", f"/{WEB_TOKEN}"), "request/uri"),
        (interaction("POST", "/", asked={"apiToken": HEX}), "request/body"),
        (
            interaction(
                "POST",
                "/",
                asked=f"grant_type=x&client_secret={HEX}",
                sent={"Content-Type": ["application/x-www-form-urlencoded"]},
            ),
            "request/body",
        ),
        (interaction("GET", "/", {"deep": [{"access_token": HEX}]}), "response/body"),
        (interaction("GET", "/", f"log: {WEB_TOKEN}"), "response/body"),
        (interaction("GET", "/", {"url": f"https://s.example/o?X-Amz-Signature={HEX}"}), "response/body"),
        (interaction("GET", "/", f"https://me:{HEX}@server.example/"), "response/body"),
        (interaction("GET", "/", "-----BEGIN RSA PRIVATE KEY-----"), "response/body"),
        (interaction("GET", "/", "AKIAIOSFODNN7ABCDEFG"), "response/body"),
        (interaction("GET", "/", f"ghp_{'a1' * 18}"), "response/body"),
    ],
)
def test_a_secret_that_was_left_is_told_and_not_shown(interaction_: dict[str, Any], place: str) -> None:
    """Wherever it stands, once, by its length, and with what to do about it."""
    (flaw,) = linting.flaws(cassette(interaction_))

    assert "/".join(map(str, flaw.place)) == f"interactions/0/{place}"
    assert flaw.cure == "replace it by PLACEHOLDER before it is recorded, and revoke it"
    assert not any(secret in str(flaw) for secret in (HEX, WEB_TOKEN, "AKIAI", "ghp_"))


@pytest.mark.parametrize(
    "interaction_",
    [
        interaction("GET", "/", sent={"Authorization": ["PLACEHOLDER"]}),
        interaction("GET", "/", sent={"Authorization": ["Bearer <redacted>"]}),
        interaction("GET", "/", sent={"Authorization": ["Bearer fake_token"], "Cookie": ["a=1"]}),
        interaction("GET", "/?sig=PLACEHOLDER&token=xxxxxxxx"),
        interaction("GET", "https://me:SECRET@server.example/"),
        interaction("GET", "/", {"access_token": "*****", "password": "", "token": None, "signature": HEX}),
        interaction("GET", "/", "Bearer my-secret-placeholder-token"),
        interaction("GET", "http://[::1"),
    ],
)
def test_what_stands_for_a_secret_is_none(interaction_: dict[str, Any]) -> None:
    """Words that say so, marks, and what is too short to hide anything."""
    assert said(interaction_) == []


def test_a_long_text_of_words_is_a_secret_all_the_same() -> None:
    """A placeholder is short."""
    assert len(said(interaction("GET", "/", sent={"Authorization": ["fake " * 40]}))) == 1


def test_a_dialect_lists_secrets_of_its_own() -> None:
    """Headers, parameters and pointers; what two rules find is told once."""
    listed = Marked(("/deep/*/key", "/token"), frozenset({"service-crn"}), frozenset({"Code"}))
    document = {"deep": [{"key": HEX}, {"key": "fake"}, {"key": 7}], "token": HEX}

    assert [name for name, _ in secrets.in_headers((("Service-CRN", HEX),), listed)] == ["Service-CRN"]
    assert list(secrets.in_address(f"{BASE}/?code={HEX}", listed)) == ["its parameter 'code' holds a secret (32 letters)"]
    assert list(secrets.in_document(document, listed)) == [
        "its field '/deep/*/key' holds a secret (32 letters)",
        "its field '/token' holds a secret (32 letters)",
    ]


def test_looking_for_secrets_takes_linear_time() -> None:
    """Whatever a stranger repeats."""
    pieces = (
        "eyJ",
        "eyJaaaaaaaa.",
        "Bearer ",
        "://a:",
        "?sig=",
        "-----BEGIN ",
        "fake",
        "secret-",
        "x",
        "?x-amz-signature=a",
    )

    began = time.process_time()
    for piece in pieces:
        list(secrets.by_shape(piece * 100_000))
        list(secrets.in_headers((("Authorization", piece * 100_000),), Marked()))

    assert time.process_time() - began < 20


# -- what a dialect does not explain

LIFE = [
    interaction("POST", "/jobs", {"id": "1", "backend": "b"}, asked={"program_id": "sampler", "params": {}}),
    polled("1", "Queued"),
    polled("1", "Completed"),
]


def test_a_whole_life_has_no_flaw() -> None:
    """From the submission to a final state."""
    assert said(*LIFE, spoken=V2) == []


def test_what_the_dialect_does_not_know_is_told() -> None:
    """Requests without a route, and words that are not listed."""
    found = said(*LIFE, interaction("PATCH", "/jobs/1"), polled("1", "Paused"), spoken=V2)

    assert found == [
        "interactions/3/request/uri: is asked by PATCH, which fits no route of runtime-v2",
        "interactions/4/response/body: says 'Paused' of the job, a word that runtime-v2 does not list",
    ]


@pytest.mark.parametrize(
    ("interactions", "reason"),
    [
        (LIFE[:2], "interactions: ends while its job is QUEUED"),
        (LIFE[:1], "interactions: tells of no job how far it is"),
        ([polled("1", "Running"), polled("2", "Queued")], "interactions: ends while its job is RUNNING and QUEUED"),
    ],
)
def test_a_recording_in_which_no_job_ends_is_told(interactions: list[dict[str, Any]], reason: str) -> None:
    """With what was last said."""
    assert said(*interactions, spoken=V2) == [reason]


@pytest.mark.parametrize(
    ("interaction_", "reason"),
    [
        (
            interaction("GET", "/jobs/1", {"id": "1"}),
            "interactions/3/response/body: breaks the schema runtime-v2/job-record at its root: lacks ",
        ),
        (
            interaction("GET", "/jobs/1/metrics", {"usage": HEX}),
            "interactions/3/response/body: breaks the schema runtime-v2/metrics at /usage: the value is text",
        ),
        (
            interaction("PUT", "/jobs/1/tags", code=204, asked={"tags": HEX}),
            "interactions/3/request/body: breaks the schema runtime-v2/tags-request at /tags: the value is text",
        ),
        (
            interaction("GET", "/jobs/1/results", {"error": HEX}, 404),
            "interactions/3/response/body: breaks the schema runtime-v2/error-report at /error: the value is text",
        ),
    ],
)
def test_a_body_that_breaks_the_schema_of_its_family_is_told(interaction_: dict[str, Any], reason: str) -> None:
    """Answers, questions and errors; what stands in them is not shown."""
    found = said(*LIFE, interaction_, spoken=V2)

    assert any(each.startswith(reason) for each in found), found
    assert HEX not in str(found)


@pytest.mark.parametrize(
    "interaction_",
    [
        interaction("GET", "/jobs/1/logs", "2024 {not json"),
        interaction("GET", "/jobs/1/logs", '{"json": "too"}'),
        interaction("POST", "/jobs/1/cancel", code=204),
        interaction("GET", "/jobs/1/results", "<html>bad gateway</html>", 502),
        interaction("GET", "/jobs/1/results", {"errors": [{"code": 1}]}, 404),
        interaction("GET", "/jobs/1/results", code=302),
        interaction("GET", "/backends", [1]),
    ],
)
def test_what_no_schema_speaks_of_is_no_fault(interaction_: dict[str, Any]) -> None:
    """Logs are text, proxies answer in HTML, and set-up has no schema."""
    assert said(*LIFE, interaction_, spoken=V2) == []


def test_what_is_told_of_a_failed_job_is_why_it_failed() -> None:
    """In the place of its result stands an error report; in a refusal of the older API it stands under a name."""
    failed = [LIFE[0], polled("1", "Failed"), interaction("GET", "/jobs/1/results", "The circuit has no measurements.")]
    base = "/api/Network/h/Groups/g/Projects/p/Jobs/1"
    older = [
        interaction("GET", f"{base}/status/v/1", {"id": "1", "status": "COMPLETED"}),
        interaction("POST", f"{base}/cancel", {"error": {"message": "too late", "code": 3}}, 400),
        interaction("POST", f"{base}/cancel", {"error": {"message": ""}}, 400),
    ]

    found = said(*older, spoken=dialects.bundled("ibmq"))

    assert said(*failed, spoken=V2) == []
    assert [each.partition(" at ")[0] for each in found] == [
        "interactions/2/response/body: breaks the schema ibmq/error-report"
    ] * 2


def test_a_free_dialect_has_no_schemas() -> None:
    """Then only routes, words and ends are looked at."""
    free = dialects.understood(LEAST)

    assert said(interaction("GET", "/jobs/1", {"status": "Done", "any": "thing"}), spoken=free) == []


def test_every_schema_that_is_asked_for_is_one_of_a_family() -> None:
    """No name in the tables is misspelt: each is a schema of at least one family."""
    names = {name.rpartition("/")[2] for name in SCHEMAS if "/" in name}

    assert {*ANSWERED.values(), *ASKED.values(), REFUSED} <= names
    assert (answered("ibmq", Role.METRICS), asked("free", Role.SUBMIT), refused("free")) == (None, None, None)


# -- the command


def test_a_fault_has_file_line_place_and_cure(run: Command) -> None:
    """One line each, in YAML and in JSON, and in what httpx was once recorded as."""
    bad = cassette(*LIFE, interaction("GET", "/jobs/1", {"id": 1}, sent={"Authorization": [HEX]}))
    former = cassette(*LIFE, interaction("GET", "/jobs/1"))
    former["interactions"][3]["response"] = {"status_code": 200, "headers": {}, "content": "{}"}

    told = run("validate", "--dialect", "runtime-v2", a_yaml=written(bad, ".yaml"), b_json=json.dumps(former, indent=1))

    lines = told.out.splitlines()
    text = Path("a.yaml").read_text(encoding="utf-8").split("\n")
    first = lines[0].split(":")
    assert told.code == 1
    assert lines[0].endswith(
        ": /interactions/3/request/headers/Authorization: holds a secret (32 letters); replace it by PLACEHOLDER before it is recorded, and revoke it"
    )
    assert text[int(first[1]) - 1].strip() == "Authorization:"
    assert any(": /interactions/3/response/body: breaks the schema runtime-v2/job-record at /id: " in each for each in lines)
    assert any(
        each.startswith("b.json:") and ": /interactions/3/response/content: breaks the schema" in each for each in lines
    )
    assert all("; " in each for each in lines)


def test_without_a_dialect_a_recording_is_only_searched_for_secrets(run: Command) -> None:
    """A request that nobody explains is then no fault."""
    assert run("validate", a_json=json.dumps(cassette(interaction("GET", "/any")))).out == "a.json: valid (recording)\n"
    assert run("validate", a_json=json.dumps(cassette(interaction("GET", f"/any?token={HEX}")))).code == 1


def test_a_dialect_is_validated_as_one(run: Command) -> None:
    """Its contradictions are faults too, with line and cure."""
    route = '\n[[route]]\nrole = "status"\nmethod = "GET"\npath = "/jobs/{+job_id}/x"\n'
    good = written({key: value for key, value in LEAST.items() if key != "route"}, ".toml")

    told = run("validate", a_toml=f"{good}{route}")

    line = good.count("\n") + 5
    assert told.code == 1
    assert told.out == (
        f"a.toml:{line}: /route/0/path: has a {{+word}} that is not at its end; "
        "a route has role, method and path, and what the schema `dialect` allows besides\n"
    )
    assert run("validate", a_toml=written(LEAST, ".toml")).out == "a.toml: valid (dialect)\n"


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("runtime-v3", "qjobspec: there is no dialect 'runtime-v3'; did you mean runtime-v2"),
        ("none.toml", "qjobspec: none.toml: cannot be read: No such file or directory; a dialect is a TOML file"),
        (
            "bad.json",
            "qjobspec: bad.json:1: (whole): lacks 'name'; `qjobspec list schemas` leads to the schema `dialect`, and each dialect of the suite is an example (and 5 more)",
        ),
    ],
)
def test_a_dialect_that_cannot_be_used_is_misuse(name: str, line: str, run: Command) -> None:
    """One line says what was wrong."""
    Path("bad.json").write_text("{}", encoding="utf-8")

    told = run("validate", "--dialect", name, a_json=json.dumps(cassette(*LIFE)))

    assert (told.code, told.out) == (4, "")
    assert told.err.startswith(line)
    assert told.err.count("\n") == 1


def test_a_name_without_end_does_not_fill_the_memory(run: Command) -> None:
    """Five thousand faults under a name of a hundred thousand letters are told shortly."""
    bad = interaction("GET", "/jobs/1", sent={"x" * 100_000: [1] * 5_000})

    answers = run("validate", "--json", a_json=json.dumps(cassette(bad))).document

    assert len(answers[0]["faults"]) == 5_000
    assert len(answers[0]["faults"][0]["pointer"]) < 600

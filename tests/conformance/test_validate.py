"""`qjobspec validate`: every good document passes, every bad one is told what is wrong and where, and nothing hurts."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.conformance.commands import Command

from qjobspec import SCHEMAS, examples, schema
from qjobspec_conformance.documents import faults
from qjobspec_conformance.validating import MOST, judged

ROOT = Path(__file__).parents[2]
STATE_MACHINE = "https://qjobspec.org/schemas/0.1/state-machine.json"
MACHINE = examples("state-machine", "good")["every-job-of-this-version"]
CASSETTE = examples("recording", "good")
EXAMPLES = [
    pytest.param(name, kind, title, id=f"{name}.{kind}.{title}")
    for name in SCHEMAS
    for kind in ("good", "bad")
    for title in examples(name, kind)
]


@pytest.mark.parametrize(("name", "kind", "title"), EXAMPLES)
def test_every_example_is_judged_as_it_is_named(name: str, kind: str, title: str, tmp_path: Path) -> None:
    """A good document has no fault; a bad one has faults, each with a line, a place that is there, and a short reason."""
    document = examples(name, kind)[title]
    file = tmp_path / "document.json"
    file.write_text(json.dumps(document, indent=2), encoding="utf-8")

    (answer,) = judged(file, name)

    assert (answer.code, answer.schema) == (0 if kind == "good" else 1, name)
    assert bool(answer.complaints) is (kind == "bad")
    assert all(each.line and each.pointer is not None and 0 < len(each.reason) < 400 for each in answer.complaints)


@pytest.mark.parametrize("name", [*SCHEMAS])
def test_a_schema_is_a_document_too(name: str, tmp_path: Path) -> None:
    """A schema names the metaschema, and is held against it."""
    file = tmp_path / "schema.json"
    file.write_text(json.dumps(schema(name)), encoding="utf-8")

    (answer,) = judged(file)

    assert (answer.code, answer.schema) == (0, "https://json-schema.org/draft/2020-12/schema")


def test_a_schema_that_is_none_is_told_so(run: Command) -> None:
    """Faults of a schema are told like those of any document."""
    told = run("validate", a_json='{"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "text"}')

    assert told.code == 1
    assert told.out.startswith("a.json:1: /type: ")


def test_a_valid_file_says_by_which_schema(run: Command) -> None:
    """The line names the schema, because it may have been a guess."""
    told = run("validate", a_json=json.dumps(MACHINE))

    assert (told.code, told.out, told.err) == (0, "a.json: valid (state-machine)\n", "")


def test_a_fault_is_one_line_with_its_place(run: Command) -> None:
    """File, line, JSON Pointer and reason stand on one line, and a rule of the schema is told in its own words."""
    document = {**MACHINE, "moves": {**MACHINE["moves"], "DONE": ["ERROR"]}, "~/": 1}

    told = run("validate", a_json=json.dumps(document, indent=1))

    lines = told.out.splitlines()
    assert told.code == 1
    assert lines[0].startswith("a.json:")
    assert lines[0].endswith(": /moves/DONE: has 1 item, and has to be empty (DONE is final exactly when no move leaves it)")
    assert lines[-1].endswith(": /~0~1: is a name that nobody knows here")
    found = int(lines[0].split(":")[1])
    assert (Path("a.json").read_text(encoding="utf-8")).splitlines()[found - 1].strip() == '"DONE": ['


@pytest.mark.parametrize(
    ("words", "document"),
    [
        ((), {"$schema": STATE_MACHINE, **MACHINE}),
        ((), {"schema": STATE_MACHINE, **MACHINE}),
        ((), MACHINE),
        (("--schema", "state-machine"), MACHINE),
        (("--schema", STATE_MACHINE), MACHINE),
        (("--schema", "state-machine.json"), {"$schema": STATE_MACHINE, **MACHINE}),
    ],
)
def test_the_schema_is_found(words: tuple[str, ...], document: Any, run: Command) -> None:
    """A document names its schema, or its user does, or its names tell; a `$schema` that only tells it is no fault."""
    told = run("validate", *words, a_json=json.dumps(document))

    expected = (
        "a.json:1: /schema: is a name that nobody knows here" if "schema" in document else "a.json: valid (state-machine)"
    )
    assert told.out == f"{expected}\n"


@pytest.mark.parametrize("title", CASSETTE)
def test_cassettes_are_read_as_yaml(title: str, run: Command) -> None:
    """What vcrpy writes is what is validated, whichever format it has."""
    told = run(
        "validate", "--schema", "recording", a_yaml=yaml.safe_dump(CASSETTE[title]), b_json=json.dumps(CASSETTE[title])
    )

    assert told.out == "a.yaml: valid (recording)\nb.json: valid (recording)\n"


def test_bytes_are_base64_and_dates_want_quotes(run: Command) -> None:
    """YAML's bytes stand for base64 text; a date that nobody put in quotes is a fault with that cure."""
    document = json.loads(json.dumps(next(each for each in CASSETTE.values() if "provenance" in each)))
    document["interactions"][0]["response"] = {
        "status": {"code": 200, "message": "OK"},
        "headers": {},
        "body": {"string": b"\x1f\x8b\x00"},
    }
    text = yaml.safe_dump(document)
    when = document["provenance"]["when"]

    assert run("validate", a_yaml=text).code == 0
    told = run("validate", a_yaml=text.replace(f"'{when}'", when))

    assert told.code == 1
    assert "/provenance/when: " in told.out
    assert "is a date or time; as text it needs quotes, not text" in told.out


def test_places_are_found_in_yaml(run: Command) -> None:
    """A fault in YAML has the line of the name that it stands under."""
    told = run(
        "validate",
        "--schema",
        "state-machine",
        a_yaml="initial: QUEUED\nfinal:\n- DONE\n- LOST\nmoves:\n  QUEUED: [DONE]\n  DONE: {}\n",
    )

    assert {line.rpartition(": ")[0].rpartition(": ")[0] or line for line in told.out.splitlines()} >= {"a.yaml:4"}
    assert "a.yaml:7: /moves/DONE: an object with 0 members is not a list" in told.out


def test_places_are_found_in_toml(run: Command) -> None:
    """A fault in TOML has the line of its header or name, as far as they tell."""
    good = '[[deviation]]\nrequirement = "STATUS-1"\nreason = "a long time ago"\nlink = "https://example.org/1"\n'
    told = run("validate", a_toml=f'{good}\n{good.replace("STATUS-1", "status-1")}\n[[deviation]]\nreason = "x"\nx.y = 1\n')

    lines = told.out.splitlines()
    assert lines[0].startswith('a.toml:7: /deviation/1/requirement: "status-1" has not the form ')
    assert "a.toml:11: /deviation/2: lacks 'requirement'" in lines
    assert "a.toml:12: /deviation/2/reason: has 1 letter, and at least 10 are needed" in lines
    assert "a.toml: /deviation/2/x: is a name that nobody knows here" in lines


def test_dialects_are_read_as_toml(tmp_path: Path) -> None:
    """What an author writes in TOML is validated as such."""
    deviations = ROOT / "conformance" / "subjects" / "aer" / "deviations.toml"

    (answer,) = judged(deviations)

    assert tomllib.loads(deviations.read_text(encoding="utf-8"))
    assert (answer.schema, answer.code) == ("deviations", 0)


def test_every_line_of_json_lines_is_a_document(run: Command) -> None:
    """Each line is judged, and its faults have its line."""
    told = run("validate", a_jsonl=f"{json.dumps(MACHINE)}\n\n{json.dumps({**MACHINE, 'initial': 'LOST'})}\n")

    assert told.code == 1
    assert told.out.splitlines()[0] == "a.jsonl: valid (state-machine)"
    assert told.out.splitlines()[1].startswith('a.jsonl:3: /initial: "LOST" is none of ')


def test_the_worst_file_decides(run: Command) -> None:
    """Every file is judged, whatever was wrong with another."""
    bad = json.dumps({**MACHINE, "initial": "LOST"})

    assert run("validate", a_json=json.dumps(MACHINE), b_json=bad).code == 1
    told = run("validate", a_json="{", b_json=bad, c_json=json.dumps(MACHINE))
    assert told.code == 4
    assert "b.json:1: /initial" in told.out
    assert "c.json: valid" in told.out


def test_json_has_every_fault(run: Command) -> None:
    """`--json` is one document with every answer, and the page is cut after so many lines."""
    document = {**MACHINE, **{f"x{number}": number for number in range(MOST + 5)}}

    page = run("validate", "--schema", "state-machine", a_json=json.dumps(document)).out.splitlines()
    answers = json.loads(run("validate", "--json", "--schema", "state-machine", a_json=json.dumps(document), b_json="{").out)

    assert len(page) == MOST + 1
    assert page[-1] == "a.json: and 5 more; --json has them all"
    assert [each["valid"] for each in answers] == [False, False]
    assert len(answers[0]["faults"]) == MOST + 5
    assert answers[0]["faults"][0] == {
        "line": 1,
        "column": None,
        "pointer": "/x0",
        "reason": "is a name that nobody knows here",
    }
    assert (answers[1]["schema"], answers[1]["faults"][0]["column"]) == (None, 2)


def test_of_several_forms_the_likeliest_is_explained(run: Command) -> None:
    """A value that may have several forms is told what is wrong with the form that it comes nearest to."""
    document = json.loads(json.dumps(next(iter(CASSETTE.values()))))
    document["interactions"][0]["response"]["body"] = {"base64_string": "not base64!"}

    told = run("validate", a_json=json.dumps(document))

    assert told.code == 1
    assert "/interactions/0/response/body" in told.out
    assert "base64" in told.out


@pytest.mark.parametrize(
    ("items", "different"),
    [([1, 1.0], False), ([1, True], True), ([0, False, "", None, [], {}], True), ([{"a": [1]}, {"a": [1]}], False)],
)
def test_items_are_the_same_where_json_schema_says_so(items: list[Any], different: bool) -> None:
    """A number is the same however it is written, and true is no number."""
    assert faults._Validator({"uniqueItems": True}).is_valid(items) is different

"""`qjobspec validate` on what holds no document: one line with a cure, whatever a stranger has put into the file."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.conformance.commands import Command

from qjobspec import examples
from qjobspec_conformance.documents import files

MACHINE = examples("state-machine", "good")["every-job-of-this-version"]
CASSETTE = examples("recording", "good")


@pytest.mark.parametrize(
    ("words", "text", "line"),
    [
        ((), '{"$schema": "https://qjobspec.org/schemas/0.1/reports.json"}', "did you mean report"),
        ((), '{"$schema": "https://example.org/x"}', "there is no schema 'https://example.org/x'"),
        (("--schema", "%%"), "{}", "there is no schema '%%'; `qjobspec list schemas` shows them all"),
        (("--schema", "job-record"), "{}", "did you mean "),
        ((), '{"initial": "QUEUED", "final": []}', "the nearest is state-machine, for which it lacks moves: say --schema"),
        ((), '{"%": 1}', "has the required names of no schema: say --schema NAME"),
        ((), "[]", "is no object, so it names no schema: say --schema NAME"),
    ],
)
def test_a_document_that_nobody_knows_is_misuse(words: tuple[str, ...], text: str, line: str, run: Command) -> None:
    """One line says what was tried and what to say instead, and the exit code is 4."""
    told = run("validate", *words, a_json=text)

    assert told.code == 4
    assert line in told.err
    assert told.err.count("\n") == 1


def test_a_guess_that_fits_several_is_no_guess(run: Command) -> None:
    """If several schemas fit equally well, they are named, and the user is asked."""
    told = run("validate", a_json='{"id": "job-1"}')

    assert told.code == 4
    assert "could be " in told.err
    assert " or " in told.err


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("a.json", '{"a": 1,\n "b": }', "a.json:2:7: is not JSON: Expecting value"),
        ("a.json", "", "a.json:1:1: is not JSON: Expecting value"),
        ("a.json", '{"a": 1,\n "a": 2}', "a.json:2:2: the name 'a' stands twice in one object"),
        ("a.json", '{"a": NaN}', "a.json: is not JSON: there is no NaN in it"),
        ("a.json", b'{"a":\n "\xff"}', "a.json:2:3: is not UTF-8"),
        ("a.json", '{"a": %s}' % ("9" * 5000), "a.json: holds a number that cannot be read"),
        ("a.json", "[" * 150 + "]" * 150, "a.json:1:101: is nested more than 100 deep"),
        ("a.json", "[" * 200_000 + "]" * 200_000, "is nested more than 100 deep"),
        ("a.jsonl", '\n\n{"a": ]', "a.jsonl:3:7: is not JSON: Expecting value"),
        ("a.yaml", "a: [1\nb: 2", "a.yaml:2:"),
        ("a.yaml", "a: 1\nb: \x00", "a.yaml: is not YAML: "),
        ("a.yaml", "a: 1\n---\nb: 2", "a.yaml:2:1: holds more than one document"),
        ("a.yaml", "a: 1\na: 2", "a.yaml:2:1: the name 'a' stands twice in one mapping"),
        ("a.yaml", "200: 1", "a.yaml:1:1: the name '200' is not text: put it in quotes"),
        ("a.yaml", "? [a]\n: 1", "a.yaml:1:3: a name has to be text, not a list or a mapping"),
        ("a.yaml", "a: &x b\n*x : 1", "a.yaml:2:1: a name has to be text, not an alias"),
        ("a.yaml", "a: &x {b: 1}\nc: {<<: *x}", "a.yaml:2:5: merging with << is not read: write the names out"),
        ("a.yaml", "a: &x [*x]", "a.yaml:1:8: there is no finished value called *x"),
        ("a.yaml", "a: *x", "a.yaml:1:4: there is no finished value called *x"),
        ("a.yaml", "a: !!python/object/apply:os.system ['touch hurt']", "is no plain data"),
        ("a.yaml", "a: !!python/name:os.system x", "is no plain data"),
        ("a.yaml", "a: !!set {b}", "is no plain data"),
        ("a.yaml", "a: !!int many", "a.yaml:1:4: 'many' cannot be read as int"),
        ("a.yaml", "a: 2024-99-99", "a.yaml:1:4: '2024-99-99' cannot be read as timestamp"),
        ("a.yaml", "[" * 200_000, "a.yaml:1:101: is nested more than 100 deep"),
        ("a.yaml", "- " * 200_000 + "a", "is nested more than 100 deep"),
        ("a.toml", "a = 1\nb =", "a.toml: is not TOML: Invalid value"),
        ("a.toml", "a = 1\nb = ?\n", "a.toml:2:5: is not TOML: Invalid value"),
        ("a.toml", "a = %s" % ("9" * 5000), "a.toml: holds a value that cannot be read"),
        ("a.toml", "a = " + "[" * 5000, "a.toml: is nested more than 100 deep"),
        ("a.txt", "a", "a.txt: has no ending that tells its format: .json, .yaml, "),
    ],
)
def test_what_cannot_be_read_is_misuse_in_one_line(
    name: str, text: str | bytes, line: str, tmp_path: Path, run: Command
) -> None:
    """A file that holds no document is told with line and column where they are known; nothing in it is run."""
    (tmp_path / name).write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))

    told = run("validate", name)

    assert told.code == 4
    assert told.out == ""
    assert told.err.startswith("qjobspec: ")
    assert line in told.err
    assert told.err.count("\n") == 1
    assert not (tmp_path / "hurt").exists()


def test_aliases_that_multiply_are_refused(run: Command) -> None:
    """A billion laughs end in one line, and aliases that only save writing are fine."""
    bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    bomb += "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 10))
    cassette: dict[str, Any] = json.loads(json.dumps(next(iter(CASSETTE.values()))))
    cassette["interactions"] *= 3

    hostile = run("validate", a_yaml=bomb)
    assert (hostile.code, hostile.err.count("\n")) == (4, 1)
    assert "its aliases repeat more than the whole file holds" in hostile.err

    saving = yaml.safe_dump(cassette)
    assert "*id" in saving
    assert run("validate", a_yaml=saving).out == "a.yaml: valid (recording)\n"


@pytest.mark.parametrize("name", ["missing.json", "."])
def test_a_file_that_is_none_is_misuse(name: str, run: Command) -> None:
    """What is not there, or is a folder, is told in one line."""
    told = run("validate", name)

    assert told.code == 4
    assert told.err.count("\n") == 1


def test_a_file_without_end_is_not_read_to_it(run: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is larger than any document is refused after reading that much."""
    monkeypatch.setattr(files, "MOST", 1_000_000)

    assert "is larger than 1 MB" in run("validate", a_json=" " * 1_000_001).err


def test_without_pyyaml_the_cure_is_told(run: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    """YAML is an extra, and every other format is read without it."""
    monkeypatch.setitem(sys.modules, "yaml", None)

    told = run("validate", a_json=json.dumps(MACHINE), b_yaml="a: 1")

    assert told.code == 4
    assert told.out == "a.json: valid (state-machine)\n"
    assert told.err == "qjobspec: b.yaml: reading YAML needs PyYAML: pip install 'qjobspec[check]'\n"


def test_without_libyaml_the_slower_parser_does(run: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    """PyYAML's own parser reads the same."""
    monkeypatch.delattr(yaml, "CSafeLoader")

    assert run("validate", a_yaml=yaml.safe_dump(MACHINE)).out == "a.yaml: valid (state-machine)\n"


def test_nothing_in_a_document_reaches_the_terminal_as_it_is(run: Command) -> None:
    """Escape sequences, line ends and half characters are shown, not obeyed."""
    told = run("validate", a_json='{"initial": "\\u001b[2J\\n\\ud800", "final": [], "moves": {}, "\\u001b]0;x\\u0007": 1}')

    assert told.code == 1
    assert "\x1b" not in told.out
    assert "\\x1b[2J\\n" in told.out.replace("\\\\", "\\")
    assert all(line.startswith("a.json:1: /") for line in told.out.splitlines())


def test_a_big_cassette_is_told_in_full(run: Command) -> None:
    """Each of some thousand faults has its own line and place."""
    document = json.loads(json.dumps(next(iter(CASSETTE.values()))))
    exchange = json.dumps({**document["interactions"][0], "extra": []})
    many = {"version": 1, "interactions": [json.loads(exchange) for _ in range(2000)]}

    (answer,) = json.loads(
        run("validate", "--json", a_yaml=yaml.dump(many, Dumper=getattr(yaml, "CSafeDumper", yaml.SafeDumper))).out
    )

    assert [each["pointer"] for each in answer["faults"]] == [f"/interactions/{number}/extra" for number in range(2000)]
    assert len({each["line"] for each in answer["faults"]}) == 2000


def test_a_line_has_an_end(run: Command) -> None:
    """A name of a million letters fills no screen."""
    told = run("validate", "--schema", "state-machine", a_json=json.dumps({**MACHINE, "x" * 1_000_000: 1}))

    assert told.code == 1
    assert len(told.out) < 700
    assert told.out.endswith("…: is a name that nobody knows here\n")

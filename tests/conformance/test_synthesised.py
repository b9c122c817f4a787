"""Cassettes that were written from a client's source: each is what its table says, says so itself, and can be judged."""

from __future__ import annotations

import importlib
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from qjobspec_conformance.recordings import dialects
from qjobspec_conformance.recordings.linting import flaws
from qjobspec_conformance.recordings.reading import read

SUBJECTS = Path(__file__).parents[2] / "conformance" / "subjects"
TABLES = sorted(file.parent.name for file in SUBJECTS.glob("*/exemplars.py"))


def _table(name: str) -> Any:
    return importlib.import_module(f"conformance.subjects.{name}.exemplars")


def _recordings(name: str) -> Path:
    """The folder of what was written; a subject may have recorded ones beside it."""
    return SUBJECTS / name / str(getattr(_table(name), "RECORDINGS", "recordings"))


@pytest.mark.parametrize("name", TABLES)
def test_a_cassette_is_what_its_table_says(name: str, tmp_path: Path) -> None:
    """Byte for byte, and there is no other."""
    table, written = _table(name), importlib.import_module("conformance.subjects.synthesis")

    written.write(tmp_path, table.SOURCE, table.SCENARIOS)

    made = {file.name: file.read_text(encoding="utf-8") for file in tmp_path.iterdir()}
    assert made == {file.name: file.read_text(encoding="utf-8") for file in _recordings(name).iterdir()}


@pytest.mark.parametrize("name", TABLES)
def test_a_cassette_says_that_no_server_was_recorded(name: str) -> None:
    """Its provenance names the source that it was written from."""
    recordings = [read(file) for file in _recordings(name).iterdir()]

    assert recordings
    assert all(each.is_synthesised for each in recordings)


@pytest.mark.parametrize("name", TABLES)
def test_a_cassette_speaks_the_dialect_of_its_subject(name: str) -> None:
    """No request, no word and no secret in it is strange to the dialect."""
    bundled = getattr(_table(name), "DIALECT", None)
    dialect = dialects.bundled(bundled) if bundled else dialects.read(SUBJECTS / name / "dialect.toml")

    documents = [yaml.safe_load(file.read_bytes()) for file in _recordings(name).iterdir()]

    assert [flaw for each in documents for flaw in flaws(each, dialect)] == []


@pytest.mark.parametrize("file", sorted(SUBJECTS.glob("*/subject.toml")), ids=lambda file: file.parent.name)
def test_every_script_that_confirms_a_deviation_is_there(file: Path) -> None:
    """What a deviation calls a script lies beside it, and every script confirms one."""
    declared = [tomllib.loads(each.read_text(encoding="utf-8")) for each in file.parent.glob("deviations*.toml")]
    confirmed = {entry["confirmed"] for each in declared for entry in each["deviation"] if "confirmed" in entry}
    scripts = {name for name in confirmed if name.startswith("confirmations/")}

    assert {name for name in scripts if not (file.parent / name).is_file()} == set()

"""The reference's recordings, made again over loopback: they come out as they lie there, but for what their dialect calls volatile."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
import yaml

from qjobspec_conformance import cli
from qjobspec_conformance.recordings.dialect import Dialect
from qjobspec_conformance.recordings.pointers import found
from qjobspec_conformance.recordings.scenarios import scenarios_of
from qjobspec_conformance.worlds import dialect_of
from qjobspec_reference import harness as reference

for needed in ("vcr", "starlette", "uvicorn", "requests"):
    pytest.importorskip(needed, reason=f"{needed} is not installed: nothing is recorded here")

HARNESSES = [
    reference.IBMQJobHarness,
    reference.ManagedJobHarness,
    reference.RuntimeJobHarness,
    reference.RuntimeJobV2Harness,
]


@pytest.mark.parametrize("harness", HARNESSES, ids=lambda each: each.__name__)
def test_the_recordings_of_the_reference_can_be_made_again(
    harness: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every file, every exchange, every byte that is not volatile."""
    name = f"{harness.__module__}:{harness.__name__}"
    monkeypatch.setattr(sys, "argv", ["qjobspec", "record", name, "--into", str(tmp_path / "made")])
    dialect = dialect_of(tmp_path, harness.dialect)

    assert cli.main() == 0, capsys.readouterr().err

    there = Path(reference.__file__).parent / own(harness.recordings)
    said = [Path(line).name for line in capsys.readouterr().out.splitlines()]
    assert said == [f"{each.name}.yaml" for each in scenarios_of({route.role for route in dialect.routes})]
    assert {file.name for file in there.iterdir()} == set(said) == {file.name for file in (tmp_path / "made").iterdir()}
    for file in sorted(there.iterdir()):
        assert lasting(tmp_path / "made" / file.name, dialect) == lasting(file, dialect)


def own(recordings: str | tuple[str, ...]) -> str:
    """The folder of what the harness itself records; where it names several, it lends the others."""
    return recordings if isinstance(recordings, str) else recordings[0]


def lasting(file: Path, dialect: Dialect) -> Any:
    """What a recording holds without what is volatile, and without the versions of who recorded it."""
    document = yaml.safe_load(file.read_text(encoding="utf-8"))
    told = {name: said for name, said in document["provenance"].items() if name not in {"tool", "client"}}
    return told, [[_side(each[side], dialect) for side in ("request", "response")] for each in document["interactions"]]


def _side(side: dict[str, Any], dialect: Dialect) -> Any:
    headers = {name.lower(): said for name, said in side["headers"].items() if name.lower() not in dialect.volatile.headers}
    parts = urlsplit(side.get("uri", ""))
    query = [each for each in parse_qsl(parts.query) if each[0] not in dialect.volatile.query]
    body = side["body"]["string"] if isinstance(side["body"], dict) else side["body"]
    return side.get("method"), parts.path, query, side.get("status"), headers, _body(body, dialect)


def _body(text: str | None, dialect: Dialect) -> Any:
    try:
        document = json.loads(text or "null")
    except ValueError:
        return text
    volatile = {pointer: [value for _, value in found(document, pointer)] for pointer in dialect.volatile.pointers}
    changing = [json.dumps(value) for values in volatile.values() for value in values]
    written = json.dumps(document)
    for each in changing:
        written = written.replace(each, '"volatile"')
    return written

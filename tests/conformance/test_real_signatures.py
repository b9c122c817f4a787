"""The published job classes, each where it is installed, differ from their documents exactly as the table beside this says.

Five environments of tox have them: `static-legacy`, `static-runtime`, `static-runtime-newest`, `aer` and `aer017`.
"""

from __future__ import annotations

import json
import re
import tomllib
import warnings
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import pytest

from qjobspec import PROFILES, requirements
from qjobspec_conformance.static import compare

ROWS: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("real_signatures.toml").read_text("utf-8"))["row"]

#: Each class with each profile that it is compared with, and the distribution that brings it.
SUBJECTS = sorted({(row["subject"], row["profile"], row["distribution"]) for row in ROWS})


def _release(text: str) -> tuple[int, ...]:
    return tuple(map(int, re.findall(r"\d+", text)[:3]))


def _rows(subject: str, profile: str, release: str) -> list[dict[str, Any]]:
    mine = [row for row in ROWS if (row["subject"], row["profile"]) == (subject, profile)]
    return [row for row in mine if _release(row["first"]) <= _release(release) < _release(row.get("before", "999"))]


def _line(entry: dict[str, str]) -> str:
    broken = f"({entry['lacks']})" if "lacks" in entry else entry["requirement"]
    return f"{entry['kind']} {broken} {entry['member']}: {entry['says']}"


@pytest.mark.parametrize(("subject", "profile", "distribution"), SUBJECTS)
def test_a_published_class_differs_as_the_table_says(
    subject: str, profile: str, distribution: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every difference and every addition is in the table, nothing is unknown, and the exit code follows."""
    try:
        release = version(distribution)
    except PackageNotFoundError:
        pytest.skip(
            f"{distribution} is not installed here: tox -e static-legacy, static-runtime, static-runtime-newest, aer"
        )
    rows = _rows(subject, profile, release)
    assert len(rows) == 1, f"the table has {len(rows)} rows for {subject} of {distribution} {release} as {profile}"

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what they import is theirs
        code = compare(subject, profile, as_json=True)

    document = json.loads(capsys.readouterr().out)
    assert [_line(each) for each in document["differences"]] == rows[0]["differences"]
    assert [each["says"] for each in document["additions"]] == rows[0]["additions"]
    assert document["unknown"] == []
    assert code == any(each.get("level") == "MUST" for each in document["differences"])


def test_the_table_is_in_order() -> None:
    """A row names a profile and requirements that there are, and holds for the releases with which it was seen."""
    for row in ROWS:
        named = {line.split()[1] for line in row["differences"]}
        assert {name for name in named if not name.startswith("(")} <= requirements().keys()
        assert row["profile"] in PROFILES
        assert [_rows(row["subject"], row["profile"], seen) for seen in row["seen"]] == [[row]] * len(row["seen"])

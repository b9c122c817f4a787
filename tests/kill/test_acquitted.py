"""Jobs without sin that were blamed once: what the drawn examples of ten seeds have come upon, and what is no break of anything."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.sins.trials import judging

from qjobspec_conformance.examples import example_of
from qjobspec_conformance.stage import drive

from .ground import broken
from .sinners import sinless

ACQUITTED = json.loads((Path(__file__).parent / "acquitted.json").read_text(encoding="utf-8"))


@pytest.fixture(autouse=True, scope="module")
def _judging() -> Iterator[None]:
    with judging():
        yield


@pytest.mark.parametrize("case", ACQUITTED, ids=lambda case: f"{case['requirement']}-{case['profile']}")
def test_a_job_without_sin_is_not_blamed(case: dict[str, Any]) -> None:
    """A callback that takes its time, a refusal that is cut short, two threads at one moment, an end that was told too soon."""
    subject = sinless(case["profile"])

    blamed = broken(subject, drive(subject, example_of(case["example"])))

    assert blamed == set()

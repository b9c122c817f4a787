"""The real AzureQuantumJob over the ten real recordings, where both are at hand: `tox -e subjects-azure`."""

from __future__ import annotations

import importlib
from typing import Any

import pytest

from qjobspec_conformance.events import Answered, Raised, Returned
from qjobspec_conformance.examples import Example, Program, Recorded, Step
from qjobspec_conformance.harnesses import subject
from qjobspec_conformance.stage import drive

pytest.importorskip("azure.quantum", reason="azure-quantum is not installed: tox -e subjects-azure has it")
pytestmark = pytest.mark.filterwarnings("ignore")


def _harness() -> Any:
    return importlib.import_module("conformance.subjects.azure.harness")


def _files() -> list[Any]:
    found: list[Any] = _harness().RECORDINGS
    if not found:
        pytest.skip(
            f"AZUREQUANTUMJOB WAS NOT JUDGED: there is no recording in {_harness().RECORDED}; set QJOBSPEC_RECORDINGS"
        )
    return found


def test_every_recording_is_played_to_the_real_client() -> None:
    """Each of the ten is asked for its job by the client's own code, and answers."""
    files = _files()
    judged = subject(_harness().RealAzureQuantumJob)

    for file in files:
        history = drive(
            judged, Example(Recorded(file.name, 1.0), Program(((Step("status", after=1.0),),))), real_seconds=60.0
        )
        assert history.missing == (), file.name
        assert any(isinstance(event, Answered) and event.word is not None for event in history.events), file.name
        assert any(isinstance(event, Returned | Raised) for event in history.events), file.name
    assert len(files) == 10

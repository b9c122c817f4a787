"""Ten recordings of real jobs on Azure Quantum, made by that project's own tests: read as they are, where they lie.

They are not part of this project. Where they are not at hand these tests are skipped, and say so; QJOBSPEC_RECORDINGS names the
folder that holds `azure-quantum` (microsoft/azure-quantum-python, `azure-quantum/tests/unit/recordings`).
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from tests.campaigns.corpus import ROOT

from qjobspec import JobStatus
from qjobspec_conformance.recordings import dialects, reading
from qjobspec_conformance.recordings.exemplars import Exemplars
from qjobspec_conformance.recordings.recording import Recording
from qjobspec_conformance.recordings.roles import FINAL, Role
from qjobspec_conformance.validating import judged

FOLDER = Path(os.environ.get("QJOBSPEC_RECORDINGS", "/work/shared/recordings")) / "azure-quantum"
FILES = sorted(FOLDER.glob("*.yaml"))
AZURE = dialects.read(ROOT / "conformance" / "subjects" / "azure" / "dialect.toml")

pytestmark = pytest.mark.skipif(
    not FILES, reason=f"NO REAL RECORDING WAS READ: there is none in {FOLDER}; set QJOBSPEC_RECORDINGS to where they lie"
)


@pytest.fixture(scope="module")
def recordings() -> dict[str, Recording]:
    """All of them, by name."""
    return {file.stem: reading.read(file) for file in FILES}


def test_there_are_ten() -> None:
    """So that a folder that lost some is noticed."""
    assert len(FILES) == 10


def test_validate_finds_nothing_wrong_with_them() -> None:
    """No secret, no request that the dialect does not know, and a job that ends in each."""
    for file in FILES:
        (answer,) = judged(file, dialect=AZURE)
        assert (answer.schema, answer.complaints) == ("recording", ())


def test_every_exchange_is_understood(recordings: dict[str, Recording]) -> None:
    """Each has a role, and each job of which more is told than its name ends."""
    for name, recording in recordings.items():
        tape = recording.as_tape(AZURE)
        last = {step.job_id: step.state for step in tape.steps if step.state is not None}
        assert all(step.role is not None for step in tape.steps), name
        assert FINAL & set(last.values()), name
        assert len(tape.about(tape.jobs[0])) + len(tape.shared) <= len(tape.steps)
        assert [step.exchange for step in tape.steps] == list(recording.exchanges)


def test_what_they_show_is_what_their_readme_says(recordings: dict[str, Recording]) -> None:
    """A syntax error fails, a session holds two jobs, and none is cancelled."""
    tapes = {name: recording.as_tape(AZURE) for name, recording in recordings.items()}

    assert tapes["test_quil_syntax_error"].steps[-1].told is JobStatus.ERROR
    assert len(tapes["test_session_job_qiskit_circuit_ionq"].jobs) == 2
    words = {step.word for tape in tapes.values() for step in tape.steps}
    assert words == {None, "Waiting", "Executing", "Finishing", "Succeeded", "Failed"}


def test_together_they_answer_for_all_but_a_cancellation(recordings: dict[str, Recording]) -> None:
    """About the job at hand, with every other byte as it was recorded."""
    exemplars = Exemplars.of(recordings.values(), AZURE)

    missing = [str(each.kind) for each in exemplars.missing()]
    assert missing == ["job in CANCELLED", "cancel in QUEUED", "cancel in RUNNING", "cancel answered with refused"]
    for state in (JobStatus.QUEUED, JobStatus.RUNNING, JobStatus.DONE, JobStatus.ERROR):
        answer = exemplars.answer(Role.JOB, state, "11111111-2222-3333-4444-555555555555")
        (step,) = (step for kind, step in exemplars.found.items() if (kind.role, kind.state) == (Role.JOB, state))
        assert answer is not None
        assert answer.document["id"] == "11111111-2222-3333-4444-555555555555"
        assert "/job-11111111-2222-3333-4444-555555555555/" in answer.document["outputDataUri"]
        assert len(answer.body) == len(step.exchange.response.body)
        assert answer.body.count(b"11111111-2222-3333-4444-555555555555") >= 2


def test_their_set_up_is_answered(recordings: dict[str, Recording]) -> None:
    """Every set-up request of every recording has an answer, also for another job."""
    exemplars = Exemplars.of(recordings.values(), AZURE)

    asked = [
        step.exchange.request
        for each in recordings.values()
        for step in each.as_tape(AZURE).steps
        if step.role is Role.SETUP
    ]

    assert len(asked) > 70
    assert all(exemplars.setup.answer(request) is not None for request in asked)

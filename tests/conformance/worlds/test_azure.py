"""The ten real recordings of a live service, each played word for word to a client of the standard library's.

They are not part of this project. Where they are not at hand these tests are skipped, and say so; QJOBSPEC_RECORDINGS names the
folder that they lie in.
"""

from __future__ import annotations

import json
import os
import urllib.request
from pathlib import Path

import pytest

from qjobspec import JobStatus
from qjobspec_conformance.events import Answered
from qjobspec_conformance.examples import Example, Program, Recorded
from qjobspec_conformance.harnesses import Subject, subject
from qjobspec_conformance.recorded import as_recorded
from qjobspec_conformance.recordings.roles import Role
from qjobspec_conformance.stage import drive

FOLDER = Path(os.environ.get("QJOBSPEC_RECORDINGS", "/work/shared/recordings")) / "azure-quantum"
FILES = sorted(FOLDER.glob("*.yaml"))
DIALECT = Path(__file__).parents[3] / "conformance" / "subjects" / "azure" / "dialect.toml"

pytestmark = pytest.mark.skipif(
    not FILES, reason=f"NO REAL RECORDING WAS PLAYED: there is none in {FOLDER}; set QJOBSPEC_RECORDINGS to where they lie"
)


class AzureJob:
    """Asks for the record of a job, as the recorded client did."""

    def __init__(self, address: str) -> None:
        self._address = address

    def status(self) -> JobStatus:
        """What the record says, by the words of the dialect."""
        with urllib.request.urlopen(self._address, timeout=5) as answer:
            word = json.loads(answer.read())["status"]
        return _judged().world.dialect.state_of(word)  # type: ignore[union-attr,return-value]


class Azure:
    """The harness; the address is the recorded one."""

    profile = "job"
    dialect = str(DIALECT)
    recordings = str(FOLDER)

    def open(self, job_id: str) -> AzureJob:
        """Open it."""
        return AzureJob(_addresses()[job_id])


_SUBJECT: list[Subject] = []


def _judged() -> Subject:
    if not _SUBJECT:
        _SUBJECT.append(subject(Azure))
    return _SUBJECT[0]


def _addresses() -> dict[str, str]:
    world = _judged().world
    assert world is not None
    steps = (step for recording in world.recordings for step in recording.as_tape(world.dialect).steps)
    return {step.job_id: step.exchange.request.url for step in steps if step.role is Role.JOB and step.job_id is not None}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_real_recording_is_played_word_for_word(file: Path) -> None:
    """Asked as often as was recorded, the service says what it said then, in that order, and nothing else is needed."""
    judged = _judged()
    assert judged.world is not None
    recording = judged.world.recording(file.name)
    tape = recording.as_tape(judged.world.dialect)
    recorded = [step for step in tape.about(tape.jobs[0]) if step.role is Role.JOB]
    (example,) = (
        each for each in as_recorded(judged.world, {"status"}) if each.timeline == Recorded(file.name, each.timeline.ends)
    )

    history = drive(judged, example)

    polls = [call.state for call in history.calls("status")][: len(recorded)]
    answered = [event for event in history.events if isinstance(event, Answered)][: len(recorded)]
    assert polls == [step.told for step in recorded]
    assert [event.word for event in answered] == [step.word for step in recorded]
    assert (history.missing, history.is_smooth) == ((), True)
    assert drive(judged, Example(example.timeline, Program(example.program.lanes))).events == history.events

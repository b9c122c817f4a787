"""What a harness declares of its service, and what it is told where that cannot be used."""

from __future__ import annotations

from pathlib import Path

import pytest

from qjobspec import Capability
from qjobspec_conformance.harnesses import HarnessError, Subject, subject
from qjobspec_conformance.worlds import WorldError, world_of

from .sample import Sample

HERE = Path(__file__).parent


def test_a_subject_knows_the_service_of_its_job(sample: Subject) -> None:
    """Its dialect, its recordings, how it speaks, and the id of a recorded job."""
    assert sample.world is not None
    assert sample.world.job == "job-7"
    assert sample.world.speech.roles[:3] == ("submit", "status", "job")
    assert len(sample.world.recordings) == 3


def test_a_job_that_is_opened_has_a_service_and_was_submitted(sample: Subject) -> None:
    """What its harness cannot show, its jobs lack."""
    assert Capability.SERVICE not in sample.lacks
    assert Capability.SUBMIT in sample.lacks


def test_a_service_of_no_family_speaks_as_its_dialect_says(tmp_path: Path) -> None:
    """The roles, words and pointers are those of the file."""
    file = tmp_path / "dialect.toml"
    bundled = HERE.parents[2] / "conformance" / "qjobspec_conformance" / "dialects" / "runtime-v2.toml"
    file.write_text(bundled.read_text().replace('api = "runtime-v2"', 'api = "free"'))

    speech = world_of(tmp_path, "dialect.toml", HERE / "recordings").speech

    assert speech.status["job"] == "/state/status"
    assert speech.words["COMPLETED"].value == "DONE"
    assert speech.required == dict.fromkeys(speech.status, ("/state/status",))


def test_a_world_without_recordings_of_jobs_makes_up_an_id(tmp_path: Path) -> None:
    """Nobody has asked about a job there."""
    (tmp_path / "empty.yaml").write_text(
        "version: 1\ninteractions:\n- request: {method: GET, uri: 'http://other.test/', body: null, headers: {}}\n"
        "  response: {status: {code: 200, message: OK}, headers: {}, body: {string: ''}}\n"
    )

    assert world_of(tmp_path, "runtime-v2", ".").job == "job-1"


@pytest.mark.parametrize(
    ("dialect", "recordings", "says"),
    [
        (None, "recordings", "`dialect` is None: set it to a TOML file beside the harness, or to one of ibmq"),
        ("nowhere.toml", "recordings", "there is no dialect .*nowhere.toml: set `dialect` to a file beside the harness"),
        ("sample.py", "recordings", "sample.py: has no ending.*; a dialect is a TOML file"),
        ("runtime-v2", None, "`recordings` is None: set it to a folder of vcrpy cassettes"),
        ("runtime-v2", "nowhere", "there is no recording in .*nowhere: `qjobspec record HARNESS` makes some"),
        ("runtime-v2", "sample.py", "sample.py.*; a recording is a vcrpy cassette in YAML or JSON"),
    ],
)
def test_what_cannot_be_used_is_told_in_one_line(dialect: object, recordings: object, says: str) -> None:
    """What is wrong, where, and how to mend it."""
    with pytest.raises(WorldError, match=says) as told:
        world_of(HERE, dialect, recordings)

    assert "\n" not in str(told.value)


def test_the_author_is_told_by_the_name_of_the_harness() -> None:
    """The line begins with it."""

    class Mute(Sample):
        recordings = "nowhere"

    with pytest.raises(HarnessError, match=r"Mute: there is no recording in .*nowhere"):
        subject(Mute)


def test_many_problems_are_told_by_the_first_and_their_number(tmp_path: Path) -> None:
    """`qjobspec validate` shows them all."""
    (tmp_path / "bad.yaml").write_text("version: 2\ninteractions: []\n")

    with pytest.raises(WorldError, match=r"\(and \d+ more: qjobspec validate shows them\)"):
        world_of(tmp_path, "runtime-v2", "bad.yaml")

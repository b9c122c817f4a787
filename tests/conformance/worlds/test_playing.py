"""The scripts that reports show: the same service, in real time."""

from __future__ import annotations

import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

import pytest

from qjobspec import JobStatus
from qjobspec_conformance.examples import Decoder, Example, Program, Recorded, Step, Timeline, example_of
from qjobspec_conformance.face.pasting import python
from qjobspec_conformance.harnesses import HarnessError, Subject
from qjobspec_conformance.playing import play
from qjobspec_conformance.services import Phase, Plot, Strike
from qjobspec_conformance.stage import drive

from .. import jobs
from .sample import ApiError, Sample

QUICK = (Phase("QUEUED", 0.05), Phase("RUNNING", 0.05))


def test_a_service_is_played_in_real_time_until_the_stack_is_closed() -> None:
    """With the same perturbations: the second connection is refused."""
    plot = Plot(strikes=(Strike("connection-refused", "job", 1),))
    program = Program(((Step("status"), Step("status"), Step("status", job=1)),))

    with ExitStack() as until:
        job, other = play(Sample, Example(plot, program).as_document(), until)
        assert job.status() is JobStatus.QUEUED
        with pytest.raises(ApiError, match="refused"):
            job.status()
        assert other.status() is JobStatus.QUEUED


def test_only_jobs_that_are_opened_can_be_played() -> None:
    """Others are started, and need no service."""
    with pytest.raises(HarnessError, match=r"has no open\(job_id\)"):
        play(jobs.Good, Example(Timeline(), Program(((),))).as_document())


@pytest.mark.parametrize(
    "document", [{}, {"timeline": {}, "program": 7, "picks": []}, {"timeline": {"x": 1}, "program": [], "picks": []}]
)
def test_what_is_no_example_is_refused(document: dict[str, object]) -> None:
    """With what is wrong with it."""
    with pytest.raises(ValueError, match=r"not an example|a plot: it has no"):
        example_of(document)


def test_the_script_of_a_history_runs_by_itself(sample: Subject, tmp_path: Path) -> None:
    """It prints what the history says."""
    lanes = ((Step("result"), Step("status", job=1)), (Step("cancel", after=0.01, in_loop=True),))
    # It runs in real time, on a machine that may be busy: the cancellation has to come before the end there too.
    history = drive(sample, Example(Plot(phases=(Phase("QUEUED", 1.0), Phase("RUNNING", 2.0))), Program(lanes)))
    root = Path(__file__).parents[3]
    script = tmp_path / "script.py"
    script.write_text(python(history))

    ran = subprocess.run(
        [sys.executable, str(script)],
        cwd=root,
        env={"PYTHONPATH": str(root), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )

    assert ran.stderr == ""
    assert "FailedError('CANCELLED')" in ran.stdout
    assert ran.stdout.splitlines()[-1] == "CANCELLED"


def test_the_script_shows_decoders_and_what_the_user_changes(sample: Subject) -> None:
    """Whatever a step does has a line."""
    steps = (Step("result", spoils=True), Step("result", (("decoder", Decoder("mine")),), job=1))
    history = drive(sample, Example(Plot(), Program((steps,))))

    lines = python(history).splitlines()

    assert "spoil(job.result())" in lines
    assert "from qjobspec_conformance.spoiling import spoil" in lines
    assert "from qjobspec_conformance.decoders import decoder" in lines
    assert lines[-1] == "print(other.result(decoder=decoder('mine')))"


def test_the_script_of_a_recording_names_it(sample: Subject) -> None:
    """It is played word for word again."""
    history = drive(sample, Example(Recorded("done.yaml", 2.0), Program(((Step("status"),),))))

    assert "{'recording': 'done.yaml'}" in python(history)
    with ExitStack() as until:
        (job,) = play(Sample, history.example.as_document(), until)
        assert job.status() is JobStatus.QUEUED

"""The comparison with real time over real sockets: the reference does the same in both, and a job that does not is told of."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import Any

import pytest

import qjobspec_reference
from qjobspec_conformance.harnesses import load, subject
from qjobspec_reference.harness import RuntimeJobV2Harness

from .real_time import differences, main

pytestmark = pytest.mark.xdist_group("real-time")


class _TellsWhereItIs(RuntimeJobV2Harness):
    """Its jobs cannot be cancelled on this machine."""

    recordings = str(Path(qjobspec_reference.__file__).parent / RuntimeJobV2Harness.recordings)

    def open(self, job_id: str) -> Any:
        job: Any = super().open(job_id)
        cancel = job.cancel

        def not_here() -> None:
            if socket.getaddrinfo("runtime-v2.test", 80)[0][4][0] == "127.0.0.1":
                raise OSError("not here")
            cancel()

        job.cancel = not_here
        return job


def test_the_reference_does_the_same_in_real_time(capsys: pytest.CaptureFixture[str]) -> None:
    """With a websocket, too: the same calls come back alike, after the same requests."""
    assert main(["qjobspec_reference.harness:RuntimeJobV2Harness", "qjobspec_reference.harness:IBMQJobHarness"]) == 0
    assert "differs" not in capsys.readouterr().out


def test_a_job_that_knows_the_difference_is_told_of() -> None:
    """What came back, and what was asked for."""
    told = list(differences(subject(_TellsWhereItIs)))

    assert [line.partition(" are ")[0] for line in told] == ["cancelled: outcomes", "cancelled: requests"]
    assert "raises OSError" in told[0]


def test_a_subject_has_a_service() -> None:
    """A job of this process has no world to be compared with."""
    with pytest.raises(ValueError, match="no service"):
        list(differences(load("qjobspec_reference.harness:AerJobHarness")))

"""The protocols under a type checker: the reference fits without a cast, and wrong classes do not."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("mypy", reason="mypy is not installed")

ROOT = Path(__file__).parents[2]

REFERENCE = """
import qjobspec
import qjobspec_reference

def work(*arguments: object) -> object:
    return arguments

x: qjobspec.AerJob = qjobspec_reference.AerJob(None, "job-1", work, None)
y: qjobspec.JobV1 = qjobspec_reference.AerJob(None, "job-1", work, None)
z: qjobspec.Job = qjobspec_reference.AerJob(None, "job-1", work, None)
"""

RIGHT = """
from collections.abc import Callable
from typing import Any

import qjobspec

class Provider:
    version: int = 1
    def job_id(self) -> str: return "job-1"
    def backend(self) -> object: return self
    def submit(self) -> None: return None
    def status(self) -> qjobspec.JobStatus: return qjobspec.JobStatus.DONE
    def result(self, timeout: float | None = None) -> object: return timeout
    def cancel(self) -> bool: return False
    def done(self) -> bool: return True
    def running(self) -> bool: return False
    def cancelled(self) -> bool: return False
    def in_final_state(self) -> bool: return True
    def wait_for_final_state(
        self, timeout: float | None = None, wait: float = 5, callback: Callable[..., Any] | None = None
    ) -> None: return None
    def qobj(self) -> object: return None

x: qjobspec.AerJob = Provider()
"""

#: What is wrong with a class: the member, the right line of it, and the wrong one.
WRONG = {
    "StatusIsAProperty": ("status", "def status(self)", "@property\n    def status(self)"),
    "ResultHasNoTimeout": (
        "result",
        "result(self, timeout: float | None = None) -> object: return timeout",
        "result(self) -> object: return None",
    ),
    "ResultNeedsATimeout": ("result", "result(self, timeout: float | None = None)", "result(self, timeout: float)"),
    "CancelReturnsText": ("cancel", "cancel(self) -> bool: return False", 'cancel(self) -> str: return "no"'),
    "StatusIsANumber": (
        "status",
        "status(self) -> qjobspec.JobStatus: return qjobspec.JobStatus.DONE",
        "status(self) -> int: return 4",
    ),
    "HasNoQobj": ("qobj", "def qobj(self)", "def circuits(self)"),
    "JobIdIsAnAttribute": ("job_id", 'def job_id(self) -> str: return "job-1"', 'job_id: str = "job-1"'),
    "VersionIsText": ("version", "version: int = 1", 'version: str = "1"'),
}


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which mypy keeps what it knows from one snippet to the next."""
    return tmp_path_factory.mktemp("mypy-cache")


def mypy(folder: Path, cache: Path, text: str) -> subprocess.CompletedProcess[str]:
    """Check `text` strictly, with the specification and the reference to be found beside it."""
    snippet = folder / "snippet.py"
    snippet.write_text(text, encoding="utf-8")
    path = os.pathsep.join(str(ROOT / shelf) for shelf in ("spec", "reference"))
    return subprocess.run(
        [
            sys.executable,
            "-m",
            "mypy",
            "--strict",
            "--config-file",
            os.devnull,
            "--cache-dir",
            str(cache),
            str(snippet),
        ],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "MYPYPATH": path},
        cwd=folder,
    )


@pytest.mark.parametrize("text", [REFERENCE, RIGHT], ids=["the reference", "a provider of one's own"])
def test_a_right_class_is_accepted(text: str, tmp_path: Path, cache: Path) -> None:
    """A class that offers every member is a job to the type checker, without a cast."""
    checked = mypy(tmp_path, cache, text)

    assert checked.returncode == 0, checked.stdout


@pytest.mark.parametrize("sin", WRONG)
def test_a_wrong_class_is_rejected(sin: str, tmp_path: Path, cache: Path) -> None:
    """A class that is wrong in one member is no job to the type checker, which names that member."""
    member, right, wrong = WRONG[sin]

    checked = mypy(tmp_path, cache, RIGHT.replace(right, wrong).replace("Provider", sin))

    assert wrong not in RIGHT
    assert f'expression has type "{sin}", variable has type "AerJob"' in checked.stdout
    assert member in checked.stdout.partition(sin)[2]

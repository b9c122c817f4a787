"""What judging costs: drive each example once and judge it by everything, or replay it for each requirement, as is usual.

    python benchmarks/campaign.py [--examples 100] [--requirements 60]

Three ways in one run, in seconds of CPU: the suite; `responses`, with the answers of the example registered for each
requirement; vcrpy, with a YAML cassette of the example loaded for each requirement. All three drive the same job class
through `requests`; the two usual ways are given a clock that does not wait, and a judge that costs nothing.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

import requests
import responses
import vcr
import yaml

from qjobspec import JobStatus
from qjobspec_conformance.bench import ready
from qjobspec_conformance.examples import Example, Program, Step
from qjobspec_conformance.harnesses import Subject, subject
from qjobspec_conformance.judges import JUDGES
from qjobspec_conformance.services import Phase, PlainExemplars, Plot
from qjobspec_conformance.stage import drive

SERVER = "http://runtime.test"
URL = f"{SERVER}/jobs/job-7"
PLAIN = PlainExemplars("runtime-v2")
#: The job polls once in two seconds; an example has so many polls, a last one, and the result.
POLLS = 8


class Job:
    """Polls, and fetches the result."""

    def __init__(self, job_id: str) -> None:
        self._url = f"{SERVER}/jobs/{job_id}"
        self._session = requests.Session()

    def status(self) -> JobStatus:
        """Ask."""
        word = self._session.get(self._url, timeout=5).json()["state"]["status"]
        return {"COMPLETED": JobStatus.DONE}.get(word) or JobStatus(word)

    def result(self, timeout: float | None = None) -> Any:
        """Wait for it."""
        del timeout
        while self.status() is not JobStatus.DONE:
            time.sleep(2.0)
        return self._session.get(f"{self._url}/results", timeout=5).json()

    def cancel(self) -> None:
        """Do nothing: nobody asks for it here."""


class Harness:
    """For the suite."""

    profile = "job"
    dialect = "runtime-v2"

    def __init__(self) -> None:
        self.recordings = _RECORDINGS

    def open(self, job_id: str) -> Job:
        """Open it."""
        return Job(job_id)


_RECORDINGS = ""


def answers(queued: int) -> Iterator[tuple[str, bytes]]:
    """What is asked, and what is answered: `queued` polls while the job is queued, the others while it runs."""
    states = [JobStatus.QUEUED] * queued + [JobStatus.RUNNING] * (POLLS - queued) + [JobStatus.DONE]
    for state in states:
        yield URL, _body("job", state)
    yield f"{URL}/results", _body("result", JobStatus.DONE)


def _body(role: str, state: JobStatus) -> bytes:
    answer = PLAIN.answer(role, state, "job-7")
    assert answer is not None
    return answer.body


def cassette(folder: Path, queued: int) -> Path:
    """The example as vcrpy writes it."""
    file = folder / f"{queued}.yaml"
    interactions = [
        {
            "request": {"method": "GET", "uri": url, "body": None, "headers": {}},
            "response": {
                "status": {"code": 200, "message": "OK"},
                "headers": {"Content-Type": ["application/json"]},
                "body": {"string": body.decode()},
            },
        }
        for url, body in answers(queued)
    ]
    file.write_text(yaml.safe_dump({"version": 1, "interactions": interactions}))
    return file


@contextmanager
def without_waiting() -> Iterator[None]:
    """What a test suite usually does about time."""
    with mock.patch.object(time, "sleep", return_value=None):
        yield


def by_the_suite(judged: Subject, examples: int, requirements: int) -> None:
    """Drive each example once, and let each judge read its history."""
    judges = list(JUDGES.values())[:requirements]
    with ready(judged):
        for number in range(examples):
            queued = number % POLLS
            phases = (Phase("QUEUED", queued * 2.0), Phase("RUNNING", (POLLS - queued) * 2.0))
            history = drive(judged, Example(Plot(phases=phases), Program(((Step("result"),),))))
            assert len([event for event in history.events if event.kind == "asked"]) == POLLS + 2
            for judge in judges:
                list(judge(history))


def by_responses(examples: int, requirements: int) -> None:
    """Register the answers of each example for each requirement."""
    with without_waiting():
        for number in range(examples):
            told = list(answers(number % POLLS))
            for _ in range(requirements):
                with responses.RequestsMock() as registered:
                    for url, body in told:
                        registered.get(url, body=body, content_type="application/json")
                    Job("job-7").result()


def by_vcrpy(folder: Path, examples: int, requirements: int) -> None:
    """Load the cassette of each example for each requirement."""
    files = [cassette(folder, queued) for queued in range(POLLS)]
    with without_waiting():
        for number in range(examples):
            for _ in range(requirements):
                with vcr.use_cassette(str(files[number % POLLS]), record_mode="none"):
                    Job("job-7").result()


def cost(run: Callable[[], None]) -> float:
    """Seconds of CPU."""
    began = time.process_time()
    run()
    return time.process_time() - began


def main() -> int:
    """Measure the three, and say how they compare; 1 if the suite is not as cheap as it claims."""
    global _RECORDINGS  # noqa: PLW0603 - the harness is made anew for each run
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--examples", type=int, default=100)
    parser.add_argument("--requirements", type=int, default=60)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        cassette(folder, 4)
        _RECORDINGS = name
        judged = subject(Harness)
        by_the_suite(judged, 3, 60)
        ours = cost(lambda: by_the_suite(judged, chosen.examples, chosen.requirements))
        mocked = cost(lambda: by_responses(chosen.examples, chosen.requirements))
        replayed = cost(lambda: by_vcrpy(folder, chosen.examples, chosen.requirements))
    figures = {
        "examples": chosen.examples,
        "requirements": chosen.requirements,
        "suite": round(ours, 2),
        "responses": round(mocked, 2),
        "vcrpy": round(replayed, 2),
        "responses / suite": round(mocked / ours, 1),
        "vcrpy / suite": round(replayed / ours, 1),
    }
    sys.stdout.write(json.dumps(figures, indent=2) + "\n")
    return 0 if mocked >= 15 * ours and replayed >= 50 * ours else 1


if __name__ == "__main__":
    raise SystemExit(main())

"""A job that listens to a websocket: the service goes on telling as things stand, and the history says what it told."""

from __future__ import annotations

import json
import urllib.request
from typing import Any

import pytest

from qjobspec import JobStatus
from qjobspec_conformance.events import Told
from qjobspec_conformance.examples import Example, Program, Step
from qjobspec_conformance.harnesses import subject
from qjobspec_conformance.histories import History
from qjobspec_conformance.services import PERTURBATIONS, SPEECHES, Plot, Strike
from qjobspec_conformance.stage import drive

websocket = pytest.importorskip("websocket", reason="websocket-client is not installed: listening jobs are not shown here")

WORDS = {
    "QUEUED": "QUEUED",
    "RUNNING": "RUNNING",
    "COMPLETED": "DONE",
    "CANCELLED": "CANCELLED",
    "ERROR_RUNNING_JOB": "ERROR",
}


class ListeningJob:
    """Waits for its end on a websocket, and says what it heard last."""

    def __init__(self, job_id: str) -> None:
        self._job_id = job_id
        self._said = "QUEUED"

    def status(self) -> JobStatus:
        """What was heard last."""
        return JobStatus(WORDS[self._said])

    def result(self, timeout: float | None = None) -> list[str]:
        """Everything that was heard, and with which code the service closed."""
        heard: list[str] = []
        line = websocket.create_connection(
            f"wss://wss.quantum-computing.ibm.com/jobs/{self._job_id}/status/v/1", timeout=timeout
        )
        line.send(json.dumps({"type": "authentication", "data": "token"}))
        try:
            while True:
                opcode, data = line.recv_data()
                if opcode == websocket.ABNF.OPCODE_CLOSE:
                    return [*heard, str(int.from_bytes(data[:2]))]
                message: Any = json.loads(data)
                self._said = message.get("data", {}).get("status", self._said)
                heard.append(message.get("data", {}).get("status", message["type"]))
        finally:
            line.close()

    def cancel(self) -> bool:
        """By HTTP, beside the websocket."""
        url = f"http://ibmq.test/api/Network/h/Groups/g/Projects/p/Jobs/{self._job_id}/cancel"
        with urllib.request.urlopen(urllib.request.Request(url, method="POST"), timeout=5) as answer:
            answer.read()
        return True


class Listener:
    """The harness."""

    profile = "job"
    dialect = "ibmq"
    recordings = "ibmq"

    def open(self, job_id: str) -> ListeningJob:
        """Open it."""
        return ListeningJob(job_id)


def run(*lanes: tuple[Step, ...], plot: Plot | None = None) -> History:
    """The history of these lanes."""
    return drive(subject(Listener), Example(plot or Plot(), Program(lanes)))


def told(history: History) -> list[tuple[float, str]]:
    """When the service sent which word."""
    messages = [(event.at, json.loads(event.message)) for event in history.events if isinstance(event, Told)]
    return [(at, message.get("data", {}).get("status", message["type"])) for at, message in messages]


def test_the_states_are_told_when_they_come() -> None:
    """And the socket is closed when the job has ended."""
    history = run((Step("result"), Step("status")))

    assert (history.calls("result")[0].error, history.calls("result")[0].end_at) == (None, 6.0)
    assert told(history) == [(0.0, "authenticated"), (0.0, "QUEUED"), (2.0, "RUNNING"), (6.0, "COMPLETED")]
    assert history.calls("status")[0].state is JobStatus.DONE


def test_a_cancellation_is_heard_on_a_websocket_that_is_open() -> None:
    """What was still to come is not told any more."""
    history = run((Step("result"), Step("status")), (Step("cancel", after=3.0),))

    assert told(history) == [(0.0, "authenticated"), (0.0, "QUEUED"), (2.0, "RUNNING"), (3.0, "CANCELLED")]
    assert history.calls("result")[0].end_at == 3.0
    assert history.calls("status")[0].state is JobStatus.CANCELLED


def test_what_nobody_listens_to_any_more_is_not_told() -> None:
    """The user gives up after three seconds, and closes."""
    history = run((Step("result", (("timeout", 1.5),)), Step("status", after=9.0)))

    assert told(history)[-1] == (0.0, "QUEUED")
    error = history.calls("result")[0].error
    assert error is not None
    assert error.name == "WebSocketTimeoutException"


@pytest.mark.parametrize("name", ["stream-drop", "connection-refused"])
def test_a_websocket_that_breaks_stands_in_the_history(name: str) -> None:
    """Dropped on the way, or never made."""
    parameters = next(PERTURBATIONS[name].few(SPEECHES["ibmq"], "stream"))
    history = run((Step("result"),), plot=Plot(strikes=(Strike(name, "stream", 0, parameters),)))

    assert not history.is_smooth
    assert history.calls("result")[0].error is not None

"""A plain HTTP server on loopback, and an `IonQJob` of qiskit-ionq 1.1.1 that asks it. Nothing here is of any test suite.

A script says what the service answers to each request, in order; the last answer is given again. It prints what it saw, and
exits with 0 if that is what its deviation tells, with 1 if not.
"""

from __future__ import annotations

import json
import os
import sys
import time
import warnings
from collections.abc import Callable, Mapping, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

from qiskit_ionq import IonQProvider

warnings.simplefilter("ignore")  # each request that is tried again warns

#: What the service says of a job, and what it is asked for.
READY, CANCELED = ({"id": "job-1", "status": word, "stats": {"qubits": 1, "circuits": 1}} for word in ("ready", "canceled"))
DONE = {
    **READY,
    "status": "completed",
    "execution_duration_ms": 1,
    "results": {"probabilities": {"url": "/v0.4/jobs/job-1/results/probabilities"}},
}
STATUS, CANCEL = "GET /v0.4/jobs/job-1", "PUT /v0.4/jobs/job-1/status/cancel"
BY_DEFAULT = {"GET /v0.4/jobs/job-1/results/probabilities": [{"0": 1.0}], "GET /v0.4/backends/simulator": [{"qubits": 4}]}


class Service(ThreadingHTTPServer):
    """Answers by a script, and keeps what it was asked. An answer is a document, a code (and headers), or a call."""

    daemon_threads = True

    def __init__(self, script: Mapping[str, Sequence[Any]]) -> None:
        super().__init__(("127.0.0.1", 0), _Answers)
        self.script = {asked: list(answers) for asked, answers in {**BY_DEFAULT, **script}.items()}
        self.asked: list[tuple[str, float]] = []
        Thread(target=self.serve_forever, daemon=True).start()

    def next(self, asked: str) -> Any:
        """What is answered now."""
        self.asked.append((asked, time.monotonic()))
        answers = self.script.get(asked, [404])
        answer = answers.pop(0) if len(answers) > 1 else answers[0]
        return answer() if callable(answer) else answer

    def moments(self, asked: str) -> list[float]:
        """When it was asked for this."""
        return [moment for each, moment in self.asked if each == asked]

    def job(self) -> Any:
        """The real job, as a provider retrieves it: it asks for its status at once."""
        url = os.environ["QISKIT_IONQ_API_URL"] = f"http://127.0.0.1:{self.server_port}/v0.4"
        return IonQProvider("key", url).get_backend("ionq_simulator").retrieve_job("job-1")


class _Answers(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        answer = self.server.next(f"{self.command} {self.path}")  # type: ignore[attr-defined]
        code, headers = answer if isinstance(answer, tuple) else (answer, {}) if isinstance(answer, int) else (200, {})
        body = json.dumps(answer if code == 200 else {"message": "No."}).encode()
        self.send_response(code)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_PUT = do_GET

    def log_message(self, *_: Any) -> None:
        pass


def tell(call: Callable[[], Any]) -> str:
    """What came of a call: the type of what it returned, or of what it raised."""
    try:
        return type(call()).__name__
    except Exception as error:
        return type(error).__name__


def found(it: bool, said: str) -> None:
    """Print what was seen, and end."""
    print(f"qiskit-ionq 1.1.1: {said}", flush=True)
    sys.exit(0 if it else 1)

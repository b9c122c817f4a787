"""A plain HTTP server on loopback, and an `AQTJob` of qiskit-aqt-provider 1.15.0 that asks it.

Nothing here is of any test suite. A script says what the service answers of its job, in order; the last answer is
given again. It prints what it saw, and exits with 0 if that is what its deviation tells, with 1 if not.
"""

from __future__ import annotations

import json
import os
import sys
import time
import warnings
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

from qiskit import QuantumCircuit
from qiskit_aqt_provider import AQTProvider
from qiskit_aqt_provider.api_client import Resource
from qiskit_aqt_provider.aqt_job import AQTJob
from qiskit_aqt_provider.aqt_options import AQTOptions
from qiskit_aqt_provider.aqt_resource import AQTResource

warnings.simplefilter("ignore")  # each request that is tried again warns

JOB = "9aeb1f5a-7d3c-4a54-9f4e-9f3a1d4a1c55"
RECORD = {"job_id": JOB, "job_type": "quantum_circuit", "label": "x", "resource_id": "r", "workspace_id": "w"}
QUEUED, DONE = {"status": "queued"}, {"status": "finished", "result": {"0": [[0]]}}


class Service(ThreadingHTTPServer):
    """Answers in order, and keeps when it was asked. An answer is a state, or a code of HTTP with headers or not."""

    daemon_threads = True

    def __init__(self, *answers: Any) -> None:
        super().__init__(("127.0.0.1", 0), _Answers)
        self.answers = list(answers)
        self.asked: list[float] = []
        Thread(target=self.serve_forever, daemon=True).start()

    def next(self) -> Any:
        """What is answered now."""
        self.asked.append(time.monotonic())
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]

    def job(self, **options: Any) -> AQTJob:
        """The real job, as one that was handed in before."""
        os.environ["AQT_PORTAL_URL"] = f"http://127.0.0.1:{self.server_port}"
        named = {"workspace_id": "w", "resource_id": "r", "resource_name": "R", "resource_type": "device"}
        backend = AQTResource(AQTProvider("token", load_dotenv=False), Resource(**named, available_qubits=2))
        circuit = QuantumCircuit(1)
        circuit.measure_all()
        job = AQTJob(backend, [circuit], AQTOptions(with_progress_bar=False, shots=1, **options))
        job._job_id = JOB
        return job


class _Answers(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        answer = self.server.next()  # type: ignore[attr-defined]
        code, headers = answer if isinstance(answer, tuple) else (answer, {}) if isinstance(answer, int) else (200, {})
        body = json.dumps({"job": RECORD, "response": answer} if code == 200 else {"detail": "No."}).encode()
        self.send_response(code)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

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
    print(f"qiskit-aqt-provider 1.15.0: {said}", flush=True)
    sys.exit(0 if it else 1)

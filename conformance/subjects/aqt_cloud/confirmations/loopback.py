"""A plain HTTP server on loopback, and a `CloudJob` of qiskit-aqt-provider 2.0.1 that asks it.

Nothing here is of any test suite. A script says what the service answers of its job, in order; the last answer is
given again. It prints what it saw, and exits with 0 if that is what its deviation tells, with 1 if not.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import httpx
from aqt_connector import ArnicaApp, ArnicaConfig
from aqt_connector.models.arnica.response_bodies.jobs import RRQueued
from qiskit import QuantumCircuit
from qiskit_aqt_provider._cloud.job import CloudJob
from qiskit_aqt_provider._cloud.job_metadata import CloudJobMetadata

JOB = "9aeb1f5a-7d3c-4a54-9f4e-9f3a1d4a1c55"
RECORD = {"job_id": JOB, "job_type": "quantum_circuit", "label": "x", "resource_id": "r", "workspace_id": "w"}
QUEUED, DONE = {"status": "queued"}, {"status": "finished", "result": {"0": [[0]]}}
LOST = None  # the connection is closed without an answer


class Service(ThreadingHTTPServer):
    """Answers in order, and keeps when it was asked. An answer is a state, a code, or LOST; it comes in pieces if told."""

    daemon_threads = True

    def __init__(self, *answers: Any, pauses: int = 0, seconds: float = 0) -> None:
        super().__init__(("127.0.0.1", 0), _Answers)
        self.answers, self.pauses, self.seconds = list(answers), pauses, seconds
        self.asked: list[float] = []
        Thread(target=self.serve_forever, daemon=True).start()

    def next(self) -> Any:
        """What is answered now."""
        self.asked.append(time.monotonic())
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]

    def job(self) -> CloudJob:
        """The real job, as one that was handed in before, of somebody who has logged in."""
        config = ArnicaConfig(Path("nowhere"))
        config.arnica_url = f"http://127.0.0.1:{self.server_port}"
        arnica = ArnicaApp(config)
        arnica.auth_service = SimpleNamespace(get_or_refresh_access_token=lambda _: "token")
        circuit = QuantumCircuit(1)
        circuit.measure_all()
        given = {"job_id": UUID(JOB), "shots": 1, "backend_name": "r", "circuits": [circuit], "memory": False}
        return CloudJob(arnica, httpx.Client(), CloudJobMetadata(initial_state=RRQueued(), **given))


class _Answers(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        service: Any = self.server
        answer = service.next()
        if answer is LOST:
            return
        code = answer if isinstance(answer, int) else 200
        body = json.dumps({"job": RECORD, "response": answer} if code == 200 else {"detail": "No."}).encode()
        self.send_response(code)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        for place in range(service.pauses):
            self.wfile.write(body[place : place + 1])
            time.sleep(service.seconds)
        self.wfile.write(body[service.pauses :])

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
    print(f"qiskit-aqt-provider 2.0.1: {said}", flush=True)
    sys.exit(0 if it else 1)

"""A plain HTTP server on loopback, and a `QIJob` of qiskit-quantuminspire 0.18.6 that asks it.

A script says what the service answers about the batch, in order; the last answer is given again. It is a word, a code, or what is
done to the connection: CLOSED, RESET or SILENT. The script prints what it saw, and exits with 0 if that is what its deviation
tells, with 1 if not.
"""

from __future__ import annotations

import json
import socket
import struct
import time
import warnings
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from types import SimpleNamespace
from typing import Any

warnings.simplefilter("ignore")
import compute_api_client  # noqa: E402
from qi2_shared import client  # noqa: E402
from qiskit import QuantumCircuit  # noqa: E402
from qiskit_quantuminspire.qi_jobs import QIJob  # noqa: E402

CLOSED, RESET, SILENT = -1, -2, -3

CREATED = "2026-11-21T00:00:00Z"
BATCH = {
    "id": 1,
    "created_on": CREATED,
    "user_id": 1,
    "backend_type_id": 1,
    "backend_id": 1,
    "queued_at": None,
    "reserved_at": None,
    "finished_at": None,
    "job_ids": [1],
    "aggregated_algorithm_type": "quantum",
}
RESULT = {
    "id": 1,
    "created_on": CREATED,
    "job_id": 1,
    "execution_time_in_seconds": 1.5,
    "shots_requested": 2,
    "shots_done": 2,
    "results": {"0": 1, "1": 1},
    "raw_data": None,
}


class Service(ThreadingHTTPServer):
    """Answers by a script, and counts what it was asked about the batch."""

    daemon_threads = True

    def __init__(self, *answers: str | int, result: str | int = "a result", port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), _Answers)
        self.answers, self.result, self.asked = list(answers), result, 0
        Thread(target=self.serve_forever, daemon=True).start()

    def next(self) -> str | int:
        """What is answered now."""
        self.asked += 1
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]

    def job(self) -> QIJob:
        """The real job."""
        return job(f"http://127.0.0.1:{self.server_port}")


class _Answers(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        service: Any = self.server
        said = service.result if self.path.startswith("/results") else service.next()
        if said == SILENT:
            time.sleep(600)
        if said == RESET:  # what lingers for no time is ended by RST
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.connection.close()
        if isinstance(said, int) and said < 0:
            self.close_connection = True
            return
        items = [RESULT if said == "a result" else {**BATCH, "status": said}]
        page = {"items": items, "total": 1, "page": 1, "size": 50, "pages": 1}
        body = json.dumps({"detail": "no"} if isinstance(said, int) else page).encode()
        self.send_response(said if isinstance(said, int) else 200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        pass


def job(url: str) -> QIJob:
    """The real job, of a service at this address."""
    client._config = compute_api_client.Configuration(host=url, access_token="token")
    made = QIJob(QuantumCircuit(1, 1), SimpleNamespace(name="QX", id=1))
    made.batch_job_id = made.circuits_run_data[0].job_id = 1
    return made


def tell(call: Callable[[], Any]) -> str:
    """What a call came to."""
    try:
        said = call()
    except Exception as error:
        return f"raised {type(error).__name__}"
    return getattr(said, "name", None) or (f"a Result, success {said.success}" if hasattr(said, "success") else repr(said))

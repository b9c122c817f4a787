"""A plain HTTP server on loopback, and an `IBMCircuitJob` of qiskit-ibm-provider 0.11.0 that asks it.

Nothing here is of any test suite. A script says what the service answers to each request, in order; the last answer
is given again. It prints what it saw, and exits with 0 if that is what its deviation tells, with 1 if not.
"""

from __future__ import annotations

import json
import sys
import time
import warnings
from collections.abc import Callable, Mapping, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from types import SimpleNamespace
from typing import Any

warnings.simplefilter("ignore")  # of a package that is retired
from qiskit_ibm_provider.api.client_parameters import ClientParameters  # noqa: E402
from qiskit_ibm_provider.api.clients.runtime import RuntimeClient  # noqa: E402
from qiskit_ibm_provider.ibm_backend import IBMBackend, IBMRetiredBackend  # noqa: E402
from qiskit_ibm_provider.job import IBMCircuitJob  # noqa: E402

#: What the service says of a job, and what it is asked for.
QUEUED, DONE = ({"id": "job-1", "state": {"status": word}} for word in ("Queued", "Completed"))
STATUS, SUBMIT, CANCEL = "GET /jobs/job-1", "POST /jobs", "POST /jobs/job-1/cancel"
RESULT = {"backend_name": "b", "backend_version": "1", "qobj_id": "q", "job_id": "job-1", "success": True, "results": []}
BY_DEFAULT = {
    "GET /facade/v1/jobs/job-1/type": [{"type": "RUNTIME"}],
    "GET /jobs/job-1/results": [RESULT],
    "GET /backends/b/properties": [{}],
    "GET /backends/b/status": [{"state": True, "status": "active", "length_queue": 0, "backend_version": "1"}],
}


class Service(ThreadingHTTPServer):
    """Answers by a script, and keeps what it was asked. An answer is a document, a code of HTTP, or it and headers."""

    daemon_threads = True

    def __init__(self, script: Mapping[str, Sequence[Any]]) -> None:
        super().__init__(("127.0.0.1", 0), _Answers)
        self.script = {asked: list(answers) for asked, answers in {**BY_DEFAULT, **script}.items()}
        self.asked: list[tuple[str, float]] = []
        self.sent: list[tuple[dict[str, str], bytes]] = []
        Thread(target=self.serve_forever, daemon=True).start()

    def next(self, asked: str) -> Any:
        """What is answered now."""
        self.asked.append((asked, time.monotonic()))
        answers = self.script.get(asked, [404])
        return answers.pop(0) if len(answers) > 1 else answers[0]

    def moments(self, asked: str) -> list[float]:
        """When it was asked for this."""
        return [moment for each, moment in self.asked if each == asked]

    def backend(self) -> IBMBackend:
        """The real backend, configured as a retired one is."""
        parameters = ClientParameters("token", url=f"http://127.0.0.1:{self.server_port}")
        provider = SimpleNamespace(_runtime_client=RuntimeClient(parameters))
        configuration = IBMRetiredBackend.from_name("b", provider, None).configuration()
        return IBMBackend(configuration, provider, SimpleNamespace(_params=parameters), instance="h/g/p")

    def job(self) -> Any:
        """The real job."""
        backend = self.backend()
        return IBMCircuitJob(backend, backend._api_client, "job-1", runtime_client=backend.provider._runtime_client)


class _Answers(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        service: Any = self.server
        service.sent.append((dict(self.headers), self.rfile.read(int(self.headers.get("Content-Length") or 0))))
        answer = service.next(f"{self.command} {self.path}")
        code, headers = answer if isinstance(answer, tuple) else (answer, {}) if isinstance(answer, int) else (200, {})
        body = json.dumps(answer if code == 200 else {"error": {"message": "No.", "code": code}}).encode()
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
    print(f"qiskit-ibm-provider 0.11.0: {said}", flush=True)
    sys.exit(0 if it else 1)

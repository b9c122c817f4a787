"""A plain HTTP server on loopback, and an `AzureQuantumJob` of azure-quantum 3.13.0 that asks it.

A script says what the service answers about the job, in order; the last answer is given again. It is a word, a text, or None for
no answer at all; a call says which. The script prints what it saw, and exits with 0 if that is what its deviation tells, with 1
if not.
"""

from __future__ import annotations

import json
import os
import time
import warnings
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

warnings.simplefilter("ignore")
os.environ["QDK_PYTHON_TELEMETRY"] = "none"

from azure.core.credentials import AzureKeyCredential  # noqa: E402
from azure.quantum import Workspace  # noqa: E402
from azure.quantum.qiskit import AzureQuantumProvider  # noqa: E402
from azure.quantum.qiskit.backends.rigetti import RigettiSimulatorBackend  # noqa: E402
from azure.quantum.qiskit.job import AzureQuantumJob  # noqa: E402

RESULT = {
    "DataFormat": "microsoft.quantum-results.v2",
    "Results": [{"Histogram": [{"Outcome": [0], "Display": "[0]", "Count": 1}], "Shots": [[0]]}],
}
RECORD = {
    "id": "job-1",
    "name": "bell",
    "providerId": "rigetti",
    "target": "rigetti.sim.qvm",
    "jobType": "QuantumComputing",
    "inputDataFormat": "qir.v1",
    "outputDataFormat": RESULT["DataFormat"],
    "inputParams": {"items": [{"entryPoint": "main"}], "shots": 1},
    "metadata": {"qiskit": "True", "name": "bell", "num_qubits": "1"},
}

Answer = str | None | Callable[[], str]


class Service(ThreadingHTTPServer):
    """Answers by a script, and keeps the moments at which it was asked about the job."""

    daemon_threads = True

    def __init__(
        self, *answers: Answer, result: str | None = json.dumps(RESULT), form: str = RECORD["outputDataFormat"]
    ) -> None:
        super().__init__(("127.0.0.1", 0), _Answers)
        self.answers, self.result, self.form = list(answers), result, form
        self.url = f"http://127.0.0.1:{self.server_port}"
        self.asked: list[float] = []
        Thread(target=self.serve_forever, daemon=True).start()

    def next(self) -> str | None:
        """What is answered now."""
        self.asked.append(time.monotonic())
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        return answer() if callable(answer) else answer

    def record(self, word: str) -> str:
        """What the service says of a job in this state."""
        here = f"{self.url}/account/job-1"
        result = f"{here}/out?se=2050-01-01T00%3A00%3A00Z&sig=x"
        return json.dumps(
            {**RECORD, "status": word, "containerUri": here, "outputDataUri": result, "outputDataFormat": self.form}
        )

    def job(self) -> AzureQuantumJob:
        """The real job, which is asked for once as it is made."""
        workspace = Workspace(
            subscription_id="00000000-0000-0000-0000-000000000000",
            resource_group="group",
            name="workspace",
            location="eastus",
            credential=AzureKeyCredential("key"),
            _quantum_endpoint=self.url,
            _from_connection_string=True,
        )
        return AzureQuantumJob(
            RigettiSimulatorBackend("rigetti.sim.qvm", AzureQuantumProvider(workspace)), workspace.get_job("job-1")
        )


class _Answers(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        service: Any = self.server
        downloading = self.path.startswith("/account")
        said = service.result if downloading else service.next()
        if said is None:
            time.sleep(600)
            return
        body = (service.record(said) if said.isalpha() and not downloading else said).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        if downloading:
            self.send_header("Content-Range", f"bytes 0-{len(body) - 1}/{len(body)}")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        pass


def tell(call: Callable[[], Any]) -> str:
    """What a call came to."""
    try:
        said = call()
    except Exception as error:
        return f"raised {type(error).__name__}"
    return getattr(said, "name", None) or (f"a Result, success {said.success}" if hasattr(said, "success") else repr(said))

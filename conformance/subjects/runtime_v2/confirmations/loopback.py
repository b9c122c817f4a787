"""A plain HTTP server on loopback, and a `RuntimeJobV2` that asks it. Nothing of QJobSpec is imported.

A script says what the service answers to each request, in order; the last answer is given again. It prints what it saw, and
exits with 0 if that is what its deviation tells, with 1 if not.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

from qiskit_ibm_runtime import RuntimeJobV2, __version__
from qiskit_ibm_runtime.api.client_parameters import ClientParameters
from requests.auth import AuthBase

RELEASE = tuple(map(int, __version__.split(".")[:2]))
if RELEASE < (0, 41):
    from qiskit_ibm_runtime.api.clients import RuntimeClient
else:
    from qiskit_ibm_runtime.api.client import RuntimeClient

#: What the service says of a job, and what it is asked for.
_RECORD = {"id": "job-1", "created": "2026-11-21T12:00:00Z", "backend": "athens", "program": {"id": "sampler"}}
QUEUED, RUNNING, DONE, FAILED = (
    {**_RECORD, "state": {"status": word}} for word in ("Queued", "Running", "Completed", "Failed")
)
STATUS = "GET /jobs/job-1?exclude_params=true"
RESULT = "GET /jobs/job-1/results"


class Service(ThreadingHTTPServer):
    """Answers by a script, and keeps what it was asked. An answer is a document, a text, a code of HTTP, or a call."""

    def __init__(self, script: Mapping[str, Sequence[Any]]) -> None:
        super().__init__(("127.0.0.1", 0), _Answers)
        self.script = {asked: list(answers) for asked, answers in script.items()}
        self.asked: list[str] = []
        self.url = f"http://127.0.0.1:{self.server_address[1]}"
        Thread(target=self.serve_forever, daemon=True).start()

    def next(self, asked: str) -> Any:
        """What is answered now."""
        self.asked.append(asked)
        answers = self.script.get(asked) or self.script.get(asked.partition("?")[0], [404])
        answer = answers.pop(0) if len(answers) > 1 else answers[0]
        return answer() if callable(answer) else answer

    def client(self) -> Any:
        """The real API client."""
        return RuntimeClient(parameters(self.url))

    def job(self, **given: Any) -> Any:
        """The real job."""
        named = {"backend": None, "service": None, "program_id": "sampler", **given}
        if RELEASE < (0, 41):
            named.setdefault("client_params", parameters(self.url))
        return RuntimeJobV2(api_client=self.client(), job_id="job-1", **named)


class _Answers(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        answer = self.server.next(f"{self.command} {self.path}")  # type: ignore[attr-defined]
        code = answer if isinstance(answer, int) else 200
        text = "" if isinstance(answer, int) else answer if isinstance(answer, str) else json.dumps(answer)
        self.send_response(code)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text.encode())

    do_POST = do_PUT = do_GET

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        pass


class _ByKey(AuthBase):
    def __call__(self, request: Any) -> Any:
        return request


def parameters(url: str) -> ClientParameters:
    """What the real client signs in with."""
    if RELEASE < (0, 41):
        return ClientParameters(channel="ibm_quantum", token="t", url=url, instance="h/g/p")
    given = ClientParameters(
        channel="ibm_quantum_platform", token="t", url=url, instance="crn:v1:::::a/0:0::", url_resolver=lambda *_, **__: url
    )
    given.get_auth_handler = _ByKey  # or it would ask IBM Cloud for a token
    return given


def found(it: bool, said: str) -> None:
    """Print what was seen, and end, whatever threads the class has left."""
    print(f"qiskit-ibm-runtime {__version__}: {said}", flush=True)
    os._exit(0 if it else 1)

"""A plain HTTP server on loopback, and a `BraketQuantumTask` of qiskit-braket-provider 0.27.1 that asks it.

A script says what the service answers about the task, in order; the last answer is given again. It is a word, a document, or a
code and its headers. The script prints what it saw, and exits with 0 if that is what its deviation tells, with 1 if not.
"""

from __future__ import annotations

import json
import logging
import os
import time
import warnings
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from types import SimpleNamespace
from typing import Any

import boto3
from braket.aws import AwsQuantumTask, AwsSession
from qiskit_braket_provider.providers.braket_quantum_task import BraketQuantumTask

warnings.simplefilter("ignore")
logging.disable(logging.CRITICAL)

ARN = "arn:aws:braket:us-east-1:123456789012:quantum-task/9aeb1f5a"
TASK = {
    "quantumTaskArn": ARN,
    "deviceArn": "arn:aws:braket:::device/x",
    "deviceParameters": "{}",
    "shots": 2,
    "outputS3Bucket": "bucket",
    "outputS3Directory": "directory",
    "createdAt": "2026-11-21T00:00:00Z",
    "actionMetadata": {"actionType": "braket.ir.openqasm.program"},
}


def _schema(name: str) -> dict[str, str]:
    return {"name": f"braket.{name}", "version": "1"}


RESULT = {
    "braketSchemaHeader": _schema("task_result.gate_model_task_result"),
    "measurements": [[0, 0], [1, 1]],
    "measuredQubits": [0, 1],
    "taskMetadata": {
        "braketSchemaHeader": _schema("task_result.task_metadata"),
        "id": ARN,
        "shots": 2,
        "deviceId": TASK["deviceArn"],
        "status": "COMPLETED",
    },
    "additionalMetadata": {
        "action": {"braketSchemaHeader": _schema("ir.openqasm.program"), "source": "OPENQASM 3; qubit[2] q;"}
    },
}

#: What the service does not answer at all: nobody listens there.
NOBODY = "http://127.0.0.1:1"


class Service(ThreadingHTTPServer):
    """Answers by a script, and keeps the moments at which it was asked about the task."""

    def __init__(self, *answers: str | Mapping[str, Any] | tuple[int, Mapping[str, str]]) -> None:
        super().__init__(("127.0.0.1", 0), _Answers)
        self.answers = list(answers)
        self.asked: list[float] = []
        Thread(target=self.serve_forever, daemon=True).start()

    def next(self) -> str | Mapping[str, Any] | tuple[int, Mapping[str, str]]:
        """What is answered now."""
        self.asked.append(time.monotonic())
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]

    def job(self) -> BraketQuantumTask:
        """The real job."""
        return job(f"http://127.0.0.1:{self.server_port}")


class _Answers(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        code, headers, body = 200, {}, RESULT
        if "quantum-task" in self.path:
            said = self.server.next()  # type: ignore[attr-defined]
            body = {**TASK, "status": said} if isinstance(said, str) else said
            if isinstance(said, tuple):
                (code, headers), body = said, {"message": "no"}
        text = json.dumps(body).encode()
        self.send_response(code)
        for name, value in {**headers, "Content-Length": str(len(text))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        pass


def job(url: str) -> BraketQuantumTask:
    """The real job, of a service at this address."""
    os.environ["BRAKET_ENDPOINT"] = os.environ["AWS_ENDPOINT_URL_S3"] = url
    session = boto3.Session(region_name="us-east-1", aws_access_key_id="key", aws_secret_access_key="secret")
    task = AwsQuantumTask(ARN, aws_session=AwsSession(boto_session=session), quiet=True)
    return BraketQuantumTask(ARN, SimpleNamespace(name="x", version="1"), [task])

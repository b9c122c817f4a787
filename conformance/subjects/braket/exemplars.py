"""What Amazon Braket answers, written from botocore's model of the API and the schemas of amazon-braket-schemas.

`python -m conformance.subjects.braket.exemplars` writes the cassettes anew.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import quote

from conformance.subjects.synthesis import Exchange, Source, write

TASK = "9aeb1f5a-7d3c-4a54-9f4e-9f3a1d4a1c55"
ARN = f"arn:aws:braket:us-east-1:123456789012:quantum-task/{TASK}"
API = f"https://braket.us-east-1.amazonaws.com/quantum-task/{quote(ARN, safe='')}"
SOURCE = Source(
    document="botocore/data/braket/2019-09-01/service-2.json 1.44.5, braket/aws/aws_quantum_task.py 1.127.5",
    when="2026-11-21T00:00:00Z",
    client=("qiskit-braket-provider", "0.27.1"),
)


def _schema(name: str) -> dict[str, str]:
    return {"name": name, "version": "1"}


def _task(status: str, **more: Any) -> Exchange:
    task = {
        "quantumTaskArn": ARN,
        "status": status,
        "deviceArn": "arn:aws:braket:::device/quantum-simulator/amazon/sv1",
        "deviceParameters": "{}",
        "shots": 4,
        "outputS3Bucket": "amazon-braket-results",
        "outputS3Directory": f"tasks/{TASK}",
        "createdAt": "2026-11-21T00:00:00.000Z",
        "actionMetadata": {"actionType": "braket.ir.openqasm.program"},
        "queueInfo": {"queue": "QUANTUM_TASKS_QUEUE", "position": "1"},
        "tags": {},
        **more,
    }
    return Exchange("GET", f"{API}?additionalAttributeNames=QueueInfo", task)


RESULT = Exchange(
    "GET",
    f"https://amazon-braket-results.s3.amazonaws.com/tasks/{TASK}/results.json",
    {
        "braketSchemaHeader": _schema("braket.task_result.gate_model_task_result"),
        "measurements": [[0, 0], [1, 1], [1, 1], [0, 0]],
        "measuredQubits": [0, 1],
        "taskMetadata": {
            "braketSchemaHeader": _schema("braket.task_result.task_metadata"),
            "id": ARN,
            "shots": 4,
            "deviceId": "arn:aws:braket:::device/quantum-simulator/amazon/sv1",
            "status": "COMPLETED",
        },
        "additionalMetadata": {
            "action": {"braketSchemaHeader": _schema("braket.ir.openqasm.program"), "source": "OPENQASM 3; qubit[2] q;"}
        },
    },
)
CANCEL = Exchange("PUT", f"{API}/cancel", {"quantumTaskArn": ARN, "cancellationStatus": "CANCELLING"})
REFUSED = Exchange(
    "PUT",
    f"{API}/cancel",
    {"message": "The task has ended."},
    code=409,
    headers={"x-amzn-ErrorType": "ConflictException"},
)
CREATED, QUEUED, RUNNING, CANCELLED = _task("CREATED"), _task("QUEUED"), _task("RUNNING"), _task("CANCELLED")

SCENARIOS = {
    "done": [CREATED, QUEUED, RUNNING, _task("COMPLETED"), RESULT, REFUSED],
    "failed": [QUEUED, RUNNING, _task("FAILED", failureReason="The device is not calibrated.")],
    "cancelled": [QUEUED, CANCEL, CANCELLED],
    "cancelled-running": [RUNNING, CANCEL, _task("CANCELLING"), CANCELLED],
}

if __name__ == "__main__":
    write(Path(__file__).parent / "recordings", SOURCE, SCENARIOS)

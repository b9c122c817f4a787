"""What Azure Quantum answers to a cancellation, written from the source of azure-quantum 3.13.0; no recording shows it.

`python -m conformance.subjects.azure.exemplars` writes the cassettes anew.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from conformance.subjects.synthesis import Exchange, Source, write

JOB = "00000000-0000-0000-0000-000000000009"
WORKSPACE = (
    "https://eastus.quantum.azure.com/subscriptions/00000000-0000-0000-0000-000000000000"
    "/resourceGroups/myresourcegroup/providers/Microsoft.Quantum/workspaces/myworkspace"
)
CONTAINER = f"https://mystorage.blob.core.windows.net/job-{JOB}"
SOURCE = Source(
    document="azure/quantum/_client/operations/_operations.py and job/job.py 3.13.0",
    when="2026-11-21T00:00:00Z",
    client=("azure-quantum", "3.13.0"),
)


def _job(status: str) -> Exchange:
    record: dict[str, Any] = {
        "id": JOB,
        "name": "qiskit-job",
        "providerId": "rigetti",
        "target": "rigetti.sim.qvm",
        "jobType": "QuantumComputing",
        "itemType": "Job",
        "status": status,
        "containerUri": f"{CONTAINER}?sv=PLACEHOLDER&sig=PLACEHOLDER",
        "inputDataUri": f"{CONTAINER}/inputData?sv=PLACEHOLDER&sig=PLACEHOLDER",
        "outputDataUri": f"{CONTAINER}/outputData?sv=PLACEHOLDER&sig=PLACEHOLDER",
        "inputDataFormat": "qir.v1",
        "outputDataFormat": "microsoft.quantum-results.v2",
        "inputParams": {"shots": 4},
        "metadata": {"name": "bell", "num_qubits": "2"},
        "errorData": None,
        "creationTime": "2000-01-01T00:00:00Z",
    }
    return Exchange("GET", f"{WORKSPACE}/jobs/{JOB}?api-version=2025-12-01-preview", record)


CANCEL = Exchange("POST", f"{WORKSPACE}/jobs/{JOB}:cancel?api-version=2025-12-01-preview", code=204)
REFUSED = Exchange(
    "POST",
    f"{WORKSPACE}/jobs/{JOB}:cancel?api-version=2025-12-01-preview",
    {"error": {"code": "JobNotCancellable", "message": "The job has ended."}},
    code=409,
)

SCENARIOS = {
    "cancelled": [_job("Queued"), CANCEL, _job("Cancelled")],
    "cancelled-running": [_job("Executing"), CANCEL, _job("CancellationRequested"), _job("Cancelled")],
    "cancel-refused": [_job("Succeeded"), REFUSED],
}

if __name__ == "__main__":
    write(Path(__file__).parent / "recordings", SOURCE, SCENARIOS)

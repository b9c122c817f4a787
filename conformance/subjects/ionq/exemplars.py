"""What the IonQ API answers, written from the source of qiskit-ionq 1.1.1 and the API's reference.

`python -m conformance.subjects.ionq.exemplars` writes the cassettes anew.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from conformance.subjects.synthesis import Exchange, Source, write

JOB = "617a1f8b-59d4-435d-aa33-695433d7155e"
JOBS = "https://api.ionq.co/v0.4/jobs"
SOURCE = Source(
    document="qiskit_ionq/ionq_client.py and ionq_job.py 1.1.1, https://docs.ionq.com/api-reference/v0.4",
    when="2026-11-21T00:00:00Z",
    client=("qiskit-ionq", "1.1.1"),
)


def _job(status: str, **more: Any) -> Exchange:
    record = {
        "id": JOB,
        "status": status,
        "type": "ionq.circuit.v1",
        "backend": "simulator",
        "dry_run": False,
        "metadata": {"shots": "16", "sampler_seed": "11"},
        "stats": {"qubits": 2, "circuits": 1},
        "submitted_at": "2026-11-21T00:00:00.000Z",
        "execution_duration_ms": None,
        "failure": None,
        "results": None,
        **more,
    }
    return Exchange("GET", f"{JOBS}/{JOB}", record)


SUBMITTED = Exchange(
    "POST", JOBS, {"id": JOB, "status": "submitted"}, asked={"type": "ionq.circuit.v1", "backend": "simulator"}
)
COMPLETED = _job(
    "completed",
    execution_duration_ms=4000,
    results={"probabilities": {"url": f"/v0.4/jobs/{JOB}/results/probabilities"}},
)
RESULT = Exchange("GET", f"{JOBS}/{JOB}/results/probabilities", {"0": 0.5, "3": 0.5})
FAILED = _job("failed", failure={"code": "QuotaExhaustedError", "error": "The quota of this project is used up."})
CANCELED = _job("canceled")
CANCEL = Exchange("PUT", f"{JOBS}/{JOB}/status/cancel", {"id": JOB, "status": "canceled"})
NOTHING_TO_CANCEL = Exchange("PUT", f"{JOBS}/{JOB}/status/cancel", {"id": JOB, "status": "completed"})

SCENARIOS = {
    "done": [SUBMITTED, _job("submitted"), _job("ready"), _job("started"), COMPLETED, RESULT, NOTHING_TO_CANCEL],
    "failed": [SUBMITTED, _job("submitted"), _job("ready"), _job("started"), FAILED],
    "cancelled": [SUBMITTED, _job("submitted"), _job("ready"), CANCEL, CANCELED],
    "cancelled-running": [SUBMITTED, _job("submitted"), _job("ready"), _job("started"), CANCEL, CANCELED],
}

if __name__ == "__main__":
    write(Path(__file__).parent / "recordings", SOURCE, SCENARIOS)

"""What the Arnica API answers, written from the models of aqt-connector and the source of qiskit-aqt-provider 1.15.0.

`python -m conformance.subjects.aqt.exemplars` writes the cassettes anew.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from conformance.subjects.synthesis import Exchange, Source, write

JOB = "9aeb1f5a-7d3c-4a54-9f4e-9f3a1d4a1c55"
BASE = "https://arnica.aqt.eu/api/v1"
SOURCE = Source(
    document="qiskit_aqt_provider/aqt_job.py 1.15.0, aqt_connector/models/arnica/response_bodies/jobs.py, https://arnica.aqt.eu/api/v1/docs",
    when="2026-11-21T00:00:00Z",
    client=("qiskit-aqt-provider", "1.15.0"),
)
METADATA = {
    "job_id": JOB,
    "job_type": "quantum_circuit",
    "label": "qiskit",
    "resource_id": "ibex",
    "workspace_id": "default",
}


def _job(status: str, **more: Any) -> Exchange:
    return Exchange("GET", f"{BASE}/result/{JOB}", {"job": METADATA, "response": {"status": status, **more}})


SUBMITTED = Exchange("POST", f"{BASE}/submit/default/ibex", {"job": METADATA, "response": {"status": "queued"}}, asked={})
QUEUED, ONGOING = _job("queued"), _job("ongoing", finished_count=0)

SCENARIOS = {
    "done": [SUBMITTED, QUEUED, ONGOING, _job("finished", result={"0": [[0, 0], [1, 1], [1, 1], [0, 0]]})],
    "failed": [SUBMITTED, QUEUED, ONGOING, _job("error", message="The laser lock was lost.")],
    "cancelled": [SUBMITTED, QUEUED, _job("cancelled")],
}

if __name__ == "__main__":
    write(Path(__file__).parent / "recordings", SOURCE, SCENARIOS)

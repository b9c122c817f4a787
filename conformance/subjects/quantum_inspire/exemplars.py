"""What the Quantum Inspire 2 API answers, written from the models of qi-compute-api-client and qiskit-quantuminspire 0.18.6.

`python -m conformance.subjects.quantum_inspire.exemplars` writes the cassettes anew.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from conformance.subjects.synthesis import Exchange, Source, write

JOB = 4217
API = "https://api.quantum-inspire.com"
SOURCE = Source(
    document="compute_api_client/models/batch_job.py and result.py, qiskit_quantuminspire/qi_jobs.py 0.18.6",
    when="2026-11-21T00:00:00Z",
    client=("qiskit-quantuminspire", "0.18.6"),
)


def _page(*items: Any) -> dict[str, Any]:
    return {"items": list(items), "total": len(items), "page": 1, "size": 50, "pages": 1}


def _batch(status: str) -> Exchange:
    batch = {
        "id": JOB,
        "created_on": "2026-11-21T00:00:00Z",
        "status": status,
        "user_id": 1,
        "backend_type_id": 1,
        "backend_id": 1,
        "queued_at": "2026-11-21T00:00:00Z",
        "reserved_at": None,
        "finished_at": None,
        "job_ids": [JOB],
        "aggregated_algorithm_type": "quantum",
    }
    return Exchange("GET", f"{API}/batch_jobs?id={JOB}", _page(batch))


RESULT = {
    "id": 7,
    "created_on": "2026-11-21T00:00:04Z",
    "job_id": JOB,
    "execution_time_in_seconds": 1.5,
    "shots_requested": 16,
    "shots_done": 16,
    "results": {"00": 7, "11": 9},
    "raw_data": None,
}
SCENARIOS = {
    "done": [
        _batch("queued"),
        _batch("reserved"),
        _batch("running"),
        _batch("finished"),
        Exchange("GET", f"{API}/results/job/{JOB}?page=1", _page(RESULT)),
    ]
}

if __name__ == "__main__":
    write(Path(__file__).parent / "recordings", SOURCE, SCENARIOS)

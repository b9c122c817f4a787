"""What the runtime API answered to qiskit-ibm-provider 0.11.0, written from that client's source; the service is gone.

`python -m conformance.subjects.ibm_provider.exemplars` writes the cassettes anew.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from conformance.subjects.synthesis import Exchange, Source, write

JOB = "cn6n8x7q00jt0000c0de"
API = "https://api.quantum-computing.ibm.com/runtime"
SOURCE = Source(
    document="qiskit_ibm_provider/api/rest/program_job.py and job/ibm_circuit_job.py 0.11.0",
    when="2026-11-21T00:00:00Z",
    client=("qiskit-ibm-provider", "0.11.0"),
)
RECORD = {
    "id": JOB,
    "backend": "ibm_kyoto",
    "created": "2024-03-01T12:00:00.000Z",
    "program": {"id": "circuit-runner"},
    "private": False,
    "tags": ["bell"],
    "session_id": None,
    "runtime": "",
    "estimated_running_time_seconds": 2.0,
}


def _job(status: str, **state: Any) -> Exchange:
    record = {**RECORD, "status": status, "state": {"status": status, **state}}
    return Exchange("GET", f"{API}/jobs/{JOB}", record)


KIND = Exchange("GET", f"{API}/facade/v1/jobs/{JOB}/type", {"type": "RUNTIME"})
SUBMITTED = Exchange(
    "POST",
    f"{API}/jobs",
    {"id": JOB, "backend": "ibm_kyoto", "session_id": None},
    asked={"program_id": "circuit-runner", "backend": "ibm_kyoto", "params": {}},
)
RESULT = Exchange(
    "GET",
    f"{API}/jobs/{JOB}/results",
    {
        "backend_name": "ibm_kyoto",
        "backend_version": "1.0.0",
        "job_id": JOB,
        "qobj_id": "bell",
        "success": True,
        "status": "COMPLETED",
        "results": [
            {
                "shots": 16,
                "success": True,
                "status": "DONE",
                "data": {"counts": {"0x0": 7, "0x3": 9}},
                "header": {"memory_slots": 2},
            }
        ],
    },
)
CANCEL = Exchange("POST", f"{API}/jobs/{JOB}/cancel", code=204)
REFUSED = Exchange(
    "POST",
    f"{API}/jobs/{JOB}/cancel",
    {"errors": [{"code": 1292, "message": "The job has ended.", "solution": "", "more_info": ""}]},
    code=409,
)
QUEUED, RUNNING, CANCELLED = _job("Queued"), _job("Running"), _job("Cancelled")

SCENARIOS = {
    "done": [SUBMITTED, KIND, QUEUED, RUNNING, _job("Completed"), RESULT, REFUSED],
    "failed": [SUBMITTED, KIND, QUEUED, RUNNING, _job("Failed", reason="Error code 1500; the circuit is too deep.")],
    "cancelled": [SUBMITTED, KIND, QUEUED, CANCEL, CANCELLED],
    "cancelled-running": [SUBMITTED, KIND, QUEUED, RUNNING, CANCEL, CANCELLED],
}

if __name__ == "__main__":
    write(Path(__file__).parent / "recordings", SOURCE, SCENARIOS)

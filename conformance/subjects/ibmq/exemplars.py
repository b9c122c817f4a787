"""What the job API answers about a job whose result stands in its record, and which no client has handed in.

Nothing here can record one: every client says who it is. It is written from the source of qiskit-ibmq-provider 0.20.2, whose
`client_info` is optional and whose kind `q-object` has its Qobj and its result in the record.
`python -m conformance.subjects.ibmq.exemplars` writes the cassette anew.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from conformance.subjects.synthesis import Exchange, Source, write

DIALECT = "ibmq"
RECORDINGS = "recordings/synthesised"
JOB = "5f8a1d2c3b4e5f6071829304"
JOBS = "http://ibmq.test/api/Network/ibm-q/Groups/open/Projects/main/Jobs"
SOURCE = Source(
    document="job/ibmqjob.py, api/clients/account.py and apiconstants.py of qiskit-ibmq-provider 0.20.2",
    when="2026-11-21T00:00:00Z",
    client=("qiskit-ibmq-provider", "0.20.2"),
)

RESULT = {
    "backend_name": "reference_bell",
    "backend_version": "1.0.0",
    "qobj_id": "bell",
    "job_id": JOB,
    "success": True,
    "results": [
        {
            "shots": 16,
            "success": True,
            "data": {"counts": {"0x0": 9, "0x3": 7}},
            "header": {"name": "bell", "memory_slots": 2, "creg_sizes": [["meas", 2]]},
        }
    ],
}


def _record(status: str, **more: Any) -> Exchange:
    """The record of the job, without `clientInfo`."""
    told = {
        "id": JOB,
        "creationDate": "2023-11-14T22:13:20.000Z",
        "status": status,
        "kind": "q-object",
        "backend": {"name": "reference_bell"},
        "name": "bell",
        **more,
    }
    return Exchange("GET", f"{JOBS}/{JOB}/v/1", told)


def _status(status: str) -> Exchange:
    return Exchange("GET", f"{JOBS}/{JOB}/status/v/1", {"id": JOB, "kind": "q-object", "status": status})


SCENARIOS = {
    "result-inline-of-nobody": [_record("RUNNING"), _status("COMPLETED"), _record("COMPLETED", qObjectResult=RESULT)]
}

if __name__ == "__main__":
    write(Path(__file__).parent / RECORDINGS, SOURCE, SCENARIOS)

"""RESILIENCE-1: an answer without a field that it always has comes out as a KeyError (qiskit-braket-provider 0.27.1)."""

import sys

from loopback import ARN, Service

seen = {}
for lacks, record in {"status": {"quantumTaskArn": ARN}, "quantumTaskArn": {"status": "QUEUED"}, "all": {}}.items():
    for member in ("status", "result", "wait_for_final_state"):
        try:
            seen[lacks, member] = getattr(Service(record).job(), member)()
        except Exception as error:
            seen[lacks, member] = error
        print(f"without {lacks}: {member}() came to {seen[lacks, member]!r}")
sys.exit(0 if all(isinstance(each, KeyError) for each in seen.values()) else 1)

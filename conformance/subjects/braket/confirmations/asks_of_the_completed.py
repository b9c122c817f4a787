"""RESOURCE-2: status() and the predicates of a completed task ask the service each time (qiskit-braket-provider 0.27.1)."""

import sys

from loopback import Service

service = Service("COMPLETED")
job, seen = service.job(), {}
print(f"result(): success {job.result().success}; status(): {job.status().name}")
for member in ("status", "done", "running", "cancelled", "in_final_state"):
    before = len(service.asked)
    said = getattr(job, member)()
    seen[member] = len(service.asked) - before
    print(f"{member}() then said {getattr(said, 'name', said)} with {seen[member]} request")
sys.exit(0 if all(seen.values()) else 1)

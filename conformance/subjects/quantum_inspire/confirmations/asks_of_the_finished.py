"""RESOURCE-2: status() and the predicates of a finished batch ask the service each time (qiskit-quantuminspire 0.18.6)."""

import sys

from loopback import Service, tell

service = Service("finished")
job, seen = service.job(), {}
print(f"result(): {tell(job.result)}; status(): {tell(job.status)}")
for member in ("status", "done", "running", "cancelled", "in_final_state"):
    before = service.asked
    said = tell(getattr(job, member))
    seen[member] = service.asked - before
    print(f"{member}() then said {said} with {seen[member]} request")
sys.exit(0 if all(seen.values()) else 1)

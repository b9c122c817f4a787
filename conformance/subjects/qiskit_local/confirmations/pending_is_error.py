"""A PrimitiveJob that is asked before its thread has taken it says ERROR, and goes on saying so (qiskit 2.6.2)."""

import sys
import time

from qiskit.primitives.primitive_job import PrimitiveJob
from qiskit.providers import JobStatus

sys.setswitchinterval(1e-6)
for attempt in range(100_000):
    job = PrimitiveJob(time.sleep, 0.0)
    job._submit()
    first = job.status()
    job.result()
    if first is JobStatus.ERROR:
        print(f"attempt {attempt}: status() said {first.name}; result() has returned, and status() says {job.status().name}")
        sys.exit(0)
sys.exit(1)

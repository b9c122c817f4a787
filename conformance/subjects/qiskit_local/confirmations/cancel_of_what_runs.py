"""cancel() of a PrimitiveJob whose work runs returns False, and the work goes on to its end (qiskit 2.6.2)."""

import sys
import time

from qiskit.primitives.primitive_job import PrimitiveJob

ended = []
job = PrimitiveJob(lambda: time.sleep(2) or ended.append("ended") or "result")
job._submit()  # as StatevectorSampler.run() does
time.sleep(0.5)
before, cancelled, after = job.status().name, job.cancel(), job.status().name
print(
    f"{before}: cancel() returned {cancelled}; {after}: result() returned {job.result()!r}, {job.status().name}, work {ended}"
)
sys.exit(0 if (before, cancelled, after, ended) == ("RUNNING", False, "RUNNING", ["ended"]) else 1)

"""`ManagedJob.submit()` is given a job_share_level: it warns, and the backend is not told (qiskit-ibmq-provider 0.20.2)."""

import threading
import warnings
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

from loopback import done
from qiskit.providers.ibmq.managed import ManagedJob

job, told = ManagedJob(0, 1), {}
backend = SimpleNamespace(run=lambda circuits, **given: told.update(given) or SimpleNamespace(job_id=lambda: "job-1"))
with warnings.catch_warnings(record=True) as warned:
    warnings.simplefilter("always")
    job.submit([], "study", backend, ThreadPoolExecutor(1), threading.Lock(), "project", ["bell"], shots=16)
    job.future.result()
said = [str(each.message) for each in warned]
kept = {"job_name": "study", "job_tags": ["bell"], "shots": 16}
done(
    shows=told == kept and "no longer supported" in str(said),
    seen=f"given the level project, the backend is told {told}; {said}",
)

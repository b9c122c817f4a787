"""MEMBER-2: result() takes no timeout (qiskit-braket-provider 0.27.1)."""

import sys
from inspect import signature

from loopback import Service
from qiskit.providers import JobV1

job = Service("COMPLETED").job()
try:
    said = job.result(timeout=5)
except TypeError as error:
    said = error
print(f"result{signature(job.result)}, and JobV1.result{signature(JobV1.result)}; result(timeout=5) came to {said!r}")
sys.exit(0 if isinstance(said, TypeError) and not signature(job.result).parameters else 1)

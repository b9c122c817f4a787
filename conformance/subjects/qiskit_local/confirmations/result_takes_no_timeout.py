"""result() of a PrimitiveJob, as of its interface BasePrimitiveJob, takes no timeout (qiskit 2.6.2)."""

import inspect
import sys
import time

from qiskit.primitives import BasePrimitiveJob
from qiskit.primitives.primitive_job import PrimitiveJob

takes = {each.__name__: str(inspect.signature(each.result)) for each in (PrimitiveJob, BasePrimitiveJob)}
job = PrimitiveJob(time.sleep, 1)
job._submit()
try:
    seen = job.result(timeout=0.1)
except Exception as error:
    seen = error
print(f"{takes}; result(timeout=0.1): {seen!r}")
sys.exit(0 if isinstance(seen, TypeError) and "timeout" not in str(takes) else 1)

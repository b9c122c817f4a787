"""RESULT-3, TIMEOUT-3: the questions of a wait come ever later, and so do its result and its timeout (azure-quantum 3.13.0)."""

import sys
import time
from concurrent.futures import ThreadPoolExecutor

from loopback import Service, tell

began = time.monotonic()
ends, runs = Service(lambda: "Succeeded" if time.monotonic() - began > 15.5 else "Executing"), Service("Executing")


def took(service, timeout):
    job, first = service.job(), time.monotonic()
    said = tell(lambda: job.result(timeout=timeout))
    return said, time.monotonic() - began, [round(each - first, 1) for each in service.asked[1:]]


with ThreadPoolExecutor() as pool:
    result, timeout = pool.map(took, (ends, runs), (None, 15.5))
print(f"\nasked after {result[2]} s")
print(f"the job ended after 15.5 s; result() came to {result[0]} after {result[1]:.1f} s")
print(f"the job goes on; result(timeout=15.5) {timeout[0]} after {timeout[1]:.1f} s")
late = result[1] > 20.5 and timeout[1] > 20.5
sys.exit(0 if late and result[0] == "a Result, success True" and timeout[0] == "raised TimeoutError" else 1)

"""The wall clock is set forward by an hour: result(timeout=6) of a RuntimeJob gives up at once (qiskit-ibmq-provider 0.20.2)."""

import time

from loopback import done, runtime_job, server

job, real, began = runtime_job(server(lambda *_: (200, {"status": "Queued"}))), time.time, time.monotonic()
time.time = lambda: real() + (3600 if time.monotonic() - began > 1 else 0)  # what a machine does that finds the right time
try:
    seen = job.result(timeout=6, wait=0.5)
except Exception as error:
    seen = type(error).__name__
took = time.monotonic() - began
done(shows=seen == "JobTimeoutError" and took < 3, seen=f"result(timeout=6) raised {seen} after {took:.1f} s")

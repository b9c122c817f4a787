"""TIMEOUT-7, WAIT-13: a request of result() has no read timeout, so a service that stalls outlasts the user's."""

import time

from loopback import QUEUED, STATUS, Service, found

job = Service({STATUS: [QUEUED, lambda: time.sleep(6) or QUEUED]}).job()
job.status()
began = time.monotonic()
try:
    job.result(timeout=1)
except Exception as error:
    took = time.monotonic() - began
    found(took > 5, f"result(timeout=1) raised {type(error).__name__} after {took:.1f} s")

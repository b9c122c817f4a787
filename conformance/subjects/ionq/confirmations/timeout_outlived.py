"""`result(timeout=1)` goes on while one request hangs, and while each is refused with 503 (qiskit-ionq 1.1.1)."""

import time
from threading import Thread

from loopback import READY, STATUS, Service, found, tell

services = {"silent": Service({STATUS: [READY, lambda: time.sleep(60)]}), "refusing": Service({STATUS: [READY, 503]})}
jobs, said = {name: service.job() for name, service in services.items()}, {}
for name, job in jobs.items():
    Thread(target=lambda name=name, job=job: said.update({name: tell(lambda: job.result(timeout=1))}), daemon=True).start()
time.sleep(12)
counts = {name: len(service.moments(STATUS)) - 1 for name, service in services.items()}
found(
    not said and counts["silent"] == 1 and counts["refusing"] > 5,
    f"12 s after result(timeout=1) it has come back from: {said or 'none'}; requests so far: {counts}",
)

"""TIMEOUT-7: a service that takes a question and never answers keeps result(timeout=1) for longer (azure-quantum 3.13.0)."""

import sys
import time
from threading import Thread

from loopback import Service, tell

services = {"its status": Service("Executing", None), "its result": Service("Succeeded", result=None)}
jobs, said = {silent: service.job() for silent, service in services.items()}, {}
for silent, job in jobs.items():
    call = lambda job=job, silent=silent: said.update({silent: tell(lambda: job.result(timeout=1))})  # noqa: E731
    Thread(target=call, daemon=True).start()
time.sleep(10)
for silent in jobs:
    print(f"asked for {silent}, the service is silent; result(timeout=1) after 10 s: {said.get(silent, 'still waits')}")
sys.exit(0 if not said else 1)

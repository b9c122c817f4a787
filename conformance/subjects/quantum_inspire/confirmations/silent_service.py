"""TIMEOUT-7: a service that takes a question and never answers keeps result(timeout=1) for longer (qiskit-quantuminspire 0.18.6)."""

import sys
import time
from threading import Thread

from loopback import SILENT, Service, tell

said = {}


def ask(silent, service):
    """What result(timeout=1) came to, once it did."""
    job = service.job()
    Thread(target=lambda: said.update({silent: tell(lambda: job.result(timeout=1))}), daemon=True).start()
    time.sleep(6)
    print(f"asked for {silent}, the service is silent; result(timeout=1) after 6 s: {said.get(silent, 'still waits')}")


ask("its status", Service(SILENT))
ask("its result", Service("finished", result=SILENT))
sys.exit(0 if not said else 1)

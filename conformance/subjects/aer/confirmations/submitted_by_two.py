"""SUBMIT-2: submit() asks whether there is a future and then makes one, so two threads may both submit.

A thread is let in between the two by an executor whose submit() takes a moment, as a pool that starts a thread may.
"""

import sys
import time
from concurrent.futures import ThreadPoolExecutor
from threading import Thread

from qiskit.providers import JobError
from qiskit_aer import __version__
from qiskit_aer.jobs import AerJob


class Slow(ThreadPoolExecutor):
    """Hands out its future late."""

    def submit(self, *given, **more):
        """Take a moment."""
        time.sleep(0.1)
        return super().submit(*given, **more)


ran, refused = [], []
job = AerJob(None, "job-1", lambda *_: ran.append(1), circuits=[], run_options={}, executor=Slow(1))


def submit():
    """Submit as one of two."""
    try:
        job.submit()
    except JobError as error:
        refused.append(error)


threads = [Thread(target=submit) for _ in range(2)]
[each.start() for each in threads]
[each.join() for each in threads]
job.result()
time.sleep(0.2)
print(f"qiskit-aer {__version__}: two calls of submit() ran the job {len(ran)} times, and {len(refused)} was refused")
sys.exit(0 if len(ran) == 2 else 1)

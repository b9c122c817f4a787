"""TIMEOUT-1, RESULT-5, RESULT-7, CANCEL-3 as jobv1: what the future raises comes through, and none of it is a JobError."""

import sys
import time

from qiskit.providers import JobError
from qiskit_aer import __version__
from qiskit_aer.jobs import AerJob


def job(work):
    """Run this."""
    made = AerJob(None, "job-1", work, circuits=[], run_options={})
    made.submit()
    return made


def raised(call):
    """What a call raises."""
    try:
        return call()
    except BaseException as error:
        return error


running, waiting = job(lambda *_: time.sleep(1)), job(lambda *_: 1)
time.sleep(0.1)
timeout, stopped, cancelled = raised(lambda: running.result(timeout=0.1)), running.cancel(), waiting.cancel()
seen = [timeout, raised(waiting.result), raised(job(lambda *_: 1 / 0).result)]
print(f"qiskit-aer {__version__}: {[type(each).__name__ for each in seen]}; cancel() of a running job said {stopped}")
sys.exit(0 if cancelled and not stopped and not any(isinstance(each, JobError) for each in seen) else 1)

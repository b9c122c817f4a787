"""CALLBACK-9: wait_for_final_state() of JobV1 does not call its callback with the final state."""

import sys
import time

from qiskit_aer import __version__
from qiskit_aer.jobs import AerJob

job, told = AerJob(None, "job-1", lambda *_: time.sleep(0.5), circuits=[], run_options={}), []
job.submit()
job.wait_for_final_state(wait=0.1, callback=lambda _, status, __: told.append(status.name))
print(f"qiskit-aer {__version__}: told {sorted(set(told))}, and is {job.status().name}")
sys.exit(0 if told and "DONE" not in told else 1)

"""Threads that call `submit()` at once: in some of many trials the simulation is run more than once (a race)."""

import sys
import threading

from qiskit_aer.jobs import AerJob

sys.setswitchinterval(1e-6)
most = 0
for _ in range(2000):
    runs, start = [], threading.Barrier(4)

    def submit(job, start=start):
        start.wait()
        try:
            job.submit()
        except Exception:  # the one that came too late
            pass

    job = AerJob(None, "job-1", lambda *given, runs=runs: runs.append(given), circuits=["c"], run_options={})
    threads = [threading.Thread(target=submit, args=(job,)) for _ in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    job.result()
    most = max(most, len(runs))
    if most > 1:
        break
print(f"runs of one job: {most}")
raise SystemExit(0 if most > 1 else 1)

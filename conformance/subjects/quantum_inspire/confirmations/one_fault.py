"""RESILIENCE-6: result() ends at one refusal that the next question would not meet (qiskit-quantuminspire 0.18.6)."""

import sys

from loopback import CLOSED, RESET, Service, tell

seen = {}
for fault in (503, 502, 429, CLOSED, RESET):
    service = Service(fault, "finished")
    job = service.job()
    seen[fault] = tell(job.result), service.asked, tell(job.result)
gone = Service("finished")
gone.shutdown()
gone.server_close()
job = gone.job()
first = tell(job.result)
seen["nobody listens"] = first, 0, tell(Service("finished", port=gone.server_port) and job.result)
for fault, (first, asked, again) in seen.items():
    what = {CLOSED: "connection closed", RESET: "connection reset"}.get(fault, fault)
    print(f"once {what}: result() {first} after {asked} requests; called again, it came to {again}")
lost = {first for fault, (first, _, _) in seen.items() if fault in {CLOSED, RESET}}
rest = [first.startswith("raised") and again.startswith("a Result") for first, asked, again in seen.values() if asked < 2]
sys.exit(0 if rest == [True] * 4 and lost == {"a Result, success True"} else 1)

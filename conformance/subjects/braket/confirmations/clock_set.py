"""RESILIENCE-11: a wall clock that is set forward ends both waits before their time (qiskit-braket-provider 0.27.1)."""

import sys
import time

from loopback import Service

real = time.time


def tell(member, ahead, **given):
    job, began = Service("RUNNING").job(), time.monotonic()
    time.time = lambda: real() + (ahead if time.monotonic() - began > 1 else 0)
    try:
        said = getattr(job, member)(**given)
        said = f"returned success {said.success}, results {said.results}, status {said.status}"
    except Exception as error:
        said = f"raised {type(error).__name__}"
    took = time.monotonic() - began
    print(f"clock set {ahead} s forward after 1 s, the task runs: {member}({given}) {said} after {took:.1f} s")
    return said, took


waited = tell("wait_for_final_state", 3600, timeout=10, wait=1)
result = tell("result", 6 * 24 * 3600)
sys.exit(0 if waited[0] == "raised JobTimeoutError" and waited[1] < 9 and "RUNNING" in result[0] else 1)

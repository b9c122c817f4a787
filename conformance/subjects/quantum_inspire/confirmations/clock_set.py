"""RESILIENCE-11: a wall clock that is set moves the end of both waits (qiskit-quantuminspire 0.18.6, qiskit 2.3.1)."""

import sys
import time
from threading import Thread

from loopback import Service, tell

real, seen = time.time, {}


def took(member, ahead, *, until, **given):
    """What the call came to, and when; it is waited for until then."""
    job, said, began = Service("running").job(), [], time.monotonic()
    time.time = lambda: real() + (ahead if time.monotonic() - began > 0.5 else 0)
    thread = Thread(target=lambda: said.append(tell(lambda: getattr(job, member)(**given))), daemon=True)
    thread.start()
    thread.join(until)
    seen[member, ahead] = said[0] if said else "still waits", time.monotonic() - began
    print(f"clock set by {ahead} s, {member}({given}) {seen[member, ahead][0]} after {seen[member, ahead][1]:.1f} s")


took("result", 3600, timeout=9, until=9)
took("wait_for_final_state", 3600, timeout=4, wait=1, until=4)
took("wait_for_final_state", -3600, timeout=1, wait=1, until=5)
sys.exit(0 if [said for said, _ in seen.values()] == ["raised JobTimeoutError"] * 2 + ["still waits"] else 1)

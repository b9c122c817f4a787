"""RESILIENCE-11: a wall clock that is set moves the end of both waits (azure-quantum 3.13.0)."""

import sys
import time
from threading import Thread

from loopback import Service, tell

real, seen = time.time, {}


def took(member, ahead, **given):
    """What the call came to, and when; 5 s are waited for it."""
    job, said, began = Service("Executing").job(), [], time.monotonic()
    time.time = lambda: real() + (ahead if time.monotonic() - began > 0.5 else 0)
    thread = Thread(target=lambda: said.append(tell(lambda: getattr(job, member)(**given))), daemon=True)
    thread.start()
    thread.join(5)
    seen[member, ahead] = said[0] if said else "still waits", time.monotonic() - began


took("result", 3600, timeout=4)
took("wait_for_final_state", 3600, timeout=4, wait=0.5)
took("result", -3600, timeout=1)
took("wait_for_final_state", -3600, timeout=1, wait=0.5)
print()
for (member, ahead), (said, after) in seen.items():
    print(f"clock set by {ahead} s, {member}(timeout={4 if ahead > 0 else 1}) {said} after {after:.1f} s")
early = [said.startswith("raised") and after < 3 for (_, ahead), (said, after) in seen.items() if ahead > 0]
late = [said == "still waits" for (_, ahead), (said, _) in seen.items() if ahead < 0]
sys.exit(0 if all(early + late) else 1)

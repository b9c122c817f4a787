"""The wall clock is set by an hour: a wait of 4 s gives up early, or goes on (qiskit-aqt-provider 1.15.0)."""

import time
from threading import Thread

from loopback import QUEUED, Service, found, tell

REAL = time.time


def took(step: float) -> tuple[str, float]:
    """What comes of the call, and when, if the clock is moved a second after it began; seven seconds are waited for it."""
    job, said, began = Service(QUEUED).job(), [], time.monotonic()
    time.time = lambda: REAL() + (step if time.monotonic() - began > 1 else 0)
    thread = Thread(target=lambda: said.append(tell(lambda: job.wait_for_final_state(timeout=4, wait=0.5))), daemon=True)
    thread.start()
    thread.join(7)
    return (said[0] if said else "still waiting"), time.monotonic() - began


forward, back = took(3600), took(-3600)
found(
    forward[0] == "JobTimeoutError" and forward[1] < 3 and back[0] == "still waiting",
    f"wait_for_final_state(timeout=4) of a queued job; forward: {forward[0]} after {forward[1]:.1f} s, "
    f"back: {back[0]} after {back[1]:.1f} s",
)

"""A body that comes in pieces, each within the timeout of httpx, keeps `result(timeout=1)` (qiskit-aqt-provider 2.0.1)."""

import time

from loopback import QUEUED, Service, found, tell

service, began = Service(QUEUED, pauses=4, seconds=2.5), time.monotonic()
job = service.job()
said = tell(lambda: job.result(timeout=1, wait=0.1))
took = time.monotonic() - began
found(
    took > 8 and len(service.asked) == 1,
    f"a body in pieces with 4 pauses of 2.5 s; result(timeout=1) came to {said} after {took:.1f} s, "
    f"having asked {len(service.asked)} time(s)",
)

"""A service refuses with 429 and `Retry-After: 30`: it is asked again within a second, each time (qiskit-ionq 1.1.1)."""

from itertools import pairwise

from loopback import DONE, READY, STATUS, Service, found, tell

service = Service({STATUS: [READY, *[(429, {"Retry-After": "30"})] * 8, DONE]})
said = tell(service.job().result)
gaps = [after - before for before, after in pairwise(service.moments(STATUS)[1:])]
found(
    len(gaps) == 8 and max(gaps) < 2,
    f"refused 8 times for 30 s each, asked again after {', '.join(f'{gap:.2f}' for gap in gaps)} s; result() came to {said}",
)

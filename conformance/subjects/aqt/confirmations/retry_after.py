"""After a 429 with `Retry-After: 30` a wait asks again after its own interval, a second (qiskit-aqt-provider 1.15.0)."""

from itertools import pairwise

from loopback import DONE, Service, found, tell

service = Service(*[(429, {"Retry-After": "30"})] * 5, DONE)
said = tell(service.job().result)
gaps = [after - before for before, after in pairwise(service.asked)]
found(
    len(gaps) == 5 and max(gaps) < 2,
    f"refused 5 times for 30 s each, asked again after {', '.join(f'{gap:.2f}' for gap in gaps)} s; result() came to {said}",
)

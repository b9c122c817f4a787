"""`wait_for_final_state()` takes no callback, as JobV1's does, and its wait is 3 s, not 5 s (qiskit-ibm-provider 0.11.0)."""

from inspect import signature

from loopback import DONE, STATUS, Service, found
from qiskit.providers import JobV1

job = Service({STATUS: [DONE]}).job()
try:
    said = job.wait_for_final_state(callback=print)
except TypeError as error:
    said = error
mine, base = signature(type(job).wait_for_final_state).parameters, signature(JobV1.wait_for_final_state).parameters
found(
    isinstance(said, TypeError) and "callback" in base and (mine["wait"].default, base["wait"].default) == (3, 5),
    f"wait_for_final_state({', '.join(map(str, mine.values()))}); JobV1: {', '.join(map(str, base.values()))}; "
    f"called with a callback: {said!r}",
)

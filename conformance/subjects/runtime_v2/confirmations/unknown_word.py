"""RESILIENCE-3, RESILIENCE-4: an unknown word raises IBMError, where IBMRuntimeError is documented (until 0.22)."""

from loopback import QUEUED, STATUS, Service, found
from qiskit_ibm_runtime.exceptions import IBMApiError, IBMRuntimeError

said: object = None
try:
    said = Service({STATUS: [{**QUEUED, "state": {"status": "Paused"}}]}).job().status()
except Exception as error:
    said = error
wrong = isinstance(said, Exception) and not isinstance(said, IBMRuntimeError | IBMApiError)
found(wrong, f"the service says 'Paused'; status() came to {said!r}")

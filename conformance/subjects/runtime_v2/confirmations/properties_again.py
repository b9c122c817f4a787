"""METADATA-14: properties() is documented to return a cached version unless refresh is true; it asks each time."""

from loopback import DONE, STATUS, Service, found
from qiskit_ibm_runtime.ibm_backend import IBMBackend, IBMRetiredBackend

told = {
    "backend_version": "1.0.0",
    "last_update_date": "2026-11-21T12:00:00Z",
    "qubits": [[]],
    "gates": [],
    "general": [],
}
service = Service({"GET /backends/athens/properties": [told], STATUS: [DONE], "GET /jobs/job-1/metrics": [{}]})
backend = IBMBackend(IBMRetiredBackend.from_name("athens").configuration(), None, service.client())
job = service.job(backend=backend)
job.properties()
job.properties()
times = sum("properties" in each for each in service.asked)
found(times == 2, f"properties() called twice asked for them {times} times")

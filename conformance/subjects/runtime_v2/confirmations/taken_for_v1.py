"""RESULT-26: whatever a sampler's service gives that is no PrimitiveResult is read as a result of V1 (0.22; no longer in 0.29)."""

from loopback import DONE, RESULT, STATUS, Service, found

job = Service({STATUS: [DONE], RESULT: ['{"status": "COMPLETED"}']}).job(version=2)
job._start_websocket_client = lambda: None
try:
    said = repr(job.result())
except Exception as error:
    said = f"{type(error).__name__}: {error}"
found(said == "KeyError: 'quasi_dists'", f"result() came to {said}")

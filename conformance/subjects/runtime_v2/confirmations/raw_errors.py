"""RESILIENCE-1, RESILIENCE-8: what requests and a dictionary raise comes through where IBMRuntimeError is documented."""

from loopback import DONE, RESULT, STATUS, Service, found
from qiskit_ibm_runtime.exceptions import IBMApiError, IBMRuntimeError

seen = {}
for name, answers in {"404": [404], "no state": [{"id": "job-1"}], "a list": [[]], "half a body": ["{"]}.items():
    try:
        seen[name] = Service({STATUS: answers}).job().status()
    except Exception as error:
        seen[name] = error
try:
    seen["404 of the result"] = Service({STATUS: [DONE], RESULT: [404]}).job().result()
except Exception as error:
    seen["404 of the result"] = error
raw = {name: type(error).__name__ for name, error in seen.items() if not isinstance(error, IBMRuntimeError | IBMApiError)}
found(len(raw) == len(seen), f"raised neither IBMRuntimeError nor IBMApiError: {raw}")

"""Qiskit/qiskit-ibm-runtime#2246: a 503 is no longer tried again (0.35 to 0.40; mended in 0.41)."""

from loopback import DONE, STATUS, Service, found

service = Service({STATUS: [503, DONE]})
try:
    said = service.job().status()
except Exception as error:
    said = type(error).__name__
found(said != "DONE", f"after one 503 status() came to {said} with {len(service.asked)} requests")

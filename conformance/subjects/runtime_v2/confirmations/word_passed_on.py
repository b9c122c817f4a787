"""RESILIENCE-3, STATUS-11: a word that the client does not know is passed on as a status, and no wait ever ends."""

from loopback import QUEUED, STATUS, Service, found

job = Service({STATUS: [{**QUEUED, "state": {"status": "Cancelled - Ran too long"}}]}).job()
said, final = job.status(), job.in_final_state()
try:
    job.result(timeout=2)
except Exception as error:
    seen = f"status() said {said!r}, in_final_state() {final}; result(timeout=2) raised {type(error).__name__}"
    found((said, final) == ("CANCELLED - RAN TOO LONG", False), seen)

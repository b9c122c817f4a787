"""STATUS-17, RESULT-27: a job that ran too long is known by a text, and is CANCELLED if a code comes with it (until 0.25)."""

from loopback import DONE, RESULT, STATUS, Service, found

state = {"status": "Cancelled", "reason": "RAN TOO LONG", "reason_code": 1305}
job = Service({STATUS: [{**DONE, "state": state}], RESULT: ["Traceback: none"]}).job()
said, why = job.status(), job.error_message()
found((said, why) == ("CANCELLED", None), f"status() said {said}, error_message() returned {why}")

"""STATUS-18, ERROR-4: status() fetches the results of a failed job; without them it raises once, and the reason is lost."""

from loopback import FAILED, RESULT, STATUS, Service, found

reason = {"status": "Failed", "reason": "the machine is on fire"}
job = Service({STATUS: [{**FAILED, "state": reason}], RESULT: [404]}).job()
try:
    first = job.status()
except Exception as error:
    first = type(error).__name__
second, message = job.status(), job.error_message()
found(first != "ERROR" and message is None, f"status(): {first}, then {second}; error_message(): {message}")

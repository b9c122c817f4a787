"""ERROR-4: the service says why a job was stopped; error_message() of a job that ran too long leaves that out."""

from loopback import DONE, RESULT, STATUS, Service, found

state = {"status": "Cancelled", "reason": "it held the machine for ten hours", "reasonCode": 1305}
told = Service({STATUS: [{**DONE, "state": state}], RESULT: ["Traceback: none"]}).job().error_message()
found(state["reason"] not in told, f"the service says {state['reason']!r}; error_message() returned {told!r}")

"""CANCEL-13: cancel() that is refused with 401 raises an error that is not documented for it."""

from loopback import Service, found

try:
    Service({"POST /jobs/job-1/cancel": [401]}).job().cancel()
except Exception as error:
    found(type(error).__name__ == "IBMNotAuthorizedError", f"cancel() raised {type(error).__name__}")

"""ERROR-8: the error of a cancellation that failed does not keep what caused it."""

from loopback import Service, found

try:
    Service({"POST /jobs/job-1/cancel": [404]}).job().cancel()
except Exception as error:
    found(error.__cause__ is None, f"cancel() raised {type(error).__name__} from {error.__cause__}")

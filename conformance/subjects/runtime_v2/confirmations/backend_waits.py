"""IDENTITY-9: the service knows the backend of a queued job; backend() waits for the job to end before it asks."""

import time

from loopback import QUEUED, STATUS, Service, found

service, began = Service({STATUS: [QUEUED]}), time.monotonic()
try:
    said = service.job().backend(timeout=1)
except Exception as error:
    said = type(error).__name__
found(
    said == "RuntimeJobTimeoutError",
    f"the record says {QUEUED['backend']!r}; backend(timeout=1) raised {said} after {time.monotonic() - began:.1f} s",
)

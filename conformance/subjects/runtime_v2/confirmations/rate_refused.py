"""RESILIENCE-6: a wait of hours ends at one 429 without a time, and at one answer that breaks off; 5xx are tried again."""

from loopback import DONE, QUEUED, RESULT, STATUS, Service, found

job = Service({STATUS: [QUEUED, 429, DONE], RESULT: ['{"a": 1}']}).job(program_id="program")
try:
    said = repr(job.result())
except Exception as error:
    said = type(error).__name__
found(said == "RequestsApiError", f"the service was queued, refused once and was done; result() came to {said}")

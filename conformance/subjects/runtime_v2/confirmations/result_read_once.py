"""RESULT-4: a result that is fetched anew at each call; a service that gives it once has it gone."""

from loopback import DONE, RESULT, STATUS, Service, found

job = Service({STATUS: [DONE], RESULT: ['{"a": 1}', 410]}).job(program_id="program")
first = job.result()
try:
    said = repr(job.result())
except Exception as error:
    said = f"{type(error).__name__}"
found(first == {"a": 1} and said == "RequestsApiError", f"result() returned {first}, then raised {said}")

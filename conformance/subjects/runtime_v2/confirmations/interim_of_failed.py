"""STREAM-17: interim_results() of a failed job is documented to raise RuntimeJobFailureError; it returns what there is."""

from loopback import FAILED, RESULT, STATUS, Service, found

job = Service({STATUS: [FAILED], RESULT: ["no"], "GET /jobs/job-1/interim_results": ['{"a": 1}']}).job(program_id="program")
told = job.interim_results()
found(job.status() == "ERROR", f"status() said {job.status()}, interim_results() returned {told!r}")

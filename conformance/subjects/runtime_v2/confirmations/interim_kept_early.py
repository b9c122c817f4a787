"""STREAM-16: interim_results() fetches first and then asks for the status; what came in between is never fetched."""

from loopback import DONE, STATUS, Service, found

job = Service({STATUS: [DONE], "GET /jobs/job-1/interim_results": ["[1]", "[1, 2]"]}).job(program_id="program")
first, second = job.interim_results(), job.interim_results()
found(second == [1], f"the service has [1], is done, and has [1, 2]; interim_results() returned {first}, then {second}")

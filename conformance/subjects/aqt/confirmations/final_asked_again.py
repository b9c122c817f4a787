"""A job that has told its result is asked for again by each `status()` and each predicate (qiskit-aqt-provider 1.15.0)."""

from loopback import DONE, Service, found

service = Service(DONE)
job = service.job()
success, requests = job.result().success, {}
for question in ("status", "done", "running", "cancelled", "in_final_state"):
    before = len(service.asked)
    getattr(job, question)()
    requests[question] = len(service.asked) - before
found(
    success and set(requests.values()) == {1},
    f"result() returned a Result; requests of each question after that: {requests}",
)

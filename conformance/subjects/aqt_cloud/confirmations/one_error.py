"""One lost connection, 429 or 5xx ends `result()`, though the next question is answered (qiskit-aqt-provider 2.0.1)."""

from loopback import DONE, LOST, QUEUED, Service, found, tell

jobs = {answer or "lost": Service(QUEUED, answer, DONE).job() for answer in (LOST, 429, 500, 502, 503, 504)}
said = {name: tell(lambda job=job: job.result(wait=0.1)) for name, job in jobs.items()}
again = {tell(job.result) for job in jobs.values()}
found(
    list(said.values()) == ["AQTRequestError", *["AQTApiError"] * 5] and again == {"Result"},
    f"one question was not answered, the next one was; result() came to {said}; result() again: {again}",
)

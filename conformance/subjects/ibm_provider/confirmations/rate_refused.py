"""One 429 that names no time ends `result()`, though the next question is answered (qiskit-ibm-provider 0.11.0)."""

from loopback import DONE, QUEUED, STATUS, Service, found, tell

answers = {"429": 429, "429, Retry-After: 1": (429, {"Retry-After": "1"}), "500": 500, "502": 502, "503": 503, "504": 504}
jobs = {name: Service({STATUS: [QUEUED, answer, DONE]}).job() for name, answer in answers.items()}
for job in jobs.values():
    job.status()
said = {name: tell(job.result) for name, job in jobs.items()}
again = tell(jobs["429"].result)
found(
    list(said.values()) == ["IBMJobApiError", *["Result"] * 5] and again == "Result",
    f"one answer was an error, the next one was fine; result() came to {said}; after the 429, result() again: {again}",
)

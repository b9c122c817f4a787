"""One 500 ends `result()`, though the next question is answered; 429 and 502 to 504 are outlived (qiskit-ionq 1.1.1)."""

from loopback import DONE, READY, STATUS, Service, found, tell

jobs = {code: Service({STATUS: [READY, code, DONE]}).job() for code in (500, 429, 502, 503, 504)}
said = {code: tell(lambda job=job: job.result(wait=0.1)) for code, job in jobs.items()}
again = tell(jobs[500].result)
ended = [code for code, came in said.items() if came == "IonQAPIError"]
outlived = [code for code, came in said.items() if came == "IonQResult"]
found(
    ended == [500] and outlived == [429, 502, 503, 504] and again == "IonQResult",
    f"one answer was an error, the next one was fine; result() came to {said}; after the 500, result() again: {again}",
)

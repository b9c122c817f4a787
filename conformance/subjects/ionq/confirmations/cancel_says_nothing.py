"""`cancel()` returns None, of a queued job and of one that is known to be done (qiskit-ionq 1.1.1)."""

from loopback import CANCEL, CANCELED, DONE, READY, STATUS, Service, found

accepts, refuses = Service({STATUS: [READY], CANCEL: [CANCELED]}), Service({STATUS: [DONE], CANCEL: [DONE]})
queued, ended = accepts.job(), refuses.job()
before = ended.status().name
said = queued.cancel(), ended.cancel()
asked = len(accepts.moments(CANCEL)), len(refuses.moments(CANCEL))
found(
    said == (None, None) and before == "DONE" and asked == (1, 1),
    f"cancel() of a queued job returned {said[0]}, of one that is {before} {said[1]}; requests to cancel: {asked}",
)

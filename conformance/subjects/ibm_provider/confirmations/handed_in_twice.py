"""How many jobs come of one `run()` (qiskit-ibm-provider 0.11.0) when a gateway loses the answer to it.

The source says of these tries that "the IBM Quantum API guarantees that retrying on specific 5xx errors is safe". The second
try is, to the letter, what another `run()` sends. A cancellation is sent again as well, and cancel() then raises.
"""

from loopback import CANCEL, SUBMIT, Service, found, tell
from qiskit import QuantumCircuit

service, circuit = Service({SUBMIT: [502, {"id": "job-2"}, {"id": "job-3"}], CANCEL: [502, 409]}), QuantumCircuit(1, 1)
backend = service.backend()
told, of_one_run = backend.run(circuit).job_id(), len(service.moments(SUBMIT))
backend.run(circuit)
sent = [each for each, (asked, _) in zip(service.sent, service.asked, strict=True) if asked == SUBMIT]
alike = sent[0] == sent[1] == sent[2]
cancelled, cancels = tell(service.job().cancel), len(service.moments(CANCEL))
found(
    (of_one_run, told, alike, cancelled, cancels) == (2, "job-2", True, "IBMJobInvalidStateError", 2),
    f"jobs handed in by one run(): {of_one_run}, told of: {told}; the same request as another run() sends: {alike}; "
    f"requests of one cancel(): {cancels}, which came to {cancelled}",
)

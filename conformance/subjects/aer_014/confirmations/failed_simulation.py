"""A circuit needs more memory than there is: its result says `success=False`, and its job is DONE."""

from qiskit import QuantumCircuit
from qiskit_aer import AerSimulator

circuit = QuantumCircuit(60)
circuit.h(range(60))
circuit.t(range(60))
circuit.save_statevector()
job = AerSimulator(method="statevector").run(circuit)
seen = job.result().success, job.status().name
print(seen)
raise SystemExit(0 if seen == (False, "DONE") else 1)

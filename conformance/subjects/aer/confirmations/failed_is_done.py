"""STATUS-8: a simulation that needs more memory than there is gives a result with success=False, and the job is DONE."""

import sys

from qiskit import QuantumCircuit
from qiskit_aer import AerSimulator, __version__

circuit = QuantumCircuit(60)
circuit.h(range(60))
circuit.t(range(60))
circuit.save_statevector()
job = AerSimulator(method="statevector").run(circuit)
success, status = job.result().success, job.status().name
print(f"qiskit-aer {__version__}: result().success is {success}, status() is {status}")
sys.exit(0 if (success, status) == (False, "DONE") else 1)

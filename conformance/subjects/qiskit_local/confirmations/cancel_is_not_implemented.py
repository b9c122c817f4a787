"""cancel() of a BasicProviderJob raises NotImplementedError (qiskit 2.6.2)."""

import sys

from qiskit import QuantumCircuit
from qiskit.providers.basic_provider import BasicSimulator

circuit = QuantumCircuit(1)
circuit.measure_all()
job = BasicSimulator().run(circuit)
try:
    print(f"{job.status().name}: cancel() returned {job.cancel()}")
except NotImplementedError as error:
    print(f"{job.status().name}: cancel() raised {error!r}")
    sys.exit(0)
sys.exit(1)

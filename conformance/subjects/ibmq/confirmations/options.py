"""`backend_options()` tells a size of the circuits that is no option, and hands out its own dictionaries."""

from loopback import done, ibmq_job
from qiskit import QuantumCircuit, assemble
from qiskit.providers.ibmq import IBMQBackend

job = ibmq_job("http://127.0.0.1:1", qobj=assemble(QuantumCircuit(2, 2), shots=16, marks={"mine": 1}))
job.backend_options()["marks"].clear()
seen = job.backend_options()
is_option = hasattr(IBMQBackend._default_options(), "n_qubits")
done(shows="n_qubits" in seen and not is_option and seen["marks"] == {}, seen=f"{seen}; n_qubits is an option: {is_option}")

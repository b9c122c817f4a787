"""An account of qiskit-ibmq-provider as it is after signing in: credentials, the account's client, and one machine.

Everything here is the published client's own; the addresses are led to a recording, or to the server that is recorded. This
file does not know any job.
"""

from __future__ import annotations

import os
from copy import copy
from typing import Any

from qiskit import QuantumCircuit
from qiskit.providers.ibmq import IBMQBackend
from qiskit.providers.ibmq.accountprovider import AccountProvider
from qiskit.providers.ibmq.credentials import Credentials
from qiskit.providers.models import QasmBackendConfiguration

# Qiskit assembles circuits in processes unless it is told that it is in one, and these do not live in virtual time.
os.environ["QISKIT_IN_PARALLEL"] = "TRUE"

MACHINE = "reference_bell"
TOKEN = "token-of-the-subjects"  # noqa: S105 - no password

#: The project that is charged.
CREDENTIALS = Credentials(
    TOKEN,
    "http://ibmq.test/api",
    websockets_url="ws://ibmq.test/",
    hub="ibm-q",
    group="open",
    project="main",
    access_token=TOKEN,
    services={"runtime": "http://runtime.test"},
)
CREDENTIALS.base_url = "http://ibmq.test/api"

#: What the client is told about the machine when it signs in.
CONFIGURATION = QasmBackendConfiguration(
    backend_name=MACHINE,
    backend_version="1.0.0",
    n_qubits=5,
    basis_gates=["id", "rz", "sx", "x", "h", "cx"],
    gates=[],
    local=False,
    simulator=False,
    conditional=False,
    open_pulse=False,
    memory=True,
    max_shots=100_000,
    coupling_map=None,
    max_experiments=300,
)


class Account(AccountProvider):
    """The published account, which knows its machine and need not ask for a list of them."""

    def __init__(self) -> None:
        super().__init__(copy(CREDENTIALS), None)
        # A runtime job makes the address of its websocket of this one, as far as it is `https`.
        self.credentials.runtime_url = "ws://runtime.test"

    def _discover_remote_backends(self, timeout: float | None = None) -> dict[str, IBMQBackend]:
        return {MACHINE: IBMQBackend(CONFIGURATION, self, self.credentials, self._api_client)}


def bell(name: str = "bell") -> Any:
    """A Bell circuit."""
    circuit = QuantumCircuit(2, name=name)
    circuit.h(0)
    circuit.cx(0, 1)
    circuit.measure_all()
    return circuit

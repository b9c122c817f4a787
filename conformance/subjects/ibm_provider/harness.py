"""The real `IBMCircuitJob` of qiskit-ibm-provider 0.11.0 under judgement: the last of a retired package."""

from __future__ import annotations

from types import SimpleNamespace

from qiskit import QuantumCircuit
from qiskit_ibm_provider.api.client_parameters import ClientParameters
from qiskit_ibm_provider.api.clients.runtime import RuntimeClient
from qiskit_ibm_provider.job import IBMCircuitJob

TOKEN = "key-5b1f0c"  # noqa: S105 - the API is played
BELL = QuantumCircuit(2, name="bell")
BELL.measure_all()


class RealIBMCircuitJob:
    """`IBMCircuitJob`, opened as `IBMBackendService.retrieve_job()` makes it."""

    profile = "jobv1"
    dialect = "dialect.toml"
    recordings = "recordings"
    deviations = "deviations.toml"
    secrets = TOKEN
    errors = {"api": ("IBMJobApiError",)}

    def __init__(self) -> None:
        self._parameters = ClientParameters(TOKEN, url="https://api.quantum-computing.ibm.com/runtime")
        self._client = RuntimeClient(self._parameters)
        self._backend = SimpleNamespace(name="ibm_kyoto", provider=SimpleNamespace(_runtime_client=self._client))
        self.made_of = {"backend": self._backend}

    def open(self, job_id: str) -> IBMCircuitJob:
        """Make the job, whose backend knows its provider and nothing else."""
        return IBMCircuitJob(self._backend, SimpleNamespace(_params=self._parameters), job_id, runtime_client=self._client)

    def run(self) -> IBMCircuitJob:
        """Run a circuit as `IBMBackend.run()` does, whose backends have retired with their service."""
        inputs = {"circuits": [BELL], "shots": 4}
        return self.open(self._client.program_run("circuit-runner", self._backend.name, inputs, hgp="ibm-q/open/main")["id"])

"""The real `IBMCircuitJob` of qiskit-ibm-provider 0.11.0 under judgement: the last of a retired package."""

from __future__ import annotations

from types import SimpleNamespace

from qiskit_ibm_provider.api.client_parameters import ClientParameters
from qiskit_ibm_provider.api.clients.runtime import RuntimeClient
from qiskit_ibm_provider.job import IBMCircuitJob

TOKEN = "key-5b1f0c"  # noqa: S105 - the API is played


class RealIBMCircuitJob:
    """`IBMCircuitJob`, opened as `IBMBackendService.retrieve_job()` makes it."""

    profile = "jobv1"
    dialect = "dialect.toml"
    recordings = "recordings"
    deviations = "deviations.toml"
    secrets = TOKEN
    errors = {"api": ("IBMJobApiError",)}

    def open(self, job_id: str) -> IBMCircuitJob:
        """Make the job, whose backend knows its provider and nothing else."""
        parameters = ClientParameters(TOKEN, url="https://api.quantum-computing.ibm.com/runtime")
        client = RuntimeClient(parameters)
        backend = SimpleNamespace(name="ibm_kyoto", provider=SimpleNamespace(_runtime_client=client))
        return IBMCircuitJob(backend, SimpleNamespace(_params=parameters), job_id, runtime_client=client)

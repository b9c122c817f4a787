"""The real `AQTJob` of qiskit-aqt-provider under judgement: its client asks over httpx."""

from __future__ import annotations

from qiskit import QuantumCircuit
from qiskit_aqt_provider import AQTProvider
from qiskit_aqt_provider.api_client import Resource
from qiskit_aqt_provider.aqt_job import AQTJob
from qiskit_aqt_provider.aqt_options import AQTOptions
from qiskit_aqt_provider.aqt_resource import AQTResource

TOKEN = "key-5b1f0c"  # noqa: S105 - the API is played
PROVIDER = AQTProvider(TOKEN, load_dotenv=False)
IBEX = Resource(
    workspace_id="default", resource_id="ibex", resource_name="IBEX", resource_type="device", available_qubits=12
)
BELL = QuantumCircuit(2, name="bell")
BELL.r(1.5, 0, 0)
BELL.measure_all()
CIRCUITS = [BELL]  # one list for all: its identity is part of what the job returns


class RealAQTJob:
    """`AQTJob`, opened as `AQTJob.restore()` does."""

    profile = "jobv1"
    dialect = "dialect.toml"
    recordings = "recordings"
    deviations = "deviations.toml"
    secrets = TOKEN
    errors = {"api": ("APIError", "HTTPError")}

    def open(self, job_id: str) -> AQTJob:
        """Make the handle of a job that was submitted before."""
        job = AQTJob(AQTResource(PROVIDER, IBEX), CIRCUITS, AQTOptions(with_progress_bar=False, shots=4))
        job._job_id = job_id
        return job

    def run(self) -> AQTJob:
        """Run a circuit."""
        return AQTResource(PROVIDER, IBEX).run(CIRCUITS, shots=4, with_progress_bar=False)

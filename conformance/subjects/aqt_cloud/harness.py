"""The real `CloudJob` of qiskit-aqt-provider 2 under judgement: it asks over the httpx client of aqt-connector."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from uuid import UUID

from aqt_connector import ArnicaApp, ArnicaConfig
from aqt_connector.models.arnica.response_bodies.jobs import RRQueued
from aqt_connector.models.arnica.response_bodies.resources import ResourceDetails
from qiskit import QuantumCircuit
from qiskit_aqt_provider._cloud.job import CloudJob
from qiskit_aqt_provider._cloud.job_metadata import CloudJobMetadata
from qiskit_aqt_provider._cloud.provider import _http_client_factory
from qiskit_aqt_provider._cloud.resource import CloudResource

TOKEN = "key-5b1f0c"  # noqa: S105 - the API is played
CONFIG = ArnicaConfig(Path("nowhere"))
BELL = QuantumCircuit(2, name="bell")
BELL.r(1.5, 0, 0)
BELL.measure_all()
IBEX = ResourceDetails.model_validate(
    {
        "id": "ibex",
        "name": "IBEX",
        "type": "device",
        "status": "online",
        "available_qubits": 12,
        "status_updated_at": "2026-11-21T00:00:00Z",
    }
)


class RealCloudJob:
    """`CloudJob`, opened as `CloudResource.restore_job()` does, by somebody who has logged in."""

    profile = "jobv1"
    dialect = "../aqt/dialect.toml"
    recordings = "../aqt/recordings"
    deviations = "deviations.toml"
    secrets = TOKEN
    errors = {"api": ("AQTApiError", "AQTRequestError", "AQTCredentialsError", "AQTValueError")}

    def __init__(self) -> None:
        self._arnica = ArnicaApp(CONFIG)
        self._arnica.auth_service = SimpleNamespace(get_or_refresh_access_token=lambda _: TOKEN)
        self._http = _http_client_factory(CONFIG)
        self._http.headers["Authorization"] = f"Bearer {TOKEN}"

    def open(self, job_id: str) -> CloudJob:
        """Make the handle of a job that was submitted before."""
        metadata = CloudJobMetadata(
            job_id=UUID(job_id), shots=4, backend_name="ibex", circuits=[BELL], initial_state=RRQueued(), memory=False
        )
        return CloudJob(self._arnica, self._http, metadata)

    def run(self) -> CloudJob:
        """Run a circuit."""
        return CloudResource(self._arnica, self._http, "default", IBEX).run(BELL, shots=4)

"""The real `CloudJob` of qiskit-aqt-provider 2 under judgement: it asks over the httpx client of aqt-connector."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from uuid import UUID

import httpx
from aqt_connector import ArnicaApp, ArnicaConfig
from aqt_connector.models.arnica.response_bodies.jobs import RRQueued
from qiskit import QuantumCircuit
from qiskit_aqt_provider._cloud.job import CloudJob
from qiskit_aqt_provider._cloud.job_metadata import CloudJobMetadata

TOKEN = "key-5b1f0c"  # noqa: S105 - the API is played
CONFIG = ArnicaConfig(Path("nowhere"))
BELL = QuantumCircuit(2)
BELL.measure_all()


class RealCloudJob:
    """`CloudJob`, opened as `CloudResource.restore_job()` does, by somebody who has logged in."""

    profile = "jobv1"
    dialect = "../aqt/dialect.toml"
    recordings = "../aqt/recordings"
    deviations = "deviations.toml"
    secrets = TOKEN
    errors = {"api": ("AQTApiError", "AQTRequestError", "AQTCredentialsError", "AQTValueError")}

    def open(self, job_id: str) -> CloudJob:
        """Make the handle of a job that was submitted before."""
        arnica = ArnicaApp(CONFIG)
        arnica.auth_service = SimpleNamespace(get_or_refresh_access_token=lambda _: TOKEN)
        metadata = CloudJobMetadata(
            job_id=UUID(job_id), shots=4, backend_name="ibex", circuits=[BELL], initial_state=RRQueued(), memory=False
        )
        return CloudJob(arnica, httpx.Client(), metadata)

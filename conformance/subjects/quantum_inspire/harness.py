"""The real `QIJob` of qiskit-quantuminspire under judgement: its client asks over aiohttp."""

from __future__ import annotations

from types import SimpleNamespace

import compute_api_client
from qi2_shared import client
from qiskit import QuantumCircuit
from qiskit_quantuminspire.qi_jobs import QIJob

TOKEN = "key-5b1f0c"  # noqa: S105 - the API is played
BACKEND = SimpleNamespace(name="QX emulator", id=1)
BELL = QuantumCircuit(2, 2)

# Who has logged in by the command line has this in a file.
client._config = compute_api_client.Configuration(host="https://api.quantum-inspire.com", access_token=TOKEN)


class RealQIJob:
    """`QIJob`, opened as `QIJob.deserialize()` does."""

    profile = "jobv1"
    dialect = "dialect.toml"
    recordings = "recordings"
    deviations = "deviations.toml"
    secrets = TOKEN
    made_of = {"backend": BACKEND}
    errors = {"api": ("ApiException", "ClientError")}

    def open(self, job_id: str) -> QIJob:
        """Make the handle of a batch of one job, which have the same number."""
        job = QIJob(BELL, BACKEND)
        job.batch_job_id = job.circuits_run_data[0].job_id = int(job_id)
        return job

"""The real `AzureQuantumJob` of azure-quantum under judgement, over its own authors' recordings of the live service.

The recordings are read where they lie, and never copied: `azure-quantum` in the folder that
`QJOBSPEC_RECORDINGS` names, else in `../shared/recordings` beside the project. They show no cancellation, so that is
synthesised.
"""

from __future__ import annotations

import os
from pathlib import Path

# Nothing is told to anybody of what is judged here; the package looks when it is imported.
os.environ["QDK_PYTHON_TELEMETRY"] = "none"

from azure.core.credentials import AzureKeyCredential
from azure.quantum import Workspace
from azure.quantum.qiskit import AzureQuantumProvider
from azure.quantum.qiskit.backends.rigetti import RigettiSimulatorBackend
from azure.quantum.qiskit.job import AzureQuantumJob

HERE = Path(__file__).parent
RECORDED = Path(os.environ.get("QJOBSPEC_RECORDINGS", HERE.parents[3] / "shared/recordings")) / "azure-quantum"
# Those of jobs that Qiskit handed in come first: their answers are the exemplars.
RECORDINGS = sorted(RECORDED.glob("*.yaml"), key=lambda file: "qiskit" not in file.name)
KEY = "key-5b1f0c"


class RealAzureQuantumJob:
    """`AzureQuantumJob`, opened as `AzureQuantumProvider.get_job()` does, but for looking through every backend there is."""

    profile = "jobv1"
    dialect = "dialect.toml"
    recordings = (*(RECORDINGS or [RECORDED]), "recordings")
    deviations = "deviations.toml"
    secrets = KEY
    errors = {"api": ("AzureError",)}

    def open(self, job_id: str) -> AzureQuantumJob:
        """Get the job from its workspace."""
        workspace = Workspace(
            subscription_id="00000000-0000-0000-0000-000000000000",
            resource_group="myresourcegroup",
            name="myworkspace",
            location="eastus",
            credential=AzureKeyCredential(KEY),
            _quantum_endpoint="https://eastus.quantum.azure.com",
            _from_connection_string=True,
        )
        backend = RigettiSimulatorBackend("rigetti.sim.qvm", AzureQuantumProvider(workspace))
        return AzureQuantumJob(backend, workspace.get_job(job_id))

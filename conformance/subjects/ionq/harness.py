"""The real `IonQJob` of qiskit-ionq under judgement: its client asks over requests, and each job is retrieved by its id."""

from __future__ import annotations

import os
import warnings

from qiskit import QuantumCircuit
from qiskit_ionq import IonQProvider
from qiskit_ionq.ionq_job import IonQJob

TOKEN = "key-5b1f0c"  # noqa: S105 - the API is played

# A provider asks for the size of its machines when it is made, and takes a size of its own where nobody answers.
os.environ["QISKIT_IONQ_API_URL"] = "http://127.0.0.1:9"
with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    BACKEND = IonQProvider(TOKEN, "https://api.ionq.co/v0.4").get_backend("ionq_simulator")
BELL = QuantumCircuit(2, name="bell")
BELL.measure_all()


class RealIonQJob:
    """`IonQJob`, opened as `IonQBackend.retrieve_job()` does."""

    profile = "jobv1"
    dialect = "dialect.toml"
    recordings = "recordings"
    deviations = "deviations.toml"
    secrets = TOKEN
    made_of = {"backend": BACKEND}
    errors = {"api": ("IonQAPIError", "IonQRetriableError", "IonQJobError")}

    def open(self, job_id: str) -> IonQJob:
        """Retrieve the job."""
        job: IonQJob = BACKEND.retrieve_job(job_id)
        return job

    def run(self) -> IonQJob:
        """Run a circuit."""
        job: IonQJob = BACKEND.run(BELL, shots=16)
        return job

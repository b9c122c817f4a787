"""The real `BraketQuantumTask` of qiskit-braket-provider under judgement: Amazon's SDK asks over botocore and urllib3."""

from __future__ import annotations

from types import SimpleNamespace

import boto3
from braket.aws import AwsQuantumTask, AwsSession
from qiskit_braket_provider.providers.braket_quantum_task import BraketQuantumTask

KEY, SECRET = "AKIDEXAMPLE", "key-5b1f0c"
SESSION = boto3.Session(region_name="us-east-1", aws_access_key_id=KEY, aws_secret_access_key=SECRET)
BACKEND = SimpleNamespace(name="SV1", version="2")


class RealBraketQuantumTask:
    """`BraketQuantumTask`, opened as `BraketBackend.retrieve_task()` makes it."""

    profile = "jobv1"
    dialect = "dialect.toml"
    recordings = "recordings"
    deviations = "deviations.toml"
    secrets = SECRET
    made_of = {"backend": BACKEND}
    errors = {"api": ("ClientError", "BotoCoreError")}

    def open(self, job_id: str) -> BraketQuantumTask:
        """Make the handle of a task, whose id is its ARN."""
        task = AwsQuantumTask(job_id, aws_session=AwsSession(boto_session=SESSION), quiet=True)
        return BraketQuantumTask(job_id, BACKEND, [task])

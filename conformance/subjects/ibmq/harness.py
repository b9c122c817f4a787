"""The real `IBMQJob`, `ManagedJob` and `RuntimeJob` of qiskit-ibmq-provider, with their own API clients."""

from __future__ import annotations

from typing import Any

from qiskit.providers.ibmq.api.clients import AccountClient, RuntimeClient
from qiskit.providers.ibmq.credentials import Credentials
from qiskit.providers.ibmq.job import IBMQJob
from qiskit.providers.ibmq.managed import ManagedJob
from qiskit.providers.ibmq.runtime import RuntimeJob

TOKEN = "token-of-the-subjects"

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


class Backend:
    """What a job asks of its backend without asking the service."""

    def name(self) -> str:
        """The name of the machine."""
        return "reference_bell"


class RealIBMQJob:
    """`IBMQJob`, retrieved as `IBMQBackend.retrieve_job()` does it."""

    profile = "ibmq-job"
    dialect = "ibmq"
    recordings = "recordings/ibmq"
    secrets = (TOKEN,)

    def __init__(self) -> None:
        self.client = AccountClient(CREDENTIALS)
        self.made_of = {"backend": Backend()}

    def open(self, job_id: str) -> IBMQJob:
        """Make the job with this id."""
        return IBMQJob(backend=self.made_of["backend"], api_client=self.client, **self.client.job_get(job_id))

    def construct(self, job_id: str, **given: Any) -> IBMQJob:
        """Make the job object by its constructor alone."""
        return IBMQJob(self.made_of["backend"], self.client, job_id, **{"creation_date": "", "status": "CREATING", **given})


class RealManagedJob(RealIBMQJob):
    """`ManagedJob` around such a job."""

    profile = "managed-job"

    def open(self, job_id: str) -> ManagedJob:
        """Make the job with this id, as the only one of its set."""
        return ManagedJob(0, 2, super().open(job_id))


class RealRuntimeJob:
    """`RuntimeJob`, made as `IBMRuntimeService.job()` makes it."""

    profile = "runtime-job"
    dialect = "runtime"
    recordings = "recordings/runtime"
    secrets = (TOKEN,)

    def open(self, job_id: str) -> RuntimeJob:
        """Make the job with this id."""
        return self.construct(job_id)

    def construct(self, job_id: str, **given: Any) -> RuntimeJob:
        """Make the job object by its constructor alone."""
        named = {"backend": Backend(), "program_id": "sampler", **given}
        return RuntimeJob(api_client=RuntimeClient(CREDENTIALS), credentials=CREDENTIALS, job_id=job_id, **named)

"""The real `IBMQJob`, `ManagedJob` and `RuntimeJob` of qiskit-ibmq-provider, with their own API clients."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from threading import Lock
from typing import Any

from qiskit.providers.ibmq.job import IBMQJob
from qiskit.providers.ibmq.managed import IBMQJobManager, ManagedJob, ManagedJobSet
from qiskit.providers.ibmq.runtime import RuntimeJob

from .account import MACHINE, TOKEN, Account, bell


class RealIBMQJob:
    """`IBMQJob`, retrieved by `provider.backend.retrieve_job()`."""

    profile = "ibmq-job"
    dialect = "ibmq"
    recordings = ("recordings/ibmq", "recordings/synthesised")
    distribution = "qiskit-ibmq-provider"
    deviations = "deviations-ibmqjob.toml"
    secrets = (TOKEN,)

    def __init__(self) -> None:
        self.account = Account()
        self.backend = self.account.get_backend(MACHINE)
        self.made_of: Mapping[str, object] = {"backend": self.backend}

    def open(self, job_id: str) -> Any:
        """Make the job with this id."""
        return self.account.backend.retrieve_job(job_id)

    def construct(self, job_id: str, **given: Any) -> Any:
        """Make the job object by its constructor alone."""
        return _constructed(self.account, job_id, **given)

    def run(self) -> Any:
        """Hand two Bell circuits in."""
        return self.backend.run(
            [bell(), bell()], "bell", job_tags=["bell"], experiment_id="recordings", shots=16, memory=True
        )


class RealManagedJob:
    """`ManagedJob` around such a job, and sets of them."""

    profile = "managed-job"
    dialect = "ibmq"
    recordings = ("recordings/managed", "recordings/ibmq")  # a set changes tags, as an IBMQJob does
    distribution = "qiskit-ibmq-provider"
    deviations = "deviations-managedjob.toml"
    secrets = (TOKEN,)

    def __init__(self) -> None:
        self.account, self.backend = _signed_in()

    def open(self, job_id: str) -> ManagedJob:
        """Make the job with this id, as the only one of its set."""
        return ManagedJob(0, 2, self.account.backend.retrieve_job(job_id))

    def construct(self, job_id: str) -> ManagedJob:
        """Make the job object by its constructor alone."""
        return ManagedJob(0, 2, _constructed(self.account, job_id))

    def run(self) -> ManagedJob:
        """Hand two Bell circuits in."""
        return _submitted(self.backend)

    def prepare(self) -> tuple[ManagedJob, object, object]:
        """Make a job that is not submitted, and two Bell circuits and the backend to submit it with."""
        return ManagedJob(0, 2), [bell(), bell()], self.backend

    def job_set(self, names: list[str], per_job: int, tags: list[str]) -> ManagedJobSet:
        """Submit a set of a Bell circuit of each name."""
        return IBMQJobManager().run([bell(name) for name in names], self.backend, "study", per_job, job_tags=tags)


class RealRuntimeJob:
    """`RuntimeJob`, retrieved by `provider.runtime.job()`."""

    profile = "runtime-job"
    dialect = "runtime"
    recordings = "recordings/runtime"
    distribution = "qiskit-ibmq-provider"
    deviations = "deviations-runtimejob.toml"
    secrets = (TOKEN,)

    def __init__(self) -> None:
        self.account = Account()
        self.runtime = self.account.runtime
        self.made_of: Mapping[str, object] = {"backend": self.account.get_backend(MACHINE)}

    def open(self, job_id: str) -> RuntimeJob:
        """Make the job with this id."""
        return self.runtime.job(job_id)

    def construct(self, job_id: str, **given: Any) -> RuntimeJob:
        """Make the job object by its constructor alone."""
        named = {"backend": self.made_of["backend"], "program_id": "sampler", **given}
        return RuntimeJob(api_client=self.runtime._api_client, credentials=self.account.credentials, job_id=job_id, **named)

    def run(self) -> RuntimeJob:
        """Hand a program in."""
        return self.runtime.run("sampler", {"backend_name": MACHINE}, {"shots": 16})


def _constructed(account: Account, job_id: str, **given: Any) -> Any:
    """An `IBMQJob` made by its constructor alone."""
    named = {"creation_date": "2021-01-01T00:00:00Z", "status": "CREATING", **given}
    return IBMQJob(account.get_backend(MACHINE), account._api_client, job_id, **named)


def _submitted(backend: Any) -> ManagedJob:
    """Two Bell circuits on their way, in a thread that ends with that."""
    job, circuits, executor = ManagedJob(0, 2), [bell(), bell()], ThreadPoolExecutor(1)
    job.submit(circuits, "bell", backend, executor, Lock(), job_tags=["bell"], shots=16)
    executor.shutdown(wait=False)
    return job


def _signed_in() -> tuple[Account, Any]:
    """A new account, and its machine."""
    account = Account()
    return account, account.get_backend(MACHINE)

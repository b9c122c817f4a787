"""The reference under judgement: one harness per job class, as any author would write it.

This file does not know the suite: a harness is a class with `profile`, and `start(work)` or `open(job_id)`, and may besides
`construct(job_id)` jobs and `run()` them: always the same circuits, since the service decides what becomes of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from threading import Lock
from typing import Any, Final

from . import opening
from .aerjob import AerJob
from .client import AccountClient, Deadline, RuntimeClient
from .ibmq import IBMQBackend, IBMQJob
from .managed import IBMQJobManager, ManagedJob, ManagedJobSet
from .places import PLACES, PROJECT
from .runtime import RuntimeJob, RuntimeJobV2

#: What everybody may know: the service admits any token.
_TOKEN: Final = "token-of-the-reference"  # noqa: S105 - no password

#: The machine of the service, and how often it runs each circuit.
_MACHINE: Final = "reference_bell"
_SHOTS: Final = 16

#: Two Bell circuits, as the IBM Quantum job API has them.
_BELL: Final[Mapping[str, Any]] = {
    "header": {"name": "bell", "memory_slots": 2, "creg_sizes": [["meas", 2]]},
    "config": {"n_qubits": 2, "memory_slots": 2},
    "instructions": [
        {"name": "h", "qubits": [0]},
        {"name": "cx", "qubits": [0, 1]},
        {"name": "barrier", "qubits": [0, 1]},
        {"name": "measure", "qubits": [0, 1], "memory": [0, 1]},
    ],
}
_QOBJ: Final[Mapping[str, Any]] = {
    "qobj_id": "bell-bell",
    "type": "QASM",
    "schema_version": "1.3.0",
    "config": {"shots": _SHOTS, "n_qubits": 2, "memory_slots": 2, "memory": True},
    "header": {"note": "two Bell circuits"},
    "experiments": [_BELL, _BELL],
}


class AerJobHarness:
    """Starts the reference's `AerJob`."""

    profile = "aer-job"

    def __init__(self) -> None:
        self.made_of: Mapping[str, object] = {"backend": object(), "qobj": {"qobj_id": "bell"}}
        self._numbers = count(1)

    def start(self, work: Callable[..., Any]) -> AerJob:
        """Make a job that runs `work`, not yet submitted."""
        return AerJob(self.made_of["backend"], f"job-{next(self._numbers)}", work, self.made_of["qobj"])


class IBMQJobHarness:
    """Opens the reference's `IBMQJob`."""

    profile = "ibmq-job"
    dialect = "ibmq"
    recordings = "recordings/ibmq"
    distribution = "qjobspec"

    secrets = (_TOKEN,)

    def __init__(self) -> None:
        self._client = AccountClient(PROJECT, _TOKEN)
        self._backend = IBMQBackend(_MACHINE, self._client)
        self.made_of: Mapping[str, object] = {"backend": self._backend}

    def open(self, job_id: str) -> IBMQJob:
        """Make the job with this id."""
        return self._backend.job(job_id)

    def construct(self, job_id: str, **given: Any) -> IBMQJob:
        """Make the job object by its constructor alone."""
        named: dict[str, Any] = {"creation_date": "", "status": "", **given}
        return IBMQJob(self._backend, self._client, job_id, **named)

    def run(self) -> IBMQJob:
        """Hand two Bell circuits in."""
        return self._backend.run(_QOBJ, job_name="bell", job_tags=["bell"], experiment_id="recordings")


class ManagedJobHarness:
    """Opens the reference's `ManagedJob`, which asks what an `IBMQJob` asks."""

    profile = "managed-job"
    dialect = "ibmq"
    recordings = ("recordings/managed", "recordings/ibmq")  # a set changes tags, as an IBMQJob does
    distribution = "qjobspec"
    secrets = (_TOKEN,)

    def __init__(self) -> None:
        self._backend = IBMQBackend(_MACHINE, AccountClient(PROJECT, _TOKEN))

    def open(self, job_id: str) -> ManagedJob:
        """Make the job with this id, as the only one of its set."""
        return self.construct(job_id)

    def construct(self, job_id: str) -> ManagedJob:
        """Make the job object by its constructor alone."""
        return ManagedJob(0, len(_QOBJ["experiments"]), self._backend.job(job_id))

    def run(self) -> ManagedJob:
        """Hand two Bell circuits in, in a thread that ends with that."""
        job, executor = ManagedJob(0, len(_QOBJ["experiments"])), ThreadPoolExecutor(1)
        job.submit(_QOBJ, "bell", self._backend, executor, Lock(), job_tags=["bell"])
        executor.shutdown(wait=False)
        return job

    def prepare(self) -> tuple[ManagedJob, object, IBMQBackend]:
        """Make a job that is not submitted, and two Bell circuits and the backend to submit it with."""
        return ManagedJob(0, 2), [_BELL, _BELL], self._backend

    def job_set(self, names: list[str], per_job: int, tags: list[str]) -> ManagedJobSet:
        """Submit a set of a Bell circuit of each name."""
        experiments = [{**_BELL, "header": {**_BELL["header"], "name": name}} for name in names]
        return IBMQJobManager().run(experiments, self._backend, "study", max_experiments_per_job=per_job, job_tags=tags)


class RuntimeJobHarness:
    """Opens the reference's `RuntimeJob`."""

    profile = "runtime-job"
    dialect = "runtime"
    recordings = "recordings/runtime"
    distribution = "qjobspec"
    secrets = (_TOKEN,)

    def __init__(self) -> None:
        self.made_of: Mapping[str, object] = {"backend": object()}

    def open(self, job_id: str) -> RuntimeJob:
        """Make the job with this id."""
        return opening.runtime_job(job_id, url=PLACES["runtime"], token=_TOKEN, backend=self.made_of["backend"])

    def construct(self, job_id: str, **given: Any) -> RuntimeJob:
        """Make the job object by its constructor alone."""
        named: dict[str, Any] = {"backend": self.made_of["backend"], "credentials": None, "program_id": "", **given}
        return RuntimeJob(api_client=RuntimeClient(PLACES["runtime"], _TOKEN), job_id=job_id, **named)

    def run(self) -> RuntimeJob:
        """Hand a program in, which is charged to a project."""
        return self.open(_submitted("runtime", {"hub": "ibm-q", "group": "open", "project": "main"}))


class RuntimeJobV2Harness:
    """Opens the reference's `RuntimeJobV2`."""

    profile = "runtime-job-v2"
    dialect = "runtime-v2"
    recordings = "recordings/runtime-v2"
    distribution = "qjobspec"
    secrets = (_TOKEN,)

    def __init__(self) -> None:
        self.made_of: Mapping[str, object] = {"backend": object()}

    def open(self, job_id: str) -> RuntimeJobV2:
        """Make the job with this id."""
        return opening.runtime_job_v2(job_id, url=PLACES["runtime-v2"], token=_TOKEN, backend=self.made_of["backend"])

    def construct(self, job_id: str, **given: Any) -> RuntimeJobV2:
        """Make the job object by its constructor alone."""
        named: dict[str, Any] = {
            "backend": self.made_of["backend"],
            "client_params": None,
            "program_id": "",
            "service": None,
            **given,
        }
        return RuntimeJobV2(api_client=RuntimeClient(PLACES["runtime-v2"], _TOKEN), job_id=job_id, **named)

    def run(self) -> RuntimeJobV2:
        """Hand a primitive in."""
        return self.open(_submitted("runtime-v2", {"tags": ["bell"]}))


def _submitted(family: str, said: Mapping[str, Any]) -> str:
    """The id of a new job of a runtime API, which samples a Bell circuit."""
    client = RuntimeClient(PLACES[family], _TOKEN)
    document = {"program_id": "sampler", "backend": _MACHINE, "params": {"shots": _SHOTS}, **said}
    with client.call(Deadline(60.0)) as call:
        return str(call.ask(client.submission(document)).document()["id"])

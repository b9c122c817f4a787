"""A backend of the IBM Quantum job API, as far as it makes jobs. This file does not know circuits."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from uuid import uuid4

from ..client import AccountClient, Call, Deadline, Fault, Refused, Request, Unreadable
from ..errors import IBMQBackendError, IBMQBackendJobLimitError, told_as
from .job import IBMQJob
from .record import Record

#: How many seconds a submission may take.
_SUBMISSION: Final = 600.0
#: What the service says when its user has too many jobs: the code of its answer, and that of its error report.
_LIMIT: Final = "3458"


class IBMQBackend:
    """A machine that takes jobs. `max_experiments` is how many circuits one job may have."""

    def __init__(self, name: str, client: AccountClient, max_experiments: int = 75) -> None:
        self._name = name
        self._client = client
        self.max_experiments = max_experiments

    def name(self) -> str:
        """What its users call it."""
        return self._name

    def run(
        self,
        circuits: Any,
        job_name: str | None = None,
        job_share_level: str | None = None,
        job_tags: list[str] | None = None,
        experiment_id: str | None = None,
        **run_config: Any,
    ) -> IBMQJob:
        """Submit circuits as one job: a Qobj as it is, or a list that becomes the experiments of one.

        What creates the job is sent once, so that no lost answer makes two of it (SUBMIT-15, RESOURCE-5). A job that was
        created and does not get its input is cancelled.
        """
        del job_share_level  # the service has no levels any more (E-62)
        said = {"name": job_name, "tags": job_tags, "experimentTag": experiment_id}
        document = {"backend": {"name": self._name}, "allowObjectStorage": True, "liveDataEnabled": None}
        qobj = _qobj(circuits, run_config)
        with told_as(IBMQBackendError, Fault), self._client.call(Deadline(_SUBMISSION)) as call:
            created = self._created(call, {**document, **{name: value for name, value in said.items() if value}})
            job_id, address = _addressed(created)
            try:
                call.ask(Request("PUT", address, document=qobj, is_bare=True))
                answer = call.ask(self._client.of_job(job_id, "/jobDataUploaded", "POST")).document()
            except Fault:
                self._taken_back(call, job_id)
                raise
        return self._job(job_id, answer.get("job"), qobj)

    def job(self, job_id: str) -> IBMQJob:
        """A job by its id, without asking for it: what else there is to know is asked for when its user does."""
        return IBMQJob(self, self._client, job_id, "", "")

    def _created(self, call: Call, document: Mapping[str, Any]) -> Mapping[str, Any]:
        try:
            return call.ask(self._client.submission(document)).document()
        except Refused as refused:
            if _LIMIT in refused.message or "limit" in refused.message.lower():
                raise IBMQBackendJobLimitError(str(refused)) from refused
            raise

    def _taken_back(self, call: Call, job_id: str) -> None:
        try:
            call.once(self._client.of_job(job_id, "/cancel", "POST"))
        except Fault:
            return

    def _job(self, job_id: str, said: object, qobj: Mapping[str, Any]) -> IBMQJob:
        record = Record().told(said if isinstance(said, dict) else {})
        given = ("job_id", "backend", "result", "qobj")
        fields = {name: value for name, value in record.fields.items() if name not in given}
        date, word = (str(fields.pop(name, "")) for name in ("creation_date", "status"))
        return IBMQJob(self, self._client, job_id, date, word, qobj=dict(qobj), **fields)


def _qobj(circuits: Any, run_config: Mapping[str, Any]) -> Mapping[str, Any]:
    if isinstance(circuits, Mapping) and "experiments" in circuits:
        return {**circuits, "config": {**circuits.get("config", {}), **run_config}}
    experiments = list(circuits) if isinstance(circuits, (list, tuple)) else [circuits]
    return {"qobj_id": str(uuid4()), "type": "QASM", "config": dict(run_config), "experiments": experiments, "header": {}}


def _addressed(created: Mapping[str, Any]) -> tuple[str, str]:
    storage = created.get("objectStorageInfo")
    job_id, address = created.get("id"), storage.get("uploadUrl") if isinstance(storage, dict) else None
    if not (isinstance(job_id, str) and isinstance(address, str)):
        raise Unreadable("the service has not said how the job is called and where its input goes")
    return job_id, address

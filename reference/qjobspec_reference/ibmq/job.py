"""IBMQJob: a job of the IBM Quantum job API, as the document of qiskit-ibmq-provider 0.12 to 0.14 describes it.

How far it is stands in `progress`, what is known of it in `record`, what came of it in `outcome`; `service` asks. This file
puts them together, one member at a time.
"""
# ruff: noqa: FBT001, FBT002 - the positional flags are those of the document.

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from copy import deepcopy
from datetime import datetime
from typing import Any, Final

from qjobspec import JobStatus, profile

from ..client import AccountClient, Deadline, Fault
from ..errors import IBMQJobApiError, IBMQJobFailureError, IBMQJobInvalidStateError, IBMQJobTimeoutError, told_as
from ..jobv1 import JobV1
from ..knowledge import UnknownWord
from ..moments import local
from ..properties import BackendProperties
from ..results import Result
from ..waiting import ANSWER, Budget, TimeIsUp
from . import inputs, tags
from .outcome import Outcome
from .progress import Progress
from .queue import QueueInfo
from .record import Record
from .service import JobService

_BOUNDS: Final = profile("ibmq-job").bounds


class IBMQJob(JobV1):
    """A job that a service runs. Making it asks nothing (CONSTRUCTOR-2)."""

    def __init__(
        self,
        backend: Any,
        api_client: AccountClient,
        job_id: str,
        creation_date: str,
        status: str,
        kind: str | None = None,
        name: str | None = None,
        time_per_step: dict[str, Any] | None = None,
        result: dict[str, Any] | None = None,
        qobj: Any = None,
        error: dict[str, Any] | None = None,
        tags: list[str] | None = None,
        run_mode: str | None = None,
        share_level: str | None = None,
        client_info: dict[str, str] | None = None,
        experiment_id: str | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(backend, job_id)
        given = {**kwargs, "creation_date": creation_date, "status": status, "kind": kind, "name": name, "error": error}
        given |= {"time_per_step": time_per_step, "qobj": qobj, "tags": tags, "run_mode": run_mode}
        given |= {"share_level": share_level, "client_info": client_info, "experiment_id": experiment_id}
        self._record = Record(deepcopy(given))
        self._service = JobService(api_client, job_id)
        self._progress = Progress(self._service, status, kwargs.get("info_queue"))
        self._outcome = Outcome(self._service, deepcopy(result))

    def __getattr__(self, name: str) -> Any:
        """What else the constructor was given or the service tells (CONSTRUCTOR-5), also with an underscore at its end."""
        record: Record = self.__dict__.get("_record", Record())
        for each in (name, name.removesuffix("_")):
            if each in record.fields:
                return record.copy_of(each)
        raise AttributeError(f"{type(self).__name__} has no attribute {name!r}")

    # How far it is

    def submit(self) -> None:
        """Raise: the job is submitted already (SUBMIT-8)."""
        raise NotImplementedError(f"job {self._job_id} was submitted by its backend's run()")

    def status(self) -> JobStatus:
        """Ask, unless the job is final: one question and nothing after it (STATUS-16, STATUS-18, RESOURCE-2)."""
        with told_as(IBMQJobApiError, Fault):
            return self._progress.ask()

    def cancel(self) -> bool:
        """Ask the service; `False` without asking for a job that has ended otherwise (CANCEL-10, CANCEL-14, CANCEL-17)."""
        if self._progress.is_final:
            return self._progress.state is JobStatus.CANCELLED
        with told_as(IBMQJobApiError, Fault):
            return self._service.cancel()

    def wait_for_final_state(
        self, timeout: float | None = None, wait: float | None = None, callback: Callable[..., object] | None = None
    ) -> None:
        """Wait; `wait` is the callback's interval alone, the service is asked by the profile's (WAIT-11, RESOURCE-1)."""
        self._wait(Budget(timeout, _BOUNDS.result_overrun), _BOUNDS.poll_interval, callback, wait)

    def result(self, timeout: float | None = None, wait: float = 5, partial: bool = False, refresh: bool = False) -> Result:
        """Wait, and give the result (RESULT-1) or the error of what came instead (RESULT-5, RESULT-7, RESULT-15)."""
        budget = Budget(timeout, _BOUNDS.result_overrun)
        state = self._wait(budget, wait)
        if state is JobStatus.CANCELLED:
            raise IBMQJobInvalidStateError(f"Unable to retrieve result for job {self._job_id}. Job was cancelled.")
        with told_as(IBMQJobTimeoutError, TimeIsUp, self._late()), told_as(IBMQJobApiError, Fault), budget.kept():
            if state is JobStatus.DONE:
                return self._outcome.result(budget.deadline, self._record, is_fresh=refresh)
            if partial and (found := self._outcome.partial(budget.deadline, self._record, is_fresh=refresh)):
                return found
            reason = self._reason(budget.deadline)
        raise IBMQJobFailureError(f"Unable to retrieve result for job {self._job_id}. Job has failed: {reason}")

    def error_message(self) -> str | None:
        """Why the job failed; `None` at once for one that has not (ERROR-1 to ERROR-5)."""
        return self._reason(Deadline(ANSWER)) if self.status() is JobStatus.ERROR else None

    # What it is

    def refresh(self) -> None:
        """Ask for the record (REFRESH-1); what is final stays so (REFRESH-4), and a result that is there too (REFRESH-5)."""
        with told_as(IBMQJobApiError, Fault):
            document = self._service.record()
        self._record = self._record.told(document)
        with suppress(UnknownWord):  # a word for `status()` to complain of; the rest of the record is good
            self._progress.hear(document)

    def queue_position(self, refresh: bool = False) -> int | None:
        """The place last told (QUEUE-3), or with `refresh` that of now (QUEUE-2), as the service counts (QUEUE-4)."""
        if refresh:
            self.status()
        queue = self._progress.queue
        return None if queue is None else queue.position

    def queue_info(self) -> QueueInfo | None:
        """Where the job stands in its queue; `None` if it is in none or nothing is known (QUEUE-5)."""
        self.status()
        return self._progress.queue

    def creation_date(self) -> datetime:
        """When the service created the job, in local time (METADATA-1)."""
        moment = local(self._told("creation_date"))
        if moment is None:
            raise IBMQJobApiError(f"the service does not say when job {self._job_id} was created")
        return moment

    def time_per_step(self) -> dict[str, datetime] | None:
        """When the job came to each step; asked for until it is final (METADATA-20, METADATA-21)."""
        if not (self._progress.is_final and self._record.steps()):
            self.refresh()
        return self._record.steps()

    def scheduling_mode(self) -> str | None:
        """How the job is scheduled, once it is (METADATA-19)."""
        if self._record.text("run_mode") is None or not self._progress.is_scheduled:
            self.refresh()
        return self._record.text("run_mode") if self._progress.is_scheduled else None

    def name(self) -> str | None:
        """The job's name, which may be empty (METADATA-3)."""
        name = self._told("name")
        return name if isinstance(name, str) else None

    def update_name(self, name: str) -> str:
        """Give the job another name (METADATA-4 to METADATA-6)."""
        if not isinstance(name, str):  # pyright: ignore[reportUnnecessaryIsInstance] # METADATA-5
            raise IBMQJobInvalidStateError(f"a name has to be a str, not {name!r}")
        with told_as(IBMQJobApiError, Fault):
            self._record = self._record.put("name", self._service.rename(name))
        return name

    def tags(self) -> list[str]:
        """The job's tags, in a list of the caller's own (TAG-1, TAG-10)."""
        self._told("tags")
        return self._record.tags()

    def update_tags(
        self,
        replacement_tags: list[str] | None = None,
        additional_tags: list[str] | None = None,
        removal_tags: list[str] | None = None,
    ) -> list[str]:
        """Change the tags that the service has now (TAG-2 to TAG-8); a change that somebody else made is not undone."""
        tags.checked(replacement_tags=replacement_tags, additional_tags=additional_tags, removal_tags=removal_tags)
        self.refresh()
        wanted = tags.changed(self._record.tags(), replacement_tags, additional_tags, removal_tags)
        with told_as(IBMQJobApiError, Fault):
            self._record = self._record.put("tags", self._service.tag(wanted))
        return self._record.tags()

    def share_level(self) -> str:
        """Who else may see the job (METADATA-18)."""
        self._told("share_level")
        return self._record.share_level()

    @property
    def client_version(self) -> dict[str, str]:
        """The version of each client that the job was made with (METADATA-16)."""
        self._told("client_info")
        return self._record.clients()

    @property
    def experiment_id(self) -> str:
        """The experiment that the job is part of (METADATA-17); the empty text if it is part of none (E-25)."""
        return self._told("experiment_id") or ""

    def properties(self) -> BackendProperties | None:
        """The backend as it was when the job ran (METADATA-13)."""
        with told_as(IBMQJobApiError, Fault):
            return self._service.properties()

    def qobj(self) -> Any:
        """What the job was run with, or `None` if it has none (METADATA-15); fetched once."""
        if self._record.fields.get("qobj") is None:
            with told_as(IBMQJobApiError, Fault):
                self._record = self._record.put("qobj", self._service.input(is_inline=self._record.is_inline))
        return self._record.copy_of("qobj")

    def circuits(self) -> list[Any]:
        """The circuits or schedules of the job (METADATA-11), none if they are lost (METADATA-10)."""
        return inputs.circuits(self.qobj())

    def header(self) -> dict[str, Any]:
        """The user's header of the job (METADATA-12), empty if it is lost (METADATA-10)."""
        return inputs.header(self.qobj())

    def backend_options(self) -> dict[str, Any]:
        """The options that the job was run with (METADATA-7, METADATA-8), none if they are lost (METADATA-10)."""
        return inputs.options(self.qobj())

    # What it hears

    def _wait(self, budget: Budget, interval: float, *calling_back: Any) -> JobStatus:
        with told_as(IBMQJobTimeoutError, TimeIsUp, self._late()), told_as(IBMQJobApiError, Fault):
            return self._progress.wait(budget, interval, self, *calling_back)

    def _reason(self, deadline: Deadline) -> str:
        reason, self._record = self._outcome.reason(deadline, self._record, self._progress.word)
        return reason

    def _late(self) -> str:
        return f"Timed out waiting for job {self._job_id}: it is not final, or its result not here"

    def _told(self, name: str) -> Any:
        """A field of the record; the service is asked once for those that the constructor was not given (CONSTRUCTOR-3)."""
        if not self._record.fields.get(name) and not self._record.is_told:
            self.refresh()
        return self._record.fields.get(name)

"""RuntimeJobV2: a primitive, as qiskit-ibm-runtime 0.26 to 0.29 describes it. This file does not know what it computes."""
# ruff: noqa: FBT001, FBT002 - the positional flags are those of the document.

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import deepcopy
from typing import Any, ClassVar, Final

from qjobspec import WORDS, JobStatus, StatusWord, profile

from ..client import Deadline, Fault, RuntimeClient, Unreadable
from ..errors import (
    IBMApiError,
    IBMRuntimeError,
    RuntimeInvalidStateError,
    RuntimeJobFailureError,
    RuntimeJobMaxTimeoutError,
    RuntimeJobTimeoutError,
    told_as,
)
from ..properties import BackendProperties
from ..waiting import ANSWER, Budget
from .chains import chained
from .program import Decoder, Program

_BOUNDS: Final = profile("runtime-job-v2").bounds
#: How many seconds lie between two questions: most of the lag that the profile allows, and four times what it asks for
#: at least, because whoever waits for an hour need not ask 36,000 times (RESOURCE-1, RESULT-3).
_WAIT: Final = 0.8 * _BOUNDS.result_lag
#: The code of the reason for which a service ends a job that ran too long (STATUS-17).
_TOO_LONG: Final = 1305
_WORDS: Final[Mapping[JobStatus, StatusWord]] = {
    JobStatus.INITIALIZING: "INITIALIZING",
    JobStatus.QUEUED: "QUEUED",
    JobStatus.RUNNING: "RUNNING",
    JobStatus.CANCELLED: "CANCELLED",
    JobStatus.DONE: "DONE",
    JobStatus.ERROR: "ERROR",
}


class RuntimeJobV2(Program):
    """A primitive that runs beside the machine; its states are words (STATUS-12)."""

    ERROR = "ERROR"  # MEMBER-4
    JOB_FINAL_STATES: tuple[StatusWord, ...] = ("DONE", "CANCELLED", "ERROR")  # MEMBER-4

    _family = WORDS["runtime-v2"]
    _bounds = _BOUNDS
    _api = IBMRuntimeError
    _late = RuntimeJobTimeoutError
    _is_brief: ClassVar = True

    def __init__(
        self,
        backend: Any,
        api_client: RuntimeClient,
        client_params: Any,
        job_id: str,
        program_id: str,
        service: Any,
        creation_date: str | None = None,
        user_callback: Callable[[str, Any], object] | None = None,
        result_decoder: Decoder | Sequence[Decoder] | None = None,
        image: str | None = "",
        session_id: str | None = None,
        tags: list[str] | None = None,
        version: int | None = None,
    ) -> None:
        super().__init__(backend, api_client, job_id, program_id, creation_date, chained(result_decoder), image)
        del version  # E-65: taken, and nothing is promised about it
        self._client_params = client_params
        self._provider = service
        self._session_id = session_id
        self._tags = None if tags is None else list(tags)
        self._end: Mapping[str, Any] = {}
        self._properties: BackendProperties | None = None
        if user_callback is not None:  # CONSTRUCTOR-6
            self.stream_results(user_callback)

    # How far it is

    def status(self) -> StatusWord:
        """Ask, unless the job is known to be final (STATUS-15, STATUS-16, RESILIENCE-3)."""
        return _WORDS[self._state()]

    def done(self) -> bool:
        """Whether the job has successfully run (PREDICATE-1)."""
        return self._state() is JobStatus.DONE

    def running(self) -> bool:
        """Whether the job is running (PREDICATE-2)."""
        return self._state() is JobStatus.RUNNING

    def cancelled(self) -> bool:
        """Whether the job was cancelled (PREDICATE-3)."""
        return self._state() is JobStatus.CANCELLED

    def errored(self) -> bool:
        """Whether the job has failed (PREDICATE-7)."""
        return self._state() is JobStatus.ERROR

    def in_final_state(self) -> bool:
        """Whether the job will never change again (PREDICATE-4)."""
        return _WORDS[self._state()] in self.JOB_FINAL_STATES

    def wait_for_final_state(self, timeout: float | None = None) -> None:
        """Wait, taking the state from the service's own answers alone (WAIT-11 to WAIT-14)."""
        self._wait(Budget(timeout, self._bounds.result_overrun), _WAIT)

    def result(self, timeout: float | None = None, decoder: Decoder | None = None) -> Any:
        """Wait, and decode the result for this call alone (RESULT-22 to RESULT-26), or raise what came of it (RESULT-27)."""
        budget = Budget(timeout, self._bounds.result_overrun)
        state = self._wait(budget, _WAIT)
        if state is JobStatus.CANCELLED:
            raise RuntimeInvalidStateError(f"Unable to retrieve result for job {self._job_id}. Job was cancelled.")
        if state is JobStatus.ERROR:
            raise self._failure(budget.deadline)
        return (decoder or self._decoder).decode(self._text(budget))

    # What it is

    def backend(self, timeout: float | None = None) -> Any:
        """The backend that the job was made for, or that the service tells within `timeout` (IDENTITY-9, IDENTITY-10)."""
        if self._backend is None:
            with told_as(self._api, Fault):
                name = self._service.record(Deadline(ANSWER if timeout is None else timeout)).get("backend")
            find = getattr(self._provider, "backend", None)
            self._backend = find(name) if name and callable(find) else name or None
        return self._backend

    @property
    def primitive_id(self) -> str:
        """The name of the primitive, which is what `program_id` tells too (METADATA-25)."""
        return self.program_id

    @property
    def session_id(self) -> str | None:
        """The session that the job belongs to, if any (METADATA-26)."""
        if self._session_id is None:
            self._session_id = self._known().get("session_id")
        return self._session_id

    @property
    def instance(self) -> str | None:
        """The instance in which the job was run, or hub, group and project where there are those (METADATA-27)."""
        said = getattr(self._client_params, "instance", None) or self._service.client.instance
        if said is None:
            parts = [self._known().get(name) for name in ("hub", "group", "project")]
            said = "/".join(str(part) for part in parts) if all(parts) else None
        return said

    @property
    def tags(self) -> list[str]:
        """The tags, in a list of the caller's own (TAG-1, TAG-10); asked for once if the constructor was not told."""
        if self._tags is None:
            self._tags = _tags(self._known())
        return list(self._tags)

    def update_tags(self, new_tags: list[str]) -> list[str]:
        """Make these all the tags of the job, and ask the service which it has then (TAG-5, TAG-8, TAG-9).

        A service that took them, and then tells no tags at all, has not told others (RESILIENCE-8).
        """
        if not (isinstance(new_tags, list) and all(isinstance(tag, str) for tag in new_tags)):  # pyright: ignore[reportUnnecessaryIsInstance] # a user need not check types
            raise IBMApiError(f"new_tags has to be a list of str, not {new_tags!r}")
        wanted = list(dict.fromkeys(new_tags))
        with told_as(IBMApiError, Fault):
            self._service.tag(wanted)
            record = self._service.record()
        told = wanted if record.get("tags") is None else _tags(record)
        if set(told) != set(wanted):
            raise IBMApiError(f"job {self._job_id} was to have the tags {wanted}, and has {told}")
        self._tags = told
        return list(told)

    @property
    def usage_estimation(self) -> dict[str, Any]:
        """How many seconds of the machine the job is expected to take; asked for until it is known (USAGE-1, USAGE-2)."""
        name = "estimated_running_time_seconds"
        return {"quantum_seconds": self._known(name).get(name)}

    def metrics(self) -> dict[str, Any]:
        """What the service has measured so far (USAGE-3, USAGE-4)."""
        with told_as(self._api, Fault):
            return self._service.metrics()

    def properties(self, refresh: bool = False) -> BackendProperties | None:
        """The backend's properties when the job ran (METADATA-13); asked for once, or to `refresh` (METADATA-14)."""
        if self._properties is None or refresh:
            with told_as(self._api, Fault):
                self._properties = self._service.properties()
        return deepcopy(self._properties)

    def interim_results(self, decoder: Decoder | None = None) -> Any:
        """What the job has published so far (STREAM-16, STREAM-18); the error of a job that failed (STREAM-17)."""
        if self._state() is JobStatus.ERROR:
            raise RuntimeJobFailureError(f"Unable to retrieve interim results. {self._reason(Deadline(ANSWER))}")
        with told_as(self._api, Fault):
            return (decoder or self._decoder).decode(self._service.interim_results())

    # What it hears

    def _state_in(self, record: Mapping[str, Any]) -> JobStatus:
        said = record.get("state")
        if not isinstance(said, dict):
            raise Unreadable(f"the service does not say how far job {self._job_id} is")
        state = self._knowledge.meaning(said.get("status"))
        if state is JobStatus.CANCELLED and _code(said) == _TOO_LONG:
            state = JobStatus.ERROR
        if state is JobStatus.ERROR and not self._knowledge.is_final:
            self._end = said
        return state

    def _reason(self, deadline: Deadline) -> str:
        code, reason = _code(self._end), self._end.get("reason")
        reason = str(reason) if reason else self._service.explanation(deadline) or "the service gives no reason"
        return reason if code is None else f"Error code {code}; {reason}"

    def _failure(self, deadline: Deadline) -> RuntimeJobFailureError | RuntimeJobMaxTimeoutError:
        reason = self._reason(deadline)
        if _code(self._end) == _TOO_LONG:
            return RuntimeJobMaxTimeoutError(reason)
        return RuntimeJobFailureError(f"Unable to retrieve job result. {reason}")

    def _ending(self, last: str | None) -> Iterator[str]:
        """The final result, if that is not what was delivered last (STREAM-3)."""
        if self._knowledge.state is JobStatus.DONE:
            text = self._service.result(Deadline(ANSWER))
            if last is None or _plain(last) != _plain(text):
                yield text


def _code(said: Mapping[str, Any]) -> int | None:
    code = said.get("reasonCode", said.get("reason_code"))
    return code if isinstance(code, int) else None


def _tags(record: Mapping[str, Any]) -> list[str]:
    said = record.get("tags")
    return [tag for tag in said if isinstance(tag, str)] if isinstance(said, list) else []


def _plain(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return text

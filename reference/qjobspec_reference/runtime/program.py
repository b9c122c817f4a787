"""What both runtime jobs are: a program at a service, with a result, logs and a stream.

Whoever extends `Program` says how the state is read out of a record, and which errors it tells of (RESILIENCE-1). This file
does not know how a state is told to the user.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from datetime import datetime
from functools import partial
from threading import Lock
from typing import Any, ClassVar

from qjobspec import Bounds, JobStatus

from ..client import Call, Deadline, Fault, RuntimeClient
from ..decoding import ResultDecoder
from ..errors import JobTimeoutError, QiskitError, RuntimeInvalidStateError, told_as
from ..knowledge import Knowledge
from ..moments import local
from ..waiting import ANSWER, Budget, Polling, TimeIsUp, wait_until
from .service import ProgramService
from .stream import Stream, Streamed

Decoder = type[Any]


class Program(ABC):
    """A program that a service runs. Making it without a callback asks nothing (CONSTRUCTOR-2)."""

    _family: ClassVar[Mapping[str, JobStatus]]
    _bounds: ClassVar[Bounds]
    _api: ClassVar[type[QiskitError]]
    _late: ClassVar[type[JobTimeoutError]]
    _is_brief: ClassVar[bool]

    def __init__(
        self,
        backend: Any,
        api_client: RuntimeClient,
        job_id: str,
        program_id: str,
        creation_date: str | None,
        result_decoder: Decoder | None,
        image: str | None,
    ) -> None:
        self._backend = backend
        self._job_id = job_id
        self._program_id = program_id
        self._creation_date = creation_date
        self._decoder: Decoder = result_decoder or ResultDecoder
        self._image = image
        self._inputs: dict[str, Any] | None = None
        self._service = ProgramService(api_client, job_id, is_brief=self._is_brief)
        self._knowledge = Knowledge(job_id, self._family)
        self._stream: Stream | None = None
        self._opening = Lock()

    def job_id(self) -> str:
        """The id that the service gave the job (IDENTITY-8, RESOURCE-4)."""
        return self._job_id

    # How far it is

    @abstractmethod
    def _state_in(self, record: Mapping[str, Any]) -> JobStatus:
        """The state that a record tells; `UnknownWord` for a word that nobody knows, `Unreadable` if it tells none."""

    @abstractmethod
    def _reason(self, deadline: Deadline) -> str:
        """Why the job failed, never empty (ERROR-1, ERROR-4)."""

    def _state(self) -> JobStatus:
        """The state, asked for unless it is final: one question, and nothing after it (RESOURCE-2, STATUS-18)."""
        if self._knowledge.is_final:
            return self._knowledge.state
        with told_as(self._api, Fault):
            return self._learn(self._service.record())

    def _learn(self, record: Mapping[str, Any]) -> JobStatus:
        return self._knowledge.learn(self._state_in(record))

    def cancel(self) -> None:
        """Ask the service, which says what comes of it (CANCEL-11 to CANCEL-14); a cancelled stream ends (STREAM-15)."""
        with told_as(self._api, Fault):
            is_accepted = self._service.cancel()
        if not is_accepted:
            raise RuntimeInvalidStateError(f"Job {self._job_id} cannot be cancelled: the service says that it has ended.")
        if self._stream is not None and self._stream.is_open and self._state() is JobStatus.CANCELLED:
            self._stream.stop()

    def _wait(self, budget: Budget, wait: float) -> JobStatus:
        """Wait until the job is final, asking every `wait` seconds; at once if that is known (WAIT-8)."""
        if not self._knowledge.is_final:
            late = f"Timed out waiting for job {self._job_id} to complete."
            call = self._service.client.call(budget.deadline)
            with told_as(self._late, TimeIsUp, late), told_as(self._api, Fault), call as asked:
                wait_until(partial(self._is_final, asked), Polling(wait, budget), budget.deadline)
        return self._knowledge.state

    def _is_final(self, call: Call) -> bool:
        self._learn(self._service.take(call.once(self._service.status())))
        return self._knowledge.is_final

    def _text(self, budget: Budget) -> str:
        """The text of the result (RESULT-12, RESILIENCE-9)."""
        late = f"Timed out fetching the result of job {self._job_id}."
        with told_as(self._late, TimeIsUp, late), told_as(self._api, Fault), budget.kept():
            return self._service.result(budget.deadline)

    def error_message(self) -> str | None:
        """Why the job failed; `None` at once for one that has not (ERROR-1 to ERROR-5)."""
        return self._reason(Deadline(ANSWER)) if self._state() is JobStatus.ERROR else None

    # What it is

    @property
    def creation_date(self) -> datetime | None:
        """When the service created the job; asked for if the constructor was not told (METADATA-1, METADATA-2)."""
        return local(self._creation_date or self._known("created").get("created"))

    @property
    def image(self) -> str:
        """The image that the program runs in, as `name:tag`; the empty text for the usual one (METADATA-22)."""
        return self._image or str(self._known().get("runtime") or "")

    @property
    def program_id(self) -> str:
        """The program that the job runs (METADATA-24)."""
        if not self._program_id:
            program = self._known().get("program")
            self._program_id = str(program.get("id", "")) if isinstance(program, dict) else ""
        return self._program_id

    @property
    def inputs(self) -> dict[str, Any]:
        """What the program was run with, in a dictionary of the caller's own (METADATA-23, METADATA-28); asked for once."""
        if self._inputs is None:
            with told_as(self._api, Fault):
                self._inputs = self._service.inputs()
        return deepcopy(self._inputs)

    def logs(self) -> str:
        """What the program has written so far (LOG-1 to LOG-4)."""
        with told_as(self._api, Fault):
            return self._service.logs()

    def _known(self, *fields: str) -> Mapping[str, Any]:
        with told_as(self._api, Fault):
            return self._service.known(*fields)

    # Its stream

    def stream_results(self, callback: Callable[[str, Any], object], decoder: Decoder | None = None) -> None:
        """Hand each result to `callback` from a thread of the stream's own (STREAM-1 to STREAM-7)."""
        with self._opening:
            if self._stream is not None and self._stream.is_open:
                raise RuntimeInvalidStateError("A callback function is already streaming results.")
            with told_as(self._api, Fault):
                if self._has_ended():
                    raise RuntimeInvalidStateError(f"Job {self._job_id} has already ended.")

            def deliver(message: str) -> None:
                callback(self._job_id, (decoder or self._decoder).decode(message))  # STREAM-1, STREAM-7

            dial = partial(self._service.client.stream, self._job_id)
            self._stream = Stream(self._job_id, Streamed(dial, deliver, self._has_ended, self._ending))
            self._stream.start()

    def cancel_result_streaming(self) -> None:
        """Call the callback no more; without a stream, do nothing (STREAM-8, STREAM-9)."""
        if self._stream is not None:
            self._stream.stop()

    def _has_ended(self) -> bool:
        """Whether the job is final; asked for, unless that is known (STREAM-5)."""
        if not self._knowledge.is_final:
            self._learn(self._service.record())
        return self._knowledge.is_final

    def _ending(self, last: str | None) -> Iterator[str]:
        """What a stream still has to deliver once the job has ended: nothing, unless a kind of job says otherwise."""
        del last
        return iter(())

"""RuntimeJob: a runtime program, as qiskit-ibmq-provider 0.20 describes it. This file does not know what programs do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import deepcopy
from typing import Any, ClassVar, Final

from qjobspec import WORDS, JobStatus, profile

from ..client import Deadline, RuntimeClient
from ..decoding import ResultDecoder
from ..errors import JobTimeoutError, QiskitRuntimeError, RuntimeInvalidStateError, RuntimeJobFailureError
from ..waiting import Budget
from .program import Decoder, Program

_BOUNDS: Final = profile("runtime-job").bounds
#: The service's words for a program that it has ended because it ran too long (STATUS-17).
_TOO_LONG: Final = "CANCELLED - RAN TOO LONG"


class RuntimeJob(Program):
    """A program that runs beside the machine; its states are members of `JobStatus` (STATUS-1)."""

    _family = WORDS["runtime"]
    _bounds = _BOUNDS
    _api = QiskitRuntimeError
    _late = JobTimeoutError
    _is_brief: ClassVar = False

    def __init__(
        self,
        backend: Any,
        api_client: RuntimeClient,
        credentials: Any,
        job_id: str,
        program_id: str,
        params: dict[str, Any] | None = None,
        creation_date: str | None = None,
        user_callback: Callable[[str, Any], object] | None = None,
        result_decoder: Decoder = ResultDecoder,
        image: str | None = "",
    ) -> None:
        super().__init__(backend, api_client, job_id, program_id, creation_date, result_decoder, image)
        self._credentials = credentials
        self._inputs = deepcopy(params)
        self._word: str | None = None
        if user_callback is not None:  # CONSTRUCTOR-6
            self.stream_results(user_callback)

    def backend(self) -> Any:
        """The backend that the job was made for (IDENTITY-4)."""
        return self._backend

    def status(self) -> JobStatus:
        """Ask, unless the job is known to be final (STATUS-15, STATUS-16, RESILIENCE-3)."""
        return self._state()

    def wait_for_final_state(self, timeout: float | None = None, wait: float = 5) -> None:
        """Wait, asking every `wait` seconds (WAIT-1 to WAIT-13)."""
        self._wait(self._budget(timeout, wait), wait)

    def result(self, timeout: float | None = None, wait: float = 5, decoder: Decoder | None = None) -> Any:
        """Wait, and decode the result for this call alone (RESULT-22 to RESULT-26), or raise what came instead."""
        budget = self._budget(timeout, wait)
        state = self._wait(budget, wait)
        if state is JobStatus.CANCELLED:
            raise RuntimeInvalidStateError(f"Unable to retrieve result for job {self._job_id}. Job was cancelled.")
        if state is JobStatus.ERROR:
            raise RuntimeJobFailureError(f"Unable to retrieve job result. {self._reason(budget.deadline)}")
        return (decoder or self._decoder).decode(self._text(budget))

    def _budget(self, timeout: float | None, wait: float) -> Budget:
        """The time of a call that may be late by one interval, and by no more than the profile's (WAIT-6, TIMEOUT-3)."""
        return Budget(timeout, min(wait, self._bounds.result_overrun))

    def _state_in(self, record: Mapping[str, Any]) -> JobStatus:
        word = record.get("status")
        state = self._knowledge.meaning(word)
        self._word = str(word)
        return state

    def _reason(self, deadline: Deadline) -> str:
        how = "ran longer than its maximum execution time" if self._word_was(_TOO_LONG) else "has failed"
        return f"Job {self._job_id} {how}:\n{self._service.explanation(deadline) or 'the service gives no reason'}"

    def _word_was(self, word: str) -> bool:
        return self._word is not None and self._word.upper() == word

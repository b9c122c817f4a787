"""What one runtime job asks of its service, each question a call of its own: bounded, repeated where that is harmless.

It speaks through the client that the job was given (CONSTRUCTOR-8). This file does not know what answers mean to the job.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from http import HTTPStatus
from threading import Lock
from typing import Any, Final

from ..client import Answer, Deadline, Fault, Refused, Request, RuntimeClient, Unreadable
from ..properties import BackendProperties
from ..waiting import ANSWER

_BRIEF: Final = {"exclude_params": "true"}


class ProgramService:
    """The service of one runtime job. `is_brief`: it can leave a job's inputs out of the record."""

    def __init__(self, client: RuntimeClient, job_id: str, *, is_brief: bool) -> None:
        self.client = client
        self._job_id = job_id
        self._query = _BRIEF if is_brief else {}
        self._record: Mapping[str, Any] | None = None
        self._text: str | None = None
        self._lock = Lock()

    def record(self, deadline: Deadline | None = None) -> Mapping[str, Any]:
        """The record of the job without its inputs, asked for now (STATUS-16)."""
        return self.take(self._ask("", query=self._query, deadline=deadline))

    def known(self, *fields: str) -> Mapping[str, Any]:
        """The record as it was last told; asked for if it never was, or was without a field."""
        known = self._record
        if known is None or any(known.get(name) is None for name in fields):
            known = self.record()
        return known

    def take(self, answer: Answer) -> Mapping[str, Any]:
        """Keep a record that was answered."""
        self._record = answer.document()
        return self._record

    def status(self) -> Request:
        """The request that asks how far the job is: the one for its record without its inputs."""
        return self.client.of_job(self._job_id, query=self._query)

    def inputs(self) -> dict[str, Any]:
        """What the program was run with: an object, the JSON text of one, or either alone in a list (METADATA-23)."""
        said = self._ask("").document().get("params", {})
        if isinstance(said, list) and len(said) == 1:
            said = said[0]
        if isinstance(said, str):
            said = _json(said)
        if not isinstance(said, dict):
            raise Unreadable(f"the inputs of job {self._job_id} are no object")
        return said

    def cancel(self) -> bool:
        """Ask for the job to stop; `False` if it cannot be cancelled (CANCEL-12). Sent once (RESOURCE-5)."""
        try:
            self._ask("/cancel", "POST")
        except Refused as refused:
            if refused.code == HTTPStatus.CONFLICT:
                return False
            raise
        return True

    def result(self, deadline: Deadline | None = None) -> str:
        """The text of the result; of one object always the same, however often it is asked for (RESULT-4, RESULT-25)."""
        if self._text is None:
            text = self._ask("/results", deadline=deadline).text
            with self._lock:
                self._text = text if self._text is None else self._text
        return self._text

    def explanation(self, deadline: Deadline) -> str | None:
        """What the service gives as the result of a job that failed; `None` if it gives nothing (ERROR-5)."""
        try:
            with deadline.nearer(ANSWER):
                return self._ask("/results", deadline=deadline).text.strip() or None
        except Fault:
            return None

    def interim_results(self) -> str:
        """The text of what the job has published so far (STREAM-16)."""
        return self._ask("/interim_results").text

    def logs(self) -> str:
        """What the job has written; nothing if it has not written anything (LOG-1, LOG-4)."""
        try:
            return self._ask("/logs").text
        except Refused as refused:
            if refused.code == HTTPStatus.NOT_FOUND:
                return ""
            raise

    def metrics(self) -> dict[str, Any]:
        """What the service has measured (USAGE-3)."""
        return self._ask("/metrics").document()

    def properties(self) -> BackendProperties | None:
        """The backend as it was when the job began to run, or was created; `None` if nobody knows (METADATA-13)."""
        record = self.known("backend")
        if not isinstance(name := record.get("backend"), str):
            return None
        try:
            moments = self.metrics().get("timestamps")
            began = moments.get("running") if isinstance(moments, dict) else None
            request = self.client.properties(name, began or record.get("created"))
            with self.client.call(Deadline(ANSWER)) as call:
                return BackendProperties.of(call.ask(request).document())
        except Refused as refused:
            if refused.code == HTTPStatus.NOT_FOUND:
                return None
            raise

    def tag(self, tags: list[str]) -> None:
        """Give the job these tags instead of its own."""
        self._ask("/tags", "PUT", {"tags": tags})

    def _ask(
        self,
        what: str,
        method: str = "GET",
        document: Any = None,
        query: Mapping[str, str] | None = None,
        deadline: Deadline | None = None,
    ) -> Answer:
        with self.client.call(deadline or Deadline(ANSWER)) as call:
            return call.ask(self.client.of_job(self._job_id, what, method, document, query))


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None

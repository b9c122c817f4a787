"""The result of a job, fetched once and kept (RESULT-11, RESULT-12), and why a job has none.

It is kept as the service wrote it and read anew for everyone, so that nobody shares their changes (RESULT-28). What fails
leaves nothing behind (RESILIENCE-9). This file does not know whether the job has ended.
"""

from __future__ import annotations

from dataclasses import replace
from threading import Lock
from typing import Any

from ..client import Deadline, Fault, Refused, Unreadable
from ..results import Result
from ..waiting import ANSWER
from .record import Record
from .service import JobService


class Outcome:
    """What came of one job. Fetching holds no lock, so that who waits holds up nobody (CONCURRENCY-2)."""

    def __init__(self, service: JobService, document: object = None) -> None:
        self._service = service
        self._document = document
        self._reason: str | None = None
        self._lock = Lock()

    def result(self, deadline: Deadline, record: Record, *, is_fresh: bool) -> Result:
        """The result, asked for again if it `is_fresh` (RESULT-10); the first that was read if two fetch it at once."""
        if self._document is not None and not is_fresh:
            return Result.of(self._document)
        document = self._service.result(deadline, is_inline=record.is_inline)
        result = Result.of(document)
        with self._lock:
            if is_fresh or self._document is None:
                self._document = document
                return result
            return Result.of(self._document)

    def partial(self, deadline: Deadline, record: Record, *, is_fresh: bool) -> Result | None:
        """What a failed job got done before it failed (RESULT-14), never as a success (RESULT-16); `None` if nothing."""
        try:
            result = self.result(deadline, record, is_fresh=is_fresh)
        except (Refused, Unreadable) as fault:
            if isinstance(fault, Refused) and fault.passes:
                raise
            return None
        return replace(result, success=False) if result.results else None

    def reason(self, deadline: Deadline, record: Record, word: str) -> tuple[str, Record]:
        """Why the job failed: what its record says, its result, or at least the service's word for it (ERROR-1, ERROR-4).

        It never fails over what the service says or does not (ERROR-5), and asks again for what could not be asked. Gives
        the record too, as it was told meanwhile.
        """
        if self._reason is None:
            with deadline.nearer(ANSWER):
                record = self._told(deadline, record)
                self._reason = _reported(record.fields.get("error")) or self._told_by_result(deadline, record)
        return self._reason or f"The service says {word}, and gives no reason.", record

    def _told(self, deadline: Deadline, record: Record) -> Record:
        if record.fields.get("error"):
            return record
        try:
            return record.told(self._service.record(deadline))
        except Fault:
            return record

    def _told_by_result(self, deadline: Deadline, record: Record) -> str | None:
        try:
            result = self.result(deadline, record, is_fresh=False)
        except Fault:
            return None
        failed = [f"Experiment {n}: {each.status}" for n, each in enumerate(result.results) if not each.success]
        listed = "\n".join(["The following experiments failed:", *failed]) if failed else None
        return "\n".join(filter(None, (_reported(result.error), listed))) or None


def _reported(error: Any) -> str | None:
    """What an error report says, whatever it looks like (ERROR-5)."""
    if isinstance(error, dict) and error:
        message, code = error.get("message"), error.get("code")
        told = str(message) if message is not None else None
        return f"{told or 'The job failed.'} Error code: {code}." if code is not None else told or str(error)
    return str(error) if error else None

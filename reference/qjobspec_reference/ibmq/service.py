"""What one job asks of its service, each question a call of its own: bounded, repeated where that is harmless.

It speaks through the client that the job was given (CONSTRUCTOR-8). This file does not know what answers mean to the job.
"""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, Final

from ..client import AccountClient, Answer, Call, Deadline, Fault, Refused, Request, Unreadable
from ..properties import BackendProperties
from ..waiting import ANSWER
from .record import Record
from .watch import News, progress

#: For how many seconds the service may take to hear that a result has been read.
_ACKNOWLEDGED: Final = 2.0
#: The codes by which the service says that there is nothing here, now or ever.
MISSING: Final = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.GONE, HTTPStatus.FORBIDDEN})
#: The codes by which the service says that a job is not to be cancelled, and not that it does not know who asks.
_KEPT: Final = frozenset({HTTPStatus.BAD_REQUEST, HTTPStatus.CONFLICT, HTTPStatus.UNPROCESSABLE_ENTITY})


class JobService:
    """The service of one job."""

    def __init__(self, client: AccountClient, job_id: str) -> None:
        self.client = client
        self.job_id = job_id

    def status(self) -> News:
        """How far the job is (STATUS-16)."""
        return progress(self._ask(self.client.status(self.job_id)).document())

    def record(self, deadline: Deadline | None = None) -> Mapping[str, Any]:
        """All about the job; `Unreadable` if what no record lacks is not in it."""
        return _record(self._ask(self.client.record(self.job_id), deadline))

    def cancel(self) -> bool:
        """Ask for the job to stop; whether the service accepts (CANCEL-17). Sent once (RESOURCE-5)."""
        try:
            answer = self._ask(self.client.of_job(self.job_id, "/cancel", "POST")).document()
        except Refused as refused:
            if refused.code in _KEPT:
                return False
            raise
        return answer.get("cancelled") is True and answer.get("error") is None

    def rename(self, name: str) -> str:
        """Give the job a name; `Unreadable` if the service does not say that it has it now (METADATA-6)."""
        if (told := self._changed("name", name)) != name:
            raise Unreadable(f"job {self.job_id} was to be called {name!r}, and the service calls it {told!r}")
        return name

    def tag(self, tags: list[str]) -> list[str]:
        """Give the job these tags, and say how the service has them; `Unreadable` if it has others (TAG-8)."""
        said = self._changed("tags", tags)
        told = Record().put("tags", said).tags()
        if said is None or set(told) != set(tags):
            raise Unreadable(f"job {self.job_id} was to have the tags {tags}, and has {told}")
        return told

    def properties(self) -> BackendProperties | None:
        """The backend as it was when the job ran; `None` if nobody knows."""
        try:
            return BackendProperties.of(self._ask(self.client.of_job(self.job_id, "/properties")).document())
        except Refused as refused:
            if refused.code == HTTPStatus.NOT_FOUND:
                return None
            raise

    def input(self, *, is_inline: bool) -> object:
        """What the job was run with, from its record or object storage, as with its result; `None` if it is not there."""
        try:
            with self.client.call(Deadline(ANSWER)) as call:
                if is_inline:
                    return _record(call.ask(self.client.record(self.job_id))).get("qObject")
                return _json(self.client.download(call, self.job_id, "job"))
        except Refused as refused:
            if refused.code in MISSING:
                return None
            raise

    def result(self, deadline: Deadline, *, is_inline: bool) -> object:
        """The result document: from object storage or the record, whichever is the job's way; else by the other (E-49)."""
        stages = (self._stored, self._inline)
        first, second = reversed(stages) if is_inline else stages
        with self.client.call(deadline) as call:
            try:
                return first(call)
            except (Refused, Unreadable) as fault:
                if isinstance(fault, Refused) and fault.code not in MISSING:
                    raise
                try:
                    return second(call)
                except Fault:
                    raise fault from fault.__cause__

    def _stored(self, call: Call) -> object:
        document = _json(self.client.download(call, self.job_id, "result"))
        self._acknowledge(call)
        return document

    def _inline(self, call: Call) -> object:
        document = _record(call.ask(self.client.record(self.job_id))).get("qObjectResult")
        if document is None:
            raise Unreadable(f"the record of job {self.job_id} has no result in it")
        return document

    def _acknowledge(self, call: Call) -> None:
        """Say that the result was read. That the service does not hear it changes nothing for the user."""
        try:
            with call.deadline.nearer(_ACKNOWLEDGED):
                call.once(self.client.of_job(self.job_id, "/resultDownloaded", "POST"))
        except Fault:
            return

    def _changed(self, name: str, value: object) -> object:
        answer = self._ask(self.client.of_job(self.job_id, "", "PUT", {name: value}))
        return answer.document().get(name)

    def _ask(self, request: Request, deadline: Deadline | None = None) -> Answer:
        with self.client.call(deadline or Deadline(ANSWER)) as call:
            return call.ask(request)


def _record(answer: Answer) -> Mapping[str, Any]:
    document = answer.document()
    if missing := [name for name in ("creationDate", "status") if not isinstance(document.get(name), str)]:
        raise Unreadable(f"{answer.request} was answered with a record without {' and '.join(missing)}")
    return document


def _json(body: bytes) -> object:
    return Answer(Request("GET", ""), HTTPStatus.OK, {}, body).json()

"""One request and its answer over HTTP, by requests: bounded by a deadline, repeated where that is harmless.

What may be sent again (RESILIENCE-6, RESOURCE-5): whatever only reads; and whatever the service cannot have taken, because
there was no connection, or says itself that it has not taken, with 429 or 503 and a time. This file does not know routes.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping
from contextlib import contextmanager
from http import HTTPStatus
from typing import Any

import requests
from urllib3.exceptions import HTTPError, NewConnectionError

from .answers import Answer, Request
from .connections import BoundSession
from .deadlines import SILENCE, Deadline
from .faults import Fault, OutOfTime, Refused, Unreachable
from .pauses import BACK_OFF, Quiet, retry_after


class Web:
    """A way to one service with the credentials of one user. It may be used by many threads at once (CONCURRENCY-1)."""

    def __init__(self, headers: Mapping[str, str], secrets: tuple[str, ...] = ()) -> None:
        self._headers = dict(headers)
        self._secrets = tuple(secret for secret in secrets if secret)
        self._quiet = Quiet()

    @contextmanager
    def call(self, deadline: Deadline) -> Generator[Call]:
        """What one call asks, over connections of its own that end with it (RESOURCE-7)."""
        with BoundSession(deadline, frozenset(self._headers)) as session:
            yield Call(session, deadline, self._headers, self._secrets, self._quiet)


class Call:
    """The requests of one call. It belongs to one thread."""

    def __init__(
        self, session: BoundSession, deadline: Deadline, headers: Mapping[str, str], secrets: tuple[str, ...], quiet: Quiet
    ) -> None:
        self.deadline = deadline
        self._session = session
        self._headers = headers
        self._secrets = secrets
        self._quiet = quiet

    def ask(self, request: Request) -> Answer:
        """Send a request, again after a pause if that is harmless and may help, and return what it was answered with."""
        for pause in BACK_OFF:
            try:
                return self.once(request)
            except Fault as fault:
                if not _may_be_repeated(request, fault):
                    raise
                self._sleep(max(pause, fault.after), fault)
        return self.once(request)

    def once(self, request: Request) -> Answer:
        """Send a request once; a `Fault` if it is not answered, or not with a success."""
        if not request.is_bare:
            self._keep_quiet(request)
        answer = self._answered(request)
        if HTTPStatus(200) <= answer.code < HTTPStatus.MULTIPLE_CHOICES:
            return answer
        raise self._refusal(answer)

    def _answered(self, request: Request) -> Answer:
        options: dict[str, Any] = {} if request.document is None else {"json": request.document}
        try:
            self.deadline.allowed()
            response = self._session.request(
                request.method,
                request.url,
                params=dict(request.query),
                headers=None if request.is_bare else dict(self._headers),
                timeout=SILENCE,
                allow_redirects=request.is_safe,
                **options,
            )
        except (requests.RequestException, HTTPError, OSError, ValueError) as error:
            # The library's own words tell the whole address, which may be a permission (ERROR-7).
            raise self._fault(request, error) from (None if request.is_bare else error)
        return Answer(request, response.status_code, response.headers, response.content)

    def _fault(self, request: Request, error: Exception) -> Fault:
        if self.deadline.left() <= 0:
            return OutOfTime(f"{request} was not answered in time")
        reason = type(error).__name__ if request.is_bare else self._masked(f"{type(error).__name__}: {error}")
        return Unreachable(f"{request} failed: {reason}", is_sent=not _never_connected(error))

    def _refusal(self, answer: Answer) -> Refused:
        after = retry_after(answer.headers)
        if after is not None and answer.code in Refused.UNDONE and not answer.request.is_bare:
            self._quiet.keep(after)
        reason = self._masked(answer.reason()) or "without a reason"
        message = f"{answer.request} was refused with {answer.code}: {reason}"
        return Refused(message, code=answer.code, after=after or 0.0, is_timed=after is not None)

    def _masked(self, text: str) -> str:
        for secret in self._secrets:
            text = text.replace(secret, "…")
        return text

    def _keep_quiet(self, request: Request) -> None:
        """Wait out what the service has asked for, if the call lasts that long (RESILIENCE-7)."""
        if left := self._quiet.left():
            message = f"{request} was not sent: the service asks to be left alone for {left:.0f} s"
            self._sleep(left, Refused(message, code=HTTPStatus.TOO_MANY_REQUESTS, after=left, is_timed=True))

    def _sleep(self, seconds: float, fault: Fault) -> None:
        if seconds >= self.deadline.left():
            raise fault
        self.deadline.sleep(seconds)


def _may_be_repeated(request: Request, fault: Fault) -> bool:
    if isinstance(fault, Refused):
        is_undone = fault.is_timed and fault.code in Refused.UNDONE
        return fault.passes and (request.is_safe or is_undone)
    return isinstance(fault, Unreachable) and (request.is_safe or not fault.is_sent)


def _never_connected(error: Exception) -> bool:
    reason = getattr(error.args[0], "reason", None) if error.args else None
    return isinstance(reason, NewConnectionError) or isinstance(error, requests.ConnectTimeout)

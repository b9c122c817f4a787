"""The two runtime APIs: where their client asks for what, and where a job's stream is. This file does not know jobs."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from typing import Any
from urllib.parse import quote, urlsplit

from .answers import Request
from .deadlines import Deadline
from .web import Call, Web
from .websockets import Websocket


class RuntimeClient:
    """A user's account at a service of family `runtime` or `runtime-v2`.

    With an `instance` that is a CRN the user is known by IBM Cloud's headers, otherwise by `X-Access-Token`. Streams are
    opened at `stream_url`, or at the same address if it is left out.
    """

    def __init__(self, url: str, token: str, instance: str | None = None, stream_url: str | None = None) -> None:
        self._url = url.rstrip("/")
        self.instance = instance
        self._headers = _headers(token, instance)
        self._stream_url = (_as_websocket(self._url) if stream_url is None else stream_url).rstrip("/")
        self._web = Web(self._headers, (token,))

    def call(self, deadline: Deadline) -> AbstractContextManager[Call]:
        """What one call of a job asks."""
        return self._web.call(deadline)

    def of_job(
        self, job_id: str, what: str = "", method: str = "GET", document: Any = None, query: Mapping[str, str] | None = None
    ) -> Request:
        """A request about a job."""
        return Request(method, f"{self._url}/jobs/{quote(job_id, safe='')}{what}", query or {}, document)

    def properties(self, backend: str, before: str | None) -> Request:
        """Ask for the properties that a backend had at a moment."""
        query = {} if before is None else {"updated_before": before}
        return Request("GET", f"{self._url}/backends/{quote(backend, safe='')}/properties", query)

    def submission(self, document: Mapping[str, Any]) -> Request:
        """Ask for a new job."""
        return Request("POST", f"{self._url}/jobs", document=document)

    def stream(self, job_id: str, deadline: Deadline) -> Websocket:
        """Open the websocket that carries a job's results."""
        return Websocket(f"{self._stream_url}/stream/jobs/{quote(job_id, safe='')}", deadline, self._headers)


def _headers(token: str, instance: str | None) -> dict[str, str]:
    if instance is not None and instance.startswith("crn:"):
        return {"Service-CRN": instance, "Authorization": f"Bearer {token}"}
    return {"X-Access-Token": token}


def _as_websocket(url: str) -> str:
    parts = urlsplit(url)
    return parts._replace(scheme="wss" if parts.scheme == "https" else "ws").geturl()

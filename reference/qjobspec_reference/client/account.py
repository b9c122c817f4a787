"""The IBM Quantum job API: where its client asks for what, and where a job's websocket is. This file does not know jobs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import AbstractContextManager
from typing import Any, Final
from urllib.parse import quote, urlsplit

from .answers import Request
from .deadlines import Deadline
from .faults import Unreadable
from .web import Call, Web
from .websockets import Websocket

#: Who we say that we are, in the form that the service splits into `clientInfo`.
APPLICATION: Final = "qjobspec-reference/0.1.0"


class AccountClient:
    """A user's account at a service of family `ibmq`.

    `url` is that of the project (`https://…/api/Network/{hub}/Groups/{group}/Projects/{project}`), `stream_url` where
    websockets are opened: the same host if it is left out, and none at all if it is empty.
    """

    def __init__(self, url: str, token: str, stream_url: str | None = None) -> None:
        parts = urlsplit(url)
        same = f"{'wss' if parts.scheme == 'https' else 'ws'}://{parts.netloc}"
        self.stream_url = (same if stream_url is None else stream_url).rstrip("/")
        self._url = url.rstrip("/")
        self._token = token
        self._web = Web({"X-Access-Token": token, "X-Qx-Client-Application": APPLICATION}, (token,))

    def call(self, deadline: Deadline) -> AbstractContextManager[Call]:
        """What one call of a job asks."""
        return self._web.call(deadline)

    def of_job(self, job_id: str, what: str = "", method: str = "GET", document: Any = None) -> Request:
        """A request about a job."""
        return Request(method, f"{self._url}/Jobs/{quote(job_id, safe='')}{what}", document=document)

    def status(self, job_id: str) -> Request:
        """Ask how far a job is."""
        return self.of_job(job_id, "/status/v/1")

    def record(self, job_id: str) -> Request:
        """Ask for all about a job."""
        return self.of_job(job_id, "/v/1")

    def submission(self, document: Mapping[str, Any]) -> Request:
        """Ask for a new job."""
        return Request("POST", f"{self._url}/Jobs", document=document)

    def jobs(self, chosen: Mapping[str, Any]) -> Request:
        """Ask for the records of jobs, by a LoopBack filter."""
        return Request("GET", f"{self._url}/Jobs/status/v/1", query={"filter": json.dumps(chosen)})

    def download(self, call: Call, job_id: str, what: str) -> bytes:
        """Fetch from object storage `what` (`result` or `job`) there is of a job."""
        address = call.ask(self.of_job(job_id, f"/{what}DownloadUrl"))
        url = address.document().get("url")
        if not isinstance(url, str):
            raise Unreadable(f"{address.request} was answered without an address")
        return call.ask(Request("GET", url, is_bare=True)).body

    def follow(self, job_id: str, deadline: Deadline) -> Websocket | None:
        """Open the websocket that tells a job's status; `None` if there is none to be opened."""
        if not self.stream_url:
            return None
        opened = Websocket(f"{self.stream_url}/jobs/{quote(job_id, safe='')}/status/v/1", deadline, {})
        opened.say(json.dumps({"type": "authentication", "data": self._token}))
        return opened

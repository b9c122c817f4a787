"""The websockets: how far a job is, told again and again, and what a program publishes while it runs.

This file does not know how the documents in the messages look.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import Any, Final

from starlette.websockets import WebSocket, WebSocketDisconnect

from ..service import UnknownJobError
from . import ibmq_documents, runtime_documents
from .answers import Refused
from .endpoints import refusal, token
from .office import Office, by_plot

Stream = Callable[[WebSocket], Awaitable[None]]

#: The codes with which the stream of a status is closed.
INTERNAL_ERROR, JOB_DONE, JOB_NOT_FOUND = 4001, 4002, 4003
_NORMAL: Final = 1000
_POLICY: Final = 1008

#: From here on a fault of a stream is a code to close it with, below it is one to refuse it with.
_CLOSING: Final = 1000


def status_stream(office: Office) -> Stream:
    """The stream of a job's status in the IBM Quantum job API: authenticate, then be told until the job has ended."""

    async def told(socket: WebSocket) -> None:
        job_id = socket.path_params["job_id"]
        await socket.accept()
        if not await _is_authenticated(socket, office):
            return
        try:
            while True:
                moment = office.clock.now()
                job = office.service.job(job_id, moment)
                if job.plot.faults.get("stream", 0) > _CLOSING:
                    await socket.close(job.plot.faults["stream"])
                    return
                await _send(socket, "job-status", ibmq_documents.status(office.service, job, moment))
                if job.has_ended:
                    await socket.close(JOB_DONE)
                    return
                await office.clock.pause(office.beat)
        except UnknownJobError:
            await socket.close(JOB_NOT_FOUND)

    return _until_gone(told)


def result_stream(office: Office) -> Stream:
    """The stream of results in the runtime APIs: an acknowledgement, each interim result once, at last the result."""

    async def told(socket: WebSocket) -> None:
        job_id = socket.path_params["job_id"]
        try:
            job = office.service.job(job_id, office.clock.now())
            if not office.admits(token(socket.headers)):
                raise Refused(HTTPStatus.UNAUTHORIZED, "Unauthorized: there is no valid access token.")
            if job.plot.faults.get("stream", 0) < _CLOSING:
                by_plot(job.plot, "stream")
        except UnknownJobError as error:
            await socket.send_denial_response(refusal(Refused(HTTPStatus.NOT_FOUND, f"{error}."), "runtime"))
            return
        except Refused as refused:
            await socket.send_denial_response(refusal(refused, "runtime"))
            return
        await socket.accept()
        await socket.send_text(json.dumps({"type": "ack", "job_id": job_id}))
        if job.plot.faults.get("stream", 0) > _CLOSING:
            await socket.close(job.plot.faults["stream"])
            return
        await _publish(socket, office, job_id)

    return _until_gone(told)


async def _publish(socket: WebSocket, office: Office, job_id: str) -> None:
    sent = 0
    while True:
        moment = office.clock.now()
        job = office.service.job(job_id, moment)
        published = runtime_documents.interim(office.service, job, moment)
        for message in published[sent:]:
            await socket.send_text(message)
        sent = len(published)
        if job.has_ended:
            if (text := runtime_documents.result(office.service, job)) is not None and job.reason is None:
                await socket.send_text(text)
            await socket.close(_NORMAL)
            return
        await office.clock.pause(office.beat)


async def _is_authenticated(socket: WebSocket, office: Office) -> bool:
    """Whether the first message is a token that may come in; if not, the connection is closed."""
    try:
        said: Any = json.loads(await socket.receive_text())
        presented = said["data"] if said["type"] == "authentication" else ""
    except (ValueError, KeyError, TypeError, RecursionError):
        presented = ""
    if not isinstance(presented, str) or not office.admits(presented):
        await _send(socket, "not-authenticated", {"status": "UNAUTHORIZED"})
        await socket.close(_POLICY)
        return False
    await socket.send_text(json.dumps({"type": "authenticated"}))
    return True


async def _send(socket: WebSocket, kind: str, data: dict[str, Any]) -> None:
    await socket.send_text(json.dumps({"type": kind, "data": data}))


def _until_gone(stream: Stream) -> Stream:
    """A stream that ends in silence when its listener has gone."""

    async def listened(socket: WebSocket) -> None:
        try:
            await stream(socket)
        except WebSocketDisconnect:
            return

    return listened

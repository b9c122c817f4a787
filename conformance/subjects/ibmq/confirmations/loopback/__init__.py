"""A plain server on loopback, and jobs of qiskit-ibmq-provider 0.20.2 that ask it. Nothing here is of any test suite."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace
from typing import Any

from qiskit.providers.ibmq.api.clients import AccountClient, RuntimeClient
from qiskit.providers.ibmq.credentials import Credentials
from qiskit.providers.ibmq.job import IBMQJob
from qiskit.providers.ibmq.runtime import RuntimeJob
from websockets.server import ServerProtocol
from websockets.sync.server import serve

JOB = {"id": "job-1", "creationDate": "2023-11-14T22:13:20Z", "kind": "q-object-external-storage"}
RESULT = {
    "backend_name": "machine",
    "backend_version": "1",
    "qobj_id": "q",
    "job_id": "job-1",
    "success": True,
    "results": [],
}


def server(answer: Callable[[str, str], tuple[int, Any]]) -> str:
    """The address of a server that answers what `answer(method, path)` says: a code, and text, or a document for JSON."""

    class Handler(BaseHTTPRequestHandler):
        def _answer(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            code, said = answer(self.command, self.path)
            body = (said if isinstance(said, str) else json.dumps(said)).encode()
            self.send_response(code)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST = do_PUT = _answer

        def log_message(self, *_: Any) -> None:
            pass

    listening = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=listening.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{listening.server_port}"


def websocket(talk: Callable[[Any], None], **given: Any) -> str:
    """The address of a server of websockets, each of which `talk(connection)` serves."""
    listening = serve(talk, "127.0.0.1", 0, **given)
    threading.Thread(target=listening.serve_forever, daemon=True).start()
    return f"ws://127.0.0.1:{listening.socket.getsockname()[1]}"


def silent_websocket() -> str:
    """The address of a server that opens websockets and then neither says nor answers anything, pings and closes too."""
    listening = socket.create_server(("127.0.0.1", 0))
    kept: list[socket.socket] = []

    def open_and_be_silent() -> None:
        while True:
            connection, _ = listening.accept()
            protocol = ServerProtocol()
            protocol.receive_data(connection.recv(65536))
            protocol.send_response(protocol.accept(protocol.events_received()[0]))
            connection.sendall(b"".join(protocol.data_to_send()))
            kept.append(connection)

    threading.Thread(target=open_and_be_silent, daemon=True).start()
    return f"ws://127.0.0.1:{listening.getsockname()[1]}"


def _credentials(url: str, stream: str, runtime: str) -> Credentials:
    found = Credentials(
        "token",
        url,
        websockets_url=stream,
        hub="h",
        group="g",
        project="p",
        access_token="token",
        services={"runtime": runtime},
    )
    found.base_url = url
    return found


def ibmq_job(url: str, stream: str = "ws://127.0.0.1:1", **record: Any) -> Any:
    """An `IBMQJob` that is queued."""
    given = {"creation_date": JOB["creationDate"], "status": "RUNNING", "kind": JOB["kind"], **record}
    return IBMQJob(SimpleNamespace(name=lambda: "machine"), AccountClient(_credentials(url, stream, url)), "job-1", **given)


def runtime_job(url: str, stream: str = "ws://127.0.0.1:1", **given: Any) -> Any:
    """A `RuntimeJob`."""
    client = RuntimeClient(_credentials(url, stream, url))
    return RuntimeJob(None, client, _credentials(url, stream, stream), "job-1", "sampler", **given)


def done(*, shows: bool, seen: object) -> None:
    """Print what was seen; exit with 0 if the fault shows, and with 1 if not."""
    print(seen)
    raise SystemExit(0 if shows else 1)

"""What an IBMCircuitJob says of a service that answers otherwise than it expects (qiskit-ibm-provider 0.11.0), over loopback."""

import json
import sys
import threading
import time
import warnings
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace

warnings.simplefilter("ignore")
from qiskit_ibm_provider.api.client_parameters import ClientParameters  # noqa: E402
from qiskit_ibm_provider.api.clients.runtime import RuntimeClient  # noqa: E402
from qiskit_ibm_provider.job import IBMCircuitJob  # noqa: E402

SAYS, PUTS = [{"status": "Running"}], []


class Api(BaseHTTPRequestHandler):
    def answer(self):
        PUTS.append(self.command)
        if SAYS[-1] == "nothing":
            time.sleep(60)
        refused = self.command == "POST" and SAYS[-1] == {"status": "Completed"}
        body = b"" if SAYS[-1] == "empty" else json.dumps({"id": "job-1", "state": SAYS[-1]}).encode()
        self.send_response(409 if refused else 200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_POST = answer

    def log_message(self, *_):
        pass


server = ThreadingHTTPServer(("127.0.0.1", 0), Api)
server.daemon_threads = True
threading.Thread(target=server.serve_forever, daemon=True).start()
parameters = ClientParameters("token", url=f"http://127.0.0.1:{server.server_port}")


def job():
    client = RuntimeClient(parameters)
    backend = SimpleNamespace(name="b", provider=SimpleNamespace(_runtime_client=client))
    return IBMCircuitJob(backend, SimpleNamespace(_params=parameters), "job-1", runtime_client=client)


def tell(call, says):
    SAYS.append(says)
    try:
        said = call()
        return getattr(said, "name", said)
    except Exception as error:
        return f"raised {type(error).__name__}"


cancelled = job()
seen = {
    "cancel() of a running job that the service then completes": tell(cancelled.cancel, {"status": "Running"}),
    "status() of it": tell(cancelled.status, {"status": "Completed"}),
    "status() of a new handle on it": tell(job().status, {"status": "Completed"}),
    "cancel() of a completed job": tell(job().cancel, {"status": "Completed"}),
    "status() of a job that ran too long": tell(job().status, {"status": "Cancelled - Ran too long"}),
    "status() of an unknown word": tell(job().status, {"status": "Paused"}),
    "status() of an empty body": tell(job().status, "empty"),
}
SAYS.append("nothing")
waits = threading.Thread(target=lambda: job().result(timeout=1), daemon=True)
waits.start()
waits.join(10)
seen["result(timeout=1) of a silent service, after 10 s"] = "still waiting" if waits.is_alive() else "came back"
for call, said in seen.items():
    print(f"{call}: {said}")
expected = [True, "CANCELLED", "DONE", "raised IBMJobInvalidStateError", "CANCELLED", "raised ValueError"]
sys.exit(0 if list(seen.values()) == [*expected, "raised JSONDecodeError", "still waiting"] else 1)

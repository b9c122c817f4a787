"""What a QIJob says, and of a service that answers otherwise than it expects (qiskit-quantuminspire 0.18.6), over loopback."""

import json
import sys
import threading
import time
import warnings
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace

warnings.simplefilter("ignore")
import compute_api_client  # noqa: E402
from qi2_shared import client  # noqa: E402
from qiskit import QuantumCircuit  # noqa: E402
from qiskit_quantuminspire.qi_jobs import QIJob  # noqa: E402

SAYS = ["running"]


class Api(BaseHTTPRequestHandler):
    def do_GET(self):
        batch = {"id": 1, "created_on": "2026-11-21T00:00:00Z", "status": SAYS[-1], "user_id": 1, "backend_type_id": 1}
        batch |= {"backend_id": 1, "queued_at": None, "reserved_at": None, "finished_at": None, "job_ids": [1]}
        page = {"items": [batch | {"aggregated_algorithm_type": "quantum"}], "total": 1, "page": 1, "size": 50, "pages": 1}
        body = b"" if SAYS[-1] == "nothing" else json.dumps(page).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


server = ThreadingHTTPServer(("127.0.0.1", 0), Api)
threading.Thread(target=server.serve_forever, daemon=True).start()
client._config = compute_api_client.Configuration(host=f"http://127.0.0.1:{server.server_port}", access_token="token")
job = QIJob(QuantumCircuit(1, 1), SimpleNamespace(name="QX", id=1))
job.batch_job_id = job.circuits_run_data[0].job_id = 1


def tell(call, says):
    SAYS.append(says)
    began = time.monotonic()
    try:
        said = call()
        said = repr(getattr(said, "name", said))
    except BaseException as error:
        said = f"raised {type(error).__name__}"
    return f"{said} after {time.monotonic() - began:.0f} s"


seen = {
    "job_id() of a submitted job": tell(job.job_id, "running"),
    "status() of a finished job": tell(job.status, "finished"),
    "status() after that, were the service to say running": tell(job.status, "running"),
    "status() of an unknown word": tell(job.status, "paused"),
    "status() of an empty body": tell(job.status, "nothing"),
    "cancel()": tell(job.cancel, "running"),
    "result() of a job that runs for longer than a minute": tell(job.result, "running"),
}
for call, said in seen.items():
    print(f"{call}: {said}")
expected = ["'' after 0 s", "'DONE' after 0 s", "'RUNNING' after 0 s", "raised ValidationError after 0 s"]
same = list(seen.values())[:4] == expected and "raised NotImplementedError" in seen["cancel()"]
sys.exit(
    0 if same and seen["result() of a job that runs for longer than a minute"].startswith("raised JobTimeoutError") else 1
)

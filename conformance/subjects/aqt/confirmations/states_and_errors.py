"""What an AQTJob says of a service that answers otherwise than it expects (qiskit-aqt-provider 1.15.0), over loopback."""

import json
import os
import sys
import threading
import time
import warnings
from http.server import BaseHTTPRequestHandler, HTTPServer

warnings.simplefilter("ignore")
JOB = "9aeb1f5a-7d3c-4a54-9f4e-9f3a1d4a1c55"
SAYS = []


class Api(BaseHTTPRequestHandler):
    def do_GET(self):
        job = {"job_id": JOB, "job_type": "quantum_circuit", "label": "x", "resource_id": "r", "workspace_id": "w"}
        body = b"" if SAYS[-1] is None else json.dumps({"job": job, "response": SAYS[-1]}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


server = HTTPServer(("127.0.0.1", 0), Api)
threading.Thread(target=server.serve_forever, daemon=True).start()
os.environ["AQT_PORTAL_URL"] = f"http://127.0.0.1:{server.server_port}"

from qiskit import QuantumCircuit  # noqa: E402 - the address has to be known first
from qiskit_aqt_provider import AQTProvider  # noqa: E402
from qiskit_aqt_provider.api_client import Resource  # noqa: E402
from qiskit_aqt_provider.aqt_job import AQTJob  # noqa: E402
from qiskit_aqt_provider.aqt_options import AQTOptions  # noqa: E402
from qiskit_aqt_provider.aqt_resource import AQTResource  # noqa: E402

resource = Resource(workspace_id="w", resource_id="r", resource_name="R", resource_type="device", available_qubits=2)
backend = AQTResource(AQTProvider("token", load_dotenv=False), resource)
circuit = QuantumCircuit(1)
circuit.measure_all()
job = AQTJob(backend, [circuit], AQTOptions(with_progress_bar=False, shots=1))
job._job_id = JOB


def tell(call, says):
    SAYS.append(says)
    began = time.monotonic()
    try:
        said = call()
        said = getattr(said, "name", None) or f"{type(said).__name__}, success {said.success}"
    except BaseException as error:
        said = f"raised {type(error).__name__}"
    return f"{said} after {time.monotonic() - began:.0f} s"


seen = {
    "result() of a failed job": tell(job.result, {"status": "error", "message": "lost the lock"}),
    "result() of a cancelled job": tell(job.result, {"status": "cancelled"}),
    "status() of a finished job": tell(job.status, {"status": "finished", "result": {"0": [[0]]}}),
    "status() after that, were the service to say ongoing": tell(job.status, {"status": "ongoing", "finished_count": 0}),
    "status() of an unknown word": tell(job.status, {"status": "paused"}),
    "status() of an empty body": tell(job.status, None),
    "wait_for_final_state(timeout=0)": tell(lambda: job.wait_for_final_state(timeout=0), {"status": "queued"}),
    "cancel()": tell(job.cancel, {"status": "queued"}),
}
for call, said in seen.items():
    print(f"{call}: {said}")
expected = ["Result, success False after 0 s"] * 2 + [
    "DONE after 0 s",
    "RUNNING after 0 s",
    "raised ValidationError after 0 s",
]
expected += ["raised JSONDecodeError after 0 s", "raised JobTimeoutError after 5 s", "raised NotImplementedError after 0 s"]
sys.exit(0 if list(seen.values()) == expected else 1)

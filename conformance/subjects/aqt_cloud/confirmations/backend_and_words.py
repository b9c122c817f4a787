"""What a CloudJob of qiskit-aqt-provider 2.0.1 says of its backend, of a cancellation, and of an unknown word, over loopback."""

import json
import sys
import threading
import warnings
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from types import SimpleNamespace
from uuid import UUID

warnings.simplefilter("ignore")
import httpx  # noqa: E402
from aqt_connector import ArnicaApp, ArnicaConfig  # noqa: E402
from aqt_connector.models.arnica.response_bodies.jobs import RRQueued  # noqa: E402
from qiskit import QuantumCircuit  # noqa: E402
from qiskit_aqt_provider._cloud.job import CloudJob  # noqa: E402
from qiskit_aqt_provider._cloud.job_metadata import CloudJobMetadata  # noqa: E402

JOB = "9aeb1f5a-7d3c-4a54-9f4e-9f3a1d4a1c55"


class Api(BaseHTTPRequestHandler):
    def do_GET(self):
        job = {"job_id": JOB, "job_type": "quantum_circuit", "label": "x", "resource_id": "r", "workspace_id": "w"}
        body = json.dumps({"job": job, "response": {"status": "paused"}}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


server = HTTPServer(("127.0.0.1", 0), Api)
threading.Thread(target=server.serve_forever, daemon=True).start()
config = ArnicaConfig(Path("nowhere"))
config.arnica_url = f"http://127.0.0.1:{server.server_port}"
arnica = ArnicaApp(config)
arnica.auth_service = SimpleNamespace(get_or_refresh_access_token=lambda _: "token")
circuit = QuantumCircuit(1)
circuit.measure_all()
given = {"job_id": UUID(JOB), "shots": 1, "backend_name": "r", "circuits": [circuit], "memory": False}
job = CloudJob(arnica, httpx.Client(), CloudJobMetadata(initial_state=RRQueued(), **given))


def tell(call):
    try:
        return repr(call())
    except Exception as error:
        return f"raised {type(error).__name__}: {str(error)[:40]!r}"


seen = {"backend()": tell(job.backend), "cancel()": tell(job.cancel), "status() of an unknown word": tell(job.status)}
for call, said in seen.items():
    print(f"{call}: {said}")
raised = [said.split(":")[0] for said in seen.values()]
sys.exit(0 if raised == ["raised QiskitError", "raised NotImplementedError", "raised AQTApiError"] else 1)

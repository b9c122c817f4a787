"""How many jobs come of one `run()` (qiskit-ionq 1.1.1) when a gateway loses the answer to it: a loopback server takes every job."""

import json
import os
import sys
import threading
import warnings
from http.server import BaseHTTPRequestHandler, HTTPServer

warnings.simplefilter("ignore")
TAKEN = []


class Api(BaseHTTPRequestHandler):
    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        TAKEN.append(f"job-{len(TAKEN) + 1}")
        body = json.dumps({"id": TAKEN[-1], "status": "submitted"}).encode()
        self.send_response(502 if len(TAKEN) == 1 else 200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


server = HTTPServer(("127.0.0.1", 0), Api)
threading.Thread(target=server.serve_forever, daemon=True).start()
url = os.environ["QISKIT_IONQ_API_URL"] = f"http://127.0.0.1:{server.server_port}"

from qiskit import QuantumCircuit  # noqa: E402 - the provider reads the address when it is made
from qiskit_ionq import IonQProvider  # noqa: E402

circuit = QuantumCircuit(1)
circuit.measure_all()
job = IonQProvider("key", url).get_backend("ionq_simulator").run(circuit, shots=16)
print(f"jobs at the service: {TAKEN}; run() returned {job.job_id()}")
sys.exit(0 if TAKEN == ["job-1", "job-2"] and job.job_id() == "job-2" else 1)

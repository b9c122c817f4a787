"""An answer that comes late takes a final state back, and the job asks again (qiskit-ionq 1.1.1), over loopback."""

import json
import os
import sys
import threading
import time
import warnings
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

warnings.simplefilter("ignore")
ASKED = []


class Api(BaseHTTPRequestHandler):
    def do_GET(self):
        ASKED.append(self.path)
        number = len(ASKED)
        if number == 2:
            time.sleep(2)  # asked before the job was done, and answered so
        status = "ready" if number <= 2 else "completed"
        body = json.dumps({"id": "job-1", "status": status, "execution_duration_ms": 1, "qubits": 4}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


server = ThreadingHTTPServer(("127.0.0.1", 0), Api)
server.daemon_threads = True
threading.Thread(target=server.serve_forever, daemon=True).start()
url = f"http://127.0.0.1:{server.server_port}"
os.environ["QISKIT_IONQ_API_URL"] = "http://127.0.0.1:9"

from qiskit_ionq import IonQProvider  # noqa: E402 - it reads the address when it is made

job = IonQProvider("key", url).get_backend("ionq_simulator").retrieve_job("job-1")
late = threading.Thread(target=job.status)
late.start()
time.sleep(0.5)
final = job.status().name
late.join()
before = len(ASKED)
print(f"status() said {final}; then an older question was answered; the job is {job._status.name}")
print(f"status() says {job.status().name}, after {len(ASKED) - before} request(s)")
sys.exit(0 if final == "DONE" and len(ASKED) > before else 1)

"""What an IonQJob says of a job that failed (qiskit-ionq 1.1.1), against a loopback server that says `failed` once it was asked."""

import json
import os
import sys
import threading
import warnings
from http.server import BaseHTTPRequestHandler, HTTPServer

warnings.simplefilter("ignore")
WORDS = ["ready"]


class Api(BaseHTTPRequestHandler):
    def do_GET(self):
        body = json.dumps(
            {"id": "job-1", "status": WORDS[-1], "qubits": 4, "failure": {"code": "Oops", "error": "too deep"}}
        ).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


server = HTTPServer(("127.0.0.1", 0), Api)
threading.Thread(target=server.serve_forever, daemon=True).start()
url = os.environ["QISKIT_IONQ_API_URL"] = f"http://127.0.0.1:{server.server_port}"

from qiskit_ionq import IonQProvider  # noqa: E402 - it reads the address when it is made


def tell(call):
    try:
        return repr(call())
    except Exception as error:
        return f"raised {type(error).__name__}"


job = IonQProvider("key", url).get_backend("ionq_simulator").retrieve_job("job-1")
waiting = IonQProvider("key", url).get_backend("ionq_simulator").retrieve_job("job-1")
asked = IonQProvider("key", url).get_backend("ionq_simulator").retrieve_job("job-1")
WORDS.append("failed")
seen = {
    "status()": tell(job.status),
    "status() again": tell(job.status),
    "result() after that": tell(job.result),
    "wait_for_final_state() first": tell(waiting.wait_for_final_state),
    "done() first": tell(asked.done),
}
for call, said in seen.items():
    print(f"{call}: {said}")
sys.exit(0 if seen["result() after that"] == "None" and "raised" in seen["status()"] else 1)

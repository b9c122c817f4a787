"""A body that is no JSON, a result that is gone the second time, a cancellation that is answered with 502 (qiskit-ionq 1.1.1)."""

import json
import os
import sys
import threading
import warnings
from collections import Counter
from http.server import BaseHTTPRequestHandler, HTTPServer

warnings.simplefilter("ignore")
ASKED, STATUS = Counter(), ["completed"]


class Api(BaseHTTPRequestHandler):
    def answer(self):
        ASKED[self.command, self.path] += 1
        result = self.path.endswith("/probabilities")
        record = {"id": "job-1", "status": STATUS[-1], "qubits": 4, "stats": {"qubits": 1, "circuits": 1}}
        record |= {
            "execution_duration_ms": 1,
            "results": {"probabilities": {"url": "/v0.4/jobs/job-1/results/probabilities"}},
        }
        code = 502 if self.command == "PUT" else 410 if result and ASKED[self.command, self.path] > 1 else 200
        body = b"" if STATUS[-1] == "nothing" else json.dumps({"0": 1.0} if result and code == 200 else record).encode()
        self.send_response(code)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_PUT = answer

    def log_message(self, *_):
        pass


server = HTTPServer(("127.0.0.1", 0), Api)
threading.Thread(target=server.serve_forever, daemon=True).start()
url = os.environ["QISKIT_IONQ_API_URL"] = f"http://127.0.0.1:{server.server_port}/v0.4"

from qiskit_ionq import IonQProvider  # noqa: E402 - it reads the address when it is made


def tell(call):
    try:
        return type(call()).__name__
    except Exception as error:
        return f"raised {type(error).__name__}"


backend = IonQProvider("key", url).get_backend("ionq_simulator")
done, other = backend.retrieve_job("job-1"), backend.retrieve_job("job-1")
seen = {"result()": tell(done.result), "result() again": tell(done.result), "cancel()": tell(done.cancel)}
seen["requests of that cancel()"] = str(sum(count for (method, _), count in ASKED.items() if method == "PUT"))
STATUS[:] = ["ready"]
waiting = backend.retrieve_job("job-1")
STATUS.append("nothing")
seen["status() of an empty body"] = tell(waiting.status)
for call, said in seen.items():
    print(f"{call}: {said}")
gone, empty = seen["result() again"] == "raised IonQAPIError", seen["status() of an empty body"] == "raised JSONDecodeError"
sys.exit(0 if gone and empty and seen["requests of that cancel()"] == "5" else 1)

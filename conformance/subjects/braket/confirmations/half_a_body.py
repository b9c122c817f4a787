"""What botocore and a BraketQuantumTask make of half a body (qiskit-braket-provider 0.27.1), over loopback."""

import os
import sys
import threading
import warnings
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace

warnings.simplefilter("ignore")
ARN = "arn:aws:braket:us-east-1:123456789012:quantum-task/9aeb1f5a"


class Api(BaseHTTPRequestHandler):
    def do_GET(self):
        body = b'{"quantumTaskArn": "' + ARN.encode() + b'", "status": "QUEUED"}'
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body[:30])  # and then the connection is closed

    def log_message(self, *_):
        pass


server = ThreadingHTTPServer(("127.0.0.1", 0), Api)
threading.Thread(target=server.serve_forever, daemon=True).start()
os.environ["BRAKET_ENDPOINT"] = f"http://127.0.0.1:{server.server_port}"

import boto3  # noqa: E402
from braket.aws import AwsQuantumTask, AwsSession  # noqa: E402
from qiskit_braket_provider.providers.braket_quantum_task import BraketQuantumTask  # noqa: E402

session = boto3.Session(region_name="us-east-1", aws_access_key_id="key", aws_secret_access_key="secret")
task = AwsQuantumTask(ARN, aws_session=AwsSession(boto_session=session), quiet=True)
try:
    print(BraketQuantumTask(ARN, SimpleNamespace(name="x", version="1"), [task]).result())
    sys.exit(1)
except Exception as error:
    print(f"result() raised {error!r}")
    sys.exit(not isinstance(error, KeyError))

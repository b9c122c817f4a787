"""What a BraketQuantumTask says of words, ends and a second thread (qiskit-braket-provider 0.27.1), over loopback."""

import json
import logging
import os
import threading
import time
import warnings
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace

warnings.simplefilter("ignore")
logging.disable(logging.CRITICAL)
SAYS = ["QUEUED"]
ARN = "arn:aws:braket:us-east-1:123456789012:quantum-task/9aeb1f5a"


class Api(BaseHTTPRequestHandler):
    def answer(self):
        task = {
            "quantumTaskArn": ARN,
            "status": SAYS[-1],
            "deviceArn": "arn:aws:braket:::device/x",
            "deviceParameters": "{}",
        }
        task |= {"shots": 1, "outputS3Bucket": "b", "outputS3Directory": "d", "createdAt": "2026-11-21T00:00:00Z"}
        task |= {"actionMetadata": {"actionType": "braket.ir.openqasm.program"}, "cancellationStatus": "CANCELLING"}
        ended = self.command == "PUT" and SAYS[-1] == "COMPLETED"
        body = json.dumps({"message": "ended"} if ended else task).encode()
        self.send_response(409 if ended else 200)
        self.send_header("Content-Length", str(len(body)))
        if ended:
            self.send_header("x-amzn-ErrorType", "ConflictException")
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_PUT = answer

    def log_message(self, *_):
        pass


server = ThreadingHTTPServer(("127.0.0.1", 0), Api)
threading.Thread(target=server.serve_forever, daemon=True).start()
os.environ["BRAKET_ENDPOINT"] = f"http://127.0.0.1:{server.server_port}"

import boto3  # noqa: E402
from braket.aws import AwsQuantumTask, AwsSession  # noqa: E402
from qiskit_braket_provider.providers.braket_quantum_task import BraketQuantumTask  # noqa: E402

session = boto3.Session(region_name="us-east-1", aws_access_key_id="key", aws_secret_access_key="secret")


def job():
    task = AwsQuantumTask(ARN, aws_session=AwsSession(boto_session=session), quiet=True)
    return BraketQuantumTask(ARN, SimpleNamespace(name="x", version="1"), [task])


def tell(call, says):
    SAYS.append(says)
    try:
        said = call()
        return getattr(said, "name", None) or (f"Result, success {said.success}" if hasattr(said, "success") else repr(said))
    except Exception as error:
        return f"raised {type(error).__name__}"


one = job()
seen = {
    "status() of a task that was just created": tell(one.status, "CREATED"),
    "status() of a task that is being cancelled": tell(one.status, "CANCELLING"),
    "status() of a completed task": tell(one.status, "COMPLETED"),
    "status() after that, were the service to say running": tell(one.status, "RUNNING"),
    "result() of a failed task": tell(job().result, "FAILED"),
    "result() of a cancelled task": tell(job().result, "CANCELLED"),
    "cancel() of a running task": tell(job().cancel, "RUNNING"),
    "cancel() of a completed task": tell(job().cancel, "COMPLETED"),
}
shared = job()
SAYS.append("RUNNING")
threading.Thread(target=lambda: tell(shared.result, "RUNNING"), daemon=True).start()
time.sleep(2)
seen["result() in a second thread, of a task that runs"] = tell(shared.result, "RUNNING")
for call, said in seen.items():
    print(f"{call}: {said}")
expected = ["raised KeyError", "CANCELLED", "DONE", "RUNNING", "Result, success True", "Result, success True", "None"]
os._exit(0 if list(seen.values()) == [*expected, "raised ConflictException", "raised RuntimeError"] else 1)

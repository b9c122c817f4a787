"""What an AzureQuantumJob says, and of a service that answers otherwise than it expects (azure-quantum 3.13.0), over loopback."""

import json
import os
import sys
import threading
import time
import warnings
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

warnings.simplefilter("ignore")
os.environ["QDK_PYTHON_TELEMETRY"] = "none"
from azure.core.credentials import AzureKeyCredential  # noqa: E402
from azure.quantum import Workspace  # noqa: E402
from azure.quantum.qiskit import AzureQuantumProvider  # noqa: E402
from azure.quantum.qiskit.backends.rigetti import RigettiSimulatorBackend  # noqa: E402
from azure.quantum.qiskit.job import AzureQuantumJob  # noqa: E402

SAYS, ASKED = [{"status": "Executing"}], []


class Api(BaseHTTPRequestHandler):
    def answer(self):
        ASKED.append(self.path)
        here = f"http://127.0.0.1:{self.server.server_port}/account/job-1"
        record = {"id": "job-1", "name": "bell", "providerId": "rigetti", "target": "rigetti.sim.qvm", "containerUri": here}
        record |= {
            "inputDataFormat": "qir.v1",
            "outputDataFormat": "other",
            "outputDataUri": f"{here}/out?se=2050-01-01T00%3A00%3A00Z&sig=x",
            "jobType": "Other",
        }
        record |= {"metadata": {"name": "bell"}, "inputParams": {"shots": 1}, **SAYS[-1]}
        cancelling, downloading = self.command == "POST", self.path.startswith("/account")
        gone = downloading and sum(path.startswith("/account") for path in ASKED) > 2
        body = b"" if cancelling else b'{"00": 1}' if downloading else json.dumps(record).encode()
        self.send_response(
            409 if cancelling and SAYS[-1]["status"] == "Succeeded" else 204 if cancelling else 403 if gone else 200
        )
        self.send_header("Content-Type", "application/json")
        if downloading:
            self.send_header("Content-Range", f"bytes 0-{len(body) - 1}/{len(body)}")
        if not cancelling:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_POST = answer

    def log_message(self, *_):
        pass


server = ThreadingHTTPServer(("127.0.0.1", 0), Api)
threading.Thread(target=server.serve_forever, daemon=True).start()


def job():
    workspace = Workspace(
        subscription_id="00000000-0000-0000-0000-000000000000",
        resource_group="group",
        name="workspace",
        location="eastus",
        credential=AzureKeyCredential("key"),
        _quantum_endpoint=f"http://127.0.0.1:{server.server_port}",
        _from_connection_string=True,
    )
    return AzureQuantumJob(
        RigettiSimulatorBackend("rigetti.sim.qvm", AzureQuantumProvider(workspace)), workspace.get_job("job-1")
    )


def tell(call, says):
    SAYS.append(says)
    began = time.monotonic()
    try:
        said = call()
        said = getattr(said, "name", None) or (f"Result, success {said.success}" if hasattr(said, "success") else repr(said))
    except Exception as error:
        said = f"raised {type(error).__module__}.{type(error).__name__}"
    return f"{said} after {time.monotonic() - began:.0f} s"


one = job()
seen = {
    "status() of a finished job": tell(one.status, {"status": "Succeeded"}),
    "status() after that, were the service to say executing": tell(one.status, {"status": "Executing"}),
    "status() of an unknown word": tell(one.status, {"status": "Paused"}),
    "result() of a failed job": tell(one.result, {"status": "Failed"}),
    "result() of a failed job without metadata": tell(one.result, {"status": "Failed", "metadata": None}),
    "result() of a cancelled job": tell(one.result, {"status": "Cancelled"}),
    "result(timeout=1) of a job that runs": tell(lambda: one.result(timeout=1), {"status": "Executing"}),
    "result(timeout=2) of a job in a state of the future": tell(lambda: one.result(timeout=2), {"status": "Paused"}),
    "cancel() of a job that runs": tell(one.cancel, {"status": "Executing"}),
    "cancel() of a finished job": tell(one.cancel, {"status": "Succeeded"}),
    "result() of a finished job without metadata": tell(one.result, {"status": "Succeeded", "metadata": None}),
    "result()": tell(one.result, {"status": "Succeeded"}),
    "result() again, were the address to have expired": tell(one.result, {"status": "Succeeded"}),
}
print()
for call, said in seen.items():
    print(f"{call}: {said}")
ended = [said.rpartition(" after")[0] for said in seen.values()]
expected = ["DONE", "RUNNING", "raised builtins.KeyError", "Result, success False", "raised builtins.TypeError"]
expected += [
    "Result, success False",
    *["raised builtins.TimeoutError"] * 2,
    "None",
    "raised azure.core.exceptions.ResourceExistsError",
]
expected += ["raised builtins.TypeError", "Result, success True"]
sys.exit(0 if ended == [*expected, "raised azure.core.exceptions.HttpResponseError"] else 1)

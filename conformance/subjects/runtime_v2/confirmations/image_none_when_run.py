"""METADATA-22: a job that service.run() makes on the default image has the image None (0.22.0)."""

from unittest.mock import MagicMock

from loopback import Service, found, parameters
from qiskit_ibm_runtime import QiskitRuntimeService, RuntimeJobV2

service = Service({"POST /jobs": [{"id": "job-1", "backend": "athens"}]})
account = MagicMock(_api_client=service.client(), _client_params=parameters(service.url), _channel_strategy="default")
job = QiskitRuntimeService.run(account, "sampler", {"version": 2})
found(
    isinstance(job, RuntimeJobV2) and service.asked == ["POST /jobs"] and job.image is None,
    f"the image of {job!r} is {job.image!r}; its document says '' for the default image",
)

"""A job that ran on an image of its own is retrieved: `image` is empty."""

from types import SimpleNamespace

from loopback import _credentials, done, server
from qiskit.providers.ibmq.runtime import IBMRuntimeService

RECORD = {"id": "job-1", "status": "Queued", "hub": "h", "group": "g", "project": "p", "backend": "machine"}
URL = server(lambda method, path: (200, {**RECORD, "program": {"id": "sampler"}, "runtime": "lab/sampler:1.2"}))
PROVIDER = SimpleNamespace(credentials=_credentials(URL, URL, URL), get_backend=lambda name: None)
job = IBMRuntimeService(PROVIDER).job("job-1")
done(shows=job.image == "", seen=f"the record says lab/sampler:1.2, image is {job.image!r}")

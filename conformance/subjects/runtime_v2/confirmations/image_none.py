"""METADATA-22: a record without `runtime` is of a job on the default image; as its service makes it, its image is None."""

from unittest.mock import MagicMock

from loopback import QUEUED, found
from qiskit_ibm_runtime import QiskitRuntimeService

job = QiskitRuntimeService._decode_job(MagicMock(), {**QUEUED, "params": {"version": 2}})
found(job.image is None, f"the image of {job!r} is {job.image!r}; its document says '' for the default image")

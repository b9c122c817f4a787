"""The real `RuntimeJobV2` of qiskit-ibm-runtime, with its own API client: 0.29.1, which its document describes, and others.

The job is made as `QiskitRuntimeService.job()` makes it, and run as a primitive runs it. Nothing of the client is replaced.
"""

from __future__ import annotations

from collections.abc import Mapping
from inspect import signature
from types import SimpleNamespace
from typing import Any

from qiskit_ibm_runtime import RuntimeJobV2
from qiskit_ibm_runtime.ibm_backend import IBMBackend, IBMRetiredBackend

from .releases import INSTANCE, LACKS, RECORDED, RELEASE, TOKEN, client, handed_in, needs, submission, told

CONFIGURATION = IBMRetiredBackend.from_name("reference_bell").configuration()


class RealRuntimeJobV2:
    """`RuntimeJobV2`, of whichever release is installed."""

    profile = "runtime-job-v2"
    dialect = "runtime-v2"
    recordings = f"recordings/{RECORDED}"
    deviations = f"deviations-{RELEASE}.toml"
    secrets = (TOKEN,)
    lacks = LACKS

    def __init__(self) -> None:
        self._client = client()
        self._backend = IBMBackend(CONFIGURATION, None, self._client, INSTANCE)
        self._service = SimpleNamespace(backend=lambda name: self._backend)
        self.made_of: Mapping[str, object] = {"backend": self._backend}

    def open(self, job_id: str) -> RuntimeJobV2:
        """Make the job with this id of what the service says of it."""
        return self.construct(job_id, **told(self._client.job_get(job_id)))

    def construct(self, job_id: str, **given: Any) -> RuntimeJobV2:
        """Make the job object by its constructor alone."""
        named = {"service": self._service, "backend": self._backend, "api_client": self._client, "program_id": "sampler"}
        return RuntimeJobV2(job_id=job_id, **{**named, **needs(), **given})

    #: Releases differ in what it takes.
    construct.__signature__ = signature(RuntimeJobV2.__init__)  # type: ignore[attr-defined]

    def run(self) -> RuntimeJobV2:
        """Sample a Bell circuit."""
        return self.construct(self._client.program_run(**submission())["id"], **handed_in())

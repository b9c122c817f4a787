"""The real `RuntimeJobV2` of qiskit-ibm-runtime, with its own API client (0.29.1 and the newest)."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from qiskit_ibm_runtime import RuntimeJobV2, __version__
from qiskit_ibm_runtime.api.client_parameters import ClientParameters
from qiskit_ibm_runtime.api.clients import RuntimeClient

TOKEN = "token-of-the-subjects"  # noqa: S105 - no password
URL = "http://runtime-v2.test"
DOCUMENTED = __version__.startswith("0.2")
BACKEND = SimpleNamespace(name="reference_bell")


def parameters() -> ClientParameters:
    """What the client signs in with: a project of the older platform, an instance of the newer one."""
    if DOCUMENTED:
        return ClientParameters(channel="ibm_quantum", token=TOKEN, url=URL, instance="ibm-q/open/main")
    return ClientParameters(
        channel="ibm_quantum_platform",
        token=TOKEN,
        url=URL,
        instance="crn:v1:::::a/0:0::",
        url_resolver=lambda *_, **__: URL,
    )


class RealRuntimeJobV2:
    """`RuntimeJobV2`, made as `QiskitRuntimeService.job()` makes it."""

    profile = "runtime-job-v2"
    dialect = "runtime-v2"
    recordings = "recordings"
    secrets = (TOKEN,)

    def open(self, job_id: str) -> RuntimeJobV2:
        """Make the job with this id."""
        return self.construct(job_id)

    def construct(self, job_id: str, **given: Any) -> RuntimeJobV2:
        """Make the job object by its constructor alone."""
        named = {"backend": BACKEND, "program_id": "sampler", "service": None, **given}
        if DOCUMENTED:
            named["client_params"] = parameters()
        return RuntimeJobV2(api_client=RuntimeClient(parameters()), job_id=job_id, **named)

"""Jobs by their id alone: an address, a token, and no request. What else there is to know is asked for when it is needed.

This file does not know what a job asks.
"""

from __future__ import annotations

from .client import AccountClient, RuntimeClient
from .ibmq import IBMQBackend, IBMQJob
from .managed import ManagedJob
from .runtime import RuntimeJob, RuntimeJobV2


def ibmq_job(job_id: str, *, url: str, token: str, stream_url: str | None = None, backend: str = "backend") -> IBMQJob:
    """A job of the IBM Quantum job API; `url` is that of the project, `stream_url` where its websockets are."""
    return IBMQBackend(backend, AccountClient(url, token, stream_url)).job(job_id)


def managed_job(
    job_id: str, *, url: str, token: str, stream_url: str | None = None, backend: str = "backend", experiments: int = 1
) -> ManagedJob:
    """The same job as the only one of a set."""
    return ManagedJob(0, experiments, ibmq_job(job_id, url=url, token=token, stream_url=stream_url, backend=backend))


def runtime_job(job_id: str, *, url: str, token: str, stream_url: str | None = None, backend: object = None) -> RuntimeJob:
    """A job of the runtime API of qiskit-ibmq-provider."""
    return RuntimeJob(backend, RuntimeClient(url, token, stream_url=stream_url), None, job_id, "")


def runtime_job_v2(
    job_id: str,
    *,
    url: str,
    token: str,
    instance: str | None = None,
    stream_url: str | None = None,
    backend: object = None,
) -> RuntimeJobV2:
    """A job of the runtime API of qiskit-ibm-runtime."""
    return RuntimeJobV2(backend, RuntimeClient(url, token, instance, stream_url), None, job_id, "", None)

"""The five documents that the specification is made from, and where what they describe was published.

This file does not know what they say.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final


@dataclass(frozen=True, slots=True)
class Document:
    """The documentation of one published job class: what it describes, in which release, and the code it was made from."""

    name: str
    describes: str
    release: str
    link: str


_GITHUB: Final = "https://github.com/Qiskit"

#: Every document by the name under which requirements quote it.
DOCUMENTS: Final[Mapping[str, Document]] = MappingProxyType(
    {
        each.name: each
        for each in (
            Document(
                "RuntimeJob",
                "qiskit.providers.ibmq.runtime.RuntimeJob",
                "qiskit-ibmq-provider 0.20",
                f"{_GITHUB}/qiskit-ibmq-provider/blob/0.20.2/qiskit/providers/ibmq/runtime/runtime_job.py",
            ),
            Document(
                "RuntimeJobV2",
                "qiskit_ibm_runtime.RuntimeJobV2",
                "qiskit-ibm-runtime 0.26 to 0.29",
                f"{_GITHUB}/qiskit-ibm-runtime/blob/0.29.1/qiskit_ibm_runtime/runtime_job_v2.py",
            ),
            Document(
                "IBMQJob",
                "qiskit.providers.ibmq.job.IBMQJob",
                "qiskit-ibmq-provider 0.12 to 0.14",
                f"{_GITHUB}/qiskit-ibmq-provider/blob/0.14.0/qiskit/providers/ibmq/job/ibmqjob.py",
            ),
            Document(
                "ManagedJob",
                "qiskit.providers.ibmq.managed.ManagedJob",
                "qiskit-ibmq-provider 0.17",
                f"{_GITHUB}/qiskit-ibmq-provider/tree/stable/0.17/qiskit/providers/ibmq/managed/managedjob.py",
            ),
            Document(
                "AerJob",
                "qiskit.providers.aer.AerJob",
                "qiskit-aer 0.8",
                f"{_GITHUB}/qiskit-aer/tree/stable/0.8/qiskit/providers/aer/aerjob.py",
            ),
        )
    }
)

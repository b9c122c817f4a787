"""What each family of services calls the states of a job, and which state a job has to tell its user for each word.

This file does not know how an answer travels: where the word stands in it is for a dialect to say.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from ._states import JobStatus

#: The words of the IBM Quantum job API, which serves IBMQJob and ManagedJob.
IBMQ: Final[Mapping[str, JobStatus]] = MappingProxyType(
    {
        "CREATING": JobStatus.INITIALIZING,
        "CREATED": JobStatus.INITIALIZING,
        "TRANSPILING": JobStatus.INITIALIZING,
        "TRANSPILED": JobStatus.INITIALIZING,
        "VALIDATING": JobStatus.VALIDATING,
        "VALIDATED": JobStatus.VALIDATING,
        "PENDING_IN_QUEUE": JobStatus.QUEUED,
        "QUEUED": JobStatus.QUEUED,
        "RUNNING": JobStatus.RUNNING,
        "COMPLETED": JobStatus.DONE,
        "CANCELLED": JobStatus.CANCELLED,
        "ERROR_CREATING_JOB": JobStatus.ERROR,
        "ERROR_VALIDATING_JOB": JobStatus.ERROR,
        "ERROR_TRANSPILING_JOB": JobStatus.ERROR,
        "ERROR_RUNNING_JOB": JobStatus.ERROR,
    }
)

#: The words of the runtime API that RuntimeJobV2 speaks to. A job that ran too long is CANCELLED with the reason code 1305.
RUNTIME_V2: Final[Mapping[str, JobStatus]] = MappingProxyType(
    {
        "QUEUED": JobStatus.QUEUED,
        "RUNNING": JobStatus.RUNNING,
        "COMPLETED": JobStatus.DONE,
        "FAILED": JobStatus.ERROR,
        "CANCELLED": JobStatus.CANCELLED,
    }
)

#: The words of the runtime API that RuntimeJob speaks to.
RUNTIME: Final[Mapping[str, JobStatus]] = MappingProxyType(
    {
        **RUNTIME_V2,
        "CANCELLED - RAN TOO LONG": JobStatus.ERROR,
    }
)

#: The words of every family of services by the name that its schemas have.
WORDS: Final[Mapping[str, Mapping[str, JobStatus]]] = MappingProxyType(
    {"ibmq": IBMQ, "runtime": RUNTIME, "runtime-v2": RUNTIME_V2}
)


def state_of(word: str, words: Mapping[str, JobStatus]) -> JobStatus | None:
    """The state that `word` means whatever its case (RESILIENCE-2), or `None` for a word that nobody knows yet."""
    return words.get(word.upper())

"""The job interface as types: one protocol for each profile, addressed to whoever writes a job class.

A protocol says what a member is for and how it is called; what it must do under every circumstance is said by the numbered
requirements that it names. This package does not know any implementation, and how a job is made is not its business.

`isinstance` compares names only, and up to Python 3.11 it reads every property to do so, which may ask a server.
"""

from ._aer_job import AerJob
from ._ibmq_job import IBMQJob
from ._job import Job
from ._jobv1 import JobV1
from ._managed_job import JobSet, ManagedJob
from ._primitive_job import PrimitiveJob
from ._queue_info import QueueCallback, QueueInfo
from ._runtime_job import RuntimeJob
from ._runtime_job_v2 import RuntimeJobV2, StatusWord

__all__ = [
    "AerJob",
    "IBMQJob",
    "Job",
    "JobSet",
    "JobV1",
    "ManagedJob",
    "PrimitiveJob",
    "QueueCallback",
    "QueueInfo",
    "RuntimeJob",
    "RuntimeJobV2",
    "StatusWord",
]

"""What exchanges are for, and what the specification says of each role.

This file does not know by which routes a server plays them: that is for a dialect to say.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from qjobspec import JOB_MACHINE, JobStatus


class Role(StrEnum):
    """What an exchange is for, as the schema `dialect` has it."""

    SUBMIT = "submit"
    STATUS = "status"
    JOB = "job"
    RESULT = "result"
    RESULT_URL = "result-url"
    RESULT_DOWNLOAD = "result-download"
    RESULT_ACKNOWLEDGE = "result-acknowledge"
    INTERIM_RESULTS = "interim-results"
    CANCEL = "cancel"
    LOGS = "logs"
    METRICS = "metrics"
    TAGS = "tags"
    NAME = "name"
    PROPERTIES = "properties"
    QUEUE = "queue"
    STREAM = "stream"
    SETUP = "setup"


#: The states that a job does not leave.
FINAL: Final = JOB_MACHINE.finals

#: The roles whose answers tell how far a job is.
TELLING: Final = frozenset({Role.SUBMIT, Role.STATUS, Role.JOB})

#: The roles whose answers tell the id of the job.
NAMING: Final = frozenset({Role.SUBMIT, Role.JOB})

#: The states of the job in which each role has to be seen once; `None` stands for every state that the dialect knows.
SEEN_IN: Final[Mapping[Role, tuple[JobStatus, ...] | None]] = {
    Role.SUBMIT: (JobStatus.INITIALIZING,),
    Role.STATUS: None,
    Role.JOB: None,
    Role.RESULT: (JobStatus.DONE,),
    Role.RESULT_URL: (JobStatus.DONE,),
    Role.RESULT_DOWNLOAD: (JobStatus.DONE,),
    Role.RESULT_ACKNOWLEDGE: (JobStatus.DONE,),
    Role.INTERIM_RESULTS: (JobStatus.RUNNING,),
    Role.CANCEL: (JobStatus.QUEUED, JobStatus.RUNNING),
    Role.LOGS: (JobStatus.DONE, JobStatus.ERROR),
    Role.METRICS: (JobStatus.DONE,),
    Role.TAGS: (JobStatus.DONE,),
    Role.NAME: (JobStatus.DONE,),
    Role.PROPERTIES: (JobStatus.DONE,),
    Role.QUEUE: (JobStatus.QUEUED,),
    Role.STREAM: (),  # a cassette holds no messages
    Role.SETUP: (),
}

"""The smallest jobs that keep the specification. Knows `qjobspec` and the standard library."""

from .aerjob import AerJob
from .errors import JobError, JobTimeoutError
from .jobv1 import JobV1

__all__ = ["AerJob", "JobError", "JobTimeoutError", "JobV1"]

"""ManagedJob, the set that owns it and the manager that makes sets. Knows `ibmq`."""

from .job import ManagedJob
from .jobset import ManagedJobSet
from .manager import IBMQJobManager
from .results import ManagedResults

__all__ = ["IBMQJobManager", "ManagedJob", "ManagedJobSet", "ManagedResults"]

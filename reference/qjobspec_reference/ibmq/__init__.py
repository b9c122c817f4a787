"""IBMQJob and what it is made of. Knows the client, the errors and the clockwork of waits."""

from .backend import IBMQBackend
from .job import IBMQJob
from .queue import QueueInfo

__all__ = ["IBMQBackend", "IBMQJob", "QueueInfo"]

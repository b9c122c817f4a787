"""The two runtime jobs and what they are made of. Knows the client, the errors and the clockwork of waits."""

from .job import RuntimeJob
from .job_v2 import RuntimeJobV2

__all__ = ["RuntimeJob", "RuntimeJobV2"]

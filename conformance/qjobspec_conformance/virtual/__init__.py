"""Deterministic virtual time for threads and event loops: what the rest of the suite may use of it."""

from ._actors import Curtain
from ._conductor import VirtualTime
from ._patches import patched
from ._verdicts import Ended, Patience, Refused, Stuck, ThreadSeen

__all__ = ["Curtain", "Ended", "Patience", "Refused", "Stuck", "ThreadSeen", "VirtualTime", "patched"]

"""Deterministic virtual time for threads and event loops: what the rest of the suite may use of it."""

from ._actors import Curtain
from ._conductor import VirtualTime
from ._names import BoundNames
from ._patches import afterwards, patched
from ._swaps import Swap
from ._verdicts import Ended, Patience, Refused, Stuck, ThreadSeen
from ._waits import is_managed, moment, ring, wait

__all__ = [
    "BoundNames",
    "Curtain",
    "Ended",
    "Patience",
    "Refused",
    "Stuck",
    "Swap",
    "ThreadSeen",
    "VirtualTime",
    "afterwards",
    "is_managed",
    "moment",
    "patched",
    "ring",
    "wait",
]

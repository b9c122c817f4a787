"""Where examples are run and judged, many at a time: in this process, or in several. Which of the two, no result tells."""

from .batches import Batch, Seen, Tally, batches
from .benches import Bench, Here
from .desk import ready
from .workers import Workers

__all__ = ["Batch", "Bench", "Here", "Seen", "Tally", "Workers", "batches", "ready"]

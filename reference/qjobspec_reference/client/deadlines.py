"""A moment at which a call is over, whatever the service does.

This file does not know sockets by more than that they can be shut. It reads the monotonic clock alone, so that a step of
the wall clock changes nothing (RESILIENCE-11).
"""

from __future__ import annotations

import threading
import time
from collections.abc import Generator
from contextlib import contextmanager, suppress
from math import inf
from threading import Event, Lock
from typing import Final, Protocol
from weakref import WeakSet

#: For how many seconds a service may say nothing before it counts as gone, where no deadline comes first.
SILENCE: Final = 30.0


class Shuttable(Protocol):
    """What can be shut while another thread reads from it."""

    def shut(self) -> None:
        """Let whoever reads find the end."""
        ...


class Deadline:
    """`seconds` from now; `None` is never. `end()` brings it forward to now, and wakes whoever is reading."""

    def __init__(self, seconds: float | None = None) -> None:
        self._at = inf if seconds is None else time.monotonic() + seconds
        self._for_now = inf
        self._lock = Lock()
        self._ended = Event()
        self._open: WeakSet[Shuttable] = WeakSet()

    def left(self) -> float:
        """How many seconds are left, 0 if it is over; infinite without an end."""
        return max(0.0, min(self._at, self._for_now) - time.monotonic())

    def allowed(self, silence: float = SILENCE) -> float:
        """How many seconds the next wait for the service may take; `TimeoutError` if there are none."""
        left = self.left()
        if left <= 0:
            raise TimeoutError("the time of the call is over")
        return min(left, silence)

    @contextmanager
    def nearer(self, seconds: float) -> Generator[None]:
        """Be over in `seconds` from now at the latest, as long as this lasts; one thread at a time."""
        before, self._for_now = self._for_now, min(self._for_now, time.monotonic() + max(0.0, seconds))
        try:
            yield
        finally:
            self._for_now = before

    def sleep(self, seconds: float) -> None:
        """Let this many seconds pass, or all there are until `end()`."""
        self._ended.wait(min(seconds, threading.TIMEOUT_MAX))

    def bind(self, opened: Shuttable) -> None:
        """Have `end()` shut this too."""
        with self._lock:
            self._open.add(opened)
        if self.left() <= 0:
            opened.shut()

    def end(self) -> None:
        """Be over now."""
        self._at = -inf
        self._ended.set()
        with self._lock:
            opened = list(self._open)
        for each in opened:
            with suppress(OSError):
                each.shut()

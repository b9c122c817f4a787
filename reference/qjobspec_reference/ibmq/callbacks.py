"""When the callback of `wait_for_final_state()` is called, and with what. This file does not know where news comes from."""

from __future__ import annotations

import time
from collections.abc import Callable
from math import inf
from typing import Any

from qjobspec import JOB_MACHINE, JobStatus

from .queue import QueueInfo

#: The state and the place in the queue that the last query gave, whoever asked.
Seen = tuple[JobStatus, QueueInfo | None]


class Caller:
    """Calls back for one wait, in the thread that waits; what the callback raises goes to who waits (CALLBACK-7)."""

    def __init__(
        self, callback: Callable[..., object] | None, wait: float | None, job: Any, look: Callable[[], Seen]
    ) -> None:
        self._callback = callback
        self._wait = wait
        self._job = job
        self._look = look
        self._told: object = None
        self._due = inf if wait is None or callback is None else time.monotonic() + wait

    def left(self) -> float:
        """In how many seconds the callback has to be called although nothing is new (CALLBACK-6)."""
        return max(0.0, self._due - time.monotonic())

    def heard(self) -> None:
        """Call back because of what was heard, if that is due: at first, on a change, at the end."""
        state, queue = self._look()
        if self._wait is None:
            key = (state, None if queue is None else queue.position)
            if key != self._told:  # CALLBACK-11, CALLBACK-12
                self._told = key
                self._call()
        elif self._told is None or state in JOB_MACHINE.finals:  # CALLBACK-9
            self._call()

    def keep_up(self) -> None:
        """Call back with what any query has found last if an interval is over, and not before (CALLBACK-3, CALLBACK-5)."""
        if self._wait is not None and self.left() <= 0:
            self._call()

    def _call(self) -> None:
        if self._callback is None:
            return
        if self._wait is not None:
            self._due = time.monotonic() + self._wait
        state, queue = self._look()
        self._told = self._told or state
        self._callback(self._job.job_id(), state, self._job, queue_info=queue)  # CALLBACK-1 to CALLBACK-4, CALLBACK-10

"""How long a waiting call may take, and when it may ask: the clockwork of every wait.

Two questions lie `wait` seconds apart, after a failure longer (RESOURCE-1, RESULT-9, RESILIENCE-6). The last one is sent at
the timeout, or at the first moment after it at which it is allowed if the profile's overrun covers that: so a job that ended
in time is found out (TIMEOUT-4), and nobody is asked too soon. This file does not know what is asked.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from math import inf
from typing import Final, TypeVar

from .client import BACK_OFF, Deadline, Fault, OutOfTime

T = TypeVar("T")

#: How many seconds a call may take that does not wait for the job (STATUS-9), and one question of a call that does.
ANSWER: Final = 90.0


class TimeIsUp(Exception):  # noqa: N818 - it becomes an error of the job's own
    """The timeout of a call is over, and the job was not final."""


class Budget:
    """The time of one call: `timeout` seconds, and at most `overrun` more whatever the service does (TIMEOUT-7)."""

    def __init__(self, timeout: float | None, overrun: float) -> None:
        seconds = None if timeout is None else max(0.0, timeout)
        self.until = inf if seconds is None else time.monotonic() + seconds
        self.overrun = overrun
        self.deadline = Deadline(None if seconds is None else seconds + overrun)

    def left(self) -> float:
        """How many seconds are left until the timeout; 0 once it is over, infinite without one."""
        return max(0.0, self.until - time.monotonic())

    @contextmanager
    def kept(self) -> Generator[None]:
        """Know the end of a call's time for what it is, and not for a fault of the service."""
        try:
            yield
        except OutOfTime as fault:
            raise TimeIsUp from fault


class Polling:
    """When a call that waits asks, and what it makes of questions that fail."""

    def __init__(self, wait: float, budget: Budget) -> None:
        self._wait = wait
        self._budget = budget
        self._failures = 0
        self._fault: Fault | None = None
        self._answered = self._allowed = self._wanted = -inf

    def ask(self, question: Callable[[], T]) -> T | None:
        """Ask; `None` if that failed in a way that may be over at the next question. What will not pass is raised.

        A question that is asked at the end has half the overrun to be answered in (TIMEOUT-6, TIMEOUT-7).
        """
        sent, self._fault = time.monotonic(), None
        try:
            with self._budget.deadline.nearer(min(ANSWER, max(self._budget.left(), self._budget.overrun / 2))):
                answer = question()
        except Fault as fault:
            self._allowed = self._wanted = sent + self._after(fault)
            return None
        finally:
            self._answered = time.monotonic()
        self._failures, self._allowed, self._wanted = 0, sent + self._wait, sent + self._wait
        return answer

    def heard(self) -> None:
        """Know that the service has spoken by itself: for one more interval there is no need to ask."""
        self._wanted = time.monotonic() + self._wait

    def due(self) -> float:
        """In how many seconds the next question is to be sent."""
        now, left = time.monotonic(), self._budget.left()
        allowed, wanted = (max(0.0, moment - now) for moment in (self._allowed, self._wanted))
        if wanted <= left:
            return wanted
        return max(allowed, left) if allowed <= left + self._budget.overrun else left

    def go_on(self) -> None:
        """Raise if there is no more to ask: `TimeIsUp`, or the fault of the last question if it failed otherwise (E-43)."""
        if self._answered >= self._budget.until:
            if self._fault is None or isinstance(self._fault, OutOfTime):
                raise TimeIsUp from self._fault
            raise self._fault

    def _after(self, fault: Fault) -> float:
        """How long to leave the service alone after a failure; raises it if it will not pass, or has been one too many."""
        if self._failures == len(BACK_OFF) or not (fault.passes or isinstance(fault, OutOfTime)):
            raise fault
        self._fault = fault
        self._failures += 1
        return max(self._wait, fault.after, BACK_OFF[self._failures - 1])


def wait_until(is_final: Callable[[], bool], polling: Polling, deadline: Deadline) -> None:
    """Ask until it is final, sleeping in between; `TimeIsUp` if it is not in time."""
    while not polling.ask(is_final):
        polling.go_on()
        deadline.sleep(polling.due())

"""How long to leave a service alone: what it asks for itself (`Retry-After`), and how long after each failure.

This file does not know what failed.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from math import isfinite
from threading import Lock
from typing import Final

#: After the first failure, the second, and so on. There is no further try after the last.
BACK_OFF: Final = (0.25, 0.5, 1.0, 2.0, 4.0)


def retry_after(headers: Mapping[str, str]) -> float | None:
    """The seconds that `Retry-After` asks for; `None` if it does not say, or says what nobody understands.

    A date is compared with the service's own clock, its `Date`, and not with ours (RESILIENCE-11).
    """
    said = headers.get("Retry-After", "").strip()
    try:
        seconds = float(said)
    except ValueError:
        seconds = _until(said, headers.get("Date"))
    return max(0.0, seconds) if isfinite(seconds) else None


def _until(said: str, date: str | None) -> float:
    try:
        now = datetime.now(UTC) if date is None else _aware(date)
        return (_aware(said) - now).total_seconds()
    except (TypeError, ValueError, OverflowError):
        return float("nan")


def _aware(date: str) -> datetime:
    parsed = parsedate_to_datetime(date)
    return parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)


class Quiet:
    """Until when a service has asked to be left alone, for all calls of one client (RESILIENCE-7)."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._until = 0.0

    def left(self) -> float:
        """For how many seconds yet."""
        return max(0.0, self._until - time.monotonic())

    def keep(self, seconds: float) -> None:
        """Keep quiet for this long from now; never shorter than was asked before."""
        with self._lock:
            self._until = max(self._until, time.monotonic() + seconds)

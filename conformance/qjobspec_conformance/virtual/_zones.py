"""The time zone of a user's machine: the same on every machine, and not that of any service.

Whoever takes UTC for local time, or local time for UTC, is hours wrong in it. This file does not know any date.
"""

import os
import time
from collections.abc import Generator
from contextlib import contextmanager
from typing import Final

#: Five hours and a half ahead of UTC, all the year round.
_FAR: Final = "FAR-5:30"


@contextmanager
def far_away() -> Generator[None]:
    """Move the machine there for a while."""
    before = os.environ.get("TZ")
    _move(_FAR)
    try:
        yield
    finally:
        _move(before)


def _move(zone: str | None) -> None:
    if zone is None:
        os.environ.pop("TZ", None)
    else:
        os.environ["TZ"] = zone
    time.tzset()

"""Local time as it is in a run: the same on every machine, and never UTC, so that nobody takes the one for the other.

This file does not know who asks for it.
"""

from __future__ import annotations

import os
import time
from collections.abc import Generator
from contextlib import contextmanager
from typing import Final

#: Seconds that the clocks on the wall are ahead of UTC, and the same as POSIX writes it.
AHEAD: Final = 20_700.0
_WRITTEN: Final = "<+0545>-5:45"


@contextmanager
def abroad() -> Generator[float | None]:
    """Be where clocks are `AHEAD` for a while; `None` where the system does not let a process choose its zone."""
    if not hasattr(time, "tzset"):  # pragma: no cover - Windows
        yield None
        return
    before = os.environ.get("TZ")
    _move(_WRITTEN)
    try:
        yield AHEAD
    finally:
        _move(before)


def _move(zone: str | None) -> None:
    if zone is None:
        os.environ.pop("TZ", None)
    else:
        os.environ["TZ"] = zone
    time.tzset()

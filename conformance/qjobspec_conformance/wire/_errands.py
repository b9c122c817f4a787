"""What a client is sent for, and how it comes to one text for each request, also when it fails.

This file does not know the clients.
"""

from __future__ import annotations

import asyncio
import ssl
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final

#: Seconds between two requests, in which a connection may die.
BREATH: Final = 0.05


@dataclass(frozen=True, slots=True)
class Errand:
    """What a client is sent for: an address to be asked so many times, one after another on the same session."""

    url: str
    times: int = 1
    #: The file of certificates to be trusted, instead of those that the client has from elsewhere.
    authority: str | None = None

    @property
    def is_secure(self) -> bool:
        """Whether the address is one of TLS."""
        return self.url.startswith(("https:", "wss:"))

    def context(self) -> ssl.SSLContext:
        """Return a context as a client's user makes it."""
        return ssl.create_default_context(cafile=self.authority)


def chain(error: BaseException) -> str:
    """Return the classes of an error and of what caused it, outermost first."""
    names: list[str] = []
    seen: BaseException | None = error
    while seen is not None:
        names.append(f"{type(seen).__module__.partition('.')[0]}.{type(seen).__name__}")
        seen = seen.__cause__ or (None if seen.__suppress_context__ else seen.__context__)
    return " < ".join(names)


def each(times: int, once: Callable[[], str]) -> list[str]:
    """Return what comes of each time, an error as its chain."""
    outcomes = [_tried(once)]
    for _ in range(times - 1):
        time.sleep(BREATH)
        outcomes.append(_tried(once))
    return outcomes


def _tried(once: Callable[[], str]) -> str:
    try:
        return once()
    except Exception as error:  # noqa: BLE001 # whatever it is, it is what the user sees
        return chain(error)


async def each_in_turn(times: int, once: Callable[[], Awaitable[str]]) -> list[str]:
    """Return what comes of each time, as `each` does."""
    outcomes: list[str] = []
    for number in range(times):
        await asyncio.sleep(BREATH if number else 0)
        try:
            outcomes.append(await once())
        except Exception as error:  # noqa: BLE001 # as above
            outcomes.append(chain(error))
    return outcomes

"""What every route has at hand: the service, the clock, the addresses, who may come in, and the object storage.

This file does not know routes.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import itertools
from collections import deque
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any, Final

from ..service import Plot, Service, UnknownPlotError, plot
from .answers import Refused
from .storage import Storage

#: What a tag begins with that says which plot a job is to follow.
PLOT_TAG: Final = "plot:"


@dataclass(frozen=True)
class Clock:
    """What time it is, in seconds since 1970, and how to wait."""

    now: Callable[[], float]
    pause: Callable[[float], Awaitable[None]] = asyncio.sleep

    @classmethod
    def counting(cls, start: float, step: float) -> Clock:
        """A clock that goes on by `step` seconds whenever somebody looks at it, and waits for nothing."""

        async def pause(_seconds: float) -> None:
            await asyncio.sleep(0)

        return cls(itertools.count(start, step).__next__, pause)


@dataclass
class Office:
    """What every route has at hand."""

    service: Service
    clock: Clock
    #: Where each family and the object storage is reached: `http://host:port`.
    addresses: Mapping[str, str]
    storage: Storage
    #: The only token that may come in; anybody's may if it is `None`.
    token: str | None = None
    #: The plot of jobs for which nobody says another.
    usual_plot: str = "done"
    #: The plots of the jobs to come, which go before the usual one.
    script: deque[str] = field(default_factory=deque[str])
    #: How many seconds lie between two messages of a stream.
    beat: float = 0.5

    def login(self, token: str) -> str:
        """The access token for a token; a refusal if that may not come in."""
        if self.token is not None and token != self.token:
            raise Refused(HTTPStatus.UNAUTHORIZED, "Login failed.", "LOGIN_FAILED")
        return hmac.new(str(self.service.seed).encode(), token.encode(), hashlib.sha256).hexdigest()[:40]

    def admits(self, presented: str) -> bool:
        """Whether a request with this token may come in."""
        word = presented.removeprefix("Bearer ").removeprefix("apikey ").strip()
        return bool(word) if self.token is None else word in (self.token, self.login(self.token))

    def plot_for(self, tags: object, inputs: object) -> Plot:
        """The plot that a submission asks for by a tag or in its inputs; else the next of the script, else the usual one."""
        named = [tag.removeprefix(PLOT_TAG) for tag in tags if tag.startswith(PLOT_TAG)] if isinstance(tags, list) else []
        if isinstance(inputs, dict) and isinstance(inputs.get("plot"), str):
            named.append(inputs["plot"])
        name = named[0] if named else self.script.popleft() if self.script else self.usual_plot
        try:
            return plot(name)
        except UnknownPlotError as error:
            raise Refused(HTTPStatus.BAD_REQUEST, str(error), "UNKNOWN_PLOT") from error


def by_plot(followed: Plot, role: str) -> None:
    """Do nothing, or refuse a request in `role` if the plot of its job says so."""
    code = followed.faults.get(role)
    if code is not None:
        raise Refused(code, f"This {role} is refused with {code}, as the plot of the job has it.", "PLOT")


def iso(moment: float) -> str:
    """A moment as the APIs write it: UTC, with milliseconds."""
    return datetime.fromtimestamp(moment, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def optional(**said: Any) -> dict[str, Any]:
    """What there is of this, by name: nothing that is `None`."""
    return {name: value for name, value in said.items() if value is not None}

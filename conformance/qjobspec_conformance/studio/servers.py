"""The server that answers while something is recorded: one of the project's own for each scenario, or a given one.

Like the reference's jobs, its service is met by name, and only when it is asked for. This file does not know jobs.
"""

from __future__ import annotations

import importlib
import json
import urllib.error
import urllib.request
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final, Protocol
from urllib.parse import urlsplit

from ..recordings.scenarios import Scenario
from .errors import RecordError
from .leading import DOMAIN, led

_SERVICE: Final = "qjobspec_reference.bindings.serving"

#: How many seconds pass with each request to a server of our own.
_TICK: Final = 0.5

#: How many seconds a given server may take to hear what is to happen.
_HEARS: Final = 10.0


class Server(Protocol):
    """Who answers."""

    #: What provenance says of it.
    name: str
    #: When it says that it begins to be recorded.
    when: str
    #: How many seconds pass between two questions about a job.
    pause: float

    def playing(self, scenario: Scenario) -> Any:
        """Have the next job do what the scenario says, for as long as the context lasts."""
        ...


@dataclass
class Own:
    """A server of the project's own, on this machine, whose clock counts requests."""

    family: str
    seed: int = 0
    pause: float = 0.0

    def __post_init__(self) -> None:
        try:
            self._service: Any = importlib.import_module(_SERVICE)
        except ModuleNotFoundError as error:
            raise RecordError(f"a server of its own needs {error.name}: pip install 'qjobspec[serve]'") from error
        if self.family not in self._service.FAMILIES:
            spoken = ", ".join(self._service.FAMILIES)
            raise RecordError(f"a server of its own speaks {spoken}, and not {self.family}: say with --url what to record")
        self.when = _written(self._service.EPOCH)
        self.name = f"qjobspec serve --seed {self.seed} --tick {_TICK} --bell"

    @contextmanager
    def playing(self, scenario: Scenario) -> Generator[None]:
        """Serve, and lead every name to the address of that name, or else to that of the family."""
        settings = self._service.Settings(
            seed=self.seed, tick=_TICK, plot=scenario.name, is_plain=True, domain=DOMAIN.removeprefix(".")
        )
        try:
            with self._service.started(settings) as addresses:

                def to(host: str) -> tuple[str, int]:
                    return _place(addresses.get(host.removesuffix(DOMAIN), addresses[self.family]))

                with led(to):
                    yield
        except LookupError as error:
            raise RecordError(str(error)) from error


@dataclass
class Given:
    """A server somewhere; if it is one of `qjobspec serve`, it is told what is to happen."""

    url: str
    pause: float

    def __post_init__(self) -> None:
        parts = urlsplit(self.url)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise RecordError(f"{self.url!r} is no address of a server: write http://HOST:PORT")
        self.name = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"
        self.when = _written(datetime.now(UTC).timestamp())

    @contextmanager
    def playing(self, scenario: Scenario) -> Generator[None]:
        """Tell the server, and lead every name to it."""
        self._tell(scenario)
        with led(lambda _host: _place(self.url)):
            yield

    def _tell(self, scenario: Scenario) -> None:
        document = json.dumps({"plots": [scenario.name]}).encode()
        headers = {"Content-Type": "application/json", "X-Access-Token": "any"}
        request = urllib.request.Request(f"{self.name}/control/plots", document, headers, method="PUT")  # noqa: S310 - it was looked at
        try:
            with urllib.request.urlopen(request, timeout=_HEARS):  # noqa: S310 - as above
                pass
        except urllib.error.HTTPError:
            return  # it has no plots: what is submitted decides
        except OSError as error:
            reason = getattr(error, "reason", error)
            raise RecordError(f"there is no server at {self.name}: {reason}") from error


def _place(url: str) -> tuple[str, int]:
    parts = urlsplit(url)
    return parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)


def _written(moment: float) -> str:
    return datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

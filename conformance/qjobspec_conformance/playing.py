"""A service played in real time, for whoever wants to look at one example with a debugger instead of in a report.

    (job,) = play(Harness, EXAMPLE)
    print(job.status())

This file does not judge.
"""

from __future__ import annotations

import atexit
import time
from collections.abc import Mapping
from contextlib import ExitStack
from typing import Any

from .decoders import decoder
from .examples import Argument, Callback, Decoder, Lent, example_of
from .harnesses import HarnessError, subject
from .recorder import Recorder
from .scenes import scene
from .stage import closures_of
from .wire import installed
from .zones import abroad


def play(harness: type, example: Mapping[str, Any], until: ExitStack | None = None) -> tuple[Any, ...]:
    """Play the service of `example` behind the wire, in real time, and open as many handles on the job as it uses.

    It is played until the stack `until` is closed, or until the program ends. `HarnessError` if the harness cannot be used,
    `ValueError` if `example` is none.
    """
    tried, judged = example_of(example), subject(harness)
    if judged.world is None:
        raise HarnessError(f"{judged.name} has no open(job_id): there is no service to be played")
    if until is None:
        until = ExitStack()
        atexit.register(until.close)
    plain, connections = closures_of(judged, tried)
    began = time.monotonic()
    recorder = Recorder(lambda: time.monotonic() - began, lambda: "main", _unmoved)
    until.enter_context(installed())
    stage = scene(judged, plain, connections, 60.0)
    until.enter_context(abroad())
    until.enter_context(stage.played(recorder))
    given = {name: judged.world.result if isinstance(value, Lent) else _passed(value) for name, value in plain.given}
    return tuple(stage.open(judged.make(), recorder, plain.origin, given))


def _passed(value: Argument) -> object:
    """An argument of the constructor as the job gets it; a callback shows what it is called with."""
    if isinstance(value, Decoder):
        return decoder(value.name)
    if isinstance(value, Callback):
        return _show
    return list(value) if isinstance(value, tuple) else value


def _show(*arguments: object) -> None:
    print("callback", *arguments)  # noqa: T201 - this is what its user wants to see


def _unmoved(*, final: bool) -> None:
    """Nobody waits for the job to move."""
    del final

"""Listens to what a job tells its user besides: warnings, and records of loggers from WARNING on.

This file does not know what is worth a warning. Those for developers are left out: no user of a job sees them.
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import Any, Final

#: Python itself hides these from users, or tells them of the code and not of a job.
_FOR_DEVELOPERS: Final = (
    DeprecationWarning,
    PendingDeprecationWarning,
    ImportWarning,
    ResourceWarning,
    SyntaxWarning,
    EncodingWarning,
    BytesWarning,
)

#: Takes down a warning: how it came, its category or logger, and its text.
Heard = Callable[[str, str, str], None]


@contextmanager
def listening(heard: Heard) -> Generator[None]:
    """Hand every warning to `heard` instead of showing it, each time that it is given.

    No handler of any logger is asked meanwhile, so that what a job logs in ten thousand runs floods no terminal.
    """
    asked = logging.Logger.callHandlers
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        for category in _FOR_DEVELOPERS:
            warnings.simplefilter("ignore", category)
        warnings.showwarning = _shown(heard)
        logging.Logger.callHandlers = _logged(heard)  # type: ignore[method-assign]
        try:
            yield
        finally:
            logging.Logger.callHandlers = asked  # type: ignore[method-assign]


def _shown(heard: Heard) -> Callable[..., None]:
    def show(message: Warning | str, category: type[Warning], *_: Any, **__: Any) -> None:
        heard("warnings", category.__qualname__, str(message))

    return show


def _logged(heard: Heard) -> Callable[..., None]:
    def log(_: logging.Logger, record: logging.LogRecord) -> None:
        if record.levelno >= logging.WARNING:
            heard("logging", record.name, record.getMessage())

    return log

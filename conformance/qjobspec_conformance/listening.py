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
    """Hand every warning to `heard` instead of showing it, each time that it is given."""
    ear = _Ear(heard)
    root = logging.getLogger()
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        for category in _FOR_DEVELOPERS:
            warnings.simplefilter("ignore", category)
        warnings.showwarning = _shown(heard)
        root.addHandler(ear)
        try:
            yield
        finally:
            root.removeHandler(ear)


def _shown(heard: Heard) -> Callable[..., None]:
    def show(message: Warning | str, category: type[Warning], *_: Any, **__: Any) -> None:
        heard("warnings", category.__qualname__, str(message))

    return show


class _Ear(logging.Handler):
    """A handler without a lock of its own: in virtual time one more lock would be one more place to let others in."""

    def __init__(self, heard: Heard) -> None:
        super().__init__(logging.WARNING)
        self._heard = heard

    def createLock(self) -> None:  # noqa: N802 - the name is that of `logging`
        """Do without."""
        self.lock = None

    def emit(self, record: logging.LogRecord) -> None:
        """Hand the record on."""
        self._heard("logging", record.name, record.getMessage())

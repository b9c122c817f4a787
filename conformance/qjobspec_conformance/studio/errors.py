"""What can go wrong when a recording is made."""

from __future__ import annotations


class RecordError(Exception):
    """No recording was made; the message is one line for whoever asked for it."""


def raised(what: str, error: Exception) -> RecordError:
    """The error of a harness or a job, in one line."""
    line = " ".join(str(error).split())
    return RecordError(f"{what} raised {type(error).__name__}: {line}")

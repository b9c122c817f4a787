"""What can go wrong when a recording is made."""

from __future__ import annotations


class RecordError(Exception):
    """No recording was made; the message is one line for whoever asked for it."""

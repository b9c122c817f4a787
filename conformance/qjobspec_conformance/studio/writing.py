"""Recordings, written: all beside their place first, then each moved there as a whole, so that nothing is half-written.

This file does not know what they hold.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

import yaml

from .errors import RecordError

_WIDTH: Final = 125


def as_text(document: dict[str, Any]) -> str:
    """A recording in YAML, the same for the same recording."""
    written: str = yaml.safe_dump(document, sort_keys=False, allow_unicode=True, width=_WIDTH)
    return written


def write(folder: Path, takes: Iterable[tuple[str, dict[str, Any]]]) -> list[Path]:
    """Write every take into a file of its name, once all of them are there; `RecordError` if that cannot be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder, prefix=".recording-") as beside:
            made = []
            for name, document in takes:
                made.append(Path(beside, f"{name}.yaml"))
                made[-1].write_text(as_text(document), encoding="utf-8")
            return [each.replace(folder / each.name) for each in made]
    except OSError as error:
        raise RecordError(f"cannot write to {folder}: {error.strerror or error}") from error

"""What a harness declares of its service, read: a dialect and recordings, from files beside it or from those of the suite.

This file does not know what a harness is besides.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from ..recordings import dialects
from ..recordings.dialect import Dialect
from ..recordings.problems import ProblemsError
from ..recordings.reading import read
from .world import NAMELESS, World

#: How the files of recordings end.
SUFFIXES: Final = frozenset({".yaml", ".yml", ".json"})


class WorldError(Exception):
    """A service that cannot be played; the message is one line for the author of the harness."""


def world_of(folder: Path, dialect: object, recordings: object, harness: str = NAMELESS) -> World:
    """The world that `dialect` (a file, or the name of a bundled one) and `recordings` (files or folders) describe.

    Paths are relative to `folder`; `harness` is the name of whoever declares them. Raises `WorldError` with one line if they
    cannot be had.
    """
    try:
        known = dialect_of(folder, dialect)
        places = recordings if isinstance(recordings, tuple | list) else (recordings,)
        files = [file for place in places for file in _files(folder, place, harness)]  # pyright: ignore[reportUnknownVariableType]
        return World(known, tuple(read(file) for file in files), harness)
    except ProblemsError as error:
        first, *others = error.problems
        more = f" (and {len(others)} more: qjobspec validate shows them)" if others else ""
        raise WorldError(f"{first}{more}") from error


def dialect_of(folder: Path, dialect: object) -> Dialect:
    """The dialect that a harness in `folder` names: `WorldError` or `ProblemsError` if there is none."""
    if isinstance(dialect, str) and dialect in dialects.BUNDLED:
        return dialects.bundled(dialect)
    if not isinstance(dialect, str | Path):
        bundled = ", ".join(dialects.BUNDLED)
        raise WorldError(f"`dialect` is {dialect!r}: set it to a TOML file beside the harness, or to one of {bundled}")
    file = folder / dialect
    if not file.is_file():
        raise WorldError(f"there is no dialect {file}: set `dialect` to a file beside the harness")
    return dialects.read(file)


def _files(folder: Path, recordings: object, harness: str) -> tuple[Path, ...]:
    if not isinstance(recordings, str | Path):
        raise WorldError(f"`recordings` is {recordings!r}: set it to a folder of vcrpy cassettes beside the harness")
    place = folder / recordings
    files = [place] if place.is_file() else [each for each in place.rglob("*") if each.suffix in SUFFIXES]
    if not files:
        cure = f"`qjobspec record {harness}` makes some; or set `recordings` to where they lie"
        raise WorldError(f"there is no recording in {place}: {cure}")
    return tuple(sorted(files, key=lambda each: each.with_suffix("")))

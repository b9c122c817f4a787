"""What lies beside the code: the files that hold the sentences, the schemas and the examples.

This file does not know what they hold. Reading a file needs modules that importing the specification does not, so that it
stays quick to import.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def text(*path: str) -> str:
    """The text of the file at `path` beside the code."""
    from importlib.resources import files  # noqa: PLC0415 - see above

    return files("qjobspec").joinpath(*path).read_text(encoding="utf-8")


def toml(*path: str) -> Mapping[str, Any]:
    """What the TOML file at `path` holds."""
    import tomllib  # noqa: PLC0415 - see above

    return tomllib.loads(text(*path))


def json(*path: str) -> Any:
    """What the JSON file at `path` holds."""
    from json import loads  # noqa: PLC0415 - see above

    return loads(text(*path))


def names(*path: str) -> list[str]:
    """The names of the files in the folder at `path`, in order."""
    from importlib.resources import files  # noqa: PLC0415 - see above

    return sorted(entry.name for entry in files("qjobspec").joinpath(*path).iterdir())

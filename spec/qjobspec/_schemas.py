"""The JSON Schemas of the documents that cross a boundary, and the good and bad examples beside them.

This file does not validate: a schema is handed out as plain data, so that the specification depends on nothing.
"""

from __future__ import annotations

import json
from copy import deepcopy
from functools import cache
from importlib.resources import files
from typing import Any, Final

#: The version that stands in the path of every `$id`.
SCHEMA_VERSION: Final = "0.1"

#: The names of the schemas of this version.
SCHEMAS: Final = ("state-machine", "history", "report", "deviations")


def schema(name: str) -> dict[str, Any]:
    """The JSON Schema (2020-12) called `name`; `KeyError` with the names there are if there is none."""
    if name not in SCHEMAS:
        raise KeyError(f"no schema {name!r}; there are: {', '.join(SCHEMAS)}")
    return deepcopy(_load(f"{name}.json"))


def examples(name: str, kind: str) -> dict[str, Any]:
    """The documents of `kind` ("good" or "bad") beside the schema `name`, by file name; a bad one is named for its fault."""
    folder = files("qjobspec").joinpath("schemas", SCHEMA_VERSION, "examples", name, kind)
    found = sorted(folder.iterdir(), key=lambda entry: entry.name)
    return {entry.name.removesuffix(".json"): json.loads(entry.read_text(encoding="utf-8")) for entry in found}


@cache
def _load(file: str) -> dict[str, Any]:
    text = files("qjobspec").joinpath("schemas", SCHEMA_VERSION, file).read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded

"""The JSON Schemas of the documents that cross a boundary, and the good and bad examples beside them.

A schema is called by its name: a document of ours plainly (`report`), what a server and its clients say to each other by the
family of their API first (`ibmq/job-record`). This file does not validate: a schema is handed out as plain data, so that the
specification depends on nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from functools import cache
from types import MappingProxyType
from typing import Any, Final

from ._beside import json, names

#: The version that stands in the path of every `$id`.
SCHEMA_VERSION: Final = "0.1"

#: The names of our own documents.
OWN: Final = (
    # what the specification is made of
    "state-machine",
    "profile",
    "requirement",
    "erratum",
    "statement",
    # what the suite writes
    "history",
    "report",
    # what an author hands to the suite
    "deviations",
    "dialect",
    "recording",
)

#: The names of what the servers of each API family and their clients say to each other, without the family.
FAMILIES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "ibmq": (
            "job-record",
            "status-reply",
            "result-envelope",
            "error-report",
            "queue-info",
            "submit-request",
            "submit-reply",
            "cancel-reply",
            "name-reply",
            "tags-reply",
            "download-url",
            "properties-reply",
            "stream-message",
        ),
        "runtime": (
            "job-record",
            "status-reply",
            "result-envelope",
            "error-report",
            "submit-request",
            "submit-reply",
            "cancel-reply",
            "logs-reply",
            "stream-message",
        ),
        "runtime-v2": (
            "job-record",
            "status-reply",
            "result-envelope",
            "interim-results",
            "error-report",
            "metrics",
            "usage",
            "usage-estimation",
            "queue-info",
            "submit-request",
            "submit-reply",
            "cancel-reply",
            "tags-request",
            "tags-reply",
            "logs-reply",
            "stream-message",
        ),
    }
)

#: The names of all schemas of this version.
SCHEMAS: Final = (*OWN, *(f"{family}/{name}" for family, names in FAMILIES.items() for name in names))

_BASE: Final = f"https://qjobspec.org/schemas/{SCHEMA_VERSION}/"
_IDENTIFIERS: Final[Mapping[str, str]] = MappingProxyType({f"{_BASE}{name}.json": name for name in SCHEMAS})


def schema(name: str) -> dict[str, Any]:
    """The JSON Schema (2020-12) called `name`; `KeyError` with the names there are if there is none."""
    if name not in SCHEMAS:
        raise KeyError(f"no schema {name!r}; there are: {', '.join(SCHEMAS)}")
    return deepcopy(_load(f"{name}.json"))


def schema_of(identifier: str) -> str:
    """The name of the schema whose `$id` is `identifier`; `KeyError` with the `$id`s there are if there is none."""
    if identifier not in _IDENTIFIERS:
        raise KeyError(f"no schema has the $id {identifier!r}; there are: {', '.join(_IDENTIFIERS)}")
    return _IDENTIFIERS[identifier]


def examples(name: str, kind: str) -> dict[str, Any]:
    """The documents of `kind` ("good" or "bad") beside the schema `name`, by file name; a bad one is named for its fault."""
    folder = ("schemas", SCHEMA_VERSION, "examples", *name.split("/"), kind)
    return {file.removesuffix(".json"): json(*folder, file) for file in names(*folder)}


@cache
def _load(file: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json("schemas", SCHEMA_VERSION, *file.split("/"))
    return loaded

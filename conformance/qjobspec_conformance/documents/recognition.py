"""Which schema a document is to be held against: the one it names, else the one whose required names it has.

This file does not validate.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, Final

from qjobspec import SCHEMAS, schema, schema_of

#: What a document that is itself a schema names.
METASCHEMA: Final = "https://json-schema.org/draft/2020-12/schema"

#: How many schemas a message names.
_MOST: Final = 6


class UnrecognisedError(Exception):
    """Nobody can tell which schema is meant; the message is one line."""


def called(wanted: str) -> str:
    """The name of the schema that a user calls by its name, its file or its `$id`; `UnrecognisedError` if there is none."""
    name = wanted.removesuffix(".json")
    if name in SCHEMAS:
        return name
    try:
        return schema_of(wanted)
    except KeyError as error:
        near = difflib.get_close_matches(name.rpartition("0.1/")[2], SCHEMAS, n=3)
        hint = f"did you mean {' or '.join(near)}?" if near else "`qjobspec list schemas` shows them all"
        raise UnrecognisedError(f"there is no schema {wanted!r}; {hint}") from error


def recognise(document: Any) -> str:
    """The name of the schema of `document`, or `METASCHEMA`; `UnrecognisedError` says what was tried."""
    if not isinstance(document, dict):
        raise UnrecognisedError("is no object, so it names no schema: say --schema NAME")
    named = document.get("$schema")
    if named == METASCHEMA:
        return METASCHEMA
    if isinstance(named, str):
        return called(named)
    if document.get("schema") in _identifiers():
        return called(document["schema"])
    return _guess(document.keys())


def without_its_name(document: Any, name: str) -> Any:
    """The document as its schema knows it: a `$schema` that only tells readers which one it is, is taken away."""
    if name == METASCHEMA or not isinstance(document, dict) or "$schema" in schema(name).get("properties", {}):
        return document
    return {key: value for key, value in document.items() if key != "$schema"}


def _guess(keys: Iterable[str]) -> str:
    have = set(keys)
    ranks = {
        name: (len(have - known), -len(required))
        for name, (required, known) in _names().items()
        if required <= have and len(have & known) >= len(have - known)
    }
    if not ranks:
        raise UnrecognisedError(f"has the required names of no schema{_nearest(have)}: say --schema NAME")
    best = [name for name, rank in ranks.items() if rank == min(ranks.values())]
    if len(best) > 1:
        raise UnrecognisedError(f"could be {_some(best)} by the names it has: say --schema NAME")
    return best[0]


def _nearest(have: set[str]) -> str:
    shared = {name: len(known & have) / len(known | have) for name, (_, known) in _names().items()}
    name = max(shared, key=lambda each: shared[each])
    lacks = ", ".join(sorted(_names()[name][0] - have))
    return f"; the nearest is {name}, for which it lacks {lacks}" if shared[name] and lacks else ""


def _some(names: list[str]) -> str:
    if len(names) > _MOST:
        return f"{', '.join(names[:_MOST])} or {len(names) - _MOST} more"
    return f"{', '.join(names[:-1])} or {names[-1]}"


@cache
def _identifiers() -> tuple[str, ...]:
    return tuple(schema(name)["$id"] for name in SCHEMAS)


@cache
def _names() -> Mapping[str, tuple[frozenset[str], frozenset[str]]]:
    """Of each schema that requires names, those it requires and those it knows."""
    tops = {name: schema(name) for name in SCHEMAS}
    return {
        name: (frozenset(top["required"]), frozenset(top.get("properties", ())))
        for name, top in tops.items()
        if top.get("required")
    }

"""The specification as documents: valid by its own schemas, and with nothing lost on the way."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from qjobspec import (
    PROFILES,
    REQUIRED,
    Capability,
    Contradiction,
    ErrorRole,
    JobStatus,
    Kind,
    Level,
    Name,
    Passing,
    StateMachine,
    errata,
    erratum_document,
    profile_document,
    requirement_document,
    requirements,
    schema,
    statement_document,
    statements,
)

#: Every part of the specification: what it is, and as a document.
EXPORTS = {
    "profile": lambda: [(each, profile_document(each)) for each in PROFILES.values()],
    "requirement": lambda: [(each, requirement_document(each)) for each in requirements().values()],
    "erratum": lambda: [(each, erratum_document(each)) for each in errata().values()],
    "statement": lambda: [(each, statement_document(each)) for each in statements()],
}
EVERY = pytest.mark.parametrize("name", EXPORTS)


_PLAIN: list[tuple[type, Callable[[Any], Any]]] = [
    (StateMachine, StateMachine.as_document),
    (Enum, lambda value: value.value),
    (frozenset, lambda value: sorted(map(_told, value))),
    (tuple, lambda value: [_told(part) for part in value]),
]


def _validator(name: str) -> Draft202012Validator:
    known = [schema(each) for each in ("state-machine", *EXPORTS)]
    registry: Registry[Any] = Registry().with_resources((each["$id"], Resource.from_contents(each)) for each in known)
    return Draft202012Validator(schema(name), registry=registry)


def _told(value: Any) -> Any:
    """What a document has to say of a value: each field of a dataclass by its name, and no more."""
    if is_dataclass(value) and not isinstance(value, StateMachine):
        parts = {each.name: getattr(value, each.name) for each in fields(value)}
        given = {name: part for name, part in parts.items() if part is not REQUIRED}
        if type(value).__name__ == "Source":
            given = {name: part for name, part in given.items() if part is not None}
        return {name.replace("_", "-"): _told(part) for name, part in given.items()}
    if isinstance(value, Mapping):
        if value and all(getattr(part, "name", None) == key for key, part in value.items()):
            return [_told(part) for part in value.values()]
        return {_told(key): _told(part) for key, part in value.items()}
    for types, function in _PLAIN:
        if isinstance(value, types):
            return function(value)
    return value


@EVERY
def test_every_document_is_valid(name: str) -> None:
    """A part of the specification is valid by the schema that its document names."""
    validator = _validator(name)

    faults = [(document, fault.message) for _, document in EXPORTS[name]() for fault in validator.iter_errors(document)]

    assert faults == []


@EVERY
def test_nothing_is_lost(name: str) -> None:
    """Every field of a value, however deep inside, stands in its document by its name, with what it says."""
    lost = [
        document
        for value, document in EXPORTS[name]()
        if {key: part for key, part in document.items() if key != "$schema"} != _told(value)
    ]

    assert lost == []


@EVERY
def test_a_document_is_plain_data(name: str) -> None:
    """JSON gives back what it was given."""
    documents = [document for _, document in EXPORTS[name]()]

    assert documents
    assert json.loads(json.dumps(documents)) == documents


def test_a_class_among_the_defaults_is_told_by_its_name() -> None:
    """A default of which its document says only the name is an object with that name."""
    constructor = profile_document(PROFILES["runtime-job"])["constructor"]

    defaults = {each["name"]: each.get("default", REQUIRED) for each in constructor["parameters"]}

    assert defaults["result_decoder"] == {"name": repr(Name("ResultDecoder"))}
    assert defaults["backend"] is REQUIRED
    assert defaults["params"] is None


@pytest.mark.parametrize(
    ("name", "path", "members"),
    [
        ("profile", ("$defs", "role"), ErrorRole),
        ("profile", ("$defs", "state"), JobStatus),
        ("profile", ("$defs", "capability"), Capability),
        ("profile", ("$defs", "member", "properties", "kind"), Kind),
        ("profile", ("$defs", "parameter", "properties", "passing"), Passing),
        ("requirement", ("properties", "level"), Level),
        ("requirement", ("$defs", "capability"), Capability),
        ("erratum", ("properties", "kind"), Contradiction),
    ],
)
def test_the_words_of_a_schema_are_those_of_the_code(name: str, path: tuple[str, ...], members: type[Enum]) -> None:
    """A schema knows exactly the members of each enumeration."""
    found: Any = schema(name)
    for step in path:
        found = found[step]

    assert found["enum"] == [each.value for each in members]

"""The schemas, and the good and bad documents beside them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from qjobspec import (
    JOB_MACHINE,
    PROFILES,
    SCHEMA_VERSION,
    SCHEMAS,
    ErrorRole,
    JobStatus,
    Level,
    examples,
    requirements,
    schema,
)

EVERY = pytest.mark.parametrize("name", SCHEMAS)
BASE = f"https://qjobspec.org/schemas/{SCHEMA_VERSION}/"


def _examples(kind: str) -> list[Any]:
    return [
        pytest.param(name, document, id=f"{name}.{title}")
        for name in SCHEMAS
        for title, document in examples(name, kind).items()
    ]


def _validator(name: str) -> Draft202012Validator:
    resources = ((schema(each)["$id"], Resource.from_contents(schema(each))) for each in SCHEMAS)
    registry: Registry[Any] = Registry().with_resources(resources)
    return Draft202012Validator(schema(name), registry=registry)


def _parts(part: Any) -> Iterator[dict[str, Any]]:
    """Every object and array of a schema, itself first."""
    if isinstance(part, dict):
        yield part
    if isinstance(part, dict | list):
        for inner in part.values() if isinstance(part, dict) else part:
            yield from _parts(inner)


@EVERY
def test_a_schema_is_a_schema(name: str) -> None:
    """Each schema is valid by the metaschema of 2020-12, which it names."""
    Draft202012Validator.check_schema(schema(name))

    assert schema(name)["$schema"] == Draft202012Validator.META_SCHEMA["$id"]


@EVERY
def test_the_version_stands_in_the_id(name: str) -> None:
    """The `$id` of a schema is its version and name, for ever."""
    assert schema(name)["$id"] == f"{BASE}{name}.json"


@EVERY
def test_every_property_is_described(name: str) -> None:
    """No property of any object goes without a description; rules that only narrow one need not repeat it."""
    tables = [part["properties"] for part in _parts(schema(name)) if part.get("type") == "object" and "properties" in part]

    bare = [title for table in tables for title, value in table.items() if not value.get("description")]

    assert tables
    assert bare == []


@EVERY
def test_every_object_is_titled_and_strict(name: str) -> None:
    """Every object that has properties of its own has a title, a description, and room for no other property."""
    objects = [part for part in _parts(schema(name)) if part.get("type") == "object" and "properties" in part]

    loose = [part.get("title") for part in objects if part.get("additionalProperties") is not False]

    assert objects
    assert loose == []
    assert all(part.get("title") and part.get("description") for part in objects)


@pytest.mark.parametrize(("name", "document"), _examples("good"))
def test_a_good_example_passes(name: str, document: Any) -> None:
    """A document among the good ones has no fault."""
    faults = [fault.message for fault in _validator(name).iter_errors(document)]

    assert faults == []


@pytest.mark.parametrize(("name", "document"), _examples("bad"))
def test_a_bad_example_fails(name: str, document: Any) -> None:
    """A document among the bad ones has a fault."""
    assert not _validator(name).is_valid(document)


@EVERY
def test_there_are_examples_of_both_kinds(name: str) -> None:
    """Each schema is shown by three good documents at least, and by five bad ones."""
    assert len(examples(name, "good")) >= 3
    assert len(examples(name, "bad")) >= 5


@pytest.mark.parametrize("name", ["state-machine", "history"])
def test_the_states_are_those_of_the_code(name: str) -> None:
    """The schema knows exactly the members of `JobStatus`."""
    assert schema(name)["$defs"]["state"]["enum"] == [state.value for state in JobStatus]


def test_the_roles_and_levels_are_those_of_the_code() -> None:
    """The schemas know exactly the error roles and the levels of requirements."""
    roles = schema("history")["properties"]["errors"]["propertyNames"]["enum"]
    levels = schema("report")["$defs"]["verdict"]["properties"]["level"]["enum"]

    assert roles == [role.value for role in ErrorRole]
    assert levels == [level.value for level in Level]


@pytest.mark.parametrize("profile", PROFILES.values(), ids=lambda profile: profile.name)
def test_the_machine_of_a_profile_is_a_good_document(profile: Any) -> None:
    """The state machine of every profile is valid by its schema."""
    assert _validator("state-machine").is_valid(profile.machine.as_document())


def test_the_machine_among_the_examples_is_that_of_the_code() -> None:
    """The machine that readers are shown is the machine that jobs are judged by."""
    assert examples("state-machine", "good")["every-job-of-this-version"] == JOB_MACHINE.as_document()


@pytest.mark.parametrize("name", [each.id for each in requirements().values()])
def test_every_requirement_can_be_deviated_from(name: str) -> None:
    """No id of a requirement is refused by the pattern for ids."""
    deviation = {"requirement": name, "reason": "It is known and tracked.", "link": "https://example.org/1"}

    assert _validator("deviations").is_valid({"deviation": [deviation]})


def test_an_unknown_schema_is_told_the_names_there_are() -> None:
    """`KeyError` quotes the name and lists every schema."""
    with pytest.raises(KeyError, match="no schema 'jobs'; there are: state-machine, history, report, deviations"):
        schema("jobs")


def test_a_schema_is_the_callers_own() -> None:
    """What a caller does to a schema, however deep inside, does not reach the next one."""
    schema("history")["properties"].clear()

    assert schema("history")["properties"]

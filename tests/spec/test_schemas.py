"""The schemas, and the good and bad documents beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
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
from qjobspec._schemas import FAMILIES, OWN, schema_of

BASE = f"https://qjobspec.org/schemas/{SCHEMA_VERSION}/"
SHARED = [name for name in SCHEMAS if name not in OWN]
REQUESTS = [name for name in SHARED if name.endswith("-request")]
REPLIES = [name for name in SHARED if name not in REQUESTS]
EVERY = pytest.mark.parametrize("name", SCHEMAS)

#: The sentence that ends the description of every schema of a family.
POLICY = (
    "Servers are updated independently of clients: fields and status words unknown here are allowed in what a server "
    "sends, and in nothing that we write."
)

#: The words that the clients of each family know.
WORDS = {
    "ibmq": (
        *("CREATING", "CREATED", "TRANSPILING", "TRANSPILED", "VALIDATING", "VALIDATED", "PENDING_IN_QUEUE", "QUEUED"),
        *("RUNNING", "COMPLETED", "CANCELLED", "ERROR_CREATING_JOB", "ERROR_VALIDATING_JOB", "ERROR_TRANSPILING_JOB"),
        "ERROR_RUNNING_JOB",
    ),
    "runtime": ("QUEUED", "RUNNING", "COMPLETED", "FAILED", "CANCELLED", "CANCELLED - RAN TOO LONG"),
    "runtime-v2": ("QUEUED", "RUNNING", "COMPLETED", "FAILED", "CANCELLED"),
}

#: Where each kind of message says how far its job is, in one of its good examples.
SAYINGS = pytest.mark.parametrize(
    ("name", "title", "place"),
    [
        ("ibmq/status-reply", "in-the-queue", ["status"]),
        ("ibmq/status-reply", "in-the-queue", ["infoQueue", "status"]),
        ("ibmq/queue-info", "all-that-is-known", ["status"]),
        ("ibmq/job-record", "completed", ["status"]),
        ("ibmq/submit-reply", "has-its-input", ["job", "status"]),
        ("ibmq/stream-message", "in-the-queue", ["data", "status"]),
        ("runtime/status-reply", "queued", ["status"]),
        ("runtime/job-record", "running", ["status"]),
        ("runtime-v2/status-reply", "queued", ["state", "status"]),
        ("runtime-v2/job-record", "running", ["state", "status"]),
    ],
    ids=lambda part: ".".join(part) if isinstance(part, list) else part,
)


def _examples(kind: str, names: Any = SCHEMAS) -> list[Any]:
    return [
        pytest.param(name, document, id=f"{name}.{title}")
        for name in names
        for title, document in examples(name, kind).items()
    ]


def _said_by_a_server() -> list[Any]:
    """The good replies that are objects, without what a client says on a stream."""
    kept = [case for case in _examples("good", REPLIES) if isinstance(case.values[1], dict)]
    return [case for case in kept if case.values[1].get("type") != "authentication"]


@cache
def _registry() -> Registry[Any]:
    return Registry().with_resources((schema(each)["$id"], Resource.from_contents(schema(each))) for each in SCHEMAS)


@cache
def _validator(name: str) -> Draft202012Validator:
    return Draft202012Validator(schema(name), registry=_registry())


def _replaced(document: Any, place: list[str], value: Any) -> Any:
    """The document with another value at a place in it."""
    first, *rest = place
    return {**document, first: _replaced(document[first], rest, value) if rest else value}


def _objects(name: str) -> list[dict[str, Any]]:
    """The objects of a schema that have properties of their own."""
    return [part for part in _parts(schema(name)) if part.get("type") == "object" and "properties" in part]


def _places(fault: Any) -> Iterator[str]:
    """The names on the way to a fault, and those that it misses or has too many."""
    yield from map(str, fault.absolute_path)
    if fault.validator in {"required", "additionalProperties", "dependentRequired"}:
        yield from re.findall(r"'([^']*)'", fault.message)
    for inner in fault.context:
        yield from _places(inner)


def _words(*names: str) -> set[str]:
    """The words of names in kebab-case, snake_case or camelCase."""
    return {word.lower() for name in names for word in re.findall(r"[A-Z]?[a-z0-9]+|[A-Z]+", name)}


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
def test_a_schema_is_found_by_its_id(name: str) -> None:
    """`schema_of` gives back the name of the schema that has the `$id`."""
    assert schema_of(schema(name)["$id"]) == name


@EVERY
def test_every_reference_leads_somewhere(name: str) -> None:
    """Whatever a schema refers to, within itself or in another, is there."""
    resolver = _registry().resolver(schema(name)["$id"])

    for part in _parts(schema(name)):
        assert resolver.lookup(part.get("$ref", "#")).contents is not None


@EVERY
def test_every_property_is_described(name: str) -> None:
    """No property of any object goes without a description; rules that only narrow one need not repeat it."""
    bare = [title for part in _objects(name) for title, value in part["properties"].items() if not value.get("description")]

    assert bare == []


@EVERY
def test_every_object_is_titled(name: str) -> None:
    """Every object that has properties of its own has a title and a description, and so has the schema."""
    untitled = [part for part in (schema(name), *_objects(name)) if not (part.get("title") and part.get("description"))]

    assert untitled == []


@pytest.mark.parametrize("name", [*OWN, *REQUESTS])
def test_what_we_write_is_strict(name: str) -> None:
    """In our documents and requests, no object that has properties of its own has room for any other."""
    loose = [part["title"] for part in _objects(name) if part.get("additionalProperties") is not False]

    assert _objects(name)
    assert loose == []


@pytest.mark.parametrize("name", SHARED)
def test_the_policy_is_stated(name: str) -> None:
    """The schemas of the families all say, in the same sentence, what may be unknown."""
    assert schema(name)["description"].endswith(POLICY)


@pytest.mark.parametrize(("name", "document"), _said_by_a_server())
def test_what_a_server_sends_is_open(name: str, document: Any) -> None:
    """A field that nobody knows yet spoils no answer of a server."""
    assert _validator(name).is_valid({**document, "addedByALaterServer": {"of": ["any", "shape"]}})


@pytest.mark.parametrize("family", FAMILIES)
def test_the_status_words_are_those_of_the_clients(family: str) -> None:
    """Each family names the words that its clients know, once and in one place."""
    known, _ = schema(f"{family}/status-reply")["$defs"]["statusWord"]["anyOf"]

    assert known == {"enum": list(WORDS[family])}


@SAYINGS
@pytest.mark.parametrize(
    "word", ["QUEUED", "Running", "cancelled", "Cancelled - Ran too long", "PAUSED", "2ND_RUN", "待機中"]
)
def test_a_status_word_may_be_any(name: str, title: str, place: list[str], word: str) -> None:
    """A known word in any case, and a word of the future, spoil no message."""
    assert _validator(name).is_valid(_replaced(examples(name, "good")[title], place, word))


@SAYINGS
@pytest.mark.parametrize("word", ["", " ", " QUEUED", 3, None, True, ["QUEUED"], {"status": "QUEUED"}], ids=repr)
def test_a_status_word_is_a_word(name: str, title: str, place: list[str], word: Any) -> None:
    """What is no word, or an empty one, is no status."""
    assert not _validator(name).is_valid(_replaced(examples(name, "good")[title], place, word))


@pytest.mark.parametrize(("name", "document"), _examples("good"))
def test_a_good_example_passes(name: str, document: Any) -> None:
    """A document among the good ones has no fault."""
    faults = [fault.message for fault in _validator(name).iter_errors(document)]

    assert faults == []


@pytest.mark.parametrize(("name", "document"), _examples("bad"))
def test_a_bad_example_fails(name: str, document: Any) -> None:
    """A document among the bad ones has a fault."""
    assert not _validator(name).is_valid(document)


@pytest.mark.parametrize(("name", "document"), _examples("bad", ("dialect", "recording", *SHARED)))
def test_a_bad_example_fails_where_its_name_says(name: str, document: Any, request: pytest.FixtureRequest) -> None:
    """All faults of a bad document are at one place, and its name speaks of that place, or of the whole document."""
    title = request.node.callspec.id.rpartition(".")[2]
    faults = list(_validator(name).iter_errors(document))
    places = [place for fault in faults for place in _places(fault)] or [name]

    assert len({fault.json_path for fault in faults}) == 1
    assert _words(title) & _words(*places)


@EVERY
def test_there_are_examples_of_both_kinds(name: str) -> None:
    """Each schema is shown by three good documents at least, and by five bad ones."""
    assert len(examples(name, "good")) >= 3
    assert len(examples(name, "bad")) >= 5


@pytest.mark.parametrize("name", ["state-machine", "history", "dialect"])
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
    with pytest.raises(KeyError, match=f"no schema 'jobs'; there are: {', '.join(SCHEMAS)}"):
        schema("jobs")


def test_an_unknown_id_is_told_the_ids_there_are() -> None:
    """`KeyError` quotes the `$id` and lists that of every schema."""
    there = ", ".join(f"{BASE}{name}.json" for name in SCHEMAS)

    with pytest.raises(KeyError, match=re.escape(f"no schema has the $id 'report.json'; there are: {there}")):
        schema_of("report.json")


@pytest.mark.parametrize("family", FAMILIES)
def test_the_names_of_a_family_stand_behind_it(family: str) -> None:
    """A schema of a family is called by the family and its own name, and none of ours is called so."""
    assert [name for name in SCHEMAS if name.startswith(f"{family}/")] == [f"{family}/{name}" for name in FAMILIES[family]]
    assert not any("/" in name for name in OWN)


def test_a_schema_is_the_callers_own() -> None:
    """What a caller does to a schema, however deep inside, does not reach the next one."""
    schema("history")["properties"].clear()

    assert schema("history")["properties"]

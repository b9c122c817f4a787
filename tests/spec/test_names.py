"""No name stands alone: what the tables call something, protocols, schemas and prose call it too, and nobody else anything."""

from __future__ import annotations

import inspect
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import qjobspec
from qjobspec import DOCUMENTED, PROFILES, SCHEMAS, WORDS, Capability, ErrorRole, JobStatus, Level, requirements, schema

SPEC = Path(__file__).parents[2] / "spec"

#: Where the job record of the IBM Quantum job API has what the constructor of IBMQJob takes under another name.
RECORD = {
    "job_id": "id",
    "result": "qObjectResult",
    "qobj": "qObject",
    "client_info": "clientInfo",
    "experiment_id": "experimentTag",
}
#: What the constructor takes besides the record.
BESIDES = {"backend", "api_client", "kwargs"}


@cache
def prose() -> str:
    """The sentences of the requirements, with their reasons."""
    return "\n".join(f"{each.text} {each.rationale}" for each in requirements().values())


@cache
def docstrings() -> str:
    """What the protocols say to their implementers."""
    return "\n".join(file.read_text(encoding="utf-8") for file in sorted((SPEC / "qjobspec" / "_protocols").glob("*.py")))


def values(part: Any, key: str) -> set[str]:
    """Every value that a schema lists under `key`, however deep."""
    inner = part.values() if isinstance(part, dict) else part if isinstance(part, list) else ()
    found = {each for each in part.get(key, ()) if isinstance(each, str)} if isinstance(part, dict) else set()
    return found.union(*(values(each, key) for each in inner))


@pytest.mark.parametrize("state", JobStatus)
def test_a_state_stands_everywhere(state: JobStatus) -> None:
    """A state is in a machine, in the enumerations of the schemas, in a requirement and in a protocol."""
    assert any(state in each.machine.states for each in PROFILES.values())
    assert all(state.value in values(schema(name), "enum") for name in ("state-machine", "history", "dialect", "profile"))
    assert state.value in prose()
    assert state.value in docstrings()


@pytest.mark.parametrize("role", ErrorRole)
def test_a_role_stands_everywhere(role: ErrorRole) -> None:
    """A role is filled by a profile, raised by a member, listed by the schemas, and named by a requirement and a protocol."""
    assert any(role in each.errors for each in PROFILES.values())
    assert any(role in member.raises for each in PROFILES.values() for member in each.members.values())
    assert all(role.value in values(schema(name), "enum") for name in ("history", "profile"))
    assert f"`{role}`" in prose()
    assert f"`{role}`" in docstrings()


@pytest.mark.parametrize("name", sorted({name for each in PROFILES.values() for name in each.members}))
def test_a_member_stands_everywhere(name: str) -> None:
    """A member of a table is a member of a protocol, and a sentence or the source of one speaks of it."""
    protocols = [each for each in vars(qjobspec).values() if inspect.isclass(each) and getattr(each, "_is_protocol", False)]
    spoken_of = {source.member for each in requirements().values() for source in each.sources}

    assert any(name in getattr(each, "__protocol_attrs__", dir(each)) or name in dir(each) for each in protocols)
    assert name in spoken_of or f"`{name}`" in prose() or f"`{name}(" in prose()


@pytest.mark.parametrize("capability", Capability)
def test_a_capability_stands_everywhere(capability: Capability) -> None:
    """A capability is one of a profile, is needed by a requirement, and is listed by the schema of profiles."""
    assert any(capability in each.capabilities for each in PROFILES.values())
    assert any(capability in each.needs for each in requirements().values())
    assert capability.value in values(schema("profile"), "enum")


def test_the_roles_that_requirements_name_are_roles() -> None:
    """No sentence speaks of the error of a role that there is not."""
    named = {name for each in requirements().values() for name in re.findall(r"roles? `([a-z-]+)`", each.text)}

    assert named <= {role.value for role in ErrorRole}


def test_the_profiles_and_levels_of_the_schemas_are_those_of_the_code() -> None:
    """A requirement as a document names the profiles and levels that there are."""
    listed = values(schema("requirement"), "enum")

    assert {level.value for level in Level} <= listed


@pytest.mark.parametrize("family", WORDS)
def test_every_word_stands_in_the_schema_of_its_family(family: str) -> None:
    """The status words of the table are the words that the schema of the status reply knows, and no others."""
    known = values(schema(f"{family}/status-reply")["$defs"]["statusWord"], "enum")

    assert known == set(WORDS[family])


def test_the_record_has_what_the_constructor_takes() -> None:
    """Each argument of IBMQJob that a service fills is a field of its job record."""
    constructor = qjobspec.profile("ibmq-job").constructor
    assert constructor is not None
    taken = {each.name for each in constructor.parameters} - BESIDES

    fields = schema("ibmq/job-record")["properties"]

    assert {RECORD.get(name, _camel(name)) for name in taken} <= set(fields)


def test_queue_information_has_the_fields_of_its_schema() -> None:
    """Each attribute of a `QueueInfo` is a field of the service's queue information."""
    (companion,) = qjobspec.profile("ibmq-job").companions

    fields = schema("ibmq/queue-info")["properties"]

    assert {_camel(member.name) for member in companion.members} <= set(fields)


def test_every_requirement_and_schema_has_its_place_in_the_pages() -> None:
    """The pages have a heading for each requirement and a line for each schema."""
    areas = "\n".join(page.read_text(encoding="utf-8") for page in (SPEC / "pages" / "areas").glob("*.md"))
    schemas = (SPEC / "pages" / "schemas.md").read_text(encoding="utf-8")

    assert [name for name in requirements() if f"## {name}\n" not in areas] == []
    assert [name for name in SCHEMAS if f"/{name}.json" not in schemas] == []


def test_every_profile_is_introduced() -> None:
    """The page that everybody reads first names each profile and each documented class."""
    text = (SPEC / "README.md").read_text(encoding="utf-8")

    assert [name for name in PROFILES if f"`{name}`" not in text] == []
    assert [each.document for each in DOCUMENTED if f"`{each.document}`" not in text] == []


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)

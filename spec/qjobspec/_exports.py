"""The parts of the specification as documents: plain dictionaries, lists and scalars that JSON can hold.

Each is valid by the schema that it names. Names of fields have hyphens, and what has no order is sorted. This file
does not know what any of it means.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from ._errata import Erratum
from ._members import REQUIRED, Callback, Companion, Member, Name, Parameter
from ._profiles import Bounds, Profile
from ._requirements import Requirement, Source
from ._schemas import SCHEMA_VERSION
from ._statements import Statement


def profile_document(profile: Profile) -> dict[str, Any]:
    """A profile as a document of the schema `profile`; what it inherits is not repeated in it, its lineage is."""
    return {
        "$schema": _schema("profile"),
        "name": profile.name,
        "extends": list(profile.extends),
        "title": profile.title,
        "machine": profile.machine.as_document(),
        "members": [_member(each) for each in profile.members.values()],
        "errors": {role.value: list(classes) for role, classes in profile.errors.items()},
        "bounds": _bounds(profile.bounds),
        "document": profile.document,
        "constructor": None if profile.constructor is None else _member(profile.constructor),
        "family": profile.family,
        "words": {word: state.value for word, state in profile.words.items()},
        "callbacks": {member: _callback(each) for member, each in profile.callbacks.items()},
        "companions": [_companion(each) for each in profile.companions],
        "capabilities": sorted(map(str, profile.capabilities)),
        "optional": sorted(map(str, profile.optional)),
    }


def requirement_document(requirement: Requirement) -> dict[str, Any]:
    """A requirement as a document of the schema `requirement`."""
    return {
        "$schema": _schema("requirement"),
        "id": requirement.id,
        "area": requirement.area,
        "level": requirement.level.value,
        "profiles": list(requirement.profiles),
        "text": requirement.text,
        "rationale": requirement.rationale,
        "sources": [_source(each) for each in requirement.sources],
        "since": requirement.since,
        "needs": sorted(map(str, requirement.needs)),
        "replaces": sorted(requirement.replaces),
        "threads": list(requirement.threads),
    }


def erratum_document(erratum: Erratum) -> dict[str, Any]:
    """An erratum as a document of the schema `erratum`."""
    return {
        "$schema": _schema("erratum"),
        "id": erratum.id,
        "kind": erratum.kind.value,
        "documents": list(erratum.documents),
        "member": erratum.member,
        "what": erratum.what,
        "reading": erratum.reading,
        "why": erratum.why,
        "requirements": list(erratum.requirements),
        "threads": list(erratum.threads),
    }


def statement_document(statement: Statement) -> dict[str, Any]:
    """A statement as a document of the schema `statement`."""
    return {
        "$schema": _schema("statement"),
        "document": statement.document,
        "member": statement.member,
        "says": statement.says,
        "requirements": list(statement.requirements),
        "errata": list(statement.errata),
        "furniture": statement.furniture,
    }


def _schema(name: str) -> str:
    return f"https://qjobspec.org/schemas/{SCHEMA_VERSION}/{name}.json"


def _member(member: Member) -> dict[str, Any]:
    document: dict[str, Any] = {
        "name": member.name,
        "parameters": [_parameter(each) for each in member.parameters],
        "returns": member.returns,
        "kind": member.kind.value,
        "raises": [role.value for role in member.raises],
    }
    return document if member.value is REQUIRED else document | {"value": _plain(member.value)}


def _parameter(parameter: Parameter) -> dict[str, Any]:
    document: dict[str, Any] = {"name": parameter.name, "type": parameter.type, "passing": parameter.passing.value}
    return document if parameter.default is REQUIRED else document | {"default": _plain(parameter.default)}


def _plain(value: object) -> object:
    if isinstance(value, Name):
        return {"name": value.name}
    if isinstance(value, tuple):
        return [_plain(each) for each in cast("Sequence[object]", value)]
    return value


def _bounds(bounds: Bounds) -> dict[str, float]:
    return {
        "result-lag": bounds.result_lag,
        "result-overrun": bounds.result_overrun,
        "poll-interval": bounds.poll_interval,
    }


def _callback(callback: Callback) -> dict[str, list[str]]:
    return {"positional": list(callback.positional), "keywords": list(callback.keywords)}


def _companion(companion: Companion) -> dict[str, Any]:
    return {
        "name": companion.name,
        "title": companion.title,
        "members": [_member(each) for each in companion.members],
    }


def _source(source: Source) -> dict[str, str]:
    parts = {"document": source.document, "member": source.member, "says": source.says, "derived": source.derived}
    return {name: part for name, part in parts.items() if part is not None}

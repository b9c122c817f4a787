"""The faults of a document by its schema: where each one is, and why it is one.

Schemas refer to each other by `$id` within our own set; nothing is ever fetched. This file does not print.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final
from urllib.parse import urldefrag, urljoin

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError, best_match
from jsonschema.validators import extend
from referencing import Registry, Resource

from qjobspec import SCHEMA_VERSION, SCHEMAS, schema

from .reasons import reason, unexpected
from .recognition import METASCHEMA, without_its_name
from .texts import Place

#: Where the `$id` of every schema of this version begins.
BASE: Final = f"https://qjobspec.org/schemas/{SCHEMA_VERSION}/"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: its place in the document, and why."""

    place: Place
    reason: str


def faults(document: Any, name: str) -> list[Fault]:
    """What is wrong with `document` by the schema `name` (or `METASCHEMA`); nothing if it is valid."""
    try:
        errors = _validator(name).iter_errors(without_its_name(document, name))
        return [fault for error in errors for fault in _faults(error, name)]
    except RecursionError:
        return [Fault((), "is nested too deeply to be validated")]


def _faults(error: ValidationError, name: str) -> Iterator[Fault]:
    nearest = _nearest(error)
    place: Place = tuple(nearest.absolute_path)
    rule = _rule(name, list(nearest.absolute_schema_path))
    if nearest.validator == "additionalProperties" and not rule:
        yield from (Fault((*place, key), "is a name that nobody knows here") for key in unexpected(nearest))
        return
    yield Fault(place, f"{reason(nearest)} ({rule})" if rule else reason(nearest))


def _nearest(error: ValidationError) -> ValidationError:
    """Of a choice between forms, what is wrong with the form that was most likely meant."""
    if error.validator not in {"anyOf", "oneOf"}:
        return error
    found: ValidationError | None = best_match([error])
    return found or error


def _rule(name: str, path: list[Any]) -> str:
    """What the schema says about the rule that a path in it leads to: the nearest `$comment` on its way."""
    if name == METASCHEMA:
        return ""
    base = f"{BASE}{name}.json"
    here, found = _by_id()[base], ""
    for step in path:
        while isinstance(here, dict) and step not in here and "$ref" in here:
            base, here, found = *_follow(base, here["$ref"]), ""
        if not isinstance(here, dict | list) or (isinstance(here, dict) and step not in here):
            return ""  # a reference that depends on where it is met
        found = here.get("$comment", found) if isinstance(here, dict) else found
        here = here[step]
    return found.rstrip(".")


def _follow(base: str, ref: str) -> tuple[str, Any]:
    target, fragment = urldefrag(urljoin(base, ref))
    here: Any = _by_id()[target]
    for part in fragment.split("/")[1:]:
        here = here[part]
    return target, here


@cache
def _by_id() -> Mapping[str, Any]:
    every = (schema(name) for name in SCHEMAS)
    return {each["$id"]: each for each in every}


@cache
def _validator(name: str) -> Any:
    if name == METASCHEMA:
        return _Validator(Draft202012Validator.META_SCHEMA)
    registry: Registry[Any] = Registry()
    registry = registry.with_resources((each, Resource.from_contents(found)) for each, found in _by_id().items()).crawl()
    return _Validator(schema(name), registry=registry)


def _unique(_validator: Any, wanted: bool, instance: Any, _schema: Any) -> Iterator[ValidationError]:  # noqa: FBT001
    """The keyword `uniqueItems` in linear time; the library compares every two items that cannot be sorted."""
    if wanted and isinstance(instance, list) and len({_frozen(each) for each in instance}) < len(instance):
        yield ValidationError("has the same item twice")


def _frozen(value: Any) -> Any:
    """A hashable value that equals another one exactly where JSON Schema says that the two are equal."""
    if isinstance(value, dict):
        return frozenset((key, _frozen(each)) for key, each in value.items())
    if isinstance(value, list):
        return tuple(map(_frozen, value))
    return (type(value), value) if isinstance(value, bool) else value


_Validator: Final[Any] = extend(Draft202012Validator, {"uniqueItems": _unique})  # type: ignore[no-untyped-call]

"""The schemas of what is asked and answered: to hold documents against, and gathered for an OpenAPI description.

This file does not know routes. The schemas are the specification's; nothing is ever fetched.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, Final
from urllib.parse import urldefrag, urljoin

from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match
from referencing import Registry, Resource

from qjobspec import SCHEMAS, schema, schema_of

from .routes import Schema

_PLACE: Final = "#/components/schemas/"


def checker(expected: Schema) -> Callable[[Any], str | None]:
    """A function that says what is wrong with a document and where, in one line, or `None` if it is valid."""
    validator = Draft202012Validator(
        schema(expected) if isinstance(expected, str) else dict(expected),
        registry=_registry(),
        format_checker=Draft202012Validator.FORMAT_CHECKER,
    )

    def check(document: Any) -> str | None:
        try:
            worst = best_match(validator.iter_errors(document))
        except RecursionError:
            return "it is nested too deeply"
        if worst is None:
            return None
        place = "".join(f"/{part}" for part in worst.absolute_path)
        return f"{worst.message[:200]} (at {place or 'the top'})"

    return check


def reference(expected: Schema) -> dict[str, Any]:
    """A schema as an OpenAPI description refers to it."""
    return {"$ref": _PLACE + _component(expected)} if isinstance(expected, str) else dict(expected)


def components(names: set[str], family: str) -> dict[str, Any]:
    """Every schema of the specification that `names` lead to, each once, with references within the description."""
    gathered: dict[str, Any] = {}
    wanted = sorted(names)
    while wanted:
        name = wanted.pop()
        if _component(name) not in gathered:
            found = schema(name)
            base = found.pop("$id")
            found.pop("$schema")
            wanted += sorted(set(_targets(found, base)))
            gathered[_component(name)] = _rewritten(found, base, _component(name), family)
    return dict(sorted(gathered.items()))


@cache
def _registry() -> Registry[Any]:
    every = (schema(name) for name in SCHEMAS)
    return Registry().with_resources((each["$id"], Resource.from_contents(each)) for each in every).crawl()


def _component(name: str) -> str:
    return name.replace("/", ".")


def _targets(node: Any, base: str) -> Iterator[str]:
    """The names of the schemas that a schema refers to."""
    for key, value in _pairs(node):
        if key == "$ref" and not value.startswith("#"):
            yield schema_of(urldefrag(urljoin(base, value))[0])
        yield from _targets(value, base)


def _rewritten(node: Any, base: str, component: str, family: str) -> Any:
    """A schema with references within the description; the value that a dynamic one means is that of the family."""
    if isinstance(node, list):
        return [_rewritten(each, base, component, family) for each in node]
    if not isinstance(node, dict):
        return node
    rewritten = {}
    for key, value in node.items():
        if key == "$ref":
            target, fragment = urldefrag(urljoin(base, value))
            rewritten[key] = f"{_PLACE}{_component(schema_of(target))}{fragment}"
        elif key == "$dynamicRef":
            rewritten["$ref"] = f"{_PLACE}{family}.result-envelope"
        elif key not in ("$dynamicAnchor", "$comment"):
            rewritten[key] = _rewritten(value, base, component, family)
    return rewritten


def _pairs(node: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(node, dict):
        yield from node.items()
    elif isinstance(node, list):
        yield from (("", each) for each in node)

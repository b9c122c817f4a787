"""Why a value breaks its schema, in plain words: one sentence for each keyword.

A value is shown shortly and without anything that a terminal would obey. This file does not know where the value stands.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from typing import Any, Final

from jsonschema.exceptions import ValidationError

#: How much of a value is shown.
_MOST: Final = 60

#: How many of the values that are allowed are named.
_CHOICES: Final = 16

_TYPES: Final[Mapping[str, str]] = {
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "null": "null",
    "array": "a list",
    "object": "an object",
}


def reason(error: ValidationError) -> str:
    """What is wrong, in a few words."""
    if error.validator not in _REASONS:
        return "is not allowed here" if error.schema is False else printable(error.message)[: 2 * _MOST]
    said = _REASONS[str(error.validator)](error)
    return f"the name {said}" if "propertyNames" in error.schema_path else said


def shown(value: object) -> str:
    """A value in a few letters: a scalar as JSON writes it, anything larger by what it is."""
    if isinstance(value, dict):
        return f"an object with {_counted(len(value), 'member')}"
    if isinstance(value, list):
        return f"a list of {_counted(len(value), 'item')}"
    if isinstance(value, str):
        return json.dumps(printable(value) if len(value) <= _MOST else printable(value[:_MOST]) + "…", ensure_ascii=False)
    if isinstance(value, datetime | date | time):
        return f"{value} without quotes"
    return printable(json.dumps(value, default=str))[:_MOST]


def printable(text: str) -> str:
    """The text without line ends and without what moves a cursor or colours a terminal."""
    return "".join(letter if letter.isprintable() else letter.encode("unicode_escape").decode("ascii") for letter in text)


def unexpected(error: ValidationError) -> list[str]:
    """The names that an object must not have."""
    schema: Any = error.schema
    known, patterns = schema.get("properties", {}), schema.get("patternProperties", {})
    instance: Any = error.instance
    return [name for name in instance if name not in known and not any(re.search(each, name) for each in patterns)]


def _wanted(error: ValidationError) -> Any:
    return error.validator_value


def _instance(error: ValidationError) -> Any:
    return error.instance


def _counted(number: int, thing: str) -> str:
    return f"1 {thing}" if number == 1 else f"{number:,} {thing}s"


def _kind(value: object) -> str:
    if isinstance(value, datetime | date | time):
        return "a date or time; as text it needs quotes"
    for types, name in (((bool,), "boolean"), ((int, float), "number"), ((str,), "string"), ((list,), "array")):
        if isinstance(value, types):
            return _TYPES[name]
    return _TYPES["null" if value is None else "object"]


def _type(error: ValidationError) -> str:
    wanted = _wanted(error)
    names = [wanted] if isinstance(wanted, str) else wanted
    has = "" if isinstance(error.instance, dict | list) or error.instance is None else f" is {_kind(error.instance)},"
    return f"{shown(error.instance)}{has or ' is'} not {' or '.join(_TYPES[name] for name in names)}"


def _required(error: ValidationError) -> str:
    name = ast.literal_eval(error.message.removesuffix(" is a required property"))
    return f"lacks {name!r}"


def _additional(error: ValidationError) -> str:
    names = ", ".join(repr(printable(name[:_MOST])) for name in unexpected(error))
    return f"has {names}, which nobody knows"


def _choices(error: ValidationError) -> str:
    values = _wanted(error)
    more = f" or {len(values) - _CHOICES} more" if len(values) > _CHOICES else ""
    return f"{shown(error.instance)} is none of {', '.join(map(shown, values[:_CHOICES]))}{more}"


def _same(error: ValidationError) -> str:
    return f"{shown(error.instance)} is not {shown(_wanted(error))}"


def _form(error: ValidationError) -> str:
    if _wanted(error) == r"\S" and error.instance:
        return f"{shown(error.instance)} is nothing but spaces"
    return "is empty" if not error.instance else f"{shown(error.instance)} has not the form {_wanted(error)}"


def _length(word: str, thing: str) -> Callable[[ValidationError], str]:
    def said(error: ValidationError) -> str:
        limit = _wanted(error)
        if not error.instance and limit == 1:
            return "is empty"
        if limit == 0:
            return f"has {_counted(len(_instance(error)), thing)}, and has to be empty"
        return f"has {_counted(len(_instance(error)), thing)}, and {word.format(limit)}"

    return said


def _size(word: str) -> Callable[[ValidationError], str]:
    return lambda error: f"{shown(error.instance)} is {word} {shown(_wanted(error))}"


def _contains(error: ValidationError) -> str:
    wanted = _wanted(error)
    what = shown(wanted["const"]) if "const" in wanted else "an item that is needed"
    return f"does not contain {what}"


_REASONS: Final[Mapping[str, Callable[[ValidationError], str]]] = {
    "type": _type,
    "required": _required,
    "additionalProperties": _additional,
    "enum": _choices,
    "const": _same,
    "pattern": _form,
    "minLength": _length("at least {} are needed", "letter"),
    "maxLength": _length("at most {} may be there", "letter"),
    "minItems": _length("at least {} are needed", "item"),
    "maxItems": _length("at most {} may be there", "item"),
    "minProperties": _length("at least {} are needed", "member"),
    "maxProperties": _length("at most {} may be there", "member"),
    "minimum": _size("less than"),
    "maximum": _size("more than"),
    "exclusiveMinimum": _size("not more than"),
    "exclusiveMaximum": _size("not less than"),
    "contains": _contains,
    "uniqueItems": lambda _: "has the same item twice",
    "not": lambda _: "is what it must not be",
    "anyOf": lambda _: "has none of the forms that are possible here",
    "oneOf": lambda _: "does not have exactly one of the forms that are possible here",
}

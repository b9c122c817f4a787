"""The filters by which jobs are listed: the part of LoopBack's notation that clients write.

This file does not know what is filtered: it reads records as plain data.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from http import HTTPStatus
from itertools import islice
from typing import Any, Final

from .answers import Refused
from .bodies import document

#: How many are listed if nobody says, and at most.
USUAL: Final = 10
MOST: Final = 1000

_Test = Callable[[Any, Any], bool]

#: What is said of the value of a field. A field that is a list meets a test if one of its members does.
_TESTS: Final[Mapping[str, _Test]] = {
    "inq": lambda value, given: any(each in given for each in _members(value)),
    "nin": lambda value, given: not any(each in given for each in _members(value)),
    "neq": lambda value, given: bool(value != given),
    "gt": lambda value, given: bool(value > given),
    "gte": lambda value, given: bool(value >= given),
    "lt": lambda value, given: bool(value < given),
    "lte": lambda value, given: bool(value <= given),
    "between": lambda value, given: bool(given[0] <= value <= given[1]),
    "like": lambda value, given: str(given) in value,
    "regexp": lambda value, given: re.search(re.escape(str(given)), value) is not None,
}


def chosen(records: Iterable[Mapping[str, Any]], text: str | None) -> Iterable[Mapping[str, Any]]:
    """The records that a filter chooses, newest first unless it says otherwise; a refusal (400) if it is no filter."""
    try:
        said = {} if text is None else document(text.encode())
        kept = [record for record in records if _meets(record, said.get("where", {}))]
        if said.get("order", "").endswith(" ASC"):
            kept.reverse()
        skip, limit = int(said.get("skip", 0)), int(said.get("limit", USUAL))
        return list(islice(kept, skip, skip + min(limit, MOST)))
    except (AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
        raise Refused(HTTPStatus.BAD_REQUEST, f"The filter is not to be understood: {error}", "INVALID_FILTER") from error


def _meets(record: Mapping[str, Any], where: Mapping[str, Any]) -> bool:
    return all(_field(record, name, wanted) for name, wanted in where.items())


def _field(record: Mapping[str, Any], name: str, wanted: Any) -> bool:
    if name == "and":
        return all(_meets(record, each) for each in wanted)
    if name == "or":
        return any(_meets(record, each) for each in wanted)
    value: Any = record
    for part in name.split("."):
        value = value.get(part) if isinstance(value, dict) else None
    if not isinstance(wanted, dict):
        return wanted in _members(value)
    return value is not None and all(_TESTS[test](value, given) for test, given in wanted.items())


def _members(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]

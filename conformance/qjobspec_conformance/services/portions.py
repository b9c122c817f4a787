"""The small parts of a JSON document, read strictly: each is what it has to be, or a `ValueError` says in a line where not.

This file does not know what the document is about.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from math import isfinite
from reprlib import repr as shown
from typing import Any, TypeAlias, TypeVar

Read: TypeAlias = Callable[[object, str], Any]
WordT = TypeVar("WordT", bound=StrEnum)


def entries(part: object, where: str, required: Mapping[str, Read], optional: Mapping[str, Read]) -> dict[str, Any]:
    """The fields of an object, each read by its own; every required one is there, and no other than those named."""
    readers = {**required, **optional}
    if not isinstance(part, dict):
        raise ValueError(f"{where}: an object, and not {shown(part)}")
    if missing := [name for name in required if name not in part]:
        raise ValueError(f"{where}: it lacks {either(missing)}")
    if unknown := [str(name) for name in part if name not in readers]:
        raise ValueError(f"{where}: it has no {either(unknown)}, only {either(readers)}")
    inside = "" if where.startswith("a ") else f"{where}."
    return {name: readers[name](value, f"{inside}{name}") for name, value in part.items()}


def number(part: object, where: str) -> float:
    """A finite number."""
    if isinstance(part, bool) or not isinstance(part, int | float) or not _is_finite(part):
        raise ValueError(f"{where}: a number, and not {shown(part)}")
    return float(part)


def seconds(part: object, where: str) -> float:
    """A number that is not negative."""
    if (found := number(part, where)) < 0:
        raise ValueError(f"{where}: seconds are not negative, as {shown(part)} is")
    return found


def whole(part: object, where: str, least: int = 0) -> int:
    """A whole number from `least` on."""
    if isinstance(part, bool) or not isinstance(part, int) or part < least:
        raise ValueError(f"{where}: a whole number from {least} on, and not {shown(part)}")
    return part


def position(part: object, where: str) -> int | None:
    """A place in a queue, or null."""
    return None if part is None else whole(part, where)


def text(part: object, where: str) -> str:
    """A text."""
    if not isinstance(part, str):
        raise ValueError(f"{where}: a text, and not {shown(part)}")
    return part


def word(part: object, where: str, among: type[WordT]) -> WordT:
    """One of a few words."""
    if not isinstance(part, str) or part not in list(among):
        raise ValueError(f"{where}: one of {either(among)}, and not {shown(part)}")
    return among(part)


def either(names: Iterable[str]) -> str:
    """The names for a sentence."""
    return ", ".join(map(repr, map(str, names)))


def _is_finite(value: float) -> bool:
    try:
        return isfinite(value)
    except OverflowError:
        return False

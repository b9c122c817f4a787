"""Values of which a part was not told: to read that part is an error, so that nobody takes silence for an answer.

Whoever runs a job writes down everything there is to know of it. A log of somebody else's does not, and what it leaves out
must neither break a requirement nor keep one. This file does not know what anything means that it leaves out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from functools import cache
from typing import Any, TypeVar

_NOTHING: frozenset[str] = frozenset()
_Whole = TypeVar("_Whole")


class UntoldError(Exception):
    """Something was asked that the history does not tell: `what` names it."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


def untold(item: object) -> frozenset[str]:
    """The names of the fields of `item` that were not told."""
    found: frozenset[str] = getattr(item, "untold_fields", _NOTHING)
    return found


def told_in_part(whole: type[_Whole], told: Mapping[str, Any], shown: Callable[[Any], str] = repr) -> _Whole:
    """A value of the frozen class `whole` of which only the fields in `told` are known; `shown` writes it as text."""
    kind: Any = whole
    missing = _names(kind).difference(told)
    made: _Whole = _partial(kind, missing, shown)(**told, **dict.fromkeys(missing))
    return made


@cache
def _names(whole: Any) -> frozenset[str]:
    return frozenset(field.name for field in fields(whole))


class _Untold:
    """What stands in place of a field that was not told."""

    __slots__ = ("_what",)

    def __init__(self, what: str) -> None:
        self._what = what

    def __get__(self, owner: object, kind: type) -> Any:
        raise UntoldError(self._what)

    def __set__(self, owner: object, value: object) -> None:
        """The class's own `__init__` sets every field; what it sets here means nothing."""


@cache
def _partial(whole: Any, missing: frozenset[str], shown: Callable[[Any], str]) -> type[Any]:
    known = sorted(_names(whole) - missing)

    def equals(one: Any, other: object) -> Any:
        """What is told differs, or nobody can know whether the two are equal."""
        if not isinstance(other, whole):
            return NotImplemented
        both = [name for name in known if name not in untold(other)]
        if any(getattr(one, name) != getattr(other, name) for name in both):
            return False
        raise UntoldError(f"{whole.__name__.lower()}.{min(missing)}")

    def hashed(one: Any) -> int:
        return hash(tuple(getattr(one, name) for name in known))

    def represented(one: Any) -> str:
        return f"{whole.__name__}({', '.join(f'{name}={getattr(one, name)!r}' for name in known)}, …)"

    namespace: dict[str, Any] = {name: _Untold(f"{whole.__name__.lower()}.{name}") for name in missing}
    namespace |= {"__slots__": (), "__module__": whole.__module__, "untold_fields": missing}
    namespace |= {"__eq__": equals, "__hash__": hashed, "__repr__": represented, "__str__": shown}
    return type(whole.__name__, (whole,), namespace)

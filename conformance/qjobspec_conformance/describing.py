"""What a foreign value holds, as JSON text that two runs write alike: so that judges can compare without ever holding it.

This file does not know what a value is for. It runs no code of a value's but what reading it takes.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence, Set
from contextlib import suppress
from datetime import date, datetime, timedelta
from enum import Enum
from hashlib import sha256
from math import isfinite
from typing import Any, Final

#: What is nested deeper is told by its type alone.
_DEEPEST: Final = 12
#: A longer text is replaced by its digest: still equal to what is equal, and to nothing else.
_LONGEST: Final = 65_536

#: The public members to read of a class, by the class's own name.
Readable = Mapping[str, Sequence[str]]


def described(value: object, readable: Readable) -> str | None:
    """What `value` holds, or `None` if that cannot be told: it is a job, or reading it raises."""
    try:
        document = _document(value, readable, 0)
        text = json.dumps(document, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        told = text.encode("utf-8", "backslashreplace")
    except Exception:  # noqa: BLE001 - foreign values may raise anything when they are read
        return None
    return told.decode() if len(told) <= _LONGEST else json.dumps({"digest": sha256(told).hexdigest()})


def _document(value: Any, readable: Readable, depth: int) -> Any:
    if value is None or isinstance(value, bool | int | str):
        return value.name if isinstance(value, Enum) else value
    if isinstance(value, float):
        return value if isfinite(value) else {"float": repr(value)}
    if depth > _DEEPEST:
        return {"type": type(value).__qualname__}
    for kind, tell in _KINDS.items():
        if isinstance(value, kind):
            return tell(value, lambda inner: _document(inner, readable, depth + 1))
    return _attributes(value, readable, depth)


def _attributes(value: Any, readable: Readable, depth: int) -> Any:
    """What an object says of itself: as a `dict`, as numbers, by the members that its document names, or by its fields.

    One that cannot say it as a `dict`, since it holds what it should not, is read by its fields.
    """
    for way in ("to_dict", "tolist"):
        told = getattr(type(value), way, None)
        if callable(told):
            with suppress(Exception):
                return _document(told(value), readable, depth + 1)
    name = type(value).__qualname__
    if hasattr(type(value), "job_id") or hasattr(type(value), "run"):
        raise ValueError("a job or a backend is not read: that would ask its service")
    members = readable.get(name) or sorted(key for key in getattr(value, "__dict__", {}) if not key.startswith("_"))
    return {"type": name, **{member: _document(getattr(value, member), readable, depth + 1) for member in members}}


Inner = Callable[[Any], Any]


def _name(value: Any, _: Inner) -> Any:
    return value.name


def _moment(value: Any, _: Inner) -> Any:
    offset = value.utcoffset() if isinstance(value, datetime) else None
    return {"moment": value.isoformat(), "offset": None if offset is None else offset.total_seconds()}


def _span(value: Any, _: Inner) -> Any:
    return {"seconds": value.total_seconds()}


def _bytes(value: Any, _: Inner) -> Any:
    return {"bytes": value.hex()}


def _complex(value: Any, _: Inner) -> Any:
    return {"complex": [value.real, value.imag]}


def _mapping(value: Any, inner: Inner) -> Any:
    return {key if isinstance(key, str) else str(inner(key)): inner(each) for key, each in value.items()}


def _set(value: Any, inner: Inner) -> Any:
    return {"set": sorted((inner(each) for each in value), key=json.dumps)}


def _sequence(value: Any, inner: Inner) -> Any:
    return [inner(each) for each in value]


_KINDS: Final[Mapping[type, Callable[[Any, Inner], Any]]] = {
    Enum: _name,
    date: _moment,
    timedelta: _span,
    bytes: _bytes,
    complex: _complex,
    Mapping: _mapping,
    Set: _set,
    Sequence: _sequence,
}

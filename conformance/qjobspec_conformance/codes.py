"""The id of a found example: the example itself, so short that it can be pasted, with the requirement that it breaks.

`STATUS-2.pEYBAg0H…` is all that `qjobspec replay` needs besides the harness, on whatever machine: nothing is kept anywhere.
The words of the specification and of the table of perturbations are written as numbers, so an id is good for the releases
that have the same ones; two bytes of a digest tell one that is misspelt, or of another release. This file does not run
anything.
"""

from __future__ import annotations

import base64
import hashlib
import json
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any, Final

from qjobspec import PROFILES, JobStatus, requirements

from .examples import Example, example_of
from .services import PERTURBATIONS, Comes, Goes
from .works import Outcome

#: The keys of a plot's document, and of what stands in it.
_KEYS: Final = (
    "strikes",
    "outcome",
    "phases",
    "afterwards",
    "cancellation",
    "goes",
    "after",
    "results",
    "comes",
    "requests",
    "seconds",
    "latency",
    "queue",
    "messages",
    "clock",
    "name",
    "role",
    "request",
    "parameters",
    "burst",
    "recording",
    "asks",
    "raises",
    "stop",
    "origin",
    "given",
    "decoder",
)
#: What a step and a strike have besides what they need, in the order in which they are written, and what it is if left out.
_STEP: Final = {"after": 0.0, "arguments": dict[str, Any](), "job": 0, "inLoop": False, "spoils": False}
#: What every example has.
_EVERY: Final = frozenset({"timeline", "program", "picks"})
_STRIKE: Final = {"request": 0, "parameters": dict[str, Any](), "burst": 1}

#: What begins a part: its kind in the upper three bits, its length or value in the lower five, 31 for "it follows".
_WORD, _TEXT, _LIST, _MAP, _WHOLE, _QUARTERS, _OTHER = range(7)
_FOLLOWS: Final = 31
_OTHERS: Final = (None, True, False)
#: How many bytes of a digest an id begins with.
_DIGEST: Final = 2


class CodeError(ValueError):
    """A text that is no id; the message is one line that says how to get one that is."""


@dataclass(frozen=True, slots=True)
class Found:
    """What an id stands for: an example that breaks a requirement of a profile."""

    requirement: str
    profile: str
    example: Example


def id_of(found: Found) -> str:
    """The id of a found example."""
    payload = bytes(_written([found.profile, *_folded(found.example.as_document())]))
    text = base64.urlsafe_b64encode(_digest(found) + payload).decode().rstrip("=")
    return f"{found.requirement}.{text}"


def found_of(text: str) -> Found:
    """What the id stands for; `CodeError` if it is none, or one of a release with other words."""
    requirement, dot, code = text.strip().partition(".")
    try:
        if not dot or requirement not in requirements():
            raise ValueError(requirement)
        written = base64.b64decode(code + "=" * (-len(code) % 4), altchars=b"-_", validate=True)
        ((profile, *folded),) = _read(iter(written[_DIGEST:]))
        found = Found(requirement, profile, example_of(_unfolded(*folded)))
    except (ValueError, TypeError, LookupError, AttributeError, RuntimeError, ArithmeticError) as error:
        raise CodeError(_no_id(text)) from error
    if _digest(found) != written[:_DIGEST]:
        raise CodeError(_no_id(text))
    return found


def _no_id(text: str) -> str:
    shown = text if len(text) <= 40 else text[:40] + "…"  # noqa: PLR2004 - as much as tells which it is
    return (
        f"{shown!r} is no id of this release: part of it is missing or misspelt, or another release has written it; "
        "an id is what stands after `qjobspec replay` in a report"
    )


def _digest(found: Found) -> bytes:
    whole = [found.requirement, found.profile, found.example.as_document()]
    return hashlib.sha256(json.dumps(whole, sort_keys=True).encode()).digest()[:_DIGEST]


@cache
def _words() -> tuple[str, ...]:
    """Every word that the tables of this release have, in an order of their own."""
    members = [member for each in PROFILES.values() for member in each.members.values()]
    arguments = [parameter.name for member in members for parameter in member.parameters]
    perturbed = [name for row in PERTURBATIONS.values() for name in (row.name, *row.parameters)]
    enumerated = [word.value for kind in (JobStatus, Outcome, Comes, Goes) for word in kind]
    words = (*(member.name for member in members), *arguments, *_KEYS, *enumerated, *PROFILES, *perturbed)
    return tuple(dict.fromkeys(words))


@cache
def _numbers() -> Mapping[str, int]:
    return {word: number for number, word in enumerate(_words())}


# -- what every example has needs no names


def _folded(document: Mapping[str, Any]) -> list[Any]:
    timeline = document["timeline"]
    if "strikes" in timeline:
        strikes = [_listed(each, ("name", "role"), _STRIKE) for each in timeline["strikes"]]
        timeline = {**timeline, "strikes": strikes}
    if "running" in timeline:
        timeline = [timeline["pending"], timeline["running"], timeline["outcome"]]
    program = [[_listed(step, ("member",), _STEP) for step in lane] for lane in document["program"]]
    more = {name: part for name, part in document.items() if name not in _EVERY}
    folded = [timeline, program, document["picks"], more]
    return folded if more else folded[: 3 if document["picks"] else 2]


def _unfolded(timeline: Any, program: Any, picks: Any = (), more: Any = MappingProxyType({})) -> dict[str, Any]:
    if isinstance(timeline, list):
        timeline = dict(zip(("pending", "running", "outcome"), timeline, strict=True))
    elif "strikes" in timeline:
        timeline["strikes"] = [_named(each, ("name", "role"), _STRIKE) for each in timeline["strikes"]]
    steps = [[_named(step, ("member",), _STEP) for step in lane] for lane in program]
    return {"timeline": timeline, "program": steps, "picks": list(picks), **more}


def _listed(part: Mapping[str, Any], needed: tuple[str, ...], optional: Mapping[str, Any]) -> list[Any]:
    """The values of `part` without the names, and without those at the end that are as if left out."""
    values = [part.get(name, plain) for name, plain in optional.items()]
    while values and values[-1] == list(optional.values())[len(values) - 1]:
        values.pop()
    return [*(part[name] for name in needed), *values]


def _named(values: list[Any], needed: tuple[str, ...], optional: Mapping[str, Any]) -> dict[str, Any]:
    return {**optional, **dict(zip((*needed, *optional), values, strict=False))}


# -- writing


def _written(part: Any) -> Iterator[int]:
    if isinstance(part, str):
        yield from _text(part)
    elif part is None or isinstance(part, bool):
        yield from _head(_OTHER, _OTHERS.index(part))
    elif isinstance(part, int):
        yield from _head(_WHOLE, part * 2 if part >= 0 else -part * 2 - 1)
    elif isinstance(part, float) and part >= 0 and float.is_integer(part * 4):
        yield from _head(_QUARTERS, int(part * 4))
    elif isinstance(part, float):
        yield from _head(_OTHER, len(_OTHERS))
        yield from struct.pack(">d", part)
    elif isinstance(part, Mapping):
        yield from _head(_MAP, len(part))
        for key, value in part.items():
            yield from (*_written(key), *_written(value))
    else:
        yield from _head(_LIST, len(part))
        for each in part:
            yield from _written(each)


def _text(text: str) -> Iterator[int]:
    if text in _numbers():
        yield from _head(_WORD, _numbers()[text])
    else:
        plain = text.encode()
        yield from (*_head(_TEXT, len(plain)), *plain)


def _head(kind: int, size: int) -> Iterator[int]:
    yield kind << 5 | min(size, _FOLLOWS)
    if size >= _FOLLOWS:
        rest = size - _FOLLOWS
        while rest >= 128:  # noqa: PLR2004 - seven bits at a time
            yield rest & 127 | 128
            rest >>= 7
        yield rest


# -- reading


def _read(written: Iterator[int]) -> Iterator[Any]:
    """Every part in `written`, one after the other."""
    for head in written:
        yield _part(head, written)


def _next(written: Iterator[int]) -> Any:
    return _part(_byte(written), written)


def _part(head: int, written: Iterator[int]) -> Any:
    kind, size = head >> 5, head & _FOLLOWS
    if size == _FOLLOWS:
        size += _rest(written)
    if kind == _WORD:
        return _words()[size]
    if kind == _TEXT:
        return bytes(_byte(written) for _ in range(size)).decode()
    if kind == _LIST:
        return [_next(written) for _ in range(size)]
    if kind == _MAP:
        return {_next(written): _next(written) for _ in range(size)}
    return _other(size, written) if kind == _OTHER else _number(kind, size)


def _number(kind: int, size: int) -> float:
    if kind == _QUARTERS:
        return size / 4
    return -(size + 1) // 2 if size % 2 else size // 2


def _other(which: int, written: Iterator[int]) -> float | bool | None:
    if which < len(_OTHERS):
        return _OTHERS[which]
    (number,) = struct.unpack(">d", bytes(_byte(written) for _ in range(8)))
    return float(number)


def _rest(written: Iterator[int]) -> int:
    found, shift = 0, 0
    while (byte := _byte(written)) >= 128 and shift < 32:  # noqa: PLR2004 - as it was written; a list is never longer
        found |= (byte & 127) << shift
        shift += 7
    return found | byte << shift


def _byte(written: Iterator[int]) -> int:
    byte = next(written, None)
    if byte is None:
        raise ValueError("it ends too soon")
    return byte

"""JSON, read strictly: every name once, no number that JSON does not have, nothing nested without end."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any, Final

from .texts import DEEPEST, Kind, Mark, Place, UnreadableError, repeated
from .texts import lines as lines_of

_TOKEN: Final = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[{}\[\],:]|[^\s{}\[\],:"]+', re.DOTALL)
_OPENING: Final = {"{": Kind.OBJECT, "[": Kind.ARRAY}


def read(text: str) -> Any:
    """The document that `text` holds; `UnreadableError` with line and column if it holds none."""
    try:
        document = json.loads(text, parse_constant=_not_a_number, object_pairs_hook=_once)
    except json.JSONDecodeError as error:
        raise UnreadableError(f"is not JSON: {error.msg}", error.lineno, error.colno) from error
    except _RepeatedError as error:
        where = repeated(marks(text))
        line, column = (where.line, where.column) if where is not None else (None, None)
        raise UnreadableError(f"the name {error.args[0]!r} stands twice in one object", line, column) from error
    except RecursionError as error:
        raise UnreadableError(_TOO_DEEP) from error
    except ValueError as error:  # a number with more digits than Python reads
        raise UnreadableError(f"holds a number that cannot be read: {error}") from error
    _be_shallow(text)
    return document


def lines(text: str, wanted: Collection[Place]) -> Mapping[Place, int]:
    """The lines of the wanted places in a text that could be read."""
    return lines_of(marks(text), wanted)


def marks(text: str) -> Iterator[Mark]:
    """The marks of a text that could be read."""
    line, start = 1, 0
    inside: list[str] = []
    expects_name = False
    for token in _TOKEN.finditer(text):
        word, at = token[0], token.start()
        line += text.count("\n", start, at)
        start = at
        column = at - text.rfind("\n", 0, at)
        if word in _OPENING:
            yield Mark(_OPENING[word], line, column)
            inside.append(word)
            expects_name = word == "{"
        elif word in {"}", "]"}:
            inside.pop()
            expects_name = False
            yield Mark(Kind.END, line, column)
        elif word == ",":
            expects_name = inside[-1] == "{"
        elif expects_name:
            expects_name = False
            yield Mark(Kind.KEY, line, column, json.loads(word))
        elif word != ":":
            yield Mark(Kind.SCALAR, line, column)


_TOO_DEEP: Final = f"is nested more than {DEEPEST} deep"


class _RepeatedError(Exception):
    """A name stands twice in one object."""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    table = dict(pairs)
    if len(table) < len(pairs):
        names = [name for name, _ in pairs]
        raise _RepeatedError(next(name for at, name in enumerate(names) if name in names[:at]))
    return table


def _not_a_number(word: str) -> Any:
    raise UnreadableError(f"is not JSON: there is no {word} in it")


def _be_shallow(text: str) -> None:
    if text.count("[") + text.count("{") <= DEEPEST:
        return
    depth = 0
    for mark in marks(text):
        if mark.kind in (Kind.OBJECT, Kind.ARRAY):
            depth += 1
            if depth > DEEPEST:
                raise UnreadableError(_TOO_DEEP, mark.line, mark.column)
        elif mark.kind is Kind.END:
            depth -= 1

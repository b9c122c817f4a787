"""TOML, and the lines of it on which a place is likely to stand.

The lines are found by reading headers and names, not by parsing: a place that is written in an unusual way has no line.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterator, Mapping
from typing import Any, Final

from .texts import DEEPEST, MOST_BITS, Place, UnreadableError

_HEADER: Final = re.compile(r"\s*(\[\[?)\s*([^\]]+?)\s*\]\]?")
_NAME: Final = re.compile(r"\s*([A-Za-z0-9_-]+|\"[^\"]*\"|'[^']*')\s*=")
_AT: Final = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")


def read(text: str) -> Any:
    """The document that `text` holds; `UnreadableError` with line and column if it holds none."""
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        at = _AT.search(str(error))
        line, column = (int(at[1]), int(at[2])) if at is not None and at[1] else (None, None)
        raise UnreadableError(f"is not TOML: {_AT.sub('', str(error))}", line, column) from error
    except RecursionError as error:
        raise UnreadableError(f"is nested more than {DEEPEST} deep") from error
    except ValueError as error:  # a number with more digits than Python reads, or a day that there never was
        raise UnreadableError(f"holds a value that cannot be read: {error}") from error
    if any(number.bit_length() > MOST_BITS for number in _whole_numbers(document)):
        raise UnreadableError("holds a number that cannot be read: it is too large")
    return document


def _whole_numbers(document: Any) -> Iterator[int]:
    waiting = [document]
    while waiting:
        here = waiting.pop()
        if isinstance(here, dict | list):
            waiting += here.values() if isinstance(here, dict) else here
        elif isinstance(here, int):
            yield here


def lines(text: str, wanted: Collection[Place]) -> Mapping[Place, int]:
    """The lines of the wanted places, as far as headers and names tell."""
    if not wanted:
        return {}
    written = dict(_written(text))
    return {place: written[place] for place in wanted if place in written}


def _written(text: str) -> Iterator[tuple[Place, int]]:
    table: Place = ()
    counts: dict[Place, int] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        header = _HEADER.match(line)
        if header is not None:
            table = _table(header[1] == "[[", _parts(header[2]), counts)
            yield table, number
            continue
        name = _NAME.match(line)
        if name is not None:
            yield (*table, *_parts(name[1])), number


def _table(is_array: bool, parts: Place, counts: dict[Place, int]) -> Place:  # noqa: FBT001 - what the brackets say
    """The place of a table by its header; where an array of tables is on the way, its latest entry is meant."""
    here: Place = ()
    for part in parts[:-1]:
        here = (*here, part)
        here = (*here, counts[here]) if here in counts else here
    here = (*here, *parts[-1:])
    if not is_array:
        return here
    counts[here] = counts.get(here, -1) + 1
    return (*here, counts[here])


def _parts(name: str) -> Place:
    return tuple(part.strip().strip("\"'") for part in name.split("."))

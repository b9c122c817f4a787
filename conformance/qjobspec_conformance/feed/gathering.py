"""Lines with one event each, of many histories at once, put together by the history that each names.

A history is complete when a line says when it `ended`, or at the end of the file. What is still incomplete is held in memory
up to a limit, and beyond that on disk, in parts that fit: so what is held does not grow with the file. This file does not
know what stands in an event; it looks for the name of the history and for the end.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import IO, Final
from zlib import crc32

from .faulty import Faulty
from .lines import Block

#: The lines of one history, each with its number.
Lines = list[tuple[int, bytes]]

#: So many lines of incomplete histories are held in memory.
MOST: Final = 200_000
#: Into so many parts the rest of a file is divided, if there are more.
_PARTS: Final = 128

_NAMED: Final = re.compile(rb'\s*\{\s*"history"\s*:\s*"([^"\\]*)"')


class UnnamedError(Exception):
    """A line does not name its history."""

    def __init__(self, faulty: Faulty) -> None:
        super().__init__(faulty)
        self.faulty = faulty


def gathered(file: str, blocks: Iterable[Block]) -> Iterator[Lines]:
    """The lines of each history, the histories in the order in which they are complete."""
    incomplete: dict[bytes, Lines] = {}
    held = 0
    with ExitStack() as stack:
        parts: list[IO[bytes]] = []
        for block in blocks:
            for number, line in block.lines():
                name = _name(file, number, line)
                if parts:
                    _put(parts, name, number, line)
                    continue
                incomplete.setdefault(name, []).append((number, line))
                held += 1
                if _ends(line):
                    whole = incomplete.pop(name)
                    held -= len(whole)
                    yield whole
                elif held >= MOST:
                    parts = _divided(stack)
                    for each, lines in incomplete.items():
                        for at, text in lines:
                            _put(parts, each, at, text)
                    incomplete.clear()
        yield from incomplete.values()
        for part in parts:
            yield from _together(file, part)


def _name(file: str, number: int, line: bytes) -> bytes:
    """The name of its history, quickly if it stands first, as it may."""
    if (found := _NAMED.match(line)) is not None:
        return found[1]
    try:
        named = json.loads(line)["history"]
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        reason = 'does not name its history: write `"history": "…"` first in each line'
        raise UnnamedError(Faulty(file, number, "/history", reason)) from error
    return str(named).encode("utf-8", "surrogatepass")


def _ends(line: bytes) -> bool:
    """Whether the line says when its history ended."""
    if b'"ended"' not in line or b'"kind"' in line:
        return False
    try:
        return "ended" in json.loads(line)
    except (ValueError, RecursionError):
        return False  # it is told as what it is by whoever reads it


def _divided(stack: ExitStack) -> list[IO[bytes]]:
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="qjobspec-")))
    return [stack.enter_context((folder / str(number)).open("w+b")) for number in range(_PARTS)]


def _put(parts: list[IO[bytes]], name: bytes, number: int, line: bytes) -> None:
    parts[crc32(name) % _PARTS].write(b"%d\t%s\n" % (number, line))


def _together(file: str, part: IO[bytes]) -> Iterator[Lines]:
    part.seek(0)
    found: dict[bytes, Lines] = {}
    for text in part:
        number, _, line = text.partition(b"\t")
        found.setdefault(_name(file, int(number), line), []).append((int(number), line))
    yield from found.values()

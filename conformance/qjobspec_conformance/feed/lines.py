"""Files of lines, read in blocks of whole lines: what is held at a time does not grow with the file.

This file does not know what stands in a line.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

#: The name of what is piped in.
STDIN: Final = "-"
#: So many bytes are a block, give or take a line.
_BLOCK: Final = 1 << 20
#: A longer line is refused, in bytes.
LONGEST: Final = 64 << 20


class UnreadableFileError(Exception):
    """A file cannot be read on; the message is one line."""


@dataclass(frozen=True, slots=True)
class Block:
    """Some whole lines of a file, the first of which has the number `first`."""

    file: str
    first: int
    text: bytes

    def lines(self) -> Iterator[tuple[int, bytes]]:
        """Every line that is not blank, with its number in the file."""
        for number, line in enumerate(self.text.split(b"\n"), start=self.first):
            if line and not line.isspace():
                yield number, line


def size(files: tuple[str, ...]) -> int | None:
    """How many bytes there are to read, or `None` if nobody can know."""
    try:
        return None if STDIN in files else sum(Path(file).stat().st_size for file in files)
    except OSError:
        return None


def blocks(file: str) -> Iterator[Block]:
    """The file in blocks; `UnreadableFileError` if it cannot be read, or has a line without end."""
    try:
        if file == STDIN:
            yield from _blocks(file, sys.stdin.buffer)
            return
        with Path(file).open("rb") as opened:
            yield from _blocks(file, opened)
    except OSError as error:
        raise UnreadableFileError(f"{file}: cannot be read: {error.strerror}") from error


def _blocks(file: str, opened: IO[bytes]) -> Iterator[Block]:
    first = 1
    rest = b""
    while read := opened.read(_BLOCK):
        text, newline, after = read.rpartition(b"\n")
        if newline:
            yield Block(file, first, rest + text)
            first += text.count(b"\n") + 1
            rest = b""
        rest += after
        if len(rest) > LONGEST:
            raise UnreadableFileError(f"{file}:{first}: is longer than {LONGEST >> 20} MiB: write a history on each line")
    if rest:
        yield Block(file, first, rest)

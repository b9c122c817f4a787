"""Files that hold documents: one each, or one on every line. Which format a file has is told by its ending."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from . import json_text, toml_text, yaml_text
from .texts import Place, UnreadableError

#: What is larger is refused, in bytes; a cassette of ten thousand exchanges has 10 million.
MOST: Final = 200_000_000

_Read = Callable[[str], Any]
_Lines = Callable[[str, Collection[Place]], Mapping[Place, int]]

#: How each ending is read, and how a place in it is found.
FORMATS: Final[Mapping[str, tuple[_Read, _Lines]]] = {
    ".json": (json_text.read, json_text.lines),
    ".yaml": (yaml_text.read, yaml_text.lines),
    ".yml": (yaml_text.read, yaml_text.lines),
    ".toml": (toml_text.read, toml_text.lines),
}

#: The endings of files with a document of JSON on every line.
BY_LINE: Final = (".jsonl", ".ndjson")


@dataclass(frozen=True, slots=True)
class Written:
    """A document, and how to find the lines of places in it."""

    document: Any
    text: str
    find: _Lines
    #: How many lines of the file stand before it.
    before: int = 0

    def lines(self, wanted: Collection[Place]) -> dict[Place, int]:
        """The line of each wanted place in the file, as far as it can be found."""
        return {place: self.before + line for place, line in self.find(self.text, wanted).items()}


def read(path: Path) -> Iterator[Written]:
    """The documents in a file, one by one; `UnreadableError` if one cannot be read, which is the end."""
    ending = path.suffix.lower()
    if ending not in (*FORMATS, *BY_LINE):
        raise UnreadableError(f"has no ending that tells its format: {', '.join((*FORMATS, *BY_LINE))}")
    text = _text(path)
    if ending in FORMATS:
        parse, find = FORMATS[ending]
        yield Written(parse(text), text, find)
        return
    for before, line in enumerate(text.split("\n")):
        if line.strip():
            yield Written(_line(line, before), line, json_text.lines, before)


def _line(line: str, before: int) -> Any:
    try:
        return json_text.read(line)
    except UnreadableError as error:
        raise UnreadableError(error.reason, before + 1, error.column) from error


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            content = file.read(MOST + 1)
    except OSError as error:
        raise UnreadableError(f"cannot be read: {error.strerror}") from error
    if len(content) > MOST:
        raise UnreadableError(f"is larger than {MOST // 1_000_000} MB")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise UnreadableError("is not UTF-8", line, error.start - content.rfind(b"\n", 0, error.start)) from error

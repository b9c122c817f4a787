"""Where a value of JSON stands in its text, so that it can be changed there and everything else stays as it was written."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping
from typing import Final

from ..documents.texts import Place

#: From where to where something stands in a text.
Span = tuple[int, int]

_TOKEN: Final = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[{}\[\],:]|[^\s{}\[\],:"]+', re.DOTALL)


def spans(text: str, wanted: Collection[Place]) -> Mapping[Place, Span]:
    """The spans of the wanted scalars in a text of JSON that could be read; of a name that comes twice, the last counts."""
    return {place: span for place, span in _scalars(text) if place in wanted}


def edited(text: str, changes: Mapping[Span, str]) -> str:
    """The text with what stands in each span replaced; spans do not overlap."""
    parts, at = [], 0
    for (start, end), replacement in sorted(changes.items()):
        parts += [text[at:start], replacement]
        at = end
    return "".join([*parts, text[at:]])


def _scalars(text: str) -> Iterator[tuple[Place, Span]]:
    here: list[str | int] = []
    expects_name = False
    for token in _TOKEN.finditer(text, len(text) - len(text.removeprefix("\ufeff"))):
        word = token[0]
        if word in "{[":
            here.append("" if word == "{" else 0)
            expects_name = word == "{"
        elif word in "}]":
            here.pop()
            expects_name = False
        elif word == ",":
            last = here[-1]
            expects_name = isinstance(last, str)
            here[-1] = last + 1 if isinstance(last, int) else last
        elif expects_name:
            here[-1] = json.loads(word, strict=False)
            expects_name = False
        elif word != ":":
            yield tuple(here), token.span()

"""Secrets, taken out of what was recorded: whatever is found where secrets stand is replaced wherever else it stands.

This file does not know where secrets stand, nor who has recorded.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final
from urllib.parse import quote

from ..recordings import secrets
from ..recordings.dialect import Marked
from ..recordings.exchanges import Exchange

#: What stands in their place.
PLACEHOLDER: Final = "PLACEHOLDER"

#: A secret of so many letters is no word.
_LONG: Final = 12


def scrubbed(document: Any, exchanges: tuple[Exchange, ...], listed: Marked, known: Iterable[str] = ()) -> Any:
    """The document without the secrets that its exchanges hold, and without those that are known."""
    values = {value for each in exchanges for value in _held(each, listed)} | set(known)
    written = sorted({form for value in values for form in (value, quote(value, safe=""))}, key=len, reverse=True)
    return _without(document, re.compile("|".join(map(_found, written)))) if written else document


def _found(value: str) -> str:
    """Where a secret stands: anywhere, but a short one only as a word of its own, since it may be one of any language."""
    return re.escape(value) if len(value) >= _LONG else rf"(?<![\w.-]){re.escape(value)}(?![\w-])"


def _held(exchange: Exchange, listed: Marked) -> Iterator[str]:
    request, response = exchange.request, exchange.response
    yield from secrets.values_in_headers((*request.headers, *response.headers), listed)
    yield from secrets.values_in_address(request.url, listed)
    for content, document in ((request.body, request.document), (response.content, response.document)):
        yield from secrets.values_in_document(document, listed)
        yield from secrets.values_by_shape(content.decode("utf-8", "replace"))


def _without(part: Any, found: re.Pattern[str]) -> Any:
    if isinstance(part, str):
        return found.sub(PLACEHOLDER, part)
    if isinstance(part, Mapping):
        return {name: _without(value, found) for name, value in part.items()}
    return [_without(each, found) for each in part] if isinstance(part, list) else part

"""Answers moved from the job of which they were recorded to the job at hand.

An id is changed where the dialect says that it stands: at its pointer, and in addresses that are told (at the pointers for
them, and in headers) if the dialect's own routes read the id out of them. There the text is edited; nothing is written
anew, so every other byte stays as it was recorded. Two things are less exact, because they have to be. A body that is
compressed is sent uncompressed once it is edited. And a body that is no JSON is changed only if the whole of it is the id:
in any other text nobody can tell an id from a word that looks like it, so that it stays as it was.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final
from urllib.parse import quote

from .dialect import Dialect
from .exchanges import Request, Response
from .pointers import found
from .routes import Route
from .spans import Span, edited, spans

#: What some servers write before a text, though JSON has none.
_MARK: Final = "\ufeff"

#: What is longer is no address.
LONGEST: Final = 8_192

_ADDRESS: Final = re.compile(r"(?:https?|wss?)://", re.IGNORECASE)


def moved(response: Response, route: Route, ids: tuple[str, str], dialect: Dialect) -> Response:
    """The answer about the job with the first id, as it would be about that with the second."""
    old, new = ids
    if old == new:
        return response
    headers = tuple((name, _address(value, ids, dialect) or value) for name, value in response.headers)
    answer = replace(response, headers=headers)
    text = _text(response.content)
    if text is None:
        return answer
    content = _content(text, response.document, route, ids, dialect)
    return answer if content == text else answer.with_content(content.encode("utf-8", "surrogatepass"))


def _content(text: str, document: Any, route: Route, ids: tuple[str, str], dialect: Dialect) -> str:
    if document is None or document == text.removeprefix(_MARK):  # no JSON
        return ids[1] if dialect.answered == "" and text == ids[0] else text
    answered = dialect.answered if route.job_id is None else route.job_id
    told = {place for place, value in found(document, answered) if _is_id(value, ids[0])}
    pointed = () if route.address is None else found(document, route.address)
    addresses = {place for place, value in pointed if isinstance(value, str)}
    changes: dict[Span, str] = {}
    for place, (start, end) in spans(text, {*told, *addresses}).items():
        literal = text[start:end]
        changed = _literal(ids[1], literal) if place in told else _address(literal, ids, dialect)
        changes[start, end] = changed or literal
    return edited(text, changes)


def _literal(job_id: str, before: str) -> str:
    """An id as JSON: a number where a number stood before, if it is one."""
    is_number = not before.startswith('"') and job_id.isdecimal() and job_id.isascii()
    return job_id if is_number and (job_id == "0" or job_id[0] != "0") else json.dumps(job_id)


def _address(written: str, ids: tuple[str, str], dialect: Dialect) -> str | None:
    """An address, bare or as JSON, that names the new job where it named the old; `None` if it named none."""
    if not _ADDRESS.match(written.removeprefix('"')) or len(written) > LONGEST or _named(written, dialect) != ids[0]:
        return None
    return next((each for each in _candidates(written, ids) if _named(each, dialect) == ids[1]), None)


def _candidates(written: str, ids: tuple[str, str]) -> Iterator[str]:
    """The text with one occurrence of the old id replaced, for each occurrence."""
    old = re.compile("|".join(dict.fromkeys(re.escape(each) for each in (ids[0], _quoted(ids[0])))))
    new = _quoted(ids[1])
    yield from (f"{written[: each.start()]}{new}{written[each.end() :]}" for each in old.finditer(written))


def _quoted(job_id: str) -> str:
    return quote(job_id, safe="", errors="surrogatepass")


def _named(written: str, dialect: Dialect) -> str | None:
    try:
        url = json.loads(written, strict=False) if written.startswith('"') else written
    except ValueError:  # what was replaced was part of an escape
        return None
    fit = dialect.fit(Request("GET", url))
    return fit.job_id if fit is not None else None


def _is_id(value: object, job_id: str) -> bool:
    return isinstance(value, str | int) and not isinstance(value, bool) and str(value) == job_id


def _text(content: bytes) -> str | None:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return None

"""The bodies of requests: read up to a limit, then as JSON that can be written down again.

This file does not know schemas.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from http import HTTPStatus
from typing import Any, Final, NoReturn

from .answers import Refused

#: The most bytes of a body.
MOST_BYTES: Final = 8_000_000


async def read(chunks: AsyncIterator[bytes]) -> bytes:
    """A whole body; a refusal (413) as soon as it is too long."""
    body = bytearray()
    async for chunk in chunks:
        body += chunk
        if len(body) > MOST_BYTES:
            raise Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"The body has more than {MOST_BYTES} bytes.")
    return bytes(body)


def document(body: bytes) -> Any:
    """A body as JSON; a refusal (400) if it is none, or holds what could not be written as JSON again."""
    try:
        found = json.loads(body, parse_constant=_constant)
        if b"\\u" in body:
            json.dumps(found, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as error:
        raise Refused(HTTPStatus.BAD_REQUEST, f"The body is no JSON: {error}", "INVALID_JSON") from error
    return found


def _constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number")

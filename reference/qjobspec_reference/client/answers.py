"""What is asked and what is answered, without the library that carries it. This file does not know routes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from .faults import Unreadable


@dataclass(frozen=True, slots=True)
class Request:
    """One request to a service. A `bare` one goes to an address that is itself the permission, and says not whose it is."""

    method: str
    url: str
    query: Mapping[str, str] = field(default_factory=dict[str, str])
    document: Any = None
    is_bare: bool = False

    @property
    def is_safe(self) -> bool:
        """Whether it changes nothing, so that it may be sent again even if the service has had it (RESOURCE-5)."""
        return self.method == "GET"

    def __str__(self) -> str:
        """The request as it may be shown: the query of an address may be a permission (ERROR-7)."""
        try:
            parts = urlsplit(self.url)
        except ValueError:
            return f"{self.method} of what is no address"
        return f"{self.method} {parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a service answers, read to its end."""

    request: Request
    code: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The body as text; what is no UTF-8 is replaced, not raised."""
        return self.body.decode("utf-8", errors="replace")

    def json(self) -> Any:
        """The body as JSON; `Unreadable` if it is none."""
        try:
            return json.loads(self.body)
        except (ValueError, RecursionError) as error:
            raise Unreadable(f"{self.request} was answered with what is no JSON") from error

    def document(self) -> dict[str, Any]:
        """The body as a JSON object; `Unreadable` if it is none."""
        document = self.json()
        if not isinstance(document, dict):
            raise Unreadable(f"{self.request} was answered with JSON that is no object")
        return document

    def reason(self) -> str:
        """What the service says about why it refuses, in either form that the families use; the empty text if nothing."""
        try:
            said = self.json()
        except Unreadable:
            return ""
        said = said.get("error", said) if isinstance(said, dict) else None
        if not isinstance(said, dict):
            return said if isinstance(said, str) else ""
        code = said.get("code")
        return f"{said.get('message') or ''}{'' if code is None else f' (code {code})'}".strip()

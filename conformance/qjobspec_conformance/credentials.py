"""The credentials with which a job speaks to its service: which requests carry them, and whether a text shows them.

This file does not know what a request is for. What it has seen stays in it: no history holds a secret by intent.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from .recordings.secrets import HEADERS
from .wire import Request

#: What is shorter is found in any text by chance.
_SHORTEST: Final = 8


class Credentials:
    """What a harness says that its client signs in with, and what its requests have shown besides."""

    def __init__(self, declared: Iterable[str] = ()) -> None:
        self._declared = frozenset(declared)
        self._seen = {each for each in self._declared if len(each) >= _SHORTEST}

    def signed(self, request: Request) -> bool:
        """Whether a request carries what was declared, or, where nothing was, any credentials at all."""
        shown = [value for name, value in request.headers if name.lower() in HEADERS]
        self._seen |= {part for value in shown for part in value.split() if len(part) >= _SHORTEST}
        if not self._declared:
            return bool(shown)
        texts = (*shown, request.url, request.body.decode("utf-8", "replace"))
        return any(secret in text for secret in self._declared for text in texts)

    def in_text(self, text: str) -> bool:
        """Whether a text shows one of them."""
        return any(secret in text for secret in self._seen)

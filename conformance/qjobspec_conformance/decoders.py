"""Decoders of results that a program hands to a job: they only say that they were asked, and with what.

This file does not know what a result is.
"""

from __future__ import annotations

from typing import Any


def decoder(name: str) -> type[Any]:
    """A class with the `decode` that jobs of runtime programs ask for: it answers with its name and the text that it got."""

    def decode(_: type[Any], data: object) -> dict[str, Any]:
        return decoded(name, data)

    return type(name, (), {"decode": classmethod(decode)})


def decoded(name: str, text: object) -> dict[str, Any]:
    """What the decoder of this name makes of a text."""
    return {"decoder": name, "text": text}

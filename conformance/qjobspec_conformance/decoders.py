"""Decoders of results that a program hands to a job: they only say that they were asked, and with what.

This file does not know what a result is.
"""

from __future__ import annotations

from typing import Any


def decoder(name: str) -> type[Any]:
    """A class with the `decode` that jobs of runtime programs ask for: it answers with its name and the text that it got."""

    def decode(_: type[Any], data: object) -> dict[str, Any]:
        return {"decoder": name, "text": data}

    return type(name, (), {"decode": classmethod(decode)})

"""Events, and what is in them, as plain JSON.

This file does not know what else a history tells.
"""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from .events import Called
from .examples import arguments_document
from .untold import untold


def document_of(item: Any) -> Any:
    """A frozen value as plain JSON; what nobody has told is left out."""
    if isinstance(item, Called):
        return {
            "at": item.at,
            "thread": item.thread,
            "number": item.number,
            "job": item.job,
            "member": item.member,
            "arguments": arguments_document(item.arguments),
            **({"spoils": True} if item.spoils else {}),
        }
    if hasattr(item, "__dataclass_fields__"):
        named = ((each.name, getattr(item, each.name)) for each in fields(item) if each.name not in untold(item))
        return {name: document_of(value) for name, value in named if value is not None or name == "plain"}
    if isinstance(item, tuple):
        return [document_of(each) for each in item]
    return item

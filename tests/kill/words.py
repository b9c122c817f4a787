"""The names of sinners as people say them. This file does not know any sinner."""

from __future__ import annotations

import re


def in_words(name: str) -> str:
    """`RisesFromTheDead` rises from the dead, and so does `rises_from_the_dead`."""
    return re.sub(r"(?<!^)(?=[A-Z][a-z]|(?<=[a-z])[A-Z])", " ", name).replace("_", " ").lower()

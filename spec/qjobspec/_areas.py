"""What each area of requirements is about: the sentence that its file opens with.

This file does not read the requirements themselves.
"""

from __future__ import annotations

from functools import cache

from ._beside import text
from ._requirements import AREAS


@cache
def about(area: str) -> str:
    """What the requirements of `area` are about, in a sentence; `KeyError` with the names there are if there is none."""
    if area not in AREAS:
        raise KeyError(f"no area {area!r}; there are: {', '.join(AREAS)}")
    return text("requirements", f"{area}.toml").partition("\n")[0].removeprefix("#").strip()

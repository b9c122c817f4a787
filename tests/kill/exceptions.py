"""What is otherwise than the rule, each with the reason; the tests hold the tables to be neither too short nor too long.

This file does not know how any of it is counted.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

#: The requirements that no job can break.
UNBREAKABLE: Final[Mapping[str, str]] = {
    "REFRESH-2": "it allows `refresh()` to add attributes and asks for nothing, so there is nothing to leave undone",
}

#: How short a proof is: at most so many calls of its user, and at most so many moves of its service.
CALLS, MOVES = 4, 3

#: The sinners whose shortest proof is longer than that, with its calls and moves.
LONGER: Final[Mapping[str, tuple[int, int]]] = {}

#: The perturbations under which no sinner breaks what it keeps without.
UNREVEALING: Final[Mapping[str, str]] = {}

"""The table of perturbations: everything that a service does to its users, a row for each.

This file does not know when a row strikes. A row names the requirements that it exists to exercise; others may notice it.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from .rows import Perturbation
from .rows_answers import ANSWERS
from .rows_life import LIFE
from .rows_wire import WIRE

#: Every perturbation by its name, in the order of the table.
PERTURBATIONS: Final[Mapping[str, Perturbation]] = MappingProxyType({row.name: row for row in (*WIRE, *ANSWERS, *LIFE)})

"""What can be wrong with a job at a service, one sin at a time: each a small change of the reference, named for what it does.

They judge the suite: it has to find each, and to name the requirement that it breaks and no other.
"""

from __future__ import annotations

import importlib
import pkgutil

from .sin import SINS, Sin

for _module in pkgutil.iter_modules(__path__):
    if not _module.name.startswith("test_"):
        importlib.import_module(f"{__name__}.{_module.name}")

__all__ = ["SINS", "Sin"]

"""One thing that is swapped while virtual time is on, and how it is put back: also for the types written in C.

The locks that a program made before we came can only be reached through their type. This file does not know what is
swapped for what.
"""

import gc
from collections.abc import Callable
from ctypes import py_object, pythonapi
from dataclasses import dataclass
from types import ModuleType
from typing import Any, Final, cast

# Py_TPFLAGS_IMMUTABLETYPE of CPython's Include/object.h.
_IMMUTABLE: Final = 1 << 8

_MISSING: Final = object()


@dataclass(frozen=True, slots=True)
class Swap:
    """`owner.name` is to be `virtual`."""

    owner: ModuleType | type
    name: str
    virtual: object

    def make(self) -> Callable[[], None]:
        """Swap, and return what puts the original back."""
        original = vars(self.owner).get(self.name, _MISSING)
        _put(self.owner, self.name, self.virtual)
        return lambda: _put(self.owner, self.name, original)


def _put(owner: ModuleType | type, name: str, value: object) -> None:
    if isinstance(owner, type) and owner.__flags__ & _IMMUTABLE:
        _put_into_immutable(owner, name, value)
    elif value is _MISSING:
        delattr(owner, name)
    else:
        setattr(owner, name, value)


def _put_into_immutable(owner: type, name: str, value: object) -> None:
    """Write into the type's own dictionary and tell the interpreter to forget what it remembers of the type."""
    (members,) = cast("list[dict[str, Any]]", gc.get_referents(vars(owner)))
    members[name] = value
    pythonapi.PyType_Modified(py_object(owner))

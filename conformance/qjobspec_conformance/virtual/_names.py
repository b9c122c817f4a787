"""The names that modules have bound to the functions of `time`: `from time import sleep`.

This file does not know what the functions do.
"""

import sys
from collections.abc import Collection, Iterator
from types import GetSetDescriptorType, ModuleType
from typing import Any, Final, cast
from weakref import WeakValueDictionary

from ._swaps import Swap

_OURS: Final = __name__.rpartition(".")[0] + "."

# A module that is loaded when first used must not be loaded by looking at it.
_NAMESPACE: Final = cast("GetSetDescriptorType", vars(ModuleType)["__dict__"])


class BoundNames:
    """Finds the names, binds them to the virtual functions and back; looks at each module only once."""

    def __init__(self, swaps: Collection[Swap]) -> None:
        originals = [(vars(swap.owner)[swap.name], swap.virtual) for swap in swaps]
        self._owners = {swap.owner for swap in swaps}
        self._virtual = {id(original): virtual for original, virtual in originals}
        self._original = {id(virtual): original for original, virtual in originals}
        self._looked_at: WeakValueDictionary[str, ModuleType] = WeakValueDictionary()
        self._found: list[tuple[dict[str, Any], str]] = []

    def bind(self) -> None:
        """Bind every name of an original to its virtual function."""
        for namespace in self._new_namespaces():
            self._found += [(namespace, name) for name, value in namespace.items() if id(value) in self._virtual]
        _rebind(self._found, self._virtual)

    def release(self) -> None:
        """Bind the names back, also those of modules that were imported meanwhile."""
        for namespace in self._new_namespaces():
            self._found += [(namespace, name) for name, value in namespace.items() if id(value) in self._original]
        _rebind(self._found, self._original)

    def _new_namespaces(self) -> Iterator[dict[str, Any]]:
        for name, module in tuple(sys.modules.items()):
            if isinstance(cast("object", module), ModuleType) and self._looked_at.get(name) is not module:
                self._looked_at[name] = module
                if not name.startswith(_OURS) and module not in self._owners:
                    yield _NAMESPACE.__get__(module)


def _rebind(places: list[tuple[dict[str, Any], str]], replacements: dict[int, Any]) -> None:
    for namespace, name in places:
        value = namespace.get(name)
        namespace.update({name: replacements[id(value)]} if id(value) in replacements else {})

"""The places where programs keep a function of ours under a name of their own.

`from time import sleep`, `clock = time.time` in a class, `def wait(sleep=time.sleep)`. This file does not know what
the functions do. A function kept in an instance, in a closure or in a container is not found: no way back is sure.
"""

import sys
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from operator import is_
from types import FunctionType, GetSetDescriptorType, ModuleType
from typing import Any, Final, cast
from weakref import WeakValueDictionary

from ._swaps import Swap

_OURS: Final = __name__.rpartition(".")[0] + "."

# A module that is loaded when first used must not be loaded by looking at it, nor a class asked by its metaclass.
_NAMESPACE: Final = cast("GetSetDescriptorType", vars(ModuleType)["__dict__"])
_MEMBERS: Final = cast("GetSetDescriptorType", vars(type)["__dict__"])

# Py_TPFLAGS_IMMUTABLETYPE of CPython's Include/object.h.
_IMMUTABLE: Final = 1 << 8


@dataclass(frozen=True, slots=True)
class _Place:
    """`holder`, a namespace, a class or a function, keeps a thing under this name, or has kept it."""

    holder: Any
    name: str
    original: object
    virtual: object

    def bind(self) -> None:
        if self._kept() is self.original:
            self._keep(self.virtual)

    def release(self) -> None:
        if self._kept() is self.virtual:
            self._keep(self.original)

    def _kept(self) -> object:
        if isinstance(self.holder, dict):
            return self.holder.get(self.name)
        return _members(self.holder).get(self.name) if _is_a(type, self.holder) else getattr(self.holder, self.name)

    def _keep(self, thing: object) -> None:
        if isinstance(self.holder, dict):
            self.holder[self.name] = thing
        elif _is_a(type, self.holder):
            type.__setattr__(self.holder, self.name, thing)
        else:
            setattr(self.holder, self.name, thing)


class BoundNames:
    """Finds the places, puts the virtual functions there and the originals back; looks at each module only once."""

    def __init__(self, swaps: Collection[Swap]) -> None:
        originals = [(vars(swap.owner)[swap.name], swap.virtual) for swap in swaps]
        self._owners = {swap.owner for swap in swaps}
        self._virtual = {id(original): virtual for original, virtual in originals}
        self._original = {id(virtual): original for original, virtual in originals}
        self._looked_at: WeakValueDictionary[str, ModuleType] = WeakValueDictionary()
        self._places: list[_Place] = []
        #: What was loaded when this was asked last: mostly nothing has changed, and some programs have thousands of modules.
        self._loaded: tuple[object, ...] = ()

    def bind(self) -> None:
        """Put the virtual functions wherever an original is kept."""
        for namespace in self._new_namespaces():
            self._places += [_Place(*place) for place in _places(namespace, self._virtual)]
        for place in self._places:
            place.bind()

    def release(self) -> None:
        """Put the originals back, also in modules that were imported meanwhile."""
        for namespace in self._new_namespaces():
            found = _places(namespace, self._original)
            self._places += [_Place(holder, name, original, virtual) for holder, name, virtual, original in found]
        for place in self._places:
            place.release()

    def _new_namespaces(self) -> Iterator[dict[str, Any]]:
        loaded = tuple(sys.modules.values())
        if len(loaded) == len(self._loaded) and all(map(is_, loaded, self._loaded)):
            return
        self._loaded = loaded
        for name, module in tuple(sys.modules.items()):
            if _is_a(ModuleType, module) and self._looked_at.get(name) is not module:
                self._looked_at[name] = module
                if not name.startswith(_OURS) and module not in self._owners:
                    yield _NAMESPACE.__get__(module)


_Found = tuple[Any, str, object, object]


def _places(namespace: dict[str, Any], replacements: Mapping[int, Any]) -> Iterator[_Found]:
    """Find what is to be replaced: who keeps it, under which name, what it is, and by what it is replaced."""
    home = namespace.get("__name__")
    for name, value in tuple(namespace.items()):
        if id(value) in replacements:
            yield namespace, name, value, replacements[id(value)]
        elif type(value) is FunctionType:
            yield from _in_defaults(value, replacements)
        elif _is_a(type, value) and _members(value).get("__module__") == home and not value.__flags__ & _IMMUTABLE:
            yield from _in_class(value, replacements)


def _in_class(owner: type, replacements: Mapping[int, Any]) -> Iterator[_Found]:
    for name, value in tuple(_members(owner).items()):
        function = value.__func__ if isinstance(value, staticmethod | classmethod) else value
        if id(value) in replacements:
            yield owner, name, value, replacements[id(value)]
        elif id(function) in replacements and isinstance(value, staticmethod):
            yield owner, name, value, staticmethod(replacements[id(function)])
        elif type(function) is FunctionType:
            yield from _in_defaults(function, replacements)


def _in_defaults(function: FunctionType, replacements: Mapping[int, Any]) -> Iterator[_Found]:
    defaults = function.__defaults__
    if defaults is not None and any(id(each) in replacements for each in defaults):
        yield function, "__defaults__", defaults, tuple(replacements.get(id(each), each) for each in defaults)
    for name, value in (function.__kwdefaults__ or {}).items():
        if id(value) in replacements:
            yield function.__kwdefaults__, name, value, replacements[id(value)]


def _is_a(kind: type, thing: object) -> bool:
    """Tell what a thing is without asking it."""
    return issubclass(type(thing), kind)


def _members(owner: type) -> Mapping[str, Any]:
    return cast("Mapping[str, Any]", _MEMBERS.__get__(owner))

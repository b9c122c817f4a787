"""All that a class shows of its jobs without making one: its offers, and what its source assigns to `self`.

This file does not know a profile's opinion of that. It reads `vars()` and source text, and runs neither.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import WrapperDescriptorType

from qjobspec import Profile

from .offers import UNKNOWN, Offer, class_offer, constructor_offer, on_class


@dataclass(frozen=True, slots=True)
class Surface:
    """What is seen of a class, and what may hide behind it."""

    #: Every public member, and the constructor if the profile has one.
    offers: Mapping[str, Offer]
    #: Why any member that is not seen may be there all the same, or `None` if it cannot.
    hides_members: str | None = None
    #: The same for those that are read.
    hides_attributes: str | None = None


def surface(job_class: type, profile: Profile) -> Surface:
    """What is seen of the class by whoever judges it by `profile`."""
    mine = [each for each in inspect.getmro(job_class) if each is not object]
    names = [name for each in mine for name in (*vars(each), *vars(each).get("__annotations__", ()))]
    assigned, unread = _assigned(mine)
    found = {name: _offer(job_class, name) for name in (*names, *assigned) if not name.startswith("_")}
    return Surface(
        found | constructor_offer(job_class, profile),
        hides_members=_gate(job_class),
        hides_attributes=f"the source of {unread} is not there to be read" if unread else None,
    )


def _offer(job_class: type, name: str) -> Offer:
    """A name that is annotated or assigned to `self`, and no more, may be called or read: its value decides."""
    return class_offer(job_class, name) or Offer(UNKNOWN)


def _gate(job_class: type) -> str | None:
    """Whether the class answers for names that it does not have; classes written in C look up their own and no more."""
    for name in ("__getattr__", "__getattribute__"):
        static = on_class(job_class, name)
        if static is not None and not isinstance(static.value, WrapperDescriptorType):
            return f"the class has a `{name}`"
    return None


def _assigned(classes: list[type]) -> tuple[list[str], str | None]:
    """The names that methods of the classes assign to their object, and the class whose source is missing, if one is."""
    names: list[str] = []
    for each in classes:
        try:
            names += _assignments(inspect.getsource(each))
        except TypeError:  # written in C, which has a descriptor in the class for whatever it assigns
            continue
        except (OSError, SyntaxError):
            return names, each.__qualname__
    return names, None


def _assignments(source: str) -> Iterator[str]:
    """The names in `self.name = …`, whatever the first parameter is called."""
    tree = ast.parse(f"if True:\n{source}" if source[:1].isspace() else source)
    body = next((node.body for node in ast.walk(tree) if isinstance(node, ast.ClassDef)), [])
    for function in body:
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from _assigned_in(function)


def _assigned_in(function: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[str]:
    first = next((each.arg for each in (*function.args.posonlyargs, *function.args.args)), None)
    stored = (node for node in ast.walk(function) if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store))
    yield from (node.attr for node in stored if isinstance(node.value, ast.Name) and node.value.id == first)

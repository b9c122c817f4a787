"""What a job really offers: how each member is reached, read from its class and itself without running any of it.

This file does not know whether that is what a profile asks for.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum
from functools import lru_cache
from types import BuiltinFunctionType, FunctionType
from typing import Any, Final

from qjobspec import Kind, Member, Name, Profile

#: The name under which a constructor stands among the offers.
CONSTRUCTOR: Final = "__init__"

#: The kind of what is read, and of what cannot be told without running it.
ATTRIBUTE, UNKNOWN = "attribute", "unknown"


@dataclass(frozen=True, slots=True)
class Offer:
    """One member as the job really has it: its kind, and its parameters as (name, text of the default or `None`).

    A name tells how it can be passed: `*rest` and `**rest` take what is left, `*, name` only goes by name, `name, /` never.
    """

    kind: str
    parameters: tuple[tuple[str, str | None], ...] | None = None
    #: What a constant of the profile is, as text, where that is plain to see.
    value: str | None = None

    @property
    def is_called(self) -> bool:
        """Whether a user writes parentheses."""
        return self.kind == Kind.METHOD.value


def offers(job: object, profile: Profile) -> dict[str, Offer]:
    """The members of `profile` that `job` has on its class or on itself, and its constructor if the profile has one."""
    found = {name: offer for name, member in profile.members.items() if (offer := _of_object(job, member)) is not None}
    return found | constructor_offer(type(job), profile)


def class_offer(job_class: type, name: str) -> Offer | None:
    """What every job of the class has by that name, or `None` where the class itself has nothing."""
    static = on_class(job_class, name)
    return None if static is None else _offer(static.value, bound=True)


def constructor_offer(job_class: type, profile: Profile) -> dict[str, Offer]:
    """The constructor by its name among the offers; nothing if no document gives one for the profile."""
    if profile.constructor is None:
        return {}
    for name in ("__init__", "__new__"):
        static = on_class(job_class, name)
        if static is not None and static.value is not vars(object)[name]:
            made = static.value.__func__ if isinstance(static.value, staticmethod) else static.value
            return {CONSTRUCTOR: Offer(Kind.METHOD.value, _parameters(made, bound=True))}
    return {CONSTRUCTOR: Offer(Kind.METHOD.value, ())}


@dataclass(frozen=True, slots=True)
class Static:
    """What stands in a class by some name, before any descriptor has had its say."""

    value: Any


def on_class(job_class: type, name: str) -> Static | None:
    """What the nearest class of the MRO has by that name; classes of classes are not asked."""
    return next((Static(vars(each)[name]) for each in inspect.getmro(job_class) if name in vars(each)), None)


def _of_object(job: object, member: Member) -> Offer | None:
    try:
        static = inspect.getattr_static(job, member.name)
    except AttributeError:
        return None
    its_class = on_class(type(job), member.name)
    offer = _offer(static, bound=its_class is not None and its_class.value is static)
    return offer if member.kind is Kind.CONSTANT else replace(offer, value=None)


def _offer(static: Any, *, bound: bool) -> Offer:
    """`bound` is whether a function is handed the job as its first argument."""
    if isinstance(static, staticmethod):
        return _offer(static.__func__, bound=False)
    if isinstance(static, classmethod):
        return _offer(static.__func__, bound=True)
    if isinstance(static, functools.singledispatchmethod):
        return _offer(static.func, bound=bound)
    if isinstance(static, functools.partialmethod):
        return Offer(Kind.METHOD.value, _of_partial(static))
    if callable(static):
        return Offer(Kind.METHOD.value, _parameters(static, bound=bound and hasattr(type(static), "__get__")))
    return Offer(UNKNOWN) if _is_foreign_descriptor(static) else Offer(ATTRIBUTE, value=value_text(static))


def _is_foreign_descriptor(static: object) -> bool:
    """Whether only running it would tell what it gives: a descriptor that is none of Python's own."""
    own = isinstance(static, property | functools.cached_property) or inspect.isdatadescriptor(static)
    return hasattr(type(static), "__get__") and not own


def _of_partial(static: functools.partialmethod[Any]) -> tuple[tuple[str, str | None], ...] | None:
    try:
        made = functools.partial(static.func, None, *static.args, **static.keywords)
    except TypeError:  # of a descriptor, and not of a function
        return None
    return _parameters(made, bound=False)


def _parameters(function: Callable[..., Any], *, bound: bool) -> tuple[tuple[str, str | None], ...] | None:
    return _of_function(function, bound=bound) if type(function) is FunctionType else _read(function, bound=bound)


def _read(function: Callable[..., Any], *, bound: bool) -> tuple[tuple[str, str | None], ...] | None:
    try:
        parameters = list(inspect.signature(function).parameters.values())
    except Exception:  # noqa: BLE001 - a foreign object may raise anything when it is looked at
        return None
    if bound and parameters and parameters[0].kind is not inspect.Parameter.VAR_POSITIONAL:
        del parameters[0]
    return tuple((_shown(each), _default(each)) for each in parameters)


#: A function has the signature that it was made with, and is looked at in every run.
_of_function: Final = lru_cache(maxsize=1024)(_read)

_WRITTEN: Final = {
    "VAR_POSITIONAL": "*{}",
    "VAR_KEYWORD": "**{}",
    "KEYWORD_ONLY": "*, {}",
    "POSITIONAL_ONLY": "{}, /",
}


def _shown(parameter: inspect.Parameter) -> str:
    return _WRITTEN.get(parameter.kind.name, "{}").format(parameter.name)


def _default(parameter: inspect.Parameter) -> str | None:
    return None if parameter.default is inspect.Parameter.empty else default_text(parameter.default)


def default_text(default: object) -> str:
    """How the default of a parameter stands in an offer: `5` and `5.0` are the same time, a class is its name."""
    if isinstance(default, float) and float.is_integer(default):
        return repr(int(default))
    if (plain := value_text(default)) is not None:
        return plain
    if isinstance(default, Name):
        return default.name
    if isinstance(default, type | FunctionType | BuiltinFunctionType):
        return default.__name__
    return f"{type(default).__name__}.{default.name}" if isinstance(default, Enum) else f"<{type(default).__name__}>"


def value_text(value: Any) -> str | None:
    """A plain value as Python writes it, a word of an enumeration as the word that it equals; `None` if it is not plain."""
    if value is None or isinstance(value, bool):
        return repr(value)
    if isinstance(value, int):
        return int.__repr__(value)
    if isinstance(value, float):
        return float.__repr__(value)
    if isinstance(value, str):
        return str.__repr__(value)
    if type(value) not in (tuple, list):
        return None
    parts = [value_text(each) for each in value]
    return None if None in parts else repr(type(value)(map(_Written, parts)))


class _Written(str):
    """Text that is shown as it is, inside of a tuple too."""

    __slots__ = ()

    def __repr__(self) -> str:
        return str(self)

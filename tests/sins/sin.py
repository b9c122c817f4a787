"""A sin: the requirement that it breaks, and what has to be changed in the reference to commit it.

    @sin("RESULT-11", "ibmq-job", Outcome, "result")
    def fetches_each_time(original: Any, self: Outcome, *args: Any, **named: Any) -> Any:
        ...

This file does not know any sin.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any
from unittest import mock

#: A change of the reference: an owner (a class or a module), the name of its attribute, and what it is from then on.
Change = tuple[Any, str, Any]


@dataclass(frozen=True)
class Sin:
    """One way to break one requirement."""

    name: str
    #: The requirement that it is about.
    breaks: str
    #: The profile of the reference job that commits it.
    profile: str
    changes: tuple[Change, ...]
    #: What it cannot help breaking besides, each with the reason.
    also: tuple[tuple[str, str], ...] = ()

    @contextmanager
    def committed(self) -> Generator[None]:
        """Change the reference for a while."""
        with ExitStack() as until:
            for owner, name, value in self.changes:
                until.enter_context(mock.patch.object(owner, name, value))
            yield


#: Every sin by its name.
SINS: dict[str, Sin] = {}


def sin(
    breaks: str, profile: str, owner: Any, attribute: str, *, also: dict[str, str] | None = None
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Register a sin that replaces a function or method; what is decorated gets the original before its own arguments."""

    def register(function: Callable[..., Any]) -> Callable[..., Any]:
        original = vars(owner)[attribute]
        if isinstance(original, property):
            replaced: Any = property(lambda self: function(original.__get__(self), self))
        elif isinstance(original, staticmethod | classmethod):
            bound = getattr(owner, attribute)
            replaced = staticmethod(lambda *args, **named: function(bound, *args, **named))
        else:

            def replaced(*args: Any, **named: Any) -> Any:
                return function(original, *args, **named)

        committed(function.__name__, breaks, profile, (owner, attribute, replaced), also=also)
        return function

    return register


def committed(name: str, breaks: str, profile: str, *changes: Change, also: dict[str, str] | None = None) -> None:
    """Register a sin that consists of `changes`."""
    assert name not in SINS, f"two sins are called {name}"
    SINS[name] = Sin(name, breaks, profile, changes, tuple((also or {}).items()))

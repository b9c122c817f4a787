"""What a job offers its user: methods, properties and constants, with their parameters, as values.

This file does not know which profile has which member, nor what a member does.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from ._errors import ErrorRole


class Kind(StrEnum):
    """How a member is reached."""

    METHOD = "method"
    """It is called."""
    PROPERTY = "property"
    """It is read, and may ask the server first."""
    CONSTANT = "constant"
    """It is read from the class, and the same for every job."""

    @property
    def is_called(self) -> bool:
        """Whether a user writes parentheses; a property and a constant look the same from outside."""
        return self is Kind.METHOD


class Passing(StrEnum):
    """How many arguments a parameter takes."""

    ONE = "one"
    REST = "rest"
    """All further positional ones, written `*name`."""
    NAMED = "named"
    """All further named ones, written `**name`."""


class _Required:
    """The type of `REQUIRED`."""

    def __repr__(self) -> str:
        return "REQUIRED"


#: The default of a parameter that has none, and the value of a member that the document does not give.
REQUIRED: Final = _Required()


@dataclass(frozen=True, slots=True)
class Name:
    """A default that is a class of the provider's: all that a document says of it is its name."""

    name: str

    def __repr__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter, by the name, default and type that its document gives; durations are in seconds."""

    name: str
    default: object = REQUIRED
    type: str = "object"
    passing: Passing = Passing.ONE

    def __str__(self) -> str:
        if self.passing is not Passing.ONE:
            return f"{'*' if self.passing is Passing.REST else '**'}{self.name}"
        return self.name if self.default is REQUIRED else f"{self.name}={self.default!r}"


@dataclass(frozen=True, slots=True)
class Member:
    """One member: its name, parameters after `self`, what it returns or is, and why it raises."""

    name: str
    parameters: tuple[Parameter, ...] = ()
    returns: str = "None"
    kind: Kind = Kind.METHOD
    raises: tuple[ErrorRole, ...] = ()
    #: What a constant is.
    value: object = REQUIRED

    def __str__(self) -> str:
        if not self.kind.is_called:
            return self.name
        return f"{self.name}({', '.join(map(str, self.parameters))})"


@dataclass(frozen=True, slots=True)
class Callback:
    """What a callback is called with: the names of its positional arguments, in order, and of its keyword arguments."""

    positional: tuple[str, ...]
    keywords: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"callback({', '.join((*self.positional, *(f'{name}=' for name in self.keywords)))})"


@dataclass(frozen=True, slots=True)
class Companion:
    """A class that a job hands out or belongs to, with the members that the job's document needs of it."""

    name: str
    title: str
    members: tuple[Member, ...]

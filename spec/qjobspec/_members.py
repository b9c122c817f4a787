"""What a job offers its user: methods and attributes, with their parameters, as values.

This file does not know which profile has which member, nor what a member does.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Kind(StrEnum):
    """How a member is reached."""

    METHOD = "method"
    ATTRIBUTE = "attribute"


class _Required:
    """The type of `REQUIRED`."""

    def __repr__(self) -> str:
        return "REQUIRED"


#: The default of a parameter that has none.
REQUIRED: Final = _Required()


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a method, by the name and the default that its document gives."""

    name: str
    default: object = REQUIRED

    def __str__(self) -> str:
        return self.name if self.default is REQUIRED else f"{self.name}={self.default!r}"


@dataclass(frozen=True, slots=True)
class Member:
    """One member: its name, kind, parameters after `self`, and what it returns, in the words of the document."""

    name: str
    kind: Kind = Kind.METHOD
    parameters: tuple[Parameter, ...] = ()
    returns: str = "None"

    def __str__(self) -> str:
        if self.kind is Kind.ATTRIBUTE:
            return self.name
        return f"{self.name}({', '.join(map(str, self.parameters))})"

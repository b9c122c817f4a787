"""What the parameters of a perturbation can be: a few values to try one by one, and a Hypothesis strategy for more.

This file does not know what a parameter does. The first of the few is the simplest, and what strategies shrink towards.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Literal, Protocol

from hypothesis import strategies as st

from .plots import Plain
from .speech import Speech


class Values(Protocol):
    """The values that a parameter can have when a service of `speech` answers for `role`."""

    def few(self, speech: Speech, role: str) -> tuple[Plain, ...]:
        """Return the values to try one by one, the simplest first; none if the perturbation cannot strike there."""
        ...

    def drawn(self, speech: Speech, role: str) -> st.SearchStrategy[Plain]:
        """Return a strategy for all values, which shrinks to the first of `few`."""
        ...

    def allows(self, value: object) -> bool:
        """Return whether `value` is one of them at some service."""
        ...

    def __str__(self) -> str:
        """Return what they are, for a reader: "500 or 503"."""
        ...


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a few values, and of some more that only strategies draw."""

    values: tuple[Plain, ...]
    more: tuple[Plain, ...] = ()

    def few(self, speech: Speech, role: str) -> tuple[Plain, ...]:
        """Return the values, wherever it is."""
        del speech, role
        return self.values

    def drawn(self, speech: Speech, role: str) -> st.SearchStrategy[Plain]:
        """Return any of them."""
        del speech, role
        return st.sampled_from(self.values + self.more)

    def allows(self, value: object) -> bool:
        """Return whether it is one of them; `True` is not 1."""
        return any(value == each and type(value) is type(each) for each in self.values + self.more)

    def __str__(self) -> str:
        """Return all of them as JSON."""
        return _either([json.dumps(each) for each in self.values + self.more])


@dataclass(frozen=True, slots=True)
class Number:
    """A whole number from `low` to `high`, of which a few are tried one by one."""

    values: tuple[int, ...]
    low: int
    high: int

    def few(self, speech: Speech, role: str) -> tuple[Plain, ...]:
        """Return the few, wherever it is."""
        del speech, role
        return self.values

    def drawn(self, speech: Speech, role: str) -> st.SearchStrategy[Plain]:
        """Return any number between the bounds."""
        del speech, role
        first, span = self.values[0] - self.low, self.high - self.low
        return st.integers(0, span).map(lambda chosen: self.low + (first + chosen) % (span + 1))

    def allows(self, value: object) -> bool:
        """Return whether it is a whole number between the bounds."""
        return type(value) is int and self.low <= value <= self.high

    def __str__(self) -> str:
        """Return the bounds, and what is tried."""
        return f"a whole number from {self.low} to {self.high}"


@dataclass(frozen=True, slots=True)
class Field:
    """A place in the answer, by what the schema says of it; `body` adds the body as a whole (the empty pointer)."""

    which: Literal["required", "optional", "nullable"]
    body: bool = False

    def few(self, speech: Speech, role: str) -> tuple[Plain, ...]:
        """Return every such place, in the order of the table."""
        fields = {"required": speech.required, "optional": speech.optional, "nullable": speech.nullable}[self.which]
        places = fields.get(role, ())
        return (*places, "") if self.body and places else places

    def drawn(self, speech: Speech, role: str) -> st.SearchStrategy[Plain]:
        """Return any such place."""
        return st.sampled_from(self.few(speech, role))

    def allows(self, value: object) -> bool:
        """Return whether it is a JSON Pointer; the body as a whole is one too."""
        return isinstance(value, str) and (value == "" or value.startswith("/"))

    def __str__(self) -> str:
        """Return what kind of place it is."""
        return f"the JSON Pointer of {'an' if self.which == 'optional' else 'a'} {self.which} field"


def _either(values: list[str]) -> str:
    return " or ".join([", ".join(values[:-1]), values[-1]] if values[1:] else values)

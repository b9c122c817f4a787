"""What the parameters of a perturbation can be: a few values to try one by one, and a Hypothesis strategy for more.

This file does not know what a parameter does. The first of the few is the simplest, and what strategies shrink towards.
"""

from __future__ import annotations

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
        return st.sampled_from(self.values) | st.integers(self.low, self.high)


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

"""A user who changes what he was given, whatever it is."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from qjobspec_conformance.decoders import decoder
from qjobspec_conformance.spoiling import MARK, spoil


class Frozen(dict[str, Any]):
    """Refuses."""

    def clear(self) -> None:
        """Refuse."""
        raise TypeError("frozen")


@pytest.mark.parametrize(
    ("make", "after"),
    [
        (lambda: [1, 2], []),
        (list, [MARK]),
        (lambda: {"a": 1}, {}),
        (dict, {MARK: MARK}),
        (lambda: SimpleNamespace(results=[1], shots=4), SimpleNamespace(results=[], shots=4)),
        (lambda: Frozen(a=1), {"a": 1}),
        (lambda: "text", "text"),
        (lambda: None, None),
        (lambda: int, int),
    ],
)
def test_what_can_be_changed_is_changed_in_place(make: Callable[[], Any], after: Any) -> None:
    """Whoever holds the same object sees the change; what cannot be changed stays, and nothing is raised."""
    value = make()

    spoil(value)

    assert value == after


def test_a_decoder_says_its_name_and_what_it_was_given() -> None:
    """A job may ask the class or an object of it."""
    made = decoder("mine")

    assert made.decode("text") == made().decode("text") == {"decoder": "mine", "text": "text"}
    assert made.__name__ == "mine"
    assert made.is_applicable("text")

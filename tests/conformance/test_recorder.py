"""What may be known of a foreign value, and how it stands in a history."""

from __future__ import annotations

import json
from enum import Enum
from typing import Any

import pytest

from qjobspec import JobStatus
from qjobspec_conformance.recorder import Recorder
from qjobspec_conformance.stage import offers


class Colour(Enum):
    """Not a JobStatus."""

    RED = "red"


class Touchy:
    """Cannot be compared."""

    def __eq__(self, other: object) -> bool:
        raise TypeError

    def __hash__(self) -> int:
        return 0


class Word(str):
    """A text that is more than a text."""

    __slots__ = ()


@pytest.fixture
def recorder() -> Recorder:
    """A pen without a run."""
    return Recorder(lambda: 0.0, lambda: "main", lambda *, final: None)


@pytest.mark.parametrize(
    ("value", "plain"), [(float("nan"), "nan"), (float("-inf"), "-inf"), ("a\udcff", "a\\udcff"), (1.5, 1.5)]
)
def test_every_plain_value_can_be_written(value: Any, plain: object, recorder: Recorder) -> None:
    """What JSON or UTF-8 has no place for is written as Python writes it."""
    seen = recorder.value(value)

    assert seen.plain == plain
    assert json.loads(json.dumps(seen.plain, allow_nan=False)) == plain


def test_attributes_that_are_made_up_are_not_asked_for(recorder: Recorder) -> None:
    """IBM's backends ask their service for properties when they are asked for an attribute that they do not have."""

    class Asks:
        def __getattr__(self, name: str) -> bool:
            raise AssertionError(name)

    assert recorder.value(Asks()).success is None


def test_things_are_told_apart_and_compared(recorder: Recorder) -> None:
    """Equal objects are alike and not the same; what cannot be compared is like nothing else."""
    first, second, touchy = [1], [1], Touchy()

    seen = [recorder.value(value) for value in (first, second, first, touchy, Touchy())]

    assert [value.thing for value in seen] == [1, 2, 1, 3, 4]
    assert [value.like for value in seen] == [1, 1, 1, 3, 4]
    assert seen[0].equals(seen[1])


def test_only_a_job_status_says_a_state(recorder: Recorder) -> None:
    """Another enumeration is a value like any other, and a subclass of `str` is an object."""
    assert recorder.value(JobStatus.DONE).state is JobStatus.DONE
    assert recorder.value(Colour.RED).state is None
    assert recorder.value(Word("DONE")).thing is not None


def test_addresses_do_not_stand_in_messages(recorder: Recorder) -> None:
    """A message is the same on every machine."""
    error = recorder.error(ValueError(f"bad thing {object()!r}"))

    assert error.message == "bad thing <object object>"
    assert str(error) == "ValueError: bad thing <object object>"
    assert str(recorder.error(KeyError())) == "KeyError"


def test_offers_are_read_without_calling_anything() -> None:
    """Methods, static methods, attributes and what has no signature are told apart."""
    from qjobspec import profile

    class Odd:
        status = min  # no signature that Python could tell
        version = 1.0

        @staticmethod
        def cancel(wait: float = 5.0, /) -> None: ...

        def result(self, *, timeout: float | None = None, **rest: object) -> None: ...

        @property
        def done(self) -> bool:
            raise AssertionError

    found = offers(Odd(), profile("jobv1"))

    assert found["status"].parameters is None
    assert found["cancel"].parameters == (("wait, /", "5"),)
    assert found["result"].parameters == (("*, timeout", "None"), ("**rest", None))
    assert (found["done"].kind, found["version"].kind) == ("attribute", "attribute")
    assert "submit" not in found

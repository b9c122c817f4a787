"""What histories tell of a foreign value: enough to compare, and the same in every run."""

from __future__ import annotations

import json
from collections import UserDict
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from enum import Enum
from typing import Any

import pytest

from qjobspec_conformance.describing import described


class Colour(Enum):
    """An enumeration."""

    RED = "#f00"


class Loud(int, Enum):
    """An enumeration whose members are numbers."""

    VERY = 11


@dataclass
class Point:
    """An object with fields, one of them its own affair."""

    x: float
    _cache: int = 0


class Queue:
    """Tells more by its members than by its fields."""

    def __init__(self) -> None:
        self._place = 3

    @property
    def position(self) -> int:
        """Where."""
        return self._place


class Told:
    """Tells itself."""

    def to_dict(self) -> dict[str, Any]:
        """Everything."""
        return {"shots": 4, "counts": {"00": 2, "11": 2}}


class Numbers:
    """As NumPy tells its arrays."""

    def tolist(self) -> list[int]:
        """The numbers."""
        return [1, 2]


class Job:
    """Nothing may be asked of it."""

    def job_id(self) -> str:
        """Its id."""
        raise AssertionError("this asks a service")


class Backend:
    """Nor of it."""

    def run(self) -> None:
        """Run."""


class Broken:
    """Cannot say what it holds."""

    def __init__(self) -> None:
        self.results = [None]

    def to_dict(self) -> dict[str, Any]:
        """Fail, as a Result does of which an experiment is missing."""
        raise AttributeError("'NoneType' object has no attribute 'to_dict'")


INDIA = timezone(timedelta(hours=5, minutes=30))


@pytest.mark.parametrize(
    ("value", "document"),
    [
        (None, None),
        ({"b": 1, "a": [True, 2.5, "ö", None]}, {"a": [True, 2.5, "ö", None], "b": 1}),
        ((1, (2,)), [1, [2]]),
        ({3, 1, 2}, {"set": [1, 2, 3]}),
        ({1: "one", None: "none"}, {"1": "one", "None": "none"}),
        (UserDict(a=1), {"a": 1}),
        (float("inf"), {"float": "inf"}),
        (1 - 2j, {"complex": [1.0, -2.0]}),
        (b"\x00\xff", {"bytes": "00ff"}),
        (Colour.RED, "RED"),
        (Loud.VERY, "VERY"),
        (datetime(2021, 10, 12, 7, 30, tzinfo=UTC), {"moment": "2021-10-12T07:30:00+00:00", "offset": 0.0}),
        (datetime(2021, 10, 12, tzinfo=INDIA), {"moment": "2021-10-12T00:00:00+05:30", "offset": 19800.0}),
        (datetime(2021, 10, 12), {"moment": "2021-10-12T00:00:00", "offset": None}),  # noqa: DTZ001 - without a zone
        (date(2021, 10, 12), {"moment": "2021-10-12", "offset": None}),
        (timedelta(minutes=1), {"seconds": 60.0}),
        (Told(), {"shots": 4, "counts": {"00": 2, "11": 2}}),
        (Numbers(), [1, 2]),
        (Point(1.0), {"type": "Point", "x": 1.0}),
        ([Queue()], [{"type": "Queue", "position": 3}]),
        (Broken(), {"type": "Broken", "results": [None]}),
        (object(), {"type": "object"}),
    ],
)
def test_what_a_value_holds_is_told(value: Any, document: Any) -> None:
    """Whatever holds something can be written as JSON."""
    told = described(value, {"Queue": ("position",)})

    assert told is not None
    assert json.loads(told) == document


@pytest.mark.parametrize("value", [Job(), [Backend()], {"job": Job()}], ids=lambda value: type(value).__name__)
def test_what_would_ask_or_fail_is_not_read(value: Any) -> None:
    """A job, a backend and what cannot be read are told by nothing."""
    assert described(value, {}) is None


def test_equal_values_are_told_alike_whatever_their_order() -> None:
    """The text is the same for the same content."""
    assert described({"a": 1, "b": {2, 1}}, {}) == described({"b": {1, 2}, "a": 1}, {})


def test_what_is_long_is_told_by_its_digest() -> None:
    """It still equals what is equal, and nothing else."""
    long, other = described(["x" * 100_000], {}), described(["y" * 100_000], {})

    assert long is not None
    assert len(long) < 100
    assert long == described(["x" * 100_000], {})
    assert long != other


def test_what_is_deep_is_told_to_a_depth() -> None:
    """Nor does what holds itself go on for ever."""
    inner: list[Any] = []
    inner.append(inner)

    told = described(inner, {})

    assert told is not None
    assert told.endswith('{"type":"list"}' + "]" * 13)

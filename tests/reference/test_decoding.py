"""What the texts of results mean."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

import pytest

from qjobspec import examples
from qjobspec_reference.decoding import ResultDecoder
from qjobspec_reference.results import Result


def encoded(kind: str, value: Any) -> str:
    """A value in its notation."""
    return json.dumps({"a": [{"__type__": kind, "__value__": value}]})


@pytest.mark.parametrize(
    ("kind", "value", "meaning"),
    [
        ("complex", [0.5, -0.5], 0.5 - 0.5j),
        ("datetime", "2021-10-12T07:05:00", datetime.fromisoformat("2021-10-12T07:05:00")),
        ("datetime", "2021-10-12", date(2021, 10, 12)),
        ("set", [1, 2], {1, 2}),
    ],
)
def test_values_are_decoded_at_any_depth(kind: str, value: Any, meaning: Any) -> None:
    """What JSON has no notation for."""
    assert ResultDecoder.decode(encoded(kind, value)) == {"a": [meaning]}


@pytest.mark.parametrize(
    ("kind", "value"),
    [("complex", 7), ("set", [[1]]), ("datetime", "soon"), ("Result", {}), ("settings", {}), ("ndarray", "eJ")],
)
def test_what_is_not_what_it_says_or_needs_more_stays_as_it_was(kind: str, value: Any) -> None:
    """Nothing is run, imported or lost."""
    assert ResultDecoder.decode(encoded(kind, value)) == json.loads(encoded(kind, value))


def test_a_type_without_a_value_is_a_document() -> None:
    """It only looks like an encoded one."""
    assert ResultDecoder.decode('{"__type__": "complex"}') == {"__type__": "complex"}


def test_text_that_is_no_json_is_the_result() -> None:
    """However deep its brackets are; an empty one is nothing."""
    assert ResultDecoder.decode("hello {") == "hello {"
    assert ResultDecoder.decode("[" * 100_000) == "[" * 100_000
    assert ResultDecoder.decode("") is None


def test_every_good_result_of_the_specification_is_decoded() -> None:
    """Results of the older API become what they are there."""
    for family in ("runtime", "runtime-v2"):
        for document in examples(f"{family}/result-envelope", "good").values():
            ResultDecoder.decode(json.dumps(document))

    within = examples("runtime/result-envelope", "good")["a-result-within"]
    assert isinstance(ResultDecoder.decode(json.dumps(within)), Result)

"""Plots as values: their JSON in both directions, and which of two is the smaller."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qjobspec_conformance.services import (
    SPEECHES,
    Cancellation,
    ClockStep,
    Comes,
    Goes,
    Message,
    Phase,
    Plot,
    Results,
    Strike,
    plot_document,
    plot_of,
    plots,
)

ANY = st.sampled_from(list(SPEECHES.values())).flatmap(plots)
quick = settings(max_examples=100, database=None, deadline=None, derandomize=True)

#: The plain plot with each of its parts otherwise.
OTHERWISE = {
    "phases": (Phase("RUNNING", 1.0),),
    "outcome": "ERROR",
    "afterwards": (Phase("RUNNING", 1.0),),
    "cancellation": Cancellation(Goes.LATE, 2.0),
    "results": Results(Comes.LATER, 2, 1.0),
    "latency": 0.5,
    "messages": (Message(1.0, "7"),),
    "clock": (ClockStep(1.0, -60.0),),
    "strikes": (Strike("server-error", "status", -1, (("status", 503),), 8),),
}


@quick
@given(ANY)
def test_a_plot_survives_being_written_down(plot: Plot) -> None:
    """What is read back from the JSON text of any drawn plot is that plot."""
    text = json.dumps(plot_document(plot), allow_nan=False)

    assert plot_of(json.loads(text)) == plot


def test_the_plain_plot_is_an_empty_document() -> None:
    """Nothing is written down that is plain."""
    assert plot_document(Plot()) == {}
    assert plot_of({}) == Plot()


def test_every_part_is_tried_here() -> None:
    """The table above has every field of a plot."""
    assert OTHERWISE.keys() == {field.name for field in fields(Plot)}


@pytest.mark.parametrize("part", OTHERWISE)
def test_each_departure_makes_a_plot_larger(part: str) -> None:
    """The plain plot is smaller than one with any single part otherwise, which has one departure and one part written down."""
    other = replace(Plot(), **{part: OTHERWISE[part]})  # type: ignore[arg-type]

    assert Plot().size < other.size
    assert other.departures == 1
    assert plot_document(other).keys() == {part}


@quick
@given(ANY)
def test_no_drawn_plot_is_smaller_than_the_plain_one(plot: Plot) -> None:
    """The plain plot is the least of all."""
    assert Plot().size <= plot.size


@pytest.mark.parametrize(
    ("smaller", "larger"),
    [
        (Strike("server-error", "status"), Strike("server-error", "status", burst=2)),
        (Strike("server-error", "status"), Strike("server-error", "status", 1)),
        (Strike("server-error", "status"), Strike("server-error", "status", parameters=(("status", 500),))),
        (
            Strike("too-many-requests-until", "status", parameters=(("seconds", 1),)),
            Strike("too-many-requests-until", "status", parameters=(("seconds", 60),)),
        ),
        (
            Strike("extra-field", "status", parameters=(("value", None),)),
            Strike("extra-field", "status", parameters=(("value", True),)),
        ),
        (
            Strike("unknown-word", "status", parameters=(("word", "A"),)),
            Strike("unknown-word", "status", parameters=(("word", "AA"),)),
        ),
    ],
)
def test_less_of_a_strike_is_smaller(smaller: Strike, larger: Strike) -> None:
    """One strike is smaller than a burst, an early than a late one, a small parameter than a large one."""
    assert Plot(strikes=(smaller,)).size < Plot(strikes=(larger,)).size


@pytest.mark.parametrize(
    "document",
    [
        {"ends": "never"},
        {"phases": 7},
        {"phases": [["QUEUED"]]},
        {"cancellation": {"goes": "wrong", "after": 0}},
        {"cancellation": {}},
        {"results": []},
        {"strikes": [{}]},
        {"strikes": ["reset"]},
        {"latency": "long"},
    ],
)
def test_what_is_no_plot_is_a_value_error(document: dict[str, Any]) -> None:
    """A document that says something that plots do not have is refused with one kind of error."""
    with pytest.raises(ValueError, match=r"plot|Goes|convert|unpack"):
        plot_of(document)


def test_a_wrong_name_is_told_with_the_right_ones() -> None:
    """The message quotes the unknown name and lists those that there are."""
    with pytest.raises(ValueError, match=r"no 'ends'; it has phases, outcome"):
        plot_of({"ends": 1})

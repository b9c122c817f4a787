"""Plots as values: their JSON in both directions, and which of two is the smaller."""

from __future__ import annotations

import json
from dataclasses import fields, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qjobspec import PROFILES
from qjobspec_conformance.services import (
    SPEECHES,
    Cancellation,
    ClockStep,
    Comes,
    Goes,
    Message,
    Phase,
    Place,
    Plot,
    Results,
    Strike,
    core_plots,
    plot_document,
    plot_of,
    plots,
)

ANY = st.one_of([plots(speech) for speech in SPEECHES.values()])
quick = settings(max_examples=100, database=None, deadline=None, derandomize=True)

#: The plain plot with each of its parts otherwise.
OTHERWISE = {
    "phases": (Phase("RUNNING", 1.0),),
    "outcome": "ERROR",
    "afterwards": (Phase("RUNNING", 1.0),),
    "others": (Phase("ERROR", 4.0),),
    "cancellation": Cancellation(Goes.LATE, 2.0),
    "results": Results(Comes.LATER, 2, 1.0),
    "latency": 0.5,
    "queue": (Place(1.0, 2), Place(2.0, None)),
    "messages": (Message(1.0, "7"),),
    "clock": (ClockStep(1.0, -60.0),),
    "record": (("name", '"bell"'),),
    "lost": True,
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


STRIKE = {"name": "server-error", "role": "status", "parameters": {"status": 500}}

#: What is no plot, and the line that says why.
WRONG: list[tuple[object, str]] = [
    (7, "a plot: an object, and not 7"),
    ({"ends": "never"}, "a plot: it has no 'ends', only 'phases', 'outcome'"),
    ({"phases": 7}, "phases: a list, and not 7"),
    ({"phases": [["QUEUED", 1.0], ["RUNNING"]]}, "phases[1]: a list of two, and not ['RUNNING']"),
    ({"phases": [[7, 1.0]]}, "phases[0][0]: a text, and not 7"),
    ({"phases": [["QUEUED", "1"]]}, "phases[0][1]: a number, and not '1'"),
    ({"phases": [["QUEUED", -1]]}, "phases[0][1]: seconds are not negative, as -1 is"),
    ({"phases": [["QUEUED", float("nan")]]}, "phases[0][1]: a number, and not nan"),
    ({"outcome": None}, "outcome: a text, and not None"),
    ({"latency": True}, "latency: a number, and not True"),
    ({"latency": 10**400}, "latency: a number, and not 10000"),
    (
        {"cancellation": {"goes": "wrong"}},
        "cancellation.goes: one of 'accepted', 'refused', 'ignored', 'late', 'racing', and",
    ),
    ({"cancellation": {"goes": ["late"]}}, "cancellation.goes: one of"),
    ({"cancellation": {}}, "cancellation: it lacks 'goes'"),
    ({"results": []}, "results: an object, and not []"),
    ({"results": {"comes": "later", "requests": 1.5}}, "results.requests: a whole number from 0 on, and not 1.5"),
    ({"queue": [[0, -1]]}, "queue[0][1]: a whole number from 0 on, and not -1"),
    ({"messages": [[0, {"data": 7}]]}, "messages[0][1]: a text, and not {'data': 7}"),
    ({"strikes": {}}, "strikes: a list, and not {}"),
    ({"strikes": ["reset"]}, "strikes[0]: an object, and not 'reset'"),
    ({"strikes": [{"name": "server-error"}]}, "strikes[0]: it lacks 'role'"),
    ({"strikes": [{**STRIKE, "when": 7}]}, "strikes[0]: it has no 'when', only 'name', 'role', 'request'"),
    ({"strikes": [STRIKE, {**STRIKE, "name": "rain"}]}, "strikes[1].name: 'rain' is no perturbation that strikes requests"),
    ({"strikes": [{**STRIKE, "name": ["rain"]}]}, "strikes[0].name: ['rain'] is no perturbation"),
    ({"strikes": [{**STRIKE, "name": "clock-step"}]}, "strikes[0].name: 'clock-step' is no perturbation that strikes"),
    ({"strikes": [{**STRIKE, "request": -2}]}, "strikes[0].request: a whole number from -1 on, and not -2"),
    ({"strikes": [{**STRIKE, "burst": 0}]}, "strikes[0].burst: a whole number from 1 on, and not 0"),
    ({"strikes": [{**STRIKE, "parameters": []}]}, "strikes[0].parameters: an object, and not []"),
    ({"strikes": [{**STRIKE, "parameters": {}}]}, "strikes[0].parameters: server-error has 'status', and not none"),
    ({"strikes": [{**STRIKE, "name": "stalled-body"}]}, "strikes[0].parameters: stalled-body has none, and not 'status'"),
    ({"strikes": [{**STRIKE, "parameters": {"status": 200}}]}, "strikes[0].parameters.status: 500 or 503, and not 200"),
    (
        {"strikes": [{"name": "slow-answer", "role": "job", "parameters": {"seconds": True}}]},
        "strikes[0].parameters.seconds: a whole number from 1 to 600, and not True",
    ),
    (
        {"strikes": [{"name": "missing-field", "role": "job", "parameters": {"field": "status"}}]},
        "strikes[0].parameters.field: the JSON Pointer of a required field, and not 'status'",
    ),
    ({"outcome": ["x" * 10_000] * 10_000}, "outcome: a text, and not ['xxxxxxxxxxxx..."),
]


@pytest.mark.parametrize(("document", "line"), WRONG, ids=[line.partition(":")[0] for _, line in WRONG])
def test_what_is_no_plot_is_refused_in_one_line(document: object, line: str) -> None:
    """The line says where the fault is, what has to be there, and what is, cut short if it is long."""
    with pytest.raises(ValueError, match=r"^[^\n]{1,1400}$") as refused:
        plot_of(document)

    assert str(refused.value).startswith(line)


def test_what_the_few_parameters_say_is_allowed() -> None:
    """A plot of the core can be read back, whatever its strike is given."""
    for name in ("ibmq", "runtime", "runtime-v2"):
        speech, profile = (
            SPEECHES[name],
            PROFILES["ibmq-job" if name == "ibmq" else f"{name.replace('-v2', '')}-job{name[7:]}"],
        )
        for plot in core_plots(speech, profile):
            assert plot_of(plot_document(plot)) == plot

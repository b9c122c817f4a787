"""The life of a job inside the service, held against the specification's machine."""

from __future__ import annotations

import pytest

from qjobspec import JOB_MACHINE
from qjobspec_reference.service import ENDS, MEANING, MOVES, PLOTS, Plot, Step, plot
from qjobspec_reference.service.plots import UnknownPlotError


def test_every_move_is_one_that_the_specification_allows() -> None:
    """Whatever follows whatever inside, a user never sees a move that the machine of a job lacks."""
    moves = [(MEANING[step], MEANING[to]) for step, row in MOVES.items() for to in row]

    assert all(JOB_MACHINE.may_follow(*move) for move in moves)
    assert {MEANING[step] for step in ENDS} == JOB_MACHINE.finals
    assert set(MOVES) == set(MEANING) == set(Step)


def test_every_plot_follows_the_table_to_an_end() -> None:
    """From wherever a job begins, each plot leads by legal moves to its own end."""
    for name, each in PLOTS.items():
        for begin in (Step.CREATED, Step.QUEUED):
            step = begin
            while step not in ENDS:
                following = each.after(step)
                assert following in MOVES[step], (name, step)
                step = following
            assert step is each.end, name


def test_the_scenarios_of_the_suite_are_plots() -> None:
    """Every scenario that a recording may be missing can be played."""
    names = ["watched", "done", "queued", "running", "failed", "cancelled", "cancelled-running", "cancel-refused", "no-logs"]
    names += ["failed-logs", "running-interim-results", "queued-metrics", "done-properties", "cancelled-running-tags"]

    played = {name: plot(name) for name in names}

    assert played["failed-logs"] is PLOTS["failed"]
    assert played["cancelled-running-tags"] is PLOTS["cancelled-running"]
    assert plot("result-download-503").faults == {"result-download": 503}
    assert plot("stream-4001").faults == {"stream": 4001}
    assert plot("status-unknown-word") is PLOTS["unknown-word"]


def test_an_unknown_plot_names_those_there_are() -> None:
    """A misspelt plot is answered with what can be asked for."""
    with pytest.raises(UnknownPlotError, match=r"no plot 'fialed'; there are done, watched"):
        plot("fialed")


def test_a_plot_is_a_value() -> None:
    """Two plots that say the same are the same."""
    assert Plot("a job") == Plot("a job")

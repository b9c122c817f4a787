"""How the results of a plot come: at once, later, in part, once, for a while."""

from __future__ import annotations

import pytest
from tests.conformance.services.playing import ask, every_family, of, player, word

from qjobspec_conformance.documents.faults import faults
from qjobspec_conformance.services import (
    SPEECHES,
    Comes,
    Phase,
    Plot,
    Results,
    ResultTaken,
    Strike,
    Struck,
)
from qjobspec_conformance.services.answers import answer_json
from qjobspec_conformance.services.fetching import partly


@every_family
def test_a_result_is_there_at_once_and_for_ever(family: str) -> None:
    """In the plain plot each stage is refused before the end, and answered alike at every request after it."""
    playing, speech = player(Plot(), family), SPEECHES[family]
    stages = [role for role in ("result-url", "result", "result-download") if role in speech.roles]

    for role in stages:
        assert ask(playing, role, 5.0).status == 404
    for role in stages:
        assert ask(playing, role, 6.0) == ask(playing, role, 600.0)
        assert ask(playing, role, 6.0).succeeded


@every_family
@pytest.mark.parametrize("results", [Results(Comes.LATER, 2), Results(Comes.LATER, 0, 3.0)])
def test_a_result_can_come_later_than_the_end(family: str, results: Results) -> None:
    """The first stage is refused for two requests, or for three seconds, and each refusal is in the truth."""
    playing = player(Plot(results=results), family)
    role = "result-url" if family == "ibmq" else "result"

    statuses = [ask(playing, role, now).status for now in (7.0, 8.0, 9.0)]

    assert statuses == [404, 404, 200]
    assert [entry.name for entry in of(Struck, playing.truth(9.0))] == ["late-result"] * 2


@every_family
def test_a_result_can_be_consumed(family: str) -> None:
    """Once it has been handed out in full, every stage is refused."""
    playing = player(Plot(results=Results(Comes.ONCE)), family)
    stages = ["result-url", "result-download"] if family == "ibmq" else ["result"]

    first = [ask(playing, role, 7.0).status for role in stages]
    second = [ask(playing, role, 8.0).status for role in stages]

    assert (first, second) == ([200] * len(stages), [410] * len(stages))
    assert of(ResultTaken, playing.truth(9.0)) == [ResultTaken(7.0, "j", stages[-1])]


def test_a_result_that_was_cut_is_not_consumed() -> None:
    """What nobody could read is still there."""
    playing = player(
        Plot(results=Results(Comes.ONCE), strikes=(Strike("truncated-body", "result", parameters=(("ends", "eof"),)),))
    )

    assert [ask(playing, "result", now).succeeded for now in (7.0, 8.0, 9.0)] == [False, True, False]


def test_an_address_expires() -> None:
    """The address is good for some seconds after it was told, and a new one can be had."""
    playing = player(Plot(results=Results(Comes.EXPIRES, 0, 2.0)), "ibmq")

    statuses = [
        ask(playing, role, now).status
        for role, now in (
            ("result-url", 100.0),
            ("result-download", 102.0),
            ("result-download", 102.5),
            ("result-url", 103.0),
            ("result-download", 103.0),
        )
    ]

    assert statuses == [200, 200, 403, 200, 200]


def test_a_result_without_an_address_expires_after_the_end() -> None:
    """It is good for some seconds after the end of the job."""
    playing = player(Plot(results=Results(Comes.EXPIRES, 0, 2.0)))

    assert [ask(playing, "result", now).status for now in (6.0, 8.0, 8.25)] == [200, 200, 410]


def test_a_failed_job_can_have_a_part_of_its_result() -> None:
    """The part says that it is not whole, and so does its last experiment; only where results can say so."""
    playing = player(Plot(outcome="ERROR", results=Results(Comes.PARTLY)), "ibmq")

    answers = [ask(playing, role, 7.0) for role in ("result-url", "result-download")]

    part = answers[1].document()
    assert [answer.status for answer in answers] == [200, 200]
    assert (part["success"], part["results"][-1]["success"], part["results"][-1]["data"]) == (False, False, {})
    assert faults(part, "ibmq/result-envelope") == []
    assert [entry.name for entry in of(Struck, playing.truth(9.0))] == ["partial-result"]
    assert of(ResultTaken, playing.truth(9.0)) == [ResultTaken(7.0, "j", "result-download")]


def test_a_part_of_nothing_is_nothing() -> None:
    """A part of a result without experiments has none either, and what is no result is left alone."""
    empty, refusal = answer_json({"success": True, "results": []}), answer_json({"error": {}}, 404)

    assert partly(empty).document() == {"success": False, "results": []}
    assert partly(refusal) == refusal


@pytest.mark.parametrize("outcome", ["ERROR", "CANCELLED"])
@pytest.mark.parametrize("comes", Comes)
def test_how_a_result_comes_concerns_jobs_that_are_done_alone(outcome: str, comes: Comes) -> None:
    """A job without a result is answered as in the plain plot."""
    plain, other = (player(Plot(outcome=outcome, results=results)) for results in (Results(), Results(comes, 2, 1.0)))

    assert ask(plain, "result", 60.0) == ask(other, "result", 60.0)


def test_an_overwritten_end_does_not_take_the_result_away() -> None:
    """What is said of the job changes, and the job has its result all the same."""
    playing = player(Plot(afterwards=(Phase("RUNNING", 1.0),)))

    assert word(playing, 8.0) == "RUNNING"
    assert ask(playing, "result", 8.0).succeeded

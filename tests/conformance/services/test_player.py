"""What the player answers when about the course of a job, and what comes of cancelling it and of changing it."""

from __future__ import annotations

import json

import pytest
from tests.conformance.services.playing import ask, every_family, of, player, word

from qjobspec import JobStatus
from qjobspec_conformance.services import (
    SPEECHES,
    TOO_LONG,
    Answer,
    Cancellation,
    CancelTaken,
    Goes,
    Moved,
    Phase,
    Place,
    PlainExemplars,
    Player,
    Plot,
    Request,
    Strike,
    Struck,
)
from qjobspec_conformance.services.pointers import ABSENT, find


@every_family
@pytest.mark.parametrize("outcome", ["DONE", "ERROR", "CANCELLED"])
def test_a_job_goes_through_its_phases_to_its_outcome(family: str, outcome: str) -> None:
    """The word told at each moment means the state of the plot at that moment."""
    playing, speech = player(Plot(outcome=outcome), family), SPEECHES[family]

    states = [speech.state_of(word(playing, now, family)) for now in (0.0, 1.75, 2.0, 5.75, 6.0, 100.0)]

    assert states == ["QUEUED", "QUEUED", "RUNNING", "RUNNING", outcome, outcome]


@every_family
def test_every_word_can_be_played(family: str) -> None:
    """A phase or an outcome may be any word of the service, and that word is told."""
    for each, state in SPEECHES[family].words.items():
        ends = state in {JobStatus.DONE, JobStatus.ERROR, JobStatus.CANCELLED}
        plot = Plot(phases=(), outcome=each) if ends else Plot(phases=(Phase(each, 1.0),))

        assert word(player(plot, family), 0.5, family) == each


def test_a_phase_without_length_is_not_seen() -> None:
    """A phase of no seconds is no move."""
    playing = player(Plot(phases=(Phase("QUEUED", 0.0), Phase("RUNNING", 1.0))))

    assert [(move.at, move.says) for move in of(Moved, (word(playing, 5.0), *playing.truth(5.0))[1:])] == [
        (0.0, "RUNNING"),
        (1.0, "DONE"),
    ]


def test_a_word_of_the_future_has_no_state() -> None:
    """The truth tells the word, and that it means nothing."""
    playing = player(Plot(phases=(Phase("PAUSED", 1.0),)))

    assert word(playing, 0.0) == "PAUSED"
    assert of(Moved, playing.truth(0.0)) == [Moved(0.0, "j", "PAUSED", None)]


def test_a_job_that_ran_too_long_says_so() -> None:
    """The outcome TOO_LONG is told in the way of the family, and its result is that of a failed job."""
    playing = player(Plot(phases=(), outcome=TOO_LONG))

    assert ask(playing, "status", 0.0).document()["state"]["reasonCode"] == 1305
    assert ask(playing, "result", 0.0).document() is None


def test_the_end_is_overwritten() -> None:
    """After the outcome the service says what comes afterwards, and the truth notes each request that is told so."""
    playing = player(Plot(afterwards=(Phase("RUNNING", 2.0),)))

    said = [word(playing, now) for now in (6.0, 7.75, 8.0, 60.0)]

    assert said == ["COMPLETED", "COMPLETED", "RUNNING", "RUNNING"]
    assert [entry.name for entry in of(Struck, playing.truth(60.0))] == ["final-state-overwritten"] * 2


def test_a_submitted_job_begins_when_it_is_submitted() -> None:
    """Its id is new, and its phases are counted from the request."""
    playing = player(Plot())

    first, second = (playing.answer("submit", None, Request("POST"), 10.0) for _ in range(2))

    assert isinstance(first, Answer)
    assert isinstance(second, Answer)
    ids = first.document()["id"], second.document()["id"]
    assert len(set(ids)) == 2
    told = playing.answer("status", ids[0], Request(), 11.0)
    assert isinstance(told, Answer)
    assert told.document()["state"]["status"] == "QUEUED"
    assert [(move.at, move.job) for move in of(Moved, playing.truth(11.0))] == [(10.0, ids[0]), (10.0, ids[1])]


def test_jobs_that_nobody_submits_exist_since_the_start() -> None:
    """`started` is their moment, also when they are asked about later."""
    exemplars = PlainExemplars("runtime-v2")
    playing = Player(Plot(), exemplars, exemplars.speech, started=100.0)

    assert [word(playing, now) for now in (101.0, 103.0, 106.0)] == ["QUEUED", "RUNNING", "COMPLETED"]


def test_what_is_not_about_a_job_is_answered() -> None:
    """A role that names no job gets what the exemplars have, or an empty object."""
    playing = player(Plot())

    reply = playing.answer("setup", None, Request(), 0.0)

    assert isinstance(reply, Answer)
    assert reply.document() == {}


def test_a_role_that_the_exemplars_do_not_have_is_not_found() -> None:
    """What no exemplar shows is 404."""
    assert ask(player(Plot()), "properties", 0.0).status == 404


def test_latency_delays_every_answer() -> None:
    """Each answer is under way for as long as the plot says."""
    playing = player(Plot(latency=0.5))

    assert {ask(playing, role, 0.0).delay for role in ("status", "result", "logs", "cancel")} == {0.5}


@pytest.mark.parametrize(
    ("goes", "after", "status", "told"),
    [
        (Goes.ACCEPTED, 0.0, 204, ["CANCELLED", "CANCELLED", "CANCELLED"]),
        (Goes.ACCEPTED, 2.0, 204, ["RUNNING", "CANCELLED", "CANCELLED"]),
        (Goes.REFUSED, 0.0, 409, ["RUNNING", "RUNNING", "COMPLETED"]),
        (Goes.IGNORED, 0.0, 204, ["RUNNING", "RUNNING", "COMPLETED"]),
        (Goes.LATE, 2.0, 204, ["RUNNING", "COMPLETED", "COMPLETED"]),
        (Goes.RACING, 0.0, 409, ["COMPLETED", "COMPLETED", "COMPLETED"]),
    ],
)
def test_a_cancellation_goes_as_the_plot_says(goes: Goes, after: float, status: int, told: list[str]) -> None:
    """What the request is answered, and what is said of the job right after it, 2 s later and after its own end."""
    playing = player(Plot(cancellation=Cancellation(goes, after)))

    answered = ask(playing, "cancel", 3.0).status

    assert answered == status
    assert [word(playing, now) for now in (3.0, 5.0, 6.0)] == told
    assert of(CancelTaken, playing.truth(9.0)) == [CancelTaken(3.0, "j", goes)]


def test_a_cancellation_that_takes_time_can_be_too_late() -> None:
    """A job that ends before its cancellation is done ends as it would have."""
    playing = player(Plot(cancellation=Cancellation(Goes.ACCEPTED, 30.0)))

    ask(playing, "cancel", 3.0)

    assert word(playing, 100.0) == "COMPLETED"


@every_family
@pytest.mark.parametrize("goes", Goes)
def test_a_job_that_has_ended_is_not_cancelled(family: str, goes: Goes) -> None:
    """Whatever the plot says, the request is refused, and the job stays as it is."""
    playing = player(Plot(cancellation=Cancellation(goes)), family)

    answer = ask(playing, "cancel", 7.0)

    assert answer.status == 409 or "error" in answer.document()
    assert word(playing, 8.0, family) == "COMPLETED"
    assert of(CancelTaken, playing.truth(8.0)) == []


def test_a_cancellation_at_the_moment_of_a_move_keeps_the_move() -> None:
    """Every move that has been told stays in the truth, in its place."""
    playing = player(Plot())
    word(playing, 2.0)

    ask(playing, "cancel", 2.0)

    assert [move.says for move in of(Moved, playing.truth(9.0))] == ["QUEUED", "RUNNING", "CANCELLED"]


@pytest.mark.parametrize("name", ["server-error", "connection-refused"])
def test_a_request_that_is_not_taken_has_no_consequence(name: str) -> None:
    """A cancellation that never reached the service, or that it failed at, cancels nothing."""
    playing = player(Plot(strikes=(Strike(name, "cancel", parameters=(("status", 500),)),)))

    playing.answer("cancel", "j", Request("POST"), 3.0)

    assert word(playing, 4.0) == "RUNNING"


@pytest.mark.parametrize("name", ["connection-reset", "read-timeout", "gateway-error"])
def test_a_request_whose_answer_is_lost_is_taken(name: str) -> None:
    """The service has cancelled the job although its user does not hear of it, and has made one job more than they know."""
    lost = tuple(Strike(name, role, parameters=(("status", 502),)) for role in ("cancel", "submit"))
    playing = player(Plot(strikes=lost))

    playing.answer("cancel", "j", Request("POST"), 3.0)
    playing.answer("submit", None, Request("POST"), 3.0)

    assert word(playing, 4.0) == "CANCELLED"
    assert len({move.job for move in of(Moved, playing.truth(4.0))}) == 2


def test_the_place_in_the_queue_changes() -> None:
    """Each place is told from its moment on, in polls and in records, while the exemplars tell of the queue at all."""
    playing = player(Plot(queue=(Place(0.5, 1), Place(1.0, None))), "ibmq")

    told = [
        find(ask(playing, role, now).document(), "/infoQueue/position")
        for role, now in (("status", 0.0), ("status", 0.5), ("job", 0.75), ("status", 1.0), ("status", 3.0))
    ]

    assert told == [3, 1, 1, None, ABSENT]
    assert [entry.name for entry in of(Struck, playing.truth(9.0))] == ["queue-moves"] * 3


def test_a_place_that_is_told_already_is_no_news() -> None:
    """The place of the exemplars changes nothing, and nothing has struck."""
    playing = player(Plot(queue=(Place(0.5, 3),)), "ibmq")

    assert ask(playing, "status", 1.0) == ask(player(Plot(), "ibmq"), "status", 1.0)
    assert of(Struck, playing.truth(9.0)) == []


def test_a_name_is_kept() -> None:
    """The answer says the new name, and so does the record from then on."""
    playing = player(Plot(), "ibmq")

    renamed = ask(playing, "name", 1.0, json.dumps({"name": "new", "nonsense": 1}).encode()).document()

    assert renamed["name"] == "new"
    assert ask(playing, "job", 2.0).document()["name"] == "new"
    assert "nonsense" not in ask(playing, "job", 2.0).document()


def test_tags_are_kept_though_their_answer_is_empty() -> None:
    """Where the answer has no body, the record tells."""
    playing = player(Plot())

    assert ask(playing, "tags", 1.0, b'{"tags": ["a"]}').body == b""
    assert ask(playing, "status", 2.0).document()["tags"] == ["a"]


def test_a_change_that_cannot_be_read_changes_nothing() -> None:
    """A body that is no JSON object is passed over."""
    playing = player(Plot())

    ask(playing, "tags", 1.0, b"[")

    assert ask(playing, "status", 2.0).document()["tags"] == ["vqe"]


@every_family
def test_a_change_that_is_not_made_is_in_the_truth(family: str) -> None:
    """The service answers with what there was, or not at all, and keeps what there was."""
    role, field = ("name", "name") if family == "ibmq" else ("tags", "tags")
    if role not in SPEECHES[family].roles:
        return
    playing = player(Plot(strikes=(Strike("change-not-made", role, 1),)), family)
    first, second = (json.dumps({field: [text] if field == "tags" else text}).encode() for text in ("one", "two"))

    plain, unmade = ask(playing, role, 1.0, first), ask(playing, role, 2.0, second)

    assert unmade == plain
    assert ask(playing, "job", 3.0).document()[field] == json.loads(first)[field]
    assert [entry.name for entry in of(Struck, playing.truth(9.0))] == ["change-not-made"]

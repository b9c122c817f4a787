"""The player: what it answers when, what comes of it, and the truth that it writes down."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qjobspec import JobStatus
from qjobspec_conformance.documents.faults import faults
from qjobspec_conformance.services import (
    LAST,
    SPEECHES,
    TOO_LONG,
    Answer,
    Cancellation,
    CancelTaken,
    ClockStep,
    Comes,
    Entry,
    Frames,
    Goes,
    Message,
    Moved,
    Phase,
    Place,
    PlainExemplars,
    Player,
    Plot,
    Refusal,
    Reply,
    Request,
    Results,
    ResultTaken,
    Stepped,
    Strike,
    Struck,
    entry_document,
    plots,
)
from qjobspec_conformance.services.answers import answer_json
from qjobspec_conformance.services.fetching import partly
from qjobspec_conformance.services.pointers import ABSENT, find

FAMILIES = list(SPEECHES)
POLL = {"ibmq": "status", "runtime": "job", "runtime-v2": "status"}
every_family = pytest.mark.parametrize("family", FAMILIES)


def player(plot: Plot, family: str = "runtime-v2") -> Player:
    """A player of the plot with the bundled exemplars."""
    exemplars = PlainExemplars(family)
    return Player(plot, exemplars, exemplars.speech)


def ask(playing: Player, role: str, now: float, body: bytes = b"") -> Answer:
    """The answer about the job j; it must be one."""
    reply = playing.answer(role, "j", Request(body=body), now)
    assert isinstance(reply, Answer)
    return reply


def word(playing: Player, now: float, family: str = "runtime-v2") -> Any:
    """What the service says of the job j."""
    role = POLL[family]
    return find(ask(playing, role, now).document(), SPEECHES[family].status[role])


def of(kind: type[Entry], truth: tuple[Entry, ...]) -> list[Any]:
    """The entries of one kind."""
    return [entry for entry in truth if isinstance(entry, kind)]


# -- the course of a job


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


# -- cancellation


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


# -- results


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


# -- the queue


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


def test_a_stream_tells_each_place() -> None:
    """A place in the queue is a message of its own, at its moment."""
    playing = player(Plot(queue=(Place(0.5, 1), Place(1.5, 3))), "ibmq")

    frames = stream(playing, 0.0)

    told = [find(json.loads(frame.text), "/data/infoQueue/position") for frame in frames.messages]
    assert told == [ABSENT, 3, 1, 3, ABSENT, ABSENT]
    assert [frame.delay for frame in frames.messages] == [0.0, 0.0, 0.5, 1.0, 0.5, 4.0]


# -- what users change


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


# -- streams


def stream(playing: Player, now: float) -> Frames:
    """The frames of a websocket for the job j; there must be some."""
    reply = playing.answer("stream", "j", Request(), now)
    assert isinstance(reply, Frames)
    return reply


def texts(frames: Frames) -> list[str]:
    """What the messages say after the greeting."""
    return [frame.text for frame in frames.messages[1:]]


ONE, TWO, RESULT = "1", "2", PlainExemplars("runtime").answer("result", JobStatus.DONE, "j")
MESSAGES = (Message(3.0, ONE), Message(4.0, TWO))


@pytest.mark.parametrize(
    ("now", "outcome", "words", "delays", "closes"),
    [
        (0.0, "DONE", ["PENDING_IN_QUEUE", "RUNNING", "COMPLETED"], [0.0, 0.0, 2.0, 4.0], 0.0),
        (3.0, "ERROR", ["RUNNING", "ERROR_RUNNING_JOB"], [0.0, 0.0, 3.0], 0.0),
        (9.0, "CANCELLED", ["CANCELLED"], [0.0, 0.0], 0.0),
    ],
)
def test_a_stream_of_states_tells_each(
    now: float, outcome: str, words: list[str], delays: list[float], closes: float
) -> None:
    """After the greeting it says the state as it is, then each change at its moment, and closes at the end."""
    frames = stream(player(Plot(outcome=outcome), "ibmq"), now)

    said = [find(json.loads(text), "/data/status") for text in texts(frames)]

    assert [SPEECHES["ibmq"].state_of(word) for word in said] == [SPEECHES["ibmq"].state_of(word) for word in words]
    assert [frame.delay for frame in frames.messages] == delays
    assert (frames.code, frames.delay, frames.then) == (4002, closes, "close")


def test_a_stream_of_results_tells_each() -> None:
    """After the greeting it sends each interim result at its moment, then the result, and closes at the end."""
    frames = stream(player(Plot(messages=(*MESSAGES, Message(60.0, "late"))), "runtime"), 1.0)

    assert RESULT is not None
    assert texts(frames) == [ONE, TWO, RESULT.body.decode()]
    assert [frame.delay for frame in frames.messages] == [0.0, 2.0, 1.0, 2.0]
    assert (frames.code, frames.delay) == (1000, 0.0)


def test_a_failed_job_streams_no_result() -> None:
    """The stream ends with the last interim result, when the job does."""
    frames = stream(player(Plot(messages=MESSAGES, outcome="ERROR"), "runtime"), 0.0)

    assert texts(frames) == [ONE, TWO]
    assert frames.delay == 2.0


def test_a_cancellation_cuts_an_open_stream_short() -> None:
    """The frames of a websocket that is open are told again as things stand: nothing comes after the end of its job."""
    playing = player(Plot(messages=MESSAGES), "runtime")
    before = stream(playing, 0.0)

    ask(playing, "cancel", 3.5)

    after = playing.frames(0)
    assert isinstance(after, Frames)
    assert len(texts(before)) == 3
    assert texts(after) == [ONE]
    assert after.delay == 0.5


def test_what_has_struck_an_open_stream_strikes_it_still() -> None:
    """Frames that are told again are perturbed as they were."""
    playing = player(Plot(strikes=(Strike("stream-silent", "stream", 0, (("after", 1),)),)), "ibmq")

    assert stream(playing, 0.0) == playing.frames(0)
    assert stream(playing, 1.0) != playing.frames(0)


@pytest.mark.parametrize(
    ("strike", "rest"),
    [
        (Strike("stream-drop", "stream", 0, (("code", 1011), ("after", 0))), [ONE, TWO]),
        (Strike("stream-drop", "stream", 0, (("code", 1011), ("after", 2))), [TWO]),
        (Strike("stream-silent", "stream", 0, (("after", 3),)), []),
        (Strike("message-like-a-command", "stream", 0, (("body", "{}"), ("after", 1))), []),
        (Strike("replayed-messages", "stream", 0, (("after", 3),)), [ONE, TWO]),
        (Strike("connection-reset", "stream"), [ONE, TWO]),
    ],
)
def test_a_second_stream_carries_what_the_first_did_not(strike: Strike, rest: list[str]) -> None:
    """What the first has sent by then is not sent again, unless the service replays it, and nothing is lost."""
    playing = player(Plot(messages=MESSAGES, strikes=(strike,)), "runtime")

    playing.answer("stream", "j", Request(), 1.0)

    assert RESULT is not None
    assert texts(stream(playing, 5.0)) == [*rest, RESULT.body.decode()]


def test_a_stream_that_its_user_has_closed_loses_nothing() -> None:
    """What was to come when the user hung up comes over the next websocket."""
    playing = player(Plot(messages=MESSAGES), "runtime")
    stream(playing, 1.0)

    playing.hung_up(0, 3.5)

    assert RESULT is not None
    assert texts(stream(playing, 9.0)) == [TWO, RESULT.body.decode()]
    assert texts(stream(playing, 9.0)) == []


def test_a_stream_of_no_job_is_refused() -> None:
    """There is nothing to stream."""
    reply = player(Plot()).answer("stream", None, Request(), 0.0)

    assert isinstance(reply, Answer)
    assert reply.status == 404


def test_a_stream_without_exemplars_says_nothing() -> None:
    """A service of whose stream no message was ever seen opens it, and closes it at the end of the job."""

    class Silent:
        def answer(self, role: str, state: JobStatus, job_id: str) -> Answer | None:
            return None

    frames = Player(Plot(), Silent(), SPEECHES["ibmq"]).answer("stream", "j", Request(), 0.0)

    assert isinstance(frames, Frames)
    assert texts(frames) == [""]
    assert frames.code == 4002


# -- strikes


@pytest.mark.parametrize(
    ("request_number", "burst", "struck"), [(0, 1, [0]), (1, 1, [1]), (1, 3, [1, 2, 3]), (LAST, 1, [4]), (LAST, 2, [4, 5])]
)
def test_a_strike_meets_the_requests_that_it_says(request_number: int, burst: int, struck: list[int]) -> None:
    """Requests of a role are counted from 0; the last one is the first that comes when the job has ended."""
    playing = player(Plot(strikes=(Strike("server-error", "status", request_number, (("status", 500),), burst),)))

    statuses = [ask(playing, "status", now).status for now in (0.0, 1.0, 2.0, 3.0, 6.0, 7.0, 8.0)]
    ask(playing, "logs", 9.0)

    assert [number for number, status in enumerate(statuses) if status == 500] == struck
    assert [entry.number for entry in of(Struck, playing.truth(9.0))] == struck


def test_what_changes_nothing_has_not_struck() -> None:
    """A strike that leaves the answer as it was is not in the truth."""
    playing = player(Plot(strikes=(Strike("repeated-poll", "status"), Strike("stream-silent", "status"))))

    ask(playing, "status", 0.0)

    assert of(Struck, playing.truth(0.0)) == []


def test_strikes_at_one_request_add_up() -> None:
    """Each strikes what the one before has left; after a refusal there is nothing left to strike."""
    slow, extra, reset = (
        Strike("slow-answer", "status", 0, (("seconds", 5),)),
        Strike("extra-field", "status", 0, (("value", 7),)),
        Strike("connection-reset", "status"),
    )

    both = player(Plot(strikes=(slow, extra))).answer("status", "j", Request(), 0.0)
    none = player(Plot(strikes=(reset, slow))).answer("status", "j", Request(), 0.0)

    assert isinstance(both, Answer)
    assert (both.delay, both.document()["field_of_the_future"]) == (5.0, 7)
    assert none == Refusal("reset")


def test_a_repeated_poll_is_the_last_answer_byte_for_byte() -> None:
    """The service says what it said at the poll before, although the job has moved on."""
    playing = player(Plot(strikes=(Strike("repeated-poll", "status", 1),)))

    first, second, third = (ask(playing, "status", now) for now in (0.0, 7.0, 7.0))

    assert first == second != third


def test_a_stale_answer_says_what_was_said_before() -> None:
    """After the end the state before it is told once."""
    playing = player(Plot(strikes=(Strike("stale-re-read", "status", LAST),)))

    assert [word(playing, now) for now in (5.0, 6.0, 6.0)] == ["RUNNING", "RUNNING", "COMPLETED"]


# -- the truth


def test_steps_of_the_clock_are_in_the_truth() -> None:
    """Each is told at its moment, whatever is asked, and once."""
    playing = player(Plot(clock=(ClockStep(3.0, -60.0), ClockStep(1.0, 3600.0))))

    word(playing, 2.0)

    assert of(Stepped, playing.truth(2.0)) == [Stepped(1.0, 3600.0)]
    assert of(Stepped, playing.truth(9.0)) == [Stepped(1.0, 3600.0), Stepped(3.0, -60.0)]
    assert entry_document(Stepped(1.0, 3600.0)) == {"kind": "stepped", "at": 1.0, "seconds": 3600.0}


def test_news_are_told_once() -> None:
    """Put together they are the truth."""
    playing = player(Plot(cancellation=Cancellation(Goes.REFUSED)))
    playing.begin("j")

    told = [playing.news(0.0)]
    for now in (1.0, 3.0, 7.0):
        ask(playing, "cancel", now)
        told.append(playing.news(now))

    assert all(told)
    assert sum(told, ()) == playing.truth(7.0)
    assert playing.news(7.0) == ()


def test_what_the_exemplars_lack_is_told() -> None:
    """The role and the state of an answer that would have been needed are told to whoever wants to know."""
    lacking: list[tuple[str, JobStatus]] = []
    exemplars = PlainExemplars("runtime-v2")
    playing = Player(Plot(), exemplars, exemplars.speech, missing=lambda role, state: lacking.append((role, state)))

    for role in ("status", "properties", "stream"):
        playing.answer(role, "j", Request(), 3.0)

    assert lacking == [("properties", JobStatus.RUNNING)]


def test_a_new_job_gets_an_id_that_no_other_has() -> None:
    """Also where somebody has asked for a job by such an id before."""
    playing = player(Plot())
    playing.begin("job-2")

    ids = [playing.answer("submit", None, Request("POST"), 1.0) for _ in range(2)]

    assert [answer.document()["id"] for answer in ids if isinstance(answer, Answer)] == ["job-1", "job-3"]


def test_a_slow_service_is_in_the_truth() -> None:
    """Each answer that it delays, with a job or without one."""
    playing = player(Plot(latency=2.0))

    for role, job in (("submit", None), ("status", "j"), ("stream", "j")):
        playing.answer(role, job, Request(), 0.0)

    assert [(entry.name, entry.role) for entry in of(Struck, playing.truth(0.0))] == [
        ("slow-service", "submit"),
        ("slow-service", "status"),
    ]


@settings(max_examples=150, database=None, deadline=None, derandomize=True)
@given(st.data())
def test_a_player_is_deterministic_and_never_fails(data: st.DataObject) -> None:
    """Any plot, asked anything at any moments, gives replies; the same again for the same; and a truth in order of time."""
    family = data.draw(st.sampled_from(FAMILIES))
    plot = data.draw(plots(SPEECHES[family]))
    roles = st.sampled_from((*SPEECHES[family].roles, "setup"))
    asked = sorted(data.draw(st.lists(st.tuples(st.integers(0, 60).map(float), roles), max_size=12)))

    def played() -> tuple[list[Reply], tuple[Entry, ...]]:
        playing = player(plot, family)
        replies = [playing.answer(role, None if role in {"submit", "setup"} else "j", Request(), now) for now, role in asked]
        return replies, playing.truth(60.0)

    replies, truth = played()

    assert (replies, truth) == played()
    assert [entry.at for entry in truth] == sorted(entry.at for entry in truth)
    assert all(isinstance(reply, Answer | Refusal | Frames) for reply in replies)
    assert json.loads(json.dumps([entry_document(entry) for entry in truth], allow_nan=False)) is not None


def test_entries_are_json() -> None:
    """Each kind of entry says what it is."""
    playing = player(
        Plot(strikes=(Strike("slow-answer", "result", 0, (("seconds", 5),)),), cancellation=Cancellation(Goes.RACING))
    )
    ask(playing, "cancel", 1.0)
    ask(playing, "result", 2.0)

    documents = [entry_document(entry) for entry in playing.truth(2.0)]

    assert documents == [
        {"kind": "moved", "at": 0.0, "job": "j", "says": "QUEUED", "state": "QUEUED"},
        {"kind": "asked", "at": 1.0, "job": "j", "role": "cancel", "number": 0},
        {"kind": "struck", "at": 1.0, "job": "j", "role": "cancel", "number": 0, "name": "cancel-races"},
        {"kind": "cancel-taken", "at": 1.0, "job": "j", "goes": "racing"},
        {"kind": "moved", "at": 1.0, "job": "j", "says": "DONE", "state": "DONE"},
        {"kind": "asked", "at": 2.0, "job": "j", "role": "result", "number": 0},
        {
            "kind": "struck",
            "at": 2.0,
            "job": "j",
            "role": "result",
            "number": 0,
            "name": "slow-answer",
            "parameters": {"seconds": 5},
        },
        {"kind": "result-taken", "at": 2.0, "job": "j", "role": "result"},
    ]

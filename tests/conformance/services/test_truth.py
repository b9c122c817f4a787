"""Which requests strikes meet, and the truth that the player writes down."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.conformance.services.playing import FAMILIES, ask, of, player, word

from qjobspec import JobStatus
from qjobspec_conformance.services import (
    LAST,
    SPEECHES,
    Answer,
    Cancellation,
    ClockStep,
    Entry,
    Frames,
    Goes,
    PlainExemplars,
    Player,
    Plot,
    Refusal,
    Reply,
    Request,
    Stepped,
    Strike,
    Struck,
    entry_document,
    plots,
)


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


PLOTS = {family: plots(speech) for family, speech in SPEECHES.items()}


@settings(max_examples=150, database=None, deadline=None, derandomize=True)
@given(st.data())
def test_a_player_is_deterministic_and_never_fails(data: st.DataObject) -> None:
    """Any plot, asked anything at any moments, gives replies; the same again for the same; and a truth in order of time."""
    family = data.draw(st.sampled_from(FAMILIES))
    plot = data.draw(PLOTS[family])
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

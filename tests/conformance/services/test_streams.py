"""What a websocket of a job carries, as its course goes, and when it is opened again."""

from __future__ import annotations

import json

import pytest
from tests.conformance.services.playing import ask, player, stream, texts

from qjobspec import JobStatus
from qjobspec_conformance.services import (
    SPEECHES,
    Answer,
    Frames,
    Message,
    Place,
    PlainExemplars,
    Player,
    Plot,
    Request,
    Strike,
)
from qjobspec_conformance.services.pointers import ABSENT, find

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


def test_a_stream_tells_each_place() -> None:
    """A place in the queue is a message of its own, at its moment."""
    playing = player(Plot(queue=(Place(0.5, 1), Place(1.5, 3))), "ibmq")

    frames = stream(playing, 0.0)

    told = [find(json.loads(frame.text), "/data/infoQueue/position") for frame in frames.messages]
    assert told == [ABSENT, 3, 1, 3, ABSENT, ABSENT]
    assert [frame.delay for frame in frames.messages] == [0.0, 0.0, 0.5, 1.0, 0.5, 4.0]

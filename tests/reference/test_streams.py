"""Streams of results: once, in order, to the end, and over when they are to be. In virtual time."""

from __future__ import annotations

import logging
import time
import warnings
from typing import Any

import pytest

from qjobspec_reference.client import Refused, Unreachable
from qjobspec_reference.errors import IBMRuntimeError, QiskitRuntimeError, RuntimeInvalidStateError

from .services import Runtime, Service, closed, course, lasting, virtually
from .test_runtimejob import CANCEL, JOB, RESULTS, one, said, two

ACK = (0, "ACK")
BROKEN = (1, Unreachable("broken", is_sent=True))
BOTH = pytest.mark.parametrize(("make", "api"), [(one, QiskitRuntimeError), (two, IBMRuntimeError)], ids=["one", "two"])


def running(*ends: tuple[float, Any], result: Any = "9") -> Service:
    """A service whose job runs until the first of these."""
    return Service().on(JOB, course((0, said("RUNNING")), *ends)).on(RESULTS, result)


def streamed(make: Any, service: Service, *streams: Any, seconds: float = 60) -> tuple[list[Any], list[str]]:
    """What a callback was given, and what its user was warned of."""
    told: list[Any] = []

    def play() -> None:
        make(Runtime(*streams)).stream_results(lambda job_id, result: told.append(result) or job_id == "j-1")
        time.sleep(seconds)

    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        virtually(service, play)
    return told, [str(each.message) for each in seen]


@BOTH
def test_each_result_comes_once_and_in_order(make: Any, api: Any) -> None:
    """Whatever it says, but for the first message of a connection, which only acknowledges it."""
    messages = ['{"n": 1}', "_poison_pill", "null", '{"n": 1}', "{", "9"]
    stream = [ACK, *[(1, each) for each in messages], (1, closed())]

    told, warned = streamed(make, running((6, said("COMPLETED"))), stream)

    assert told == [{"n": 1}, "_poison_pill", None, {"n": 1}, "{", 9]
    assert warned == []


def test_the_final_result_comes_last() -> None:
    """RuntimeJobV2 fetches it if the stream has not brought it, whatever it is."""
    done = (2, said("COMPLETED"))

    assert streamed(two, running(done), [ACK, (1, "1"), (2, closed())])[0] == [1, 9]
    assert streamed(two, running(done), [ACK, (3, closed())])[0] == [9]
    assert streamed(two, running(done, result="text {"), [ACK, (1, "text {"), (2, closed())])[0] == ["text {"]
    assert streamed(two, running((2, said("CANCELLED"))), [ACK, (1, "1"), (2, closed())])[0] == [1]
    assert streamed(one, running(done), [ACK, (1, "1"), (2, closed())])[0] == [1]


@BOTH
@pytest.mark.parametrize("end", [BROKEN, (1, closed(1006)), (1, closed())])
def test_a_dropped_connection_loses_and_repeats_nothing(make: Any, api: Any, end: Any) -> None:
    """The next one may begin with everything, with the last messages, or go on where the first broke off."""
    first = [ACK, (1, "1"), (1, "2"), (1, "3"), end]
    over = (1, closed())

    for second in (["1", "2", "3", "9"], ["2", "3", "9"], ["9"], ["3", "9"]):
        rest = [ACK, *[(1, each) for each in second], over]
        assert streamed(make, running((7, said("COMPLETED"))), first, rest) == ([1, 2, 3, 9], [])

    odd = [ACK, (1, "1"), (1, "4"), (1, "9"), over]
    assert streamed(make, running((7, said("COMPLETED"))), first, odd)[0] == [1, 2, 3, 1, 4, 9]
    short = [ACK, (1, "1"), (4, closed())]
    assert streamed(make, running((7, said("COMPLETED"))), first, short)[0][:4] == [1, 2, 3, 1]


@BOTH
def test_a_stream_that_cannot_be_kept_up_is_told_and_can_be_started_again(make: Any, api: Any) -> None:
    """After the last try there is a warning, and the way is free."""
    told: list[Any] = []

    def play() -> None:
        job = make(Runtime(*[[BROKEN]] * 6, [ACK, (1, "1"), (1, closed())]))
        job.stream_results(lambda _, result: told.append(result))
        time.sleep(20)
        job.stream_results(lambda _, result: told.append(result))
        time.sleep(5)
        job.cancel_result_streaming()

    with pytest.warns(UserWarning, match="not streamed any more"):
        virtually(running(), play)

    assert told == [1]


@BOTH
def test_a_stream_that_is_refused_for_good_is_told_at_once(make: Any, api: Any) -> None:
    """A service without streams has none later either; a result that is there is still told by RuntimeJobV2."""
    told, warned = streamed(make, running((0, said("RUNNING"))), Refused("no streams", code=404))

    assert told == []
    assert len(warned) == 1

    told, warned = streamed(
        make, Service().on(JOB, said("RUNNING"), said("COMPLETED")).on(RESULTS, "9"), Refused("", code=404)
    )

    assert told == ([9] if make is two else [])
    assert len(warned) == 1


def test_a_result_that_cannot_be_fetched_at_the_end_is_told() -> None:
    """The stream has ended well, and the last result is missing."""
    service = running((2, said("COMPLETED")), result=404)

    told, warned = streamed(two, service, [ACK, (1, "1"), (3, closed())])

    assert told == [1]
    assert "404" in warned[0]


@BOTH
def test_one_stream_at_a_time_and_none_after_the_end(make: Any, api: Any) -> None:
    """Both are invalid states, also where nobody has asked; a service that cannot be asked is another error."""
    service = Service().on(JOB, said("RUNNING"), said("COMPLETED"))

    def play() -> None:
        job = make(Runtime([ACK]))
        job.stream_results(print)
        with pytest.raises(RuntimeInvalidStateError, match="already streaming"):
            job.stream_results(print)
        job.cancel_result_streaming()
        with pytest.raises(RuntimeInvalidStateError, match="already ended"):
            job.stream_results(print)
        with pytest.raises(RuntimeInvalidStateError):
            make(user_callback=print)
        service.on(JOB, 404)
        with pytest.raises(api):
            make().stream_results(print)

    virtually(service, play)


@BOTH
def test_after_stopping_nothing_is_called(make: Any, api: Any) -> None:
    """Stopping waits for a call that has begun, and does nothing without a stream."""
    told: list[Any] = []

    def slow(_: str, result: Any) -> None:
        time.sleep(3)
        told.append(result)

    def play() -> None:
        job = make(Runtime([ACK, *[(1, "1")] * 9]), user_callback=slow)
        time.sleep(5)
        job.cancel_result_streaming()
        assert told == [1, 1]
        job.cancel_result_streaming()
        time.sleep(9)
        assert told == [1, 1]
        make().cancel_result_streaming()

    virtually(running(), play)


@BOTH
def test_a_callback_may_stop_its_own_stream(make: Any, api: Any) -> None:
    """It is not called again, and nobody waits for themselves."""
    told: list[Any] = []

    def play() -> None:
        job = make(Runtime([ACK, *[(1, "1")] * 9]))

        def once(_: str, result: Any) -> None:
            told.append(result)
            job.cancel_result_streaming()

        job.stream_results(once)
        time.sleep(20)

    virtually(running(), play)

    assert told == [1]


@BOTH
def test_a_message_that_waits_for_its_turn_is_not_delivered_after_the_stop(make: Any, api: Any) -> None:
    """Of what a broken repetition held back, nothing comes once the stream is stopped."""
    told: list[Any] = []

    def play() -> None:
        job = make(Runtime([ACK, (1, "1"), (1, "2"), BROKEN], [ACK, (1, "1"), (1, "3"), (1, "4")]))

        def until_one_comes_again(_: str, result: Any) -> None:
            told.append(result)
            if told.count(1) == 2:
                job.cancel_result_streaming()

        job.stream_results(until_one_comes_again)
        time.sleep(20)

    virtually(running(), play)

    assert told == [1, 2, 1]


@BOTH
def test_an_error_of_the_callback_is_logged_and_ends_nothing(make: Any, api: Any, caplog: pytest.LogCaptureFixture) -> None:
    """The next message comes."""
    told: list[Any] = []

    def fails(_: str, result: Any) -> None:
        told.append(result)
        raise LookupError("mine")

    def play() -> None:
        make(Runtime([ACK, (1, "1"), (1, "9"), (1, closed())])).stream_results(fails)
        time.sleep(5)

    with caplog.at_level(logging.ERROR):
        virtually(running((3, said("COMPLETED"))), play)

    assert told == [1, 9]
    assert "mine" in caplog.text


@BOTH
def test_a_job_that_ends_unheard_ends_its_stream(make: Any, api: Any) -> None:
    """A stream that says nothing for long is not believed."""
    told, warned = streamed(make, running((40, said("CANCELLED"))), [ACK], seconds=100)

    assert (told, warned) == ([], [])


@BOTH
def test_cancelling_a_job_ends_its_stream(make: Any, api: Any) -> None:
    """Once the service says that it is cancelled, and not before."""
    service = Service().on(JOB, said("RUNNING"), said("RUNNING"), said("CANCELLED")).on(CANCEL, (204, ""))
    told: list[Any] = []

    def play() -> None:
        job = make(Runtime([ACK, *[(2, "1")] * 9]))
        job.stream_results(lambda _, result: told.append(result))
        time.sleep(1)
        job.cancel()
        time.sleep(2)
        assert told == [1]
        job.cancel()
        time.sleep(9)
        assert told == [1]

    virtually(service, play)


def test_a_stop_in_the_middle_of_a_pause_is_quick() -> None:
    """Nobody waits for a connection that is not to be made."""

    def play() -> None:
        job = two(Runtime([BROKEN], [BROKEN], [BROKEN], [BROKEN], [ACK]))
        job.stream_results(print)
        time.sleep(4)
        began = time.monotonic()
        job.cancel_result_streaming()
        assert time.monotonic() == began

    virtually(running(), play)


def test_a_job_that_cannot_be_asked_after_the_stream_is_asked_again() -> None:
    """A fault of the service is one more failure of the stream."""
    service = Service().on(JOB, said("RUNNING"), said("LIMBO"), lasting(1, said("COMPLETED"))).on(RESULTS, "9")

    told, warned = streamed(two, service, [ACK, (1, "1"), (1, closed())], [ACK, (1, closed())])

    assert (told, warned) == ([1, 9], [])

"""How IBMQJob waits: by asking, by websocket, within its timeout, calling back meanwhile. All in virtual time."""

from __future__ import annotations

import asyncio
import time
from typing import Any

import pytest
import requests

from qjobspec import JobStatus
from qjobspec_reference.client import Refused, Unreachable
from qjobspec_reference.errors import IBMQJobApiError, IBMQJobInvalidStateError, IBMQJobTimeoutError

from .services import TOKEN, Account, Service, closed, course, elapsed, lasting, virtually
from .test_ibmqjob import CANCEL, RECORD, STATUS, opened, record, word

RUNNING, DONE = word("RUNNING"), word("COMPLETED")
NEVER = 3600.0


def waited(service: Service, client: Account, *arguments: Any, **named: Any) -> tuple[float, Any]:
    """How long `wait_for_final_state` took, and what came of it."""
    told: list[tuple[float, Any]] = []
    virtually(service, lambda: told.append(elapsed(lambda: opened(client).wait_for_final_state(*arguments, **named))))
    return told[0]


def test_a_wait_asks_every_five_seconds_until_the_end() -> None:
    """Without a websocket the end is found within an interval."""
    service = Service().on(STATUS, course((0, RUNNING), (12, DONE)))

    assert waited(service, Account()) == (15, None)
    assert service.moments(STATUS) == [0, 5, 10, 15]


def test_a_final_job_is_not_waited_for() -> None:
    """It returns at once, with one question or none."""
    service = Service().on(STATUS, word("ERROR_RUNNING_JOB"))

    def play() -> None:
        job = opened()
        assert elapsed(job.wait_for_final_state) == (0, None)
        assert elapsed(job.wait_for_final_state) == (0, None)

    virtually(service, play)

    assert service.count(STATUS) == 1


def test_a_websocket_tells_the_end_at_once() -> None:
    """What it says is the service's word, and as long as it speaks nobody asks."""
    said = [(0, {"type": "authenticated"}), *[(3, {"type": "status", "data": RUNNING})] * 3, (3, {"data": DONE})]
    service, client = Service().on(STATUS, RUNNING), Account(said)

    assert waited(service, client) == (12, None)
    assert service.moments(STATUS) == [0]
    assert client.opened[0].is_closed


def test_a_silent_websocket_is_not_trusted() -> None:
    """After an interval without a word the service is asked, and the end is found."""
    service = Service().on(STATUS, course((0, RUNNING), (7, DONE)))

    assert waited(service, Account([(NEVER, DONE)])) == (10, None)
    assert service.moments(STATUS) == [0, 5, 10]


@pytest.mark.parametrize(
    "ends",
    [
        closed(4001),
        Unreachable("broken", is_sent=True),
        "{",
        '"text"',
        '{"type": "x"}',
        '{"type": "x", "data": {"status": 3}}',
    ],
)
def test_a_broken_websocket_is_opened_again_and_then_given_up(ends: Any) -> None:
    """However a websocket breaks, the wait goes on and ends."""
    broken = [(1, {"data": RUNNING}), (1, ends)]
    service, client = Service().on(STATUS, course((0, RUNNING), (21, DONE))), Account(broken, broken, broken, broken)

    took, outcome = waited(service, client)

    assert outcome is None
    assert 21 <= took <= 26
    assert len(client.opened) == 3


def test_a_websocket_that_says_that_the_job_has_ended_is_not_opened_again() -> None:
    """There is nothing more to hear, even if that is not true: the end is asked for."""
    service = Service().on(STATUS, course((0, RUNNING), (21, DONE)))
    client = Account(*[[(1, {"data": RUNNING}), (1, closed(4002))]] * 2)

    took, outcome = waited(service, client)

    assert outcome is None
    assert 21 <= took <= 26
    assert len(client.opened) == 1


def test_a_websocket_that_is_refused_for_good_is_not_asked_again() -> None:
    """401 and 404 will not pass."""
    service, client = Service().on(STATUS, course((0, RUNNING), (6, DONE))), Account(Refused("no", code=401), [(0, DONE)])

    assert waited(service, client) == (10, None)
    assert client.opened == []


def test_an_unknown_word_ends_the_wait() -> None:
    """It may mean the end: from an answer or from a websocket it is an api error."""
    for client, answer in ((Account(), word("ASLEEP")), (Account([(2, {"data": word("ASLEEP")})]), RUNNING)):
        took, outcome = waited(Service().on(STATUS, answer), client)

        assert took <= 2
        assert isinstance(outcome, IBMQJobApiError)
        assert "ASLEEP" in str(outcome)


@pytest.mark.parametrize(("timeout", "took"), [(0, 0), (-1, 0), (3, 5), (5, 5), (7, 10), (20, 20)])
def test_a_timeout_bounds_the_wait_and_leaves_the_job_alone(timeout: float, took: float) -> None:
    """The last question comes at the timeout, or with the first question after it that is allowed."""
    service = Service().on(STATUS, RUNNING)

    assert waited(service, Account(), timeout)[0] == took
    assert isinstance(waited(Service().on(STATUS, RUNNING), Account(), timeout)[1], IBMQJobTimeoutError)
    assert {name for _, name, _ in service.asked} == {STATUS}


def test_a_job_that_ends_in_time_is_not_late() -> None:
    """It ended at 6 s, the timeout was 7 s, and the next question is allowed at 10 s."""
    assert waited(Service().on(STATUS, course((0, RUNNING), (6, DONE))), Account(), 7) == (10, None)


def test_a_timeout_with_a_talking_websocket_is_exact() -> None:
    """Nobody was asked for long, so the last question is allowed at once."""
    says = [(2, {"data": RUNNING})] * 20
    service = Service().on(STATUS, RUNNING)

    took, outcome = waited(service, Account(says), 17)

    assert (took, type(outcome)) == (17, IBMQJobTimeoutError)
    assert service.moments(STATUS) == [0, 17]


@pytest.mark.parametrize("fault", [500, 503, (502, "<html>"), requests.ConnectionError("reset"), requests.Timeout(), "{"])
def test_a_wait_outlives_a_fault_that_passes(fault: Any) -> None:
    """What is over at the next question is no reason to end."""
    assert waited(Service().on(STATUS, fault, fault, DONE), Account()) == (10, None)


@pytest.mark.parametrize(("fault", "questions"), [(500, 6), (requests.ConnectionError(TOKEN), 6), (401, 1), (404, 1)])
def test_a_fault_that_does_not_pass_ends_the_wait(fault: Any, questions: int) -> None:
    """After six failures in a row, or the first that says no, it is an api error that keeps its cause and no secret."""
    service = Service().on(STATUS, fault)

    _, outcome = waited(service, Account())

    assert isinstance(outcome, IBMQJobApiError)
    assert outcome.__cause__ is not None
    assert TOKEN not in str(outcome)
    assert service.count(STATUS) == questions


def test_a_failing_service_is_an_api_error_also_at_the_timeout() -> None:
    """The timeout bounds the call, and the service is what failed."""
    took, outcome = waited(Service().on(STATUS, RUNNING, 500), Account(), 8)

    assert (took, type(outcome)) == (10, IBMQJobApiError)


def test_the_service_is_left_alone_for_as_long_as_it_asks() -> None:
    """`Retry-After` is kept by waits and by all other calls of the client."""
    service = Service().on(STATUS, (429, "", {"Retry-After": "30"}), DONE)

    def play() -> None:
        client = Account()
        assert elapsed(lambda: opened(client).wait_for_final_state()) == (30, None)

    virtually(service, play)

    assert service.moments(STATUS) == [0, 30]


def test_slow_answers_do_not_lose_the_end() -> None:
    """Each answer takes two seconds, and the job ends."""
    service = Service().on(STATUS, lasting(2, RUNNING), lasting(2, RUNNING), lasting(2, DONE))

    assert waited(service, Account()) == (12, None)


def test_callbacks_come_on_every_change_and_at_the_end() -> None:
    """Without an interval the callback is called for each new status or position, and for nothing else."""
    told: list[Any] = []
    queued = [word("QUEUED", infoQueue={"position": n}) for n in (2, 2, 1)]
    service = Service().on(STATUS, *queued, word("QUEUED"), RUNNING, RUNNING, DONE)

    def callback(*arguments: Any, queue_info: Any) -> None:
        told.append((*arguments[:2], queue_info and queue_info.position))
        assert arguments[2].queue_position() == (queue_info and queue_info.position)

    waited(service, Account(), callback=callback)

    states = [("QUEUED", 2), ("QUEUED", 1), ("QUEUED", None), ("RUNNING", None), ("DONE", None)]
    assert told == [("j-1", JobStatus(state), place) for state, place in states]


def test_callbacks_come_every_interval_however_slow_the_service_is() -> None:
    """With an interval the callback is called at each of them, from the thread that waits, and once more at the end."""
    told: list[float] = []
    service = Service().on(STATUS, *[lasting(3, RUNNING)] * 2, lasting(3, DONE))

    def play() -> None:
        began = time.monotonic()
        opened().wait_for_final_state(wait=2, callback=lambda *_, **__: told.append(time.monotonic() - began))

    virtually(service, play)

    assert told == pytest.approx([2, 4, 6, 8, 10, 12, 13])


def test_callbacks_are_told_what_any_query_has_found() -> None:
    """What another thread has asked meanwhile is the last query, and the end that it finds is the end of the wait."""
    told: list[tuple[float, JobStatus]] = []
    service = Service().on(STATUS, course((0, word("QUEUED")), (1, RUNNING), (3, DONE)))
    job = opened()

    def waits() -> None:
        began = time.monotonic()
        job.wait_for_final_state(wait=1.5, callback=lambda *said, **_: told.append((time.monotonic() - began, said[1])))

    def asks() -> None:
        time.sleep(1)
        job.status()
        time.sleep(2.5)
        job.status()

    virtually(service, waits, asks)

    assert told == [(0, "QUEUED"), (1.5, "RUNNING"), (3, "RUNNING"), (4.5, "DONE")]
    assert service.count(STATUS) == 3


def test_what_a_callback_raises_reaches_the_user_at_once() -> None:
    """And no thread is left behind, though an answer is on its way."""
    service = Service().on(STATUS, lasting(3, RUNNING), lasting(30, RUNNING))

    def play() -> None:
        def callback(*_: Any, **__: Any) -> None:
            raise LookupError("enough")

        took, outcome = elapsed(lambda: opened().wait_for_final_state(wait=60, callback=callback))
        assert (took, type(outcome)) == (3, LookupError)

    virtually(service, play)


def test_a_wait_with_a_callback_times_out_too() -> None:
    """What ends the watch ends the wait."""
    told: list[Any] = []
    service = Service().on(STATUS, RUNNING)

    took, outcome = waited(service, Account(), 12, 60, lambda *arguments, **_: told.append(arguments[1]))

    assert (took, type(outcome)) == (15, IBMQJobTimeoutError)
    assert told == [JobStatus.RUNNING]


def test_waiting_holds_up_nobody() -> None:
    """While one thread waits, another asks and cancels, and the waiting one learns of it."""
    service = Service().on(STATUS, RUNNING, RUNNING, word("CANCELLED")).on(CANCEL, {"cancelled": True})
    job = opened()
    told: list[Any] = []

    def waits() -> None:
        told.append(elapsed(job.result)[1])

    def cancels() -> None:
        time.sleep(2)
        assert elapsed(job.status) == (0, JobStatus.RUNNING)
        assert elapsed(job.cancel) == (0, True)

    virtually(service, waits, cancels)

    assert isinstance(told[0], IBMQJobInvalidStateError)


def test_a_wait_works_inside_an_event_loop() -> None:
    """A notebook runs one, always."""
    service = Service().on(STATUS, DONE).on(RECORD, record())

    async def notebook() -> None:
        opened().wait_for_final_state()

    with service.serving():
        asyncio.run(notebook())

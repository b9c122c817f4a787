"""Judges of cancellations and of patience read histories of jobs at services that nobody has run: each moment as it can fall."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from qjobspec import JobStatus, profile
from qjobspec_conformance.events import (
    SERVICE,
    Answered,
    Asked,
    Called,
    CancelTaken,
    Error,
    Event,
    Fault,
    Moved,
    Raised,
    Returned,
    Value,
)
from qjobspec_conformance.examples import Example, Program
from qjobspec_conformance.histories import History
from qjobspec_conformance.judges import JUDGES
from qjobspec_conformance.offers import Offer
from qjobspec_conformance.services import Plot

MAIN, JOB = "main", "job-1"
NONE, YES, NO = Value("NoneType"), Value("bool", plain=True), Value("bool", plain=False)
_FAULT = Fault("server-error", (("status", 500),))
LOST = Error(("ConnectionError", "OSError", "Exception"), "the connection was lost", 7)


def _history(name: str, *events: Event | tuple[Event, ...], **offers: Offer) -> History:
    chosen = profile(name)
    flat = tuple(each for some in events for each in (some if isinstance(some, tuple) else (some,)))
    example = Example(Plot(), Program(((),)))
    return History("tests:Nobody", chosen, chosen.errors, example, frozenset(), offers, {}, 1, flat, 40.0, JOB)


def _saw(requirement: str, history: History) -> list[str | None]:
    return [finding.saw for finding in JUDGES[requirement](history)]


def _moved(at: float, state: JobStatus) -> Moved:
    return Moved(at, SERVICE, JOB, state.value, state)


def _asked(number: int, role: str, at: float, *, said: str = "200", thread: str = MAIN) -> tuple[Event, Event]:
    request = Asked(at, thread, number, role, "GET", f"https://q.example/{role}", JOB, signed=True)
    return request, Answered(at, SERVICE, number, said)


def _cancelled(said: Value, *moves: Event, at: float = 5.0, number: int = 1, thread: str = MAIN) -> tuple[Event, ...]:
    """A call of cancel() that sends its request, with what the service does about it at that moment."""
    began = Called(at, thread, number, 0, "cancel", ())
    return began, *_asked(number, "cancel", at, thread=thread), *moves, Returned(at, thread, number, said)


TAKEN = (CancelTaken(5.0, SERVICE, JOB, "accepted"), _moved(5.0, JobStatus.CANCELLED))
QUEUED, RUNNING = _moved(0.0, JobStatus.QUEUED), _moved(2.0, JobStatus.RUNNING)


@pytest.mark.parametrize(("said", "saw"), [(NONE, None), (YES, None), (NO, "cancel() returned False after 0 s")])
def test_a_request_that_is_taken_at_once_was_asked_before(said: Value, saw: str | None) -> None:
    """The job moves at the very moment of the call, and for that reason alone."""
    assert _saw("CANCEL-1", _history("ibmq-job", QUEUED, _cancelled(said, *TAKEN))) == [saw]
    assert _saw("CANCEL-3", _history("ibmq-job", QUEUED, RUNNING, _cancelled(said, *TAKEN))) == [saw]


def test_a_yes_is_held_against_the_end() -> None:
    """Also where the job has moved at the moment of the call."""
    done = Value("JobStatus", plain="DONE", state=JobStatus.DONE, thing=3)
    later = Called(6.0, MAIN, 2, 0, "status", ()), Returned(6.0, MAIN, 2, done)

    history = _history("ibmq-job", QUEUED, _cancelled(YES, *TAKEN), *later)

    assert _saw("CANCEL-6", history) == ["cancel() returned True, but the job ended as DONE"]


def test_a_moment_at_which_something_else_happens_has_no_order() -> None:
    """The job starts then, or another thread asks for the same."""
    at_once = _moved(5.0, JobStatus.RUNNING)
    other = Called(5.0, "lane-2", 2, 0, "cancel", ())

    assert _saw("CANCEL-1", _history("ibmq-job", QUEUED, at_once, _cancelled(NO, *TAKEN))) == []
    assert _saw("CANCEL-1", _history("ibmq-job", QUEUED, other, _cancelled(NO, *TAKEN))) == []


def test_a_service_may_refuse() -> None:
    """Whoever asked for nothing has no such excuse."""
    silent = (Called(5.0, MAIN, 1, 0, "cancel", ()), Returned(5.0, MAIN, 1, NO))

    assert _saw("CANCEL-1", _history("ibmq-job", QUEUED, _cancelled(NO))) == []
    assert _saw("CANCEL-1", _history("ibmq-job", QUEUED, *silent)) == ["cancel() returned False after 0 s"]


@pytest.mark.parametrize("at", [5.0, 9.0])
def test_a_job_whose_request_was_taken_has_done_its_part(at: float) -> None:
    """Though the service goes on for a while, or to the end."""
    taken = CancelTaken(5.0, SERVICE, JOB, "late")
    runs = _moved(at + 1.0, JobStatus.RUNNING)

    assert _saw("CANCEL-1", _history("runtime-job", QUEUED, _cancelled(NONE, taken), runs)) == [None]


def _wait(*between: Event, end: Error | Value = NONE, **given: Any) -> tuple[Event, ...]:
    at = max(each.at for each in between)
    came = Raised(at, MAIN, 1, end) if isinstance(end, Error) else Returned(at, MAIN, 1, end)
    return Called(1.0, MAIN, 1, 0, "wait_for_final_state", tuple(given.items())), *between, came


def _polled(*moments: float) -> tuple[Event, ...]:
    return tuple(event for number, at in enumerate(moments, start=1) for event in _asked(number, "status", at))


@pytest.mark.parametrize(
    ("default", "saw"),
    [("5", "wait_for_final_state() asked again after 3 s; the least is 5 s"), ("3", None), ("3.0", None)],
)
def test_a_default_of_the_job_itself_is_its_interval(default: str, saw: str | None) -> None:
    """Whether that is the documented one is for others to say."""
    offer = Offer("method", (("timeout", "None"), ("wait", default)))

    history = _history("jobv1", QUEUED, _wait(*_polled(1.0, 4.0)), wait_for_final_state=offer)

    assert _saw("RESOURCE-1", history) == [saw]


def test_a_default_that_is_no_number_is_the_documented_one() -> None:
    """So is that of a job whose signature nobody has told."""
    offer = Offer("method", (("timeout", "None"), ("wait", "None")))
    soon = _wait(*_polled(1.0, 4.0))

    saw = ["wait_for_final_state() asked again after 3 s; the least is 5 s"]
    assert _saw("RESOURCE-1", _history("jobv1", QUEUED, soon, wait_for_final_state=offer)) == saw
    assert _saw("RESOURCE-1", _history("jobv1", QUEUED, soon)) == saw


def test_no_document_tells_how_often_a_result_in_the_manner_of_jobv1_asks() -> None:
    """It has no `wait`."""
    asks = _polled(1.0, 1.2, 1.5)
    call = Called(1.0, MAIN, 1, 0, "result", ()), *asks, Returned(1.5, MAIN, 1, NONE)

    assert _saw("RESOURCE-1", _history("jobv1", QUEUED, call)) == []


def _struck(end: Error, *more: Event, **given: Any) -> History:
    asked, answer = _asked(1, "status", 1.0, said="500")
    assert isinstance(answer, Answered)
    failed = replace(answer, faults=(_FAULT,))
    return _history("jobv1", QUEUED, _wait(asked, failed, *more, end=end, **given), *_asked(3, "status", 9.0))


def test_a_wait_that_ends_with_an_error_that_nobody_documents_has_given_up() -> None:
    """Unless it says so because its time is up, or of a job that is over."""
    late = Error(("TimeoutError", "OSError", "Exception"), "late", 7)
    gave_up = (
        "wait_for_final_state() raised ConnectionError: the connection was lost after 0 s, "
        "for a fault that was over at the next question"
    )

    assert _saw("RESILIENCE-6", _struck(LOST)) == [gave_up]
    assert _saw("RESILIENCE-6", _struck(late)) == [None]
    assert _saw("RESILIENCE-6", _struck(LOST, RUNNING, _moved(3.0, JobStatus.DONE))) == [None]

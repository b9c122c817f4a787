"""Judges read histories that nobody has run: what a real job is too orderly to show, written by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qjobspec import JobStatus, profile, requirements
from qjobspec_conformance.events import Called, CalledBack, Error, Event, Raised, Returned, Value, WorkEnded, WorkStarted
from qjobspec_conformance.examples import Callback, Example, Program, Step, Timeline
from qjobspec_conformance.findings import Finding
from qjobspec_conformance.harnesses import subject
from qjobspec_conformance.histories import History
from qjobspec_conformance.judges import JUDGES
from qjobspec_conformance.offers import Offer
from qjobspec_conformance.stage import drive
from qjobspec_conformance.works import Outcome

from . import jobs

MAIN = "main"
SUBMITTED = (Called(0.0, MAIN, 1, 0, "submit", ()), Returned(0.0, MAIN, 1, Value("NoneType")))
WAITING = (("callback", Callback()),)


def _history(*events: Event) -> History:
    empty = drive(subject(jobs.Good), Example(Timeline(), Program(((Step("submit"),),))))
    return replace(empty, events=(*SUBMITTED, *events))


def _judged(name: str, history: History) -> list[Finding]:
    return list(JUDGES[name](history))


def _says(at: float, number: int, state: JobStatus, thread: str = MAIN) -> tuple[Called, Returned]:
    value = Value("JobStatus", plain=state.name, state=state, thing=number)
    return Called(at, thread, number, 0, "status", ()), Returned(at, thread, number, value)


def test_every_requirement_has_a_judge_and_every_judge_a_requirement() -> None:
    """The table of judges names what the specification asks of any job, and nothing besides."""
    assert JUDGES.keys() == requirements().keys()


@pytest.mark.parametrize("name", [name for name in JUDGES if not name.startswith(("MEMBER", "CONSTRUCTOR"))])
def test_nothing_is_judged_where_nothing_happened(name: str) -> None:
    """An empty history exercises no requirement: a pass has to be earned."""
    assert _judged(name, replace(_history(), events=())) == []


def test_a_callback_with_too_few_arguments_is_judged_by_their_number_alone() -> None:
    """What a missing argument should have been is not judged besides."""
    waiting = Called(0.0, MAIN, 2, 0, "wait_for_final_state", WAITING)
    history = _history(waiting, CalledBack(0.0, MAIN, 2, (), ()))

    found = {name: _judged(name, history) for name in ("CALLBACK-1", "CALLBACK-2", "CALLBACK-3", "CALLBACK-4")}

    assert [finding.saw for finding in found.pop("CALLBACK-1")] == ["the callback was called with ()"]
    assert not any(found.values())


def test_a_callback_that_is_given_a_word_for_a_status_is_broken() -> None:
    """The second argument has to be a JobStatus, not its name."""
    waiting = Called(0.0, MAIN, 2, 0, "wait_for_final_state", WAITING)
    history = _history(waiting, CalledBack(0.0, MAIN, 2, (Value("str", "job-1"), Value("str", "RUNNING")), ()))

    found = _judged("CALLBACK-3", history)

    assert [finding.saw for finding in found] == ["the callback was given 'RUNNING' of type str"]


def test_work_that_starts_after_cancelled_was_said_breaks_cancel_9() -> None:
    """CANCELLED is final: the work may not begin afterwards, and one that began before is no fault."""
    said = _says(1.0, 2, JobStatus.CANCELLED)
    late = _history(*said, WorkStarted(2.0, "thread-1", 0))
    early = _history(WorkStarted(0.5, "thread-1", 0), *said)

    assert [finding.saw for finding in _judged("CANCEL-9", late)] == ["status() said CANCELLED, and the work started at 2 s"]
    assert [finding.saw for finding in _judged("CANCEL-9", early)] == [None]


def test_an_identity_that_never_comes_back_is_not_judged_as_an_answer() -> None:
    """A call without an end says neither yes nor no."""
    assert _judged("IDENTITY-7", _history(Called(0.0, MAIN, 2, 0, "job_id", ()))) == []


def test_a_later_timeout_is_not_another_result() -> None:
    """A second result() that times out is for TIMEOUT-4 to judge."""
    steps = (Step("submit"), Step("result"), Step("result", (("timeout", 0),)))
    history = drive(subject(jobs.Good), Example(Timeline(), Program((steps,))))
    late = Raised(1.0, MAIN, 3, Error(("TimeoutError", "Exception"), "", 9))
    spoilt = replace(history, events=(*history.events[:-1], late))

    assert [finding.saw for finding in _judged("RESULT-4", history)] == [None]
    assert _judged("RESULT-4", spoilt) == []


def test_answers_that_overlap_have_no_order() -> None:
    """Two threads that ask at once may be told in either order."""
    (asked, told), (asked_too, told_too) = _says(1.0, 2, JobStatus.DONE), _says(1.0, 3, JobStatus.RUNNING, "lane-2")

    assert _judged("STATUS-2", _history(asked, asked_too, told_too, told)) == []
    assert [finding.saw for finding in _judged("STATUS-2", _history(asked, told, asked_too, told_too))] == [
        "status() said DONE, then RUNNING"
    ]


@pytest.mark.parametrize(
    ("parameters", "fits"),
    [
        ((("timeout", "None"),), True),
        ((("timeout", "None"), ("decoder", "None")), True),
        ((("timeout", "None"), ("*, wait", "5")), True),
        ((("timeout", "None"), ("**rest", None)), True),
        ((), False),
        ((("seconds", "None"),), False),
        ((("timeout", "1"),), False),
        ((("timeout", None),), False),
        ((("*, timeout", "None"),), False),
        ((("timeout, /", "None"),), False),
        ((("timeout", "None"), ("decoder", None)), False),
        ((("timeout", "None"), ("*, decoder", None)), False),
        ((("*rest", None),), False),
    ],
)
def test_a_signature_fits_if_every_call_of_the_profile_does(
    parameters: tuple[tuple[str, str | None], ...], fits: bool
) -> None:
    """Names, order, defaults and the ways of passing are those of the profile; more is welcome if it has defaults."""
    history = _history()
    offers = {"result": Offer("method", parameters)}

    found = _judged("MEMBER-2", replace(history, offers=offers))

    assert [finding.saw is None for finding in found] == [fits]


@pytest.mark.parametrize(
    ("end", "saw"),
    [
        (Returned(1.0, MAIN, 3, Value("NoneType")), None),
        (
            Raised(1.0, MAIN, 3, Error(("CancelledError", "Exception"), "", 9)),
            "after the timeout, result() raised CancelledError after 0 s",
        ),
    ],
)
def test_a_timeout_is_blamed_for_what_only_it_can_have_done(end: Event, saw: str | None) -> None:
    """A result() that comes back early with nothing may do so without any timeout; one that raises has been harmed."""
    late = Raised(1.0, MAIN, 2, Error(("TimeoutError", "Exception"), "", 8))
    history = _history(
        Called(0.0, MAIN, 2, 0, "result", (("timeout", 1.0),)), late, Called(1.0, MAIN, 3, 0, "result", ()), end
    )

    found = _judged("TIMEOUT-5", history)

    assert [finding.saw for finding in found] == [saw]


@pytest.mark.parametrize("name", ["ibmq-job", "runtime-job-v2"])
def test_a_wait_without_an_interval_of_its_own_is_judged_by_that_of_the_profile(name: str) -> None:
    """`wait=None`, and a member that takes no `wait` at all."""
    chosen = profile(name)
    waited = Called(0.0, MAIN, 2, 0, "wait_for_final_state", ()), Returned(4.0, MAIN, 2, Value("NoneType"))
    ended = WorkEnded(4.0, MAIN, 0, Outcome.SUCCEEDS, Value("bool", plain=True), None)
    history = replace(_history(waited[0], WorkStarted(0.0, MAIN, 0), ended, waited[1]), profile=chosen)

    assert [finding.saw for finding in _judged("WAIT-3", history)] == [None]

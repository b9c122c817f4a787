"""One example, run against one subject and written down."""

from __future__ import annotations

import json
import time

import pytest

from qjobspec_conformance.events import CalledBack, Raised, Returned, WorkEnded, WorkStarted
from qjobspec_conformance.examples import Callback, Example, Program, Step, Timeline
from qjobspec_conformance.harnesses import HarnessError, subject
from qjobspec_conformance.stage import drive
from qjobspec_conformance.works import Outcome

from . import jobs

SUBMIT, RESULT = Step("submit"), Step("result")


def _example(*steps: Step, timeline: Timeline | None = None) -> Example:
    return Example(timeline or Timeline(running=4.0), Program((steps,)))


def test_a_history_has_what_the_user_did_and_what_the_work_did() -> None:
    """Calls, returns and moves of the work stand in the history with their virtual moments."""
    history = drive(subject(jobs.Good), _example(SUBMIT, RESULT))

    assert [(event.kind, event.at) for event in history.events] == [
        ("called", 0.0),
        ("returned", 0.0),
        ("called", 0.0),
        ("work-started", 0.0),
        ("work-ended", 4.0),
        ("returned", 4.0),
    ]


def test_a_pending_job_waits_for_the_jobs_ahead_of_it() -> None:
    """With `pending` another job holds the executor first."""
    history = drive(subject(jobs.Good), _example(SUBMIT, RESULT, timeline=Timeline(pending=2.5, running=1.0)))

    assert history.work_started == 2.5
    assert history.ended >= 3.5


def test_the_same_example_gives_the_same_history_byte_for_byte() -> None:
    """A history is a pure function of subject and example."""
    callback = Callback(asks=("status", "cancel"))
    steps = (SUBMIT, Step("wait_for_final_state", (("wait", 0.5), ("callback", callback))), RESULT)
    example = Example(Timeline(1.0, 2.0), Program((steps, (Step("result", after=1.0), Step("status")))), (1, 0, 2))

    texts = {json.dumps(drive(subject(jobs.Good), example).as_document()) for _ in range(10)}

    assert len(texts) == 1


def test_a_callback_is_written_down_with_what_it_was_given_and_what_it_asked() -> None:
    """The callback's arguments and the calls it makes are events of the history."""
    step = Step("wait_for_final_state", (("wait", 3.0), ("callback", Callback(asks=("status",), raises="enough"))))

    history = drive(subject(jobs.Good), _example(SUBMIT, step))

    (_, callback), *_ = history.callbacks(history.calls("wait_for_final_state")[0])
    assert [value.type for value in callback.arguments][::2] == ["str", "qjobspec_reference.aerjob.AerJob"]
    assert isinstance(history.events[-1], WorkEnded)
    (raised,) = [event for event in history.events if isinstance(event, Raised)]
    assert str(raised.error) == "CallbackError: enough"


def test_two_threads_have_two_names() -> None:
    """Each event says in which thread it happened."""
    history = drive(subject(jobs.Good), Example(Timeline(), Program(((SUBMIT,), (Step("job_id"),)))))

    assert {event.thread for event in history.events if isinstance(event, Returned)} == {"main", "lane-2"}
    assert [event.thread for event in history.events if isinstance(event, WorkStarted)] == ["thread-1"]


def test_a_call_that_never_returns_is_a_hang_with_its_stack() -> None:
    """Waiting for what nobody does ends the run and says where it waited."""
    history = drive(subject(jobs.NeverReturns), _example(SUBMIT, RESULT))

    assert history.hung is not None
    assert history.hung.verdict == "deadlock"
    assert any("jobs._Waits.result" in frame for _, _, frames in history.hung.threads for frame in frames)


def test_an_hour_of_the_jobs_time_costs_next_to_nothing() -> None:
    """Waiting an hour, asking every five seconds, is no hour for whoever judges."""
    step = Step("wait_for_final_state")
    began = time.monotonic()

    history = drive(subject(jobs.Good), _example(SUBMIT, step, timeline=Timeline(running=3600.0)))

    assert history.ended >= 3600.0
    assert time.monotonic() - began < 600.0


def test_a_harness_that_cannot_start_a_job_is_one_line() -> None:
    """What start() raises is told to the author as one line, not as a verdict on the job."""
    with pytest.raises(HarnessError) as caught:
        drive(subject(jobs.CannotStart), _example(SUBMIT))

    assert str(caught.value).endswith("raised OSError: no simulator here")


def test_a_spin_is_a_hang_too() -> None:
    """A loop that never waits is brought down by the watchdog."""
    history = drive(subject(jobs.Spins), _example(SUBMIT, RESULT), real_seconds=0.3)

    assert history.hung is not None
    assert history.hung.verdict == "spin"


def test_a_job_that_is_born_submitted_needs_no_submit() -> None:
    """With `lacks = {"submit"}` the job was handed in from the start."""
    history = drive(subject(jobs.Submitted), _example(RESULT))

    assert history.handed_in == 0.0
    assert history.work_ended is not None
    assert history.work_ended.outcome is Outcome.SUCCEEDS
    assert not [event for event in history.events if isinstance(event, CalledBack)]

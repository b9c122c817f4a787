"""A job at a service, driven through its own client: what stands in the history."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from qjobspec import JobStatus, schema
from qjobspec_conformance.documents.faults import faults
from qjobspec_conformance.events import (
    Answered,
    Asked,
    CancelTaken,
    Event,
    Left,
    Moved,
    Raised,
    ResultTaken,
    Stepped,
    Unreached,
)
from qjobspec_conformance.examples import Example, Program, Recorded, Step, example_of
from qjobspec_conformance.face.drawing import picture
from qjobspec_conformance.harnesses import HarnessError, Subject, subject
from qjobspec_conformance.histories import History
from qjobspec_conformance.judges import JUDGES
from qjobspec_conformance.phases import Phase
from qjobspec_conformance.recorded import as_recorded
from qjobspec_conformance.services import LAST, SPEECHES, Cancellation, ClockStep, Goes, Plot, Strike, plots
from qjobspec_conformance.services import Phase as Said
from qjobspec_conformance.stage import drive

from .sample import Sample, SampleJob

HISTORY = schema("history")
#: Of what an example is, by the schema of histories.
VALIDATOR = Draft202012Validator({"$ref": "#/$defs/example", "$defs": HISTORY["$defs"]})
RESULT, STATUS, CANCEL = Step("result"), Step("status"), Step("cancel")


def run(sample: Subject, *steps: Step, plot: Plot | None = None) -> History:
    """The history of one thread."""
    return drive(sample, Example(plot or Plot(), Program((steps,))))


def strike(name: str, request: int = 0, burst: int = 1, role: str = "job", **parameters: Any) -> Plot:
    """A plot with one strike."""
    return Plot(strikes=(Strike(name, role, request, tuple(parameters.items()), burst),))


def of(history: History, *kinds: type[Event]) -> list[Any]:
    """The events of these kinds."""
    return [event for event in history.events if isinstance(event, kinds)]


def test_requests_answers_and_moves_stand_in_the_history_in_order(sample: Subject) -> None:
    """What the user did, what was asked, and what the service said, each at its moment."""
    history = run(sample, RESULT)

    assert [(event.kind, event.at) for event in history.events] == [
        ("moved", 0.0),
        ("called", 0.0),
        ("asked", 0.0),
        ("answered", 0.0),
        ("moved", 2.0),
        ("asked", 2.0),
        ("answered", 2.0),
        ("asked", 4.0),
        ("answered", 4.0),
        ("moved", 6.0),
        ("asked", 6.0),
        ("answered", 6.0),
        ("asked", 6.0),
        ("answered", 6.0),
        ("result-taken", 6.0),
        ("returned", 6.0),
    ]
    assert [(each.said, each.word, each.state) for each in of(history, Answered)][:2] == [
        ("200", "QUEUED", JobStatus.QUEUED),
        ("200", "RUNNING", JobStatus.RUNNING),
    ]
    assert [(each.role, each.method, each.job) for each in of(history, Asked)][-2:] == [
        ("job", "GET", "job-7"),
        ("result", "GET", "job-7"),
    ]
    assert history.job == "job-7"
    assert history.is_smooth


def test_the_history_of_a_service_keeps_its_schema(sample: Subject) -> None:
    """Every kind of event is a document of the schema `history`, and the example can be read back."""
    steps = (STATUS, Step("status", job=1), Step("cancel", after=1.0, in_loop=True), Step("result", (("timeout", 1.0),)))
    plots = [
        Plot(cancellation=Cancellation(Goes.ACCEPTED, 1.0)),
        strike("read-timeout"),
        strike("connection-refused", 1),
        strike("server-error", status=503),
        Plot(phases=(Said("QUEUED", 1.0), Said("PAUSED", 60.0)), latency=0.25),
    ]

    for plot in plots:
        history = run(sample, *steps, RESULT, plot=plot)
        document = json.loads(json.dumps(history.as_document(), allow_nan=False))

        assert list(faults(document, "history")) == []
        assert example_of(document["example"]) == history.example


@settings(max_examples=30, derandomize=True, deadline=None)
@given(st.sampled_from(tuple(SPEECHES.values())).flatmap(plots))
def test_every_plot_is_a_document_of_the_schema(plot: Plot) -> None:
    """And the example that has it can be read back."""
    example = Example(plot, Program(((STATUS,),)))
    document = json.loads(json.dumps(example.as_document(), allow_nan=False))

    assert list(VALIDATOR.iter_errors(document)) == []
    assert example_of(document) == example


@pytest.mark.parametrize("request_number", [0, 1, LAST])
@pytest.mark.parametrize("name", ["connection-refused", "dns-failure", "connect-timeout", "tls-failure"])
def test_a_connection_that_does_not_come_about_fails_the_very_request_that_was_meant(
    sample: Subject, name: str, request_number: int
) -> None:
    """The requests before it come and are answered; the client's own error says which connection it was."""
    secure = name == "tls-failure"  # a plain connection has no handshake to fail
    history = run(sample, RESULT, plot=strike(name, request_number))
    plain = [(event.at, event.role) for event in of(run(sample, RESULT), Asked)]

    unreached = of(history, Unreached)
    before = {0: 0, 1: 1, LAST: 3}[request_number]

    if secure:
        assert unreached == []
        return
    assert [each.fault.name for each in unreached] == [name]
    assert [(event.at, event.role) for event in of(history, Asked)] == plain[:before]
    assert of(history, Raised)[0].error.name == "ApiError"
    assert history.example.timeline == strike(name, request_number)


def test_a_strike_that_nothing_reaches_leaves_the_run_as_it_is(sample: Subject) -> None:
    """A connection that nobody makes cannot be refused."""
    plot = strike("connection-refused", 7, role="logs")

    assert run(sample, STATUS, plot=plot).events == run(sample, STATUS).events


def test_faults_stand_with_the_answers_that_they_spoil(sample: Subject) -> None:
    """The perturbation and its parameters; and how long the client waits for the whole of the answer."""
    history = run(sample, STATUS, STATUS, plot=strike("slow-answer", seconds=3))

    slow, plain = of(history, Answered)
    assert (str(slow.faults[0]), slow.lasts) == ("slow-answer(seconds=3)", 3.0)
    assert (plain.faults, plain.lasts) == ((), 0.0)
    assert not history.is_smooth


def test_a_silent_service_is_left_by_the_clients_own_timeout(sample: Subject) -> None:
    """The client waits for its five seconds, in virtual time, and the next request is answered."""
    history = run(sample, STATUS, STATUS, plot=strike("read-timeout"))

    first, second = history.calls("status")
    assert (first.elapsed, first.error is not None and "timed out" in first.error.message) == (5.0, True)
    assert second.state is JobStatus.RUNNING
    assert of(history, Answered)[0].lasts is None


def test_a_cancellation_moves_the_job(sample: Subject) -> None:
    """What comes of it stands in the history, and the phases follow."""
    plot = Plot(cancellation=Cancellation(Goes.ACCEPTED, 1.0))
    history = run(sample, Step("cancel", after=1.0), Step("status", after=3.0), plot=plot)

    assert [(each.at, each.goes) for each in of(history, CancelTaken)] == [(1.0, "accepted")]
    assert [(each.at, each.state) for each in of(history, Moved)][-1] == (2.0, JobStatus.CANCELLED)
    assert history.cancelled_at == 2.0
    assert history.phase_before(3.0) is Phase.CANCELLED
    assert history.calls("status")[0].state is JobStatus.CANCELLED


def test_two_handles_are_on_the_same_job(sample: Subject) -> None:
    """Job 1 is another object for the same id, and the service knows one job."""
    history = run(sample, CANCEL, Step("status", job=1))

    second = next(call for call in history.all_calls if call.began.job == 1)
    assert second.state is JobStatus.CANCELLED
    assert {each.job for each in of(history, Asked)} == {"job-7"}


def test_threads_and_running_event_loops_ask_too(sample: Subject) -> None:
    """Each request stands with the thread that sent it."""
    lanes = ((RESULT,), (Step("status", after=1.0, in_loop=True),), (Step("cancel", after=3.0),))
    history = drive(sample, Example(Plot(), Program(lanes), (1, 0, 2)))

    assert {each.thread for each in of(history, Asked)} == {"main", "lane-2", "lane-3"}
    assert history.hung is None


class _Leaver(SampleJob):
    """Leaves a thread behind that goes on asking."""

    def status(self) -> JobStatus:
        """Ask, and go on asking."""
        import threading
        import time

        threading.Thread(target=lambda: time.sleep(3600), name="poller", daemon=True).start()
        return super().status()


class _Leaving(Sample):
    """The harness of the one that leaves something."""

    def open(self, job_id: str) -> SampleJob:
        """Open it."""
        return _Leaver(job_id)


def test_threads_left_behind_stand_at_the_end() -> None:
    """By the names that the program gave them."""
    history = run(subject(_Leaving), STATUS)

    (left,) = of(history, Left)
    assert left.threads[0][0] == "poller"
    assert "left behind: poller" in picture(history)


def test_what_no_recording_shows_is_named_and_proves_nothing(sample: Subject) -> None:
    """A failed job was never asked for its result in these recordings."""
    history = run(sample, STATUS, plot=Plot(phases=(Said("VALIDATING", 4.0),)))

    (missing,) = history.missing
    assert missing.startswith("job in VALIDATING: no recording shows it; record ")
    assert missing.endswith("qjobspec record tests.conformance.worlds.sample:Sample --scenario watched")


class _Stray(Sample):
    """Opens jobs that ask elsewhere."""

    def open(self, job_id: str) -> SampleJob:
        """Open a job that asks a server nobody knows."""
        import urllib.request

        class Elsewhere(SampleJob):
            def status(self) -> JobStatus:
                urllib.request.urlopen("http://elsewhere.test/what").read()
                return JobStatus.DONE

        return Elsewhere(job_id)


def test_an_address_that_nobody_knows_is_named() -> None:
    """It never leaves the machine, whatever the job makes of the refusal."""
    history = run(subject(_Stray), STATUS)

    assert history.missing == (
        "a route: GET http://elsewhere.test/what: no script answers this, and nothing leaves the machine",
    )


class _Broken(Sample):
    """Cannot open anything."""

    def open(self, job_id: str) -> SampleJob:
        """Fail."""
        raise RuntimeError(f"no\nsuch job {job_id}")


def test_a_harness_that_cannot_open_its_job_is_told_so() -> None:
    """In one line."""
    with pytest.raises(HarnessError, match=r"_Broken: open\(job_id\) raised RuntimeError: no such job job-7"):
        run(subject(_Broken), STATUS)


@pytest.mark.parametrize("name", ["done", "error", "cancelled"])
def test_a_recording_is_played_word_for_word(sample: Subject, name: str) -> None:
    """Each question gets its recorded answers in their order, and the last one again."""
    ends = {"done": JobStatus.DONE, "error": JobStatus.ERROR, "cancelled": JobStatus.CANCELLED}[name]
    steps = [Step("status", after=1.0) for _ in range(4)]
    history = drive(sample, Example(Recorded(f"{name}.yaml", 4.0), Program((tuple(steps),))))

    assert [call.state for call in history.calls("status")] == [JobStatus.QUEUED, JobStatus.RUNNING, ends, ends]
    assert [each.says for each in of(history, Moved)] == [
        "QUEUED",
        "RUNNING",
        {"done": "COMPLETED", "error": "FAILED"}.get(name, "CANCELLED"),
    ]
    assert history.missing == ()


@pytest.mark.parametrize("name", ["done", "error", "cancelled"])
def test_the_history_of_a_recording_is_the_golden_one(sample: Subject, name: str) -> None:
    """Everything that was recorded is asked for in its order, and looks as it has looked since it was recorded."""
    assert sample.world is not None
    examples = as_recorded(sample.world, {"status", "result", "cancel"})
    example = next(each for each in examples if each.timeline.as_document() == {"recording": f"{name}.yaml"})  # type: ignore[union-attr]

    golden = (Path(__file__).parent / "golden" / f"{name}.txt").read_text(encoding="utf-8")

    assert picture(drive(sample, example)) + "\n" == golden


def test_a_question_that_was_not_recorded_has_no_answer_word_for_word(sample: Subject) -> None:
    """A job that was cancelled was not asked for its result."""
    history = drive(sample, Example(Recorded("cancelled.yaml"), Program(((Step("status"), Step("metrics")),))))

    assert history.calls("metrics")[0].error is not None


def test_the_picture_has_the_service_opposite_the_user(sample: Subject) -> None:
    """Each request with its answer and what struck it, in one line."""
    history = run(sample, RESULT, plot=strike("server-error", 1, status=503))
    text = picture(history)

    assert text.splitlines()[0].endswith("the service")
    assert "GET /jobs/job-7 → 200 QUEUED" in text
    assert "GET /jobs/job-7 → 503 [server-error(status=503)]" in text
    assert "job job-7: RUNNING" in text


def test_results_that_are_handed_out_stand_in_the_history(sample: Subject) -> None:
    """Once for each time."""
    assert len(of(run(sample, RESULT, RESULT), ResultTaken)) == 2


class _Knocking(Sample):
    """Asks for all jobs before it opens one, as some clients do."""

    recordings = "setup"

    def open(self, job_id: str) -> SampleJob:
        """Knock twice, then open a job whose cancellation is that it is deleted."""
        job = SampleJob(job_id)
        job.cancel = job.forget  # type: ignore[method-assign]
        job.jobs()
        job.jobs()
        return job


def test_set_up_is_answered_as_it_was_recorded() -> None:
    """In order, the last answer again where the dialect says that it repeats; and it stands in the history."""
    history = run(subject(_Knocking), STATUS)

    setup = [event for event in of(history, Asked) if event.role == "setup"]
    assert [(event.method, event.job) for event in setup] == [("GET", None), ("GET", None)]
    assert history.calls("status")[0].state is JobStatus.QUEUED


def test_set_up_that_may_not_be_repeated_has_no_second_answer() -> None:
    """A job can be deleted once."""
    history = run(subject(_Knocking), CANCEL, CANCEL)

    first, second = history.calls("cancel")
    assert (first.error, second.error is not None) == (None, True)
    assert history.missing[0].startswith("a route: DELETE http://runtime.test/jobs/job-7")


def test_a_recording_has_its_set_up_too() -> None:
    """Word for word."""
    history = drive(subject(_Knocking), Example(Recorded("setup.yaml"), Program(((STATUS, CANCEL, CANCEL),))))

    assert [event.role for event in of(history, Asked)] == ["setup", "setup", "job", "setup"]
    assert history.missing[0].startswith("a route: DELETE")


def test_a_wall_clock_that_is_moved_stands_in_the_history(sample: Subject) -> None:
    """It is the user's machine; waiting goes on as before."""
    history = run(sample, RESULT, plot=Plot(clock=(ClockStep(1.0, 3600.0),)))

    assert [(event.at, event.seconds) for event in of(history, Stepped)] == [(1.0, 3600.0)]
    assert history.calls("result")[0].elapsed == 6.0
    assert "the wall clock is moved by 3600 s" in picture(history)


def test_the_picture_says_what_a_service_does_by_itself(sample: Subject) -> None:
    """Cancellations, results and connections that fail."""
    cancelled = run(sample, CANCEL, Step("result"))
    refused = run(sample, STATUS, plot=strike("connection-refused"))

    assert "job job-7: cancellation accepted" in picture(cancelled)
    assert "job job-7: result handed out" in picture(run(sample, RESULT))
    assert "runtime.test:80 cannot be reached [connection-refused]" in picture(refused)


def test_work_that_is_handed_over_is_not_what_a_service_runs(sample: Subject) -> None:
    """What is asked of `submit()` is not judged by histories of services."""
    assert list(JUDGES["SUBMIT-2"](run(sample, RESULT))) == []


def test_a_disturbed_history_is_read_by_those_who_hold_whatever_comes(sample: Subject) -> None:
    """A service that is late tells nothing about a job that is late."""
    late = run(sample, RESULT, plot=Plot(latency=2.0))

    assert list(JUDGES["RESULT-3"](run(sample, RESULT))) != []
    assert list(JUDGES["RESULT-3"](late)) == []
    assert list(JUDGES["RESULT-4"](run(sample, RESULT, RESULT, plot=Plot(latency=2.0)))) != []

"""Where the judged job comes from: its constructor alone, or a user who hands it in; and what histories tell of either."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from qjobspec_conformance.calls import Call
from qjobspec_conformance.events import Asked, Called, CalledBack, Returned, Used, Warned
from qjobspec_conformance.examples import Callback, Decoder, Example, Lent, Origin, Program, Step, example_of
from qjobspec_conformance.exchanges import Exchange
from qjobspec_conformance.harnesses import HarnessError, subject
from qjobspec_conformance.judges import JUDGES
from qjobspec_conformance.playing import play
from qjobspec_conformance.services import Phase, Plot, Strike
from qjobspec_conformance.stage import drive

from .sample import ApiError, Sample, SampleJob


class Given(SampleJob):
    """Remembers what its constructor was given, and calls back at once."""

    def __init__(self, job_id: str, given: dict[str, Any]) -> None:
        super().__init__(job_id)
        self.program = given.get("program_id")
        if callback := given.get("user_callback"):
            callback(job_id, "made")


class Makes(Sample):
    """Constructs jobs, and hands them in."""

    profile = "runtime-job-v2"
    recordings = "../worlds/recordings"
    lacks = ("streaming",)

    def construct(self, job_id: str, **given: Any) -> SampleJob:
        """Make the job object alone."""
        return Given(job_id, given)

    def run(self) -> SampleJob:
        """Hand a job in."""
        made: Any = SampleJob("")
        return SampleJob(made._send("POST", "http://runtime.test/jobs")["id"])


class Takes(Makes):
    """Constructs jobs out of less."""

    def construct(self, job_id: str, creation_date: str | None = None, colour: str = "red") -> SampleJob:  # type: ignore[override]
        """Make the job object alone."""
        raise ValueError("no job today")


def _made(*steps: Step, origin: Origin = Origin.CONSTRUCTED, **given: Any) -> Example:
    return Example(Plot(), Program((steps,)), origin=origin, given=tuple(given.items()))


def test_a_job_is_made_by_its_constructor_alone() -> None:
    """The history tells what it was given, what came of it, and what was asked meanwhile: nothing."""
    example = _made(Step("program"), program_id="sampler", user_callback=Callback())

    history = drive(subject(Makes), example)

    made, back, returned = history.events[1:4]
    assert isinstance(made, Called)
    assert (made.member, made.arguments) == ("constructor", example.given)
    assert isinstance(back, CalledBack)
    assert [value.plain for value in back.arguments] == [history.job, "made"]
    assert isinstance(returned, Returned)
    assert not any(isinstance(event, Asked) for event in history.events)
    assert [call.value.plain for call in history.calls("program") if call.value] == ["sampler"]


def test_what_a_harness_can_construct_is_known_before() -> None:
    """By the parameters of the profile that its method takes."""
    whole, part, none = subject(Makes).constructs, subject(Takes).constructs, subject(Sample).constructs

    assert whole is not None
    assert {"program_id", "creation_date", "user_callback"} <= whole
    assert part == {"job_id", "creation_date"}
    assert none is None
    assert [subject(each).runs for each in (Makes, Sample)] == [True, False]


def test_a_harness_that_cannot_construct_is_at_fault() -> None:
    """One line says so."""
    with pytest.raises(HarnessError, match=r"construct\(job_id\) raised ValueError: no job today"):
        drive(subject(Takes), _made())


def test_a_submission_that_no_recording_shows_is_missing() -> None:
    """What came of it proves nothing."""
    history = drive(subject(Makes), _made(Step("status"), origin=Origin.RUN))

    assert history.missing
    assert "submit" in history.missing[0]


def test_a_submission_that_fails_leaves_no_job(monkeypatch: pytest.MonkeyPatch) -> None:
    """The user is told, and what he would have done next does not happen."""

    def fail(_: Makes) -> SampleJob:
        raise ApiError("no more jobs for you")

    monkeypatch.setattr(Makes, "run", fail)

    history = drive(subject(Makes), _made(Step("status"), origin=Origin.RUN))

    assert [call.began.member for call in history.all_calls] == ["run"]
    assert history.all_calls[0].error is not None
    assert history.all_calls[0].error.message == "no more jobs for you"
    assert (history.thing, history.offers) == (None, {})
    assert list(JUDGES["MEMBER-1"](history)) == []


def test_an_example_with_an_origin_is_plain_json() -> None:
    """And can be read again."""
    steps = (Step("result", (("decoder", Decoder("mine")),), spoils=True),)
    example = _made(*steps, creation_date="2021-10-12", result_decoder=Decoder("yours"))

    document = example.as_document()

    assert (document["origin"], document["given"]["result_decoder"]) == ("constructed", {"decoder": "yours"})
    assert example_of(document) == example
    assert replace(example, given=()).size < example.size


@pytest.mark.parametrize("secrets", [("",), (7,)])
def test_secrets_are_texts(secrets: tuple[Any, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    """One line says so."""
    monkeypatch.setattr(Makes, "secrets", secrets, raising=False)

    with pytest.raises(HarnessError, match=r"Makes.secrets: every secret is a text"):
        subject(Makes)


def test_a_warning_that_shows_a_secret_leaks(monkeypatch: pytest.MonkeyPatch) -> None:
    """It stands in the history with its category."""
    import warnings

    def status(job: SampleJob) -> None:
        del job
        warnings.warn("refused: not-a-real-token", RuntimeWarning, stacklevel=1)

    monkeypatch.setattr(Makes, "secrets", "not-a-real-token", raising=False)
    monkeypatch.setattr(SampleJob, "status", status)

    history = drive(subject(Makes), Example(Plot(), Program(((Step("status"),),))))

    warned = [event for event in history.events if isinstance(event, Warned)]
    assert [(each.by, each.category, each.leaks) for each in warned] == [("warnings", "RuntimeWarning", True)]


def test_a_constructed_job_can_be_played(capsys: pytest.CaptureFixture[str]) -> None:
    """With what its constructor is given."""
    from contextlib import ExitStack

    example = _made(program_id="sampler", user_callback=Callback(), params=("a",), result_decoder=Decoder("mine"))

    with ExitStack() as until:
        (job,) = play(Makes, example.as_document(), until)

    assert job.program == "sampler"
    assert "callback" in capsys.readouterr().out


def test_a_constructor_that_raises_over_what_it_is_given_is_told() -> None:
    """Without anything more it can be called, so it is not the harness that is at fault; and there is no job to use."""
    history = drive(subject(Takes), _made(Step("status"), creation_date="2021-10-12"))

    assert [(call.began.member, str(call.error)) for call in history.all_calls] == [
        ("constructor", "ValueError: no job today")
    ]
    assert (history.constructed, history.thing) == (None, None)


def test_a_result_is_lent_to_a_constructor_anew_each_time() -> None:
    """What the service tells; what the job does to it stays with the job."""
    from contextlib import ExitStack

    judged, example = subject(Makes), _made(Step("program"), program_id=Lent("result"))

    history = drive(judged, example)

    (lent,) = (event for event in history.events if isinstance(event, Used))
    ((name, value),) = lent.given
    assert judged.world is not None
    assert (lent.number, lent.what, lent.does, name) == (1, "result", "lent", "result")
    assert value.data == judged.world.result == _answered(history.calls("program")[0])
    assert judged.world.result is not judged.world.result
    assert example_of(example.as_document()) == example
    with ExitStack() as until:
        (job,) = play(Makes, example.as_document(), until)
    assert job.program == judged.world.result


def _answered(call: Call) -> Any:
    assert call.value is not None
    return call.value.data


@pytest.mark.parametrize("fault", ["server-error", "connect-timeout"])
def test_a_job_that_cannot_be_opened_under_a_fault_is_told(fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its harness asks the service; where that fails the user has no job, and nothing more is called."""

    def asking(_: Sample, job_id: str) -> SampleJob:
        job = SampleJob(job_id)
        job.status()
        return job

    monkeypatch.setattr(Sample, "open", asking)
    plot = Plot(phases=(Phase("PAUSED", 2.0),))

    history = drive(subject(Sample), Example(plot, Program(((Step("status"),),))))

    assert [(call.began.member, call.error is not None) for call in history.all_calls] == [("open", True)]
    kinds = [event.kind for event in history.events]
    assert "asked" not in kinds[: kinds.index("called")]


def test_another_handle_that_cannot_be_opened_under_a_fault_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """The job that was made before it stands in the history."""

    def asking(_: Sample, job_id: str) -> SampleJob:
        job = SampleJob(job_id)
        job.status()
        return job

    monkeypatch.setattr(Makes, "open", asking)
    example = replace(_made(Step("status"), Step("status", job=1)), timeline=Plot(strikes=(Strike("server-error", "job"),)))

    history = drive(subject(Makes), example)

    assert [(call.began.member, call.error is None) for call in history.all_calls] == [
        ("constructor", True),
        ("open", False),
    ]


def test_a_fault_spares_who_opens_the_job(monkeypatch: pytest.MonkeyPatch) -> None:
    """It meets the first request of its user instead; what is true all the same meets both."""

    def asking(_: Sample, job_id: str) -> SampleJob:
        job = SampleJob(job_id)
        job.status()
        return job

    monkeypatch.setattr(Sample, "open", asking)

    def exchanges(strike: Strike) -> tuple[Exchange, ...]:
        return drive(subject(Sample), Example(Plot(strikes=(strike,)), Program(((Step("status"),),)))).exchanges

    assert [each.succeeded for each in exchanges(Strike("server-error", "job", 0, (("status", 500),)))] == [True, False]
    assert [each.succeeded for each in exchanges(Strike("connection-refused", "job", 0))] == [True, False]
    lower = exchanges(Strike("other-case-word", "job", 0, (("case", "lower"),)))
    assert [each.has("other-case-word") for each in lower] == [True, False]


def test_a_job_that_cannot_be_opened_at_all_is_the_fault_of_its_harness(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing is otherwise than usual."""
    monkeypatch.setattr(Sample, "open", lambda *_: 1 / 0)

    with pytest.raises(HarnessError, match=r"open\(job_id\) raised ZeroDivisionError"):
        drive(subject(Sample), Example(Plot(), Program(((Step("status"),),))))

"""Judges of streams, resilience and company read histories that nobody has run: what real jobs are too orderly to show."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qjobspec import ErrorRole, JobStatus, profile
from qjobspec_conformance.events import (
    Answered,
    Asked,
    Called,
    CalledBack,
    Error,
    Event,
    Fault,
    Hung,
    Left,
    Moved,
    Raised,
    Returned,
    Told,
    Unreached,
    Value,
    Warned,
)
from qjobspec_conformance.examples import Argument, Callback, Decoder, Example, Program, Step, Timeline
from qjobspec_conformance.harnesses import subject
from qjobspec_conformance.histories import History
from qjobspec_conformance.judges import JUDGES
from qjobspec_conformance.stage import drive

from . import jobs

MAIN, BESIDE, HELPER, SERVICE, JOB = "main", "lane-2", "thread-1", "service", "job-1"
NONE = Value("NoneType")
API = Error(("IBMRuntimeError", "Exception"), "the service fails", 90)
STATE = Error(("RuntimeInvalidStateError", "Exception"), "not now", 91)
LISTENING: tuple[tuple[str, Argument], ...] = (("callback", Callback()),)
QUIET = Fault("too-many-requests-until", (("seconds", 60),))


def history(*events: Event, name: str = "runtime-job-v2", ended: float = 10.0) -> History:
    """A history of a job at a service."""
    chosen = profile(name)
    empty = drive(subject(jobs.Good), Example(Timeline(), Program(((Step("submit"),),))))
    return replace(
        empty, profile=chosen, errors=chosen.errors, events=events, job=JOB, ended=ended, lacks=frozenset({"submit"})
    )


def called(number: int, member: str, at: float = 1.0, thread: str = MAIN, job: int = 0, **given: Argument) -> Called:
    """The user uses a member."""
    return Called(at, thread, number, job, member, tuple(given.items()))


def asked(number: int, role: str = "status", at: float = 1.0, thread: str = MAIN, method: str = "GET") -> Asked:
    """A request comes."""
    return Asked(at, thread, number, role, method, f"https://test/{role}", JOB)


def answered(
    number: int,
    state: JobStatus | None = JobStatus.RUNNING,
    *faults: Fault,
    at: float = 1.0,
    said: str = "200",
    word: str | None = "RUNNING",
    lasts: float | None = 0.0,
) -> Answered:
    """It is answered."""
    return Answered(at, SERVICE, number, said, word, state, faults, lasts)


def moved(at: float, state: JobStatus) -> Moved:
    """The service says something else of the job."""
    return Moved(at, SERVICE, JOB, state.value, state)


def saw(name: str, judged: History) -> list[str | None]:
    """What a judge finds."""
    return [finding.saw for finding in JUDGES[name](judged)]


def test_an_error_of_the_service_is_told_as_such() -> None:
    """A KeyError for a refused request breaks RESILIENCE-1; the error of role api keeps it."""
    begun = (called(1, "status"), asked(1), answered(1, None, said="500", word=None))
    foreign = Error(("KeyError", "Exception"), "status", 5)

    assert saw("RESILIENCE-1", history(*begun, Raised(1.0, MAIN, 1, API))) == [None]
    assert len(saw("RESILIENCE-1", history(*begun, Raised(1.0, MAIN, 1, foreign)))) == 1
    assert saw("RESILIENCE-1", history(*begun, Raised(1.0, MAIN, 1, foreign))) != [None]


def test_a_failure_is_owed_to_the_job_only_if_the_service_says_so() -> None:
    """The error of role failed has a reason in an answer that says ERROR, and none in a refusal."""
    failed = Error(("RuntimeJobFailureError", "Exception"), "it failed", 5)
    bad = (asked(2, "result"), answered(2, None, said="500", word=None), Raised(1.0, MAIN, 1, failed))

    told = history(called(1, "result"), asked(1), answered(1, JobStatus.ERROR), *bad)
    untold = history(called(1, "result"), asked(1), answered(1, JobStatus.DONE), *bad)

    assert saw("RESILIENCE-1", told) == []
    assert saw("RESILIENCE-1", untold) != [None]


def test_a_timeout_is_owed_to_time_only_when_it_is_over() -> None:
    """A timeout error before the time is up is the service's fault told wrongly."""
    late = Error(("RuntimeJobTimeoutError", "Exception"), "too late", 5)
    begun = (called(1, "result", timeout=5.0), Unreached(1.0, MAIN, "test:443", Fault("dns-failure")))

    assert saw("RESILIENCE-1", history(*begun, Raised(6.0, MAIN, 1, late))) == []
    assert saw("RESILIENCE-1", history(*begun, Raised(2.0, MAIN, 1, late))) != [None]


@pytest.mark.parametrize(("at", "fits"), [(30.0, False), (61.0, True)])
def test_peace_is_kept_by_whoever_was_asked_for_it(at: float, fits: bool) -> None:
    """A thread of the job's own that knocks again too soon breaks RESILIENCE-7; another handle's call does not."""
    refused = (asked(1, thread=HELPER), answered(1, None, QUIET, said="429", word=None))
    again = (asked(2, at=at, thread=HELPER), answered(2, at=at))
    other = (called(1, "status", at=at, job=1), asked(2, at=at), answered(2, at=at), Returned(at, MAIN, 1, NONE))

    assert [each is None for each in saw("RESILIENCE-7", history(*refused, *again))] == [fits]
    assert saw("RESILIENCE-7", history(*refused, *other)) == [None]


@pytest.mark.parametrize(("asks", "fits"), [(True, True), (False, False)])
def test_a_result_that_was_refused_is_fetched_again_and_not_made_up(asks: bool, fits: bool) -> None:
    """A later result() that gives one without having been handed one breaks RESILIENCE-9, whatever it gives."""
    refused = (called(1, "result"), asked(1, "result"), answered(1, None, said="500", word=None), Raised(1.0, MAIN, 1, API))
    fetched = (asked(2, "result", at=2.0), answered(2, None, at=2.0, word=None))
    later = (called(2, "result", at=2.0), *(fetched if asks else ()), Returned(2.0, MAIN, 2, NONE))

    judged = saw("RESILIENCE-9", history(moved(0.5, JobStatus.DONE), *refused, *later))

    assert [each is None for each in judged] == [fits]


def test_a_result_that_another_thread_fetched_is_no_invention() -> None:
    """A result() that was under way when another's failed may have been handed the one that a third gives."""
    beside = (called(3, "result", thread=HELPER), asked(3, "result", thread=HELPER))
    refused = (called(1, "result"), asked(1, "result"), answered(1, None, said="500", word=None), Raised(1.0, MAIN, 1, API))
    fetched = (answered(3, None, at=1.5, word=None), Returned(1.5, HELPER, 3, NONE))
    later = (called(2, "result", at=2.0), Returned(2.0, MAIN, 2, NONE))

    assert saw("RESILIENCE-9", history(moved(0.5, JobStatus.DONE), *beside, *refused, *fetched, *later)) == [None]


def test_a_thread_that_a_final_job_leaves_keeps_the_program_if_it_is_no_daemon() -> None:
    """RESOURCE-6 is about threads that the program waits for, RESOURCE-7 about all, and about websockets."""
    done = (called(1, "status"), asked(1), answered(1), Returned(1.0, MAIN, 1, NONE), moved(2.0, JobStatus.DONE))
    daemon = history(*done, Left(3.0, "", (("watch", "lock"),), (), (4,)))
    waited = history(*done, Left(3.0, "", (("watch", "lock"),), ("watch",)))

    assert saw("RESOURCE-6", daemon) == [None]
    assert saw("RESOURCE-6", waited) == ["the program would wait for watch"]
    assert saw("RESOURCE-7", daemon) == [
        "nobody is in a call any more, and there is still watch, the websocket of request 4"
    ]


def test_a_request_of_a_helper_belongs_to_the_only_call_there_is() -> None:
    """With two calls under way, or with a stream, nobody can tell."""
    told = (called(1, "status"), Returned(1.0, MAIN, 1, Value("str", plain="DONE", state=JobStatus.DONE)))
    again, end = called(2, "status", at=2.0), Returned(2.0, MAIN, 2, Value("str", plain="DONE", state=JobStatus.DONE))
    sent = (asked(1, at=2.0, thread=HELPER), answered(1, JobStatus.DONE, at=2.0))
    beside = called(3, "logs", at=2.0, thread=BESIDE)

    assert saw("RESOURCE-2", history(*told, again, *sent, end)) != [None]
    assert saw("RESOURCE-2", history(*told, again, beside, *sent, end)) == [None]


def test_two_handles_that_say_otherwise_of_one_end_break_concurrency_4() -> None:
    """Unless the service itself has told two ends."""
    first = (called(1, "status"), Returned(1.0, MAIN, 1, Value("str", plain="DONE", state=JobStatus.DONE)))
    second = (called(2, "status", job=1), Returned(1.0, MAIN, 2, Value("str", plain="ERROR", state=JobStatus.ERROR)))
    torn = (asked(1), answered(1, JobStatus.DONE), asked(2), answered(2, JobStatus.ERROR))

    assert saw("CONCURRENCY-4", history(*first, *second)) == ["one handle says DONE, and another ERROR"]
    assert saw("CONCURRENCY-4", history(*first, *second, *torn)) == []


def test_a_call_in_another_thread_that_hangs_does_not_work() -> None:
    """A deadlock breaks CONCURRENCY-1; a wait for a job that does not end says nothing."""
    stuck = (called(1, "status", thread=BESIDE), Hung(5.0, "", "deadlock", ()))
    waits = (called(1, "result", thread=BESIDE), Hung(5.0, "", "overrun", ()))
    main = (called(2, "job_id"), Returned(1.0, MAIN, 2, NONE))

    assert saw("CONCURRENCY-1", history(*main, *stuck)) == ["status() never came back"]
    assert saw("CONCURRENCY-1", history(*main, *waits)) == []


def streamed(*events: Event, raises: str | None = None, decoder: Decoder | None = None) -> History:
    """A stream on one connection, and what comes of it; the job is done at 9 s."""
    given: dict[str, Argument] = {"callback": Callback(raises=raises), **({"decoder": decoder} if decoder else {})}
    begun = (called(1, "stream_results", **given), Returned(1.0, MAIN, 1, NONE))
    opened = (asked(7, "stream", thread=HELPER), answered(7, None, said="websocket", word=None))
    return history(*begun, *opened, *events)


def message(at: float, text: str, what: str | None = "interim", place: int | None = 0) -> Told:
    """The service sends something."""
    return Told(at, SERVICE, 7, text, what, place)


def came(at: float, content: str, *more: Value) -> CalledBack:
    """It reaches the callback."""
    return CalledBack(at, HELPER, 1, (Value("str", plain=JOB), Value("dict", thing=8, content=content), *more), ())


def test_what_is_lost_or_doubled_on_a_stream_breaks_stream_2() -> None:
    """Each interim result once and in order."""
    one, two = message(2.0, '{"i":1}'), message(3.0, '{"i":2}', place=1)

    assert saw("STREAM-2", streamed(one, came(2.0, '{"i":1}'), two, came(3.0, '{"i":2}'))) == [None]
    assert saw("STREAM-2", streamed(one, two, came(3.0, '{"i":2}'), came(3.0, '{"i":1}'))) != [None]
    assert saw("STREAM-2", streamed(one, came(2.0, '{"i":1}'), came(2.0, '{"i":1}'))) != [None]
    assert saw("STREAM-2", streamed(one, came(2.0, '{"i":1}', NONE))) == []
    assert saw("STREAM-2", streamed(one, came(2.0, '"another"'))) == []


def test_a_decoder_of_the_suite_is_known_by_its_mark() -> None:
    """STREAM-7 asks who has decoded, not whether everything came."""
    one, theirs = message(2.0, '{"i":1}'), Decoder("theirs")
    marked = '{"decoder":"theirs","text":"{\\"i\\":1}"}'

    assert saw("STREAM-7", streamed(one, came(2.0, marked), decoder=theirs)) == [None]
    assert saw("STREAM-7", streamed(one, came(2.0, '{"i":1}'), decoder=theirs)) != [None]
    assert saw("STREAM-7", streamed(one, came(2.0, marked))) != [None]


def test_a_callback_that_fails_is_logged_and_called_again() -> None:
    """Silence breaks STREAM-12, and so does the end of the stream."""
    one, two = message(2.0, "1"), message(3.0, "2", place=1)
    logged = Warned(2.0, HELPER, "logging", "job", "the callback failed")

    assert saw("STREAM-12", streamed(one, came(2.0, "1"), raises="stop")) == ["the callback failed, and nothing was logged"]
    assert saw("STREAM-12", streamed(one, came(2.0, "1"), logged, two, came(3.0, "2"), raises="stop")) == [None]
    assert saw("STREAM-12", streamed(one, came(2.0, "1"), logged, two, raises="stop")) != [None]


def test_a_stream_of_a_cancelled_job_that_goes_on_breaks_stream_15() -> None:
    """A thread that is left, or a callback that comes."""
    cancelled = (called(2, "cancel", at=3.0), moved(3.0, JobStatus.CANCELLED), Returned(3.0, MAIN, 2, NONE))

    assert saw("STREAM-15", streamed(*cancelled)) == [None]
    assert saw("STREAM-15", streamed(*cancelled, came(4.0, "1"))) != [None]
    assert saw("STREAM-15", streamed(*cancelled, Left(9.0, "", (("stream", "socket"),)))) != [None]


def test_one_class_may_fill_several_roles() -> None:
    """Where every role is filled by JobError, a refusal for the state of the job is still no failure of the service."""
    refused = Error(("JobError", "Exception"), "it has ended", 5)
    shared = dict.fromkeys((ErrorRole.FAILED, ErrorRole.INVALID_STATE), ("JobError",))
    told = history(
        called(1, "cancel"), asked(1, "cancel"), answered(1, None, said="409", word=None), Raised(1.0, MAIN, 1, refused)
    )

    assert saw("RESILIENCE-1", replace(told, errors={**told.errors, **shared})) == []


def test_pythons_own_timeout_error_says_that_time_is_up() -> None:
    """Whether it is the right class is TIMEOUT-1's business."""
    late = Error(("TimeoutError", "Exception"), "too late", 5)
    begun = (called(1, "result", timeout=5.0), Unreached(1.0, MAIN, "test:443", Fault("dns-failure")))

    assert saw("RESILIENCE-1", history(*begun, Raised(6.0, MAIN, 1, late))) == []
    assert saw("RESILIENCE-1", history(*begun, Raised(2.0, MAIN, 1, late))) != [None]


def test_a_field_is_not_to_blame_for_a_job_that_has_failed() -> None:
    """What is raised instead of a result is not judged by RESILIENCE-8, and what is raised for a field is."""
    extra, foreign = Fault("extra-field"), Error(("TypeError", "Exception"), "no metadata", 5)

    def told(state: JobStatus) -> History:
        return history(called(1, "result"), asked(1), answered(1, state, extra), Raised(1.0, MAIN, 1, foreign))

    assert saw("RESILIENCE-8", told(JobStatus.ERROR)) == []
    assert saw("RESILIENCE-8", told(JobStatus.DONE)) != [None]


def test_what_the_service_cancels_by_itself_no_timeout_has_harmed() -> None:
    """WAIT-9 is kept by a job that its service cancels later, and broken by one that was asked to be cancelled."""
    late = Error(("RuntimeJobTimeoutError", "Exception"), "too late", 5)
    waited = (called(1, "wait_for_final_state", timeout=1.0), asked(1), answered(1), Raised(2.0, MAIN, 1, late))
    seen = (called(2, "status", 4.0), asked(3, at=4.0), answered(3, JobStatus.CANCELLED, at=4.0))
    told = Returned(4.0, MAIN, 2, Value("str", plain="CANCELLED", state=JobStatus.CANCELLED))
    stopped = (asked(2, "cancel", 2.0), answered(2, None, at=2.0, word=None))

    itself = history(*waited, moved(3.0, JobStatus.CANCELLED), *seen, told)
    by_the_job = history(*waited[:3], *stopped, waited[3], moved(3.0, JobStatus.CANCELLED), *seen, told)

    assert saw("WAIT-9", itself) == [None]
    assert saw("WAIT-9", by_the_job) != [None]

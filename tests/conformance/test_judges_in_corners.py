"""Judges read histories that hardly any job shows: what they make of them, and of what is none of their business."""

from __future__ import annotations

from typing import Any

import pytest

from qjobspec import JobStatus, profile
from qjobspec_conformance.decoders import decoded
from qjobspec_conformance.describing import described
from qjobspec_conformance.events import (
    Answered,
    Asked,
    CalledBack,
    CancelTaken,
    Error,
    Event,
    Fault,
    Moved,
    Raised,
    Returned,
    Stepped,
    Told,
    Value,
    Warned,
)
from qjobspec_conformance.examples import Callback, Decoder, Example, Origin, Program
from qjobspec_conformance.histories import History
from qjobspec_conformance.judges import JUDGES
from qjobspec_conformance.services import Plot

from .test_company_judges import API, BESIDE, JOB, LISTENING, MAIN, NONE, SERVICE, answered, asked, called, moved
from .test_judges_of_submissions import used

TRUE, FALSE = Value("bool", plain=True), Value("bool", plain=False)


def history(
    *events: Event, name: str = "runtime-job-v2", origin: Origin = Origin.OPENED, ended: float = 10.0, **given: Any
) -> History:
    """A history of a job at a service, in which this happened."""
    chosen = profile(name)
    return History(
        subject="nobody:Nothing",
        profile=chosen,
        errors=chosen.errors,
        example=Example(Plot(), Program(((),)), origin=origin, given=tuple(given.items())),
        lacks=frozenset(),
        offers={},
        made_of={},
        thing=1,
        events=events,
        ended=ended,
        job=JOB,
    )


def saw(requirement: str, read: History) -> list[str | None]:
    """What a judge sees."""
    return [finding.saw for finding in JUDGES[requirement](read)]


def returned(number: int, value: Value = NONE, at: float = 1.0, thread: str = MAIN) -> Returned:
    """A call comes back."""
    return Returned(at, thread, number, value)


def raised(number: int, error: Error = API, at: float = 1.0) -> Raised:
    """A call raises."""
    return Raised(at, MAIN, number, error)


def told(content: object, kind: str = "dict") -> Value:
    """A value with what stands in it."""
    return Value(kind, content=described(content, {}))


def said(number: int, document: object, at: float = 1.0, state: JobStatus | None = None) -> Event:
    """An answer that is read."""
    word = state.value if state is not None else None
    return answered(number, state, at=at, word=word).__class__(
        at, SERVICE, number, "200", word, state, content=described(document, {}), lasts=0.0
    )


RUNS, DONE = moved(0.5, JobStatus.RUNNING), moved(0.75, JobStatus.DONE)


def test_a_service_that_cancels_unasked_makes_no_liar_of_cancel() -> None:
    """CANCEL-7 speaks of a cancellation that was refused, and that took place."""
    refused = (called(1, "cancel", 1.0), returned(1, FALSE))
    ended = (moved(2.0, JobStatus.CANCELLED), called(2, "status", 3.0), returned(2, Value("JobStatus.CANCELLED"), 3.0))
    taken = CancelTaken(1.0, SERVICE, JOB, "accepted")

    assert saw("CANCEL-7", history(RUNS, *refused, *ended, name="ibmq-job")) == []
    assert len(saw("CANCEL-7", history(RUNS, taken, *refused, *ended, name="ibmq-job"))) <= 1


def test_a_call_with_a_decoder_of_its_own_says_nothing_of_the_constructors() -> None:
    """RESULT-23 is about those without."""
    made = (called(1, "constructor", 0.0, result_decoder=Decoder("mine")), returned(1, at=0.0))
    call = (called(2, "result", decoder=Decoder("theirs")), returned(2, told(decoded("theirs", "{}"))))

    assert saw("RESULT-23", history(*made, RUNS, DONE, *call, origin=Origin.CONSTRUCTED)) == []


def test_who_has_cancelled_is_not_told_that_a_websocket_was_lost() -> None:
    """A wait that a cancellation may have ended shows nothing of RESILIENCE-10."""
    lost = (asked(1, "stream"), answered(1, None, Fault("websocket-refused"), said="503", word=None))
    cancels = (called(2, "cancel", thread=BESIDE), returned(2, TRUE, thread=BESIDE))
    ends = (moved(1.0, JobStatus.CANCELLED), asked(3), answered(3, JobStatus.CANCELLED, word="CANCELLED"))
    call = (called(1, "wait_for_final_state"), *lost, *cancels, *ends, returned(1))

    assert saw("RESILIENCE-10", history(RUNS, *call, name="ibmq-job")) == []
    assert saw("RESILIENCE-10", history(RUNS, *(each for each in call if each not in cancels), name="ibmq-job")) == [None]


def test_a_managed_job_that_gives_nothing_for_an_optional_field_has_lost_its_result() -> None:
    """It does not raise, so `None` is how it says that it could not read the answer (RESILIENCE-8)."""
    bent = (asked(1, "result"), answered(1, None, Fault("extra-field"), word=None))
    call = (called(1, "result"), *bent, returned(1))

    (fault,) = saw("RESILIENCE-8", history(RUNS, DONE, *call, name="managed-job"))

    assert fault is not None
    assert fault.startswith("result() returned None")


def test_an_interim_result_that_is_no_json_and_not_what_was_said_is_another() -> None:
    """STREAM-16, by the text that a decoder of the suite was given."""
    call = (
        called(1, "interim_results"),
        asked(1, "interim-results"),
        said(1, {"count": 1}),
        returned(1, told(decoded("mine", "no json"))),
    )

    (fault,) = saw("STREAM-16", history(RUNS, *call))

    assert fault is not None
    assert "and the service has" in fault


@pytest.mark.parametrize(("value", "fits"), [(TRUE, True), (FALSE, False)])
def test_a_predicate_keeps_to_the_end_that_was_told(value: Value, fits: bool) -> None:
    """RESILIENCE-12: not status() alone, where the service says otherwise since."""
    first = (called(1, "done"), asked(1), answered(1, JobStatus.DONE, word="Completed"), returned(1, TRUE))
    other = (asked(2, at=2.0), answered(2, JobStatus.RUNNING, at=2.0, word="Running"))
    later = (called(2, "done", 2.0), *other, returned(2, value, 2.0))

    found = saw("RESILIENCE-12", history(RUNS, DONE, *first, *later))

    assert [each is None for each in found] == [fits]


def test_an_error_message_that_is_silent_again_answers_nothing() -> None:
    """RESILIENCE-13: what it asks for may be nothing."""
    trouble = (called(1, "error_message"), asked(1, "job"), answered(1, None, said="500", word=None), returned(1))
    after = (called(2, "error_message", 2.0), asked(2, "job", 2.0), said(2, {}, 2.0), returned(2, at=2.0))

    assert saw("RESILIENCE-13", history(RUNS, *trouble, *after, name="managed-job")) == [None]


def test_a_set_is_counted_by_who_was_told() -> None:
    """A call that raised tells nothing of how many jobs there are, and a status that asked for nothing of which it is."""
    jobs = Value("list", content='["one","two"]')
    counted = (called(1, "managed_jobs"), raised(1), called(2, "managed_jobs"), returned(2, jobs))
    nameless = (called(3, "status", job=1), Asked(1.0, MAIN, 9, "status", "GET", "https://test/status", None), returned(3))
    stranger = Moved(0.25, SERVICE, "job-9", "QUEUED", JobStatus.QUEUED)
    alone = Asked(0.5, MAIN, 7, "submit", "POST", "https://test/jobs", None, '{"name":1}')

    read = history(
        stranger,
        alone,
        moved(0.75, JobStatus.QUEUED),
        *counted,
        *nameless,
        name="managed-job",
        origin=Origin.SET,
        names=("a",),
    )

    assert saw("SET-1", read) == saw("SET-3", read) == []
    assert saw("SET-5", history(called(1, "statuses"), raised(1), name="managed-job", origin=Origin.SET)) == []


_REFUSED = (
    called(1, "submit", 0.0),
    used("executor", "takes", 0.0, MAIN),
    returned(1, at=0.0),
    used("executor", "begins", 1.0),
    used("backend", "runs", 1.0),
    used("backend", "refuses", 2.0),
    used("executor", "ends", 3.0),
)


def test_what_is_asked_while_a_submission_fails_is_judged_by_none() -> None:
    """SUBMIT-13 and CANCEL-15 speak of before and after."""
    meanwhile = (called(2, "status", 2.5), returned(2, NONE, 2.5), called(3, "cancel", 2.5), returned(3, NONE, 2.5))
    known = moved(0.5, JobStatus.QUEUED)
    warned = Warned(3.0, "pool", "logging", "WARNING", "it failed", leaks=False)
    events = (*_REFUSED[:3], known, *_REFUSED[3:-1], *meanwhile, _REFUSED[-1], warned)
    read = history(*events, name="managed-job", origin=Origin.PREPARED, ended=9.0)

    assert saw("SUBMIT-13", read) == [None]
    assert saw("CANCEL-15", read) == []


def test_a_job_has_no_time_out_for_what_it_raises_in_its_callback() -> None:
    """Nor for what submit() raises: neither is owed to the service (RESILIENCE-1)."""
    bad = (asked(1, "submit", method="POST"), answered(1, None, said="500", word=None))
    foreign = Error(("KeyError", "Exception"), "id", 5)

    assert saw("RESILIENCE-1", history(called(1, "submit"), *bad, raised(1, foreign), name="ibmq-job")) == []


def test_an_error_of_the_service_without_a_bad_answer_shows_nothing_of_what_is_over() -> None:
    """RESILIENCE-5 needs a fault that was."""
    good = (asked(1), answered(1, JobStatus.RUNNING))
    again = (called(2, "status", 2.0), asked(2, at=2.0), answered(2, at=2.0), returned(2, at=2.0))

    assert saw("RESILIENCE-5", history(RUNS, called(1, "status"), *good, raised(1), *again)) == []


def test_a_request_without_an_answer_may_be_sent_again() -> None:
    """RESOURCE-5: nobody has said that it was taken."""
    unheard = asked(1, "cancel", method="POST")
    again = (asked(2, "cancel", method="POST"), answered(2, None, said="204", word=None))

    assert saw("RESOURCE-5", history(RUNS, called(1, "cancel"), unheard, *again, returned(1))) == []


@pytest.mark.parametrize(("method", "faults"), [("POST", 1), ("PATCH", 1), ("PUT", 0), ("DELETE", 0)])
def test_what_asks_for_the_same_however_often_it_asks_may_be_sent_again(method: str, faults: int) -> None:
    """RESOURCE-5: a gateway that gives up on it leaves it open whether it was taken."""
    lost = (asked(1, "cancel", method=method), answered(1, None, said="504", word=None))
    again = (asked(2, "cancel", method=method), answered(2, None, said="204", word=None))
    seen = history(RUNS, called(1, "cancel"), *lost, *again, returned(1))

    assert sum(fault is not None for fault in saw("RESOURCE-5", seen)) == faults


@pytest.mark.parametrize(("becomes", "faults"), [("reset", 1), ("silence", 1), ("eof", 0)])
def test_a_connection_that_merely_ends_leaves_no_error_to_keep(becomes: str, faults: int) -> None:
    """ERROR-8: whoever sees its end is the first to make an error of it."""
    lost = (asked(1), answered(1, None, said=becomes, word=None))

    assert len(saw("ERROR-8", history(RUNS, called(1, "status"), *lost, raised(1)))) == faults


@pytest.mark.parametrize(("moments", "is_late"), [((3.0, 12.0, 21.0), False), ((3.0,), True)])
def test_a_call_that_asks_seldom_is_not_held_up_by_a_clock(moments: tuple[float, ...], *, is_late: bool) -> None:
    """RESILIENCE-11: it asks every nine seconds, before the clock is set and after it; one that asks no more is held up."""
    asks = [(asked(number, at=at), answered(number, at=at)) for number, at in enumerate(moments, start=1)]
    step, ends = Stepped(4.0, SERVICE, -3600.0), moved(15.0, JobStatus.DONE)
    late = [event for ask in asks[1:] for event in ask]
    call = (called(1, "wait_for_final_state"), *asks[0], step, *late, ends, returned(1, at=22.0))

    faults = saw("RESILIENCE-11", history(RUNS, *call, name="ibmq-job", ended=30.0))

    assert [fault is not None for fault in faults] == [is_late]


def test_streams_that_are_closed_may_follow_each_other() -> None:
    """STREAM-4: a stream that raises, or was cancelled, does not stand in the way of the next."""
    first = (called(1, "stream_results", **dict(LISTENING)), returned(1))
    closed = (called(2, "cancel_result_streaming", 2.0), returned(2, NONE, 2.0))
    second = (called(3, "stream_results", 3.0, **dict(LISTENING)), returned(3, NONE, 3.0))

    assert saw("STREAM-4", history(RUNS, *first, *closed, *second)) == []


def test_nothing_is_said_of_a_cancelled_stream_by_a_call_that_never_came_back() -> None:
    """STREAM-9 of one that only did not come back before the run was over."""
    assert saw("STREAM-9", history(RUNS, called(1, "cancel_result_streaming"))) == []


def test_a_stream_that_no_cancellation_meets_goes_on() -> None:
    """STREAM-15: a job that ended otherwise."""
    stream = (called(1, "stream_results", **dict(LISTENING)), returned(1))
    cancel = (called(2, "cancel", 2.0), moved(2.0, JobStatus.DONE), returned(2, NONE, 2.0))

    assert saw("STREAM-15", history(RUNS, *stream, *cancel)) == []


def test_a_stream_that_fails_in_its_callback_may_be_followed_at_once() -> None:
    """STREAM-4 again: by one that begins beside it, too."""
    failing = {"callback": Callback(raises="enough")}
    first, second = called(1, "stream_results", **failing), called(2, "stream_results", thread=BESIDE, **failing)

    assert saw("STREAM-4", history(RUNS, first, second, returned(1), returned(2, NONE, 1.0, BESIDE))) == []


def test_a_lost_stream_that_nobody_has_waited_for_long_is_no_silence() -> None:
    """STREAM-11: it may still be tried again."""
    stream = (called(1, "stream_results", **dict(LISTENING)), asked(1, "stream"), answered(1, None, said="reset", word=None))

    assert saw("STREAM-11", history(RUNS, *stream, returned(1))) == []


@pytest.mark.parametrize(
    ("ended", "opened", "found"),
    [
        (250.0, False, []),
        (500.0, True, [None]),
        (500.0, False, ["the stream was given up, and then stream_results() opened no other"]),
    ],
)
def test_a_stream_that_was_given_up_may_be_followed_by_another(ended: float, opened: bool, found: list[str | None]) -> None:
    """STREAM-11: a call that raises nothing has to open it, as soon as it has had the time."""
    stream = (called(1, "stream_results", **dict(LISTENING)), asked(1, "stream"), answered(1, None, said="reset", word=None))
    told_so = Warned(3.0, "pool", "logging", "WARNING", "it is given up", leaks=False)
    again = (called(2, "stream_results", 200.0, **dict(LISTENING)), returned(2, NONE, 200.0))
    other = (asked(2, "stream"), answered(2, None, said="websocket", word=None)) if opened else ()

    assert saw("STREAM-11", history(RUNS, *stream, returned(1), told_so, *again, *other, ended=ended)) == found


def _streaming(*messages: str, breaks: bool = False, came: Value | None = None) -> History:
    opened = (called(1, "stream_results", **dict(LISTENING)), asked(1, "stream"))
    fault = (Fault("stream-closed", (("code", 1011),)),) if breaks else ()
    sent = [Told(1.0 + place, SERVICE, 1, message, "interim", place) for place, message in enumerate(messages)]
    calls = [CalledBack(5.0, "thread-1", 1, (Value("str", JOB), came), ())] if came is not None else []
    return history(RUNS, *opened, answered(1, None, *fault, said="websocket", word=None), returned(1), *sent, *calls)


def test_a_result_that_was_decoded_to_something_else_is_not_compared() -> None:
    """STREAM-2: what a decoder makes of it is STREAM-7's business."""
    assert saw("STREAM-2", _streaming('{"count": 1}', came=Value("object", thing=4))) == []


def test_of_two_equal_results_over_two_connections_nobody_can_tell_which_came() -> None:
    """STREAM-10: services do not number messages."""
    assert saw("STREAM-10", _streaming('{"count": 1}', '{"count": 1}', breaks=True, came=told({"count": 1}))) == []


def test_the_streams_of_another_handle_make_all_of_them_nobodys() -> None:
    """Which handle a message was for, a history does not tell."""
    other = (called(2, "stream_results", job=1, **dict(LISTENING)), returned(2))

    assert saw("STREAM-11", history(RUNS, *other, ended=500.0)) == []


def test_tags_that_were_never_sent_are_in_no_order() -> None:
    """TAG-2: a service that was not asked has the tags that it had."""
    record = (called(1, "tags"), asked(1, "job"), said(1, {"id": JOB, "tags": ["a"]}), returned(1, told(["a"], "list")))
    change = (called(2, "update_tags", 2.0, additional_tags=("a",)), returned(2, told(["a"], "list"), 2.0))

    assert saw("TAG-2", history(RUNS, *record, *change, name="ibmq-job")) == [None]


def test_an_estimate_that_is_known_needs_no_asking() -> None:
    """USAGE-2 is about one that is not."""
    known = told({"quantum_seconds": 2})
    calls = (called(1, "usage_estimation"), returned(1, known), called(2, "usage_estimation", 2.0), returned(2, known, 2.0))

    assert saw("USAGE-2", history(RUNS, *calls)) == []


def test_a_mode_that_was_told_before_the_job_is_scheduled_is_judged_by_nobody() -> None:
    """METADATA-19: it is known, and need not be told yet."""
    record = (asked(1, "job", 0.25), said(1, {"id": JOB, "runMode": "fairshare"}, 0.25, JobStatus.QUEUED))
    call = (called(1, "scheduling_mode", 0.25), *record, returned(1, NONE, 0.25))

    assert saw("METADATA-19", history(moved(0.0, JobStatus.QUEUED), *call, name="ibmq-job")) == []


def test_a_place_in_the_queue_is_told_by_whole_answers_alone() -> None:
    """QUEUE-3: half an answer tells nothing."""
    half = (asked(1), Answered(1.0, SERVICE, 1, "200", "QUEUED", JobStatus.QUEUED, (), None))
    call = (called(1, "queue_position", refresh=True), *half, returned(1))

    assert saw("QUEUE-3", history(moved(0.0, JobStatus.QUEUED), *call, name="ibmq-job")) == []


def _of_a_set(*events: Event, names: tuple[str, ...] = ("a", "b")) -> History:
    return history(*events, name="managed-job", origin=Origin.SET, names=names)


def test_a_set_without_experiments_has_nowhere_to_find_them() -> None:
    """SET-4, SET-10: an experiment that no job was given, and a job whose submission nobody has seen."""
    submitted = (
        Asked(
            0.5,
            MAIN,
            1,
            "submit",
            "POST",
            "https://test/jobs",
            None,
            described({"experiments": [{"header": {"name": "a"}}]}, {}),
        ),
        moved(0.75, JobStatus.QUEUED),
    )
    counted = (called(1, "managed_jobs"), returned(1, Value("list", parts=(Value("ManagedJob", thing=3),))))
    asks = (called(2, "status", job=1), asked(2), answered(2, JobStatus.QUEUED), returned(2))
    finds = (called(3, "job", experiment="b"), returned(3))
    changes = (
        called(4, "update_tags"),
        Asked(1.0, MAIN, 4, "update-tags", "PUT", "https://test/tags", "job-9", '{"tags":["x"]}'),
    )

    read = _of_a_set(*submitted, *counted, *asks, *finds, *changes, returned(4))

    assert saw("SET-4", read) == [None]
    assert saw("SET-10", read) == []


def test_statuses_of_fewer_jobs_than_the_set_has_are_too_few() -> None:
    """SET-5."""
    counted = (called(1, "managed_jobs"), returned(1, Value("list", parts=(Value("ManagedJob", thing=3),) * 2)))
    call = (called(2, "statuses"), returned(2, told(["QUEUED"], "list")))

    assert saw("SET-5", _of_a_set(*counted, *call)) == ["statuses() gave 1 answers for 2 jobs"]

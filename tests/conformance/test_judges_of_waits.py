"""Judges of results, waits, cancellations and messages read histories that nobody has run: what real jobs are too orderly for."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from qjobspec import JobStatus, profile
from qjobspec_conformance.events import (
    SERVICE,
    Answered,
    Asked,
    Called,
    CalledBack,
    CancelTaken,
    Error,
    Event,
    Fault,
    Hung,
    Moved,
    Raised,
    Returned,
    Unreached,
    Value,
    Warned,
)
from qjobspec_conformance.examples import Arguments, Callback, Decoder, Example, Program, Recorded, Step
from qjobspec_conformance.histories import History
from qjobspec_conformance.judges import JUDGES
from qjobspec_conformance.judges.counts import tells_the_same
from qjobspec_conformance.judges.decoders import given_decoder
from qjobspec_conformance.services import TOO_LONG, Comes, Plot, Results

MAIN = "main"
JOB = "job-1"
NONE = Value("NoneType")
IBMQ, MANAGED, V1, V2 = "ibmq-job", "managed-job", "runtime-job", "runtime-job-v2"

COUNTS = {"results": [{"data": {"counts": {"0x0": 10}}, "success": True}, {"data": {}, "success": False}], "success": False}
LATE = Error(("IBMQJobTimeoutError", "Exception"), "late", 7)
UNFIT = Error(("ValueError", "Exception"), "it has no result", 7)


def _history(
    name: str, *events: Event | tuple[Event, ...], ended: float = 20.0, plot: Plot | Recorded | None = None
) -> History:
    chosen = profile(name)
    flat = tuple(each for some in events for each in (some if isinstance(some, tuple) else (some,)))
    example = Example(plot or Plot(), Program(((),)))
    return History("tests:Nobody", chosen, chosen.errors, example, frozenset(), {}, {}, 1, flat, ended, JOB)


def _saw(requirement: str, history: History) -> list[str | None]:
    return [finding.saw for finding in JUDGES[requirement](history)]


def _call(
    member: str, number: int, end: object, *between: Event, at: float = 7.0, given: Arguments = ()
) -> tuple[Event, ...]:
    """A call with what happened meanwhile; an error is raised, `...` never comes back, and anything else is returned."""
    began = Called(at, MAIN, number, 0, member, given)
    if end is ...:
        return began, *between
    lasts = max([at, *(each.at for each in between)])
    came: Event = Raised(lasts, MAIN, number, end) if isinstance(end, Error) else Returned(lasts, MAIN, number, _value(end))
    return began, *between, came


def _value(said: Any) -> Value:
    if isinstance(said, Value):
        return said
    if isinstance(said, JobStatus):
        return Value("JobStatus", plain=said.name, state=said, thing=3)
    if said is None or isinstance(said, bool | int | str):
        return Value("NoneType" if said is None else type(said).__name__, plain=said)
    return Value("tests.Result", thing=5, like=5, success=False, content=json.dumps(said))


def _moved(at: float, state: JobStatus, says: str | None = None) -> Moved:
    return Moved(at, SERVICE, JOB, says or state.value, state)


def _asked(number: int, role: str, body: Any = None, said: str = "200", at: float = 7.0, **more: Any) -> tuple[Event, ...]:
    thread, signed = more.pop("thread", MAIN), more.pop("signed", False)
    content = None if body is None else json.dumps(body)
    question = Asked(at, thread, number, role, "GET", f"https://x/{role}", JOB, signed=signed)
    return question, Answered(at, SERVICE, number, said, content=content, **more)


DONE = (_moved(0.0, JobStatus.QUEUED), _moved(6.0, JobStatus.DONE))
FAILED = (_moved(0.0, JobStatus.QUEUED), _moved(6.0, JobStatus.ERROR))
GOES_ON = (_moved(0.0, JobStatus.QUEUED),)


# What a call has asked


def test_a_request_of_another_thread_belongs_to_the_only_call_that_lasts() -> None:
    """A job that asks in a thread of its own asks for the call that waits; with two calls nobody knows for which."""
    had = _call("result", 1, COUNTS)
    asked = _asked(1, "status", at=8.0, thread="thread-1")
    alone = _history(IBMQ, DONE, had, _call("result", 2, COUNTS, *asked, at=8.0))
    other = Called(8.0, "lane-2", 3, 0, "status", ())
    among = _history(IBMQ, DONE, had, other, _call("result", 2, COUNTS, *asked, at=8.0))

    assert _saw("RESULT-11", alone) == ["result() asked for the status again"]
    assert _saw("RESULT-11", among) == [None]


@pytest.mark.parametrize("before", ["stream_results", "submit", "constructor"])
def test_a_thread_that_was_there_before_asks_for_nobody(before: str) -> None:
    """Who delivers the messages of a stream asks whenever it likes."""
    given: Arguments = (("user_callback", Callback()),) if before == "constructor" else ()
    asked = _asked(1, "status", at=8.0, thread="thread-1")
    history = _history(
        IBMQ,
        DONE,
        _call(before, 1, None, given=given),
        _call("result", 2, COUNTS),
        _call("result", 3, COUNTS, *asked, at=8.0),
    )

    assert _saw("RESULT-11", history) == [None]


def test_a_request_without_an_answer_proves_little() -> None:
    """The run ended before the service said anything."""
    question = Asked(7.0, MAIN, 1, "status", "GET", "https://x/status", JOB)
    again = Asked(7.5, MAIN, 2, "status", "GET", "https://x/status", JOB)

    assert _saw("RESULT-9", _history(IBMQ, GOES_ON, _call("result", 1, ..., question, again))) == []
    assert _saw("CANCEL-12", _history(V2, DONE, _call("cancel", 1, None, question))) == []
    cancels = replace(question, role="cancel")
    assert _saw("CANCEL-12", _history(V2, DONE, _call("cancel", 1, None, cancels))) == []


def test_a_result_may_stand_in_the_record() -> None:
    """What the record holds as the result was fetched by asking for the record."""
    held = _asked(1, "job", {"qObjectResult": COUNTS})

    assert _saw("RESULT-12", _history(IBMQ, DONE, _call("result", 1, COUNTS, *held))) == [None]
    assert _saw("RESULT-1", _history(IBMQ, DONE, _call("result", 1, COUNTS, *held))) == [None]


@pytest.mark.parametrize(("said", "held", "same"), [({}, COUNTS, True), (COUNTS, [], True), (COUNTS, COUNTS, True)])
def test_what_tells_no_counts_cannot_be_compared(said: Any, held: Any, same: bool) -> None:
    """Decoders make of a result what they like."""
    assert tells_the_same(said, held) is same


def test_a_decoder_is_no_other_argument() -> None:
    """Only a decoder of the suite has a name."""
    (call,) = _history(V2, DONE, _call("result", 1, None, given=(("decoder", 7),))).calls("result")

    assert given_decoder(call) is None


# When it asks


def test_a_question_that_failed_may_be_repeated_at_once() -> None:
    """Questions keep their distance where the earlier one was answered as it should be, and in time."""
    good = {"state": JobStatus.QUEUED}
    first, second = _asked(1, "status", at=7.0, **good), _asked(2, "status", at=8.0, **good)
    struck = _asked(1, "status", at=7.0, faults=(Fault("invalid-json"),), **good)
    slow = _asked(1, "status", at=7.0, lasts=3.0, faults=(Fault("slow-answer"),), **good)

    assert _saw("RESULT-9", _history(IBMQ, GOES_ON, _call("result", 1, LATE, *first, *second))) == [
        "result() asked at 7 s and again at 8 s"
    ]
    for asked in (struck, slow, _asked(1, "status", at=7.0)):
        assert _saw("RESULT-9", _history(IBMQ, GOES_ON, _call("result", 1, LATE, *asked, *second))) == []


def test_a_fresh_result_that_was_late_is_not_judged() -> None:
    """Nor is one that is asked for before there was any."""
    fresh: Arguments = (("refresh", True), ("timeout", 0.0))
    assert _saw("RESULT-10", _history(IBMQ, DONE, _call("result", 1, COUNTS), _call("result", 2, LATE, given=fresh))) == []
    assert _saw("RESULT-10", _history(IBMQ, DONE, _call("result", 1, COUNTS, given=fresh))) == []
    assert (
        _saw("RESULT-10", _history(IBMQ, FAILED, _call("result", 1, COUNTS), _call("result", 2, COUNTS, given=fresh))) == []
    )


def test_a_kept_result_that_is_not_returned_is_none() -> None:
    """Without asking, and without a result."""
    history = _history(IBMQ, DONE, _call("result", 1, COUNTS), _call("result", 2, UNFIT))

    assert _saw("RESULT-11", history) == ["result() raised ValueError: it has no result"]


@pytest.mark.parametrize(
    "events",
    [
        (DONE, _call("constructor", 1, None, given=(("result", 1),)), _call("result", 2, COUNTS)),
        (DONE, _call("result", 1, LATE, given=(("timeout", 0.0),))),
        (FAILED, _call("result", 1, COUNTS)),
        (GOES_ON,),
    ],
)
def test_only_a_result_that_must_be_fetched_has_to_be(events: tuple[Any, ...]) -> None:
    """One that the constructor was given, that was late, or of a job that is not done need not be."""
    assert _saw("RESULT-12", _history(IBMQ, *events)) == []


def test_a_consumed_result_that_comes_late_or_again_is_not_judged() -> None:
    """Unless the service gives it again, and while there was time."""
    gone = _asked(1, "result-url", said="410", faults=(Fault("result-consumed-once"),))
    again = _asked(2, "result-download", COUNTS)

    assert _saw("RESULT-13", _history(IBMQ, DONE, _call("result", 1, LATE, *gone, given=(("timeout", 1.0),)))) == []
    assert _saw("RESULT-13", _history(IBMQ, DONE, _call("result", 1, COUNTS, *gone, *again))) == []
    assert _saw("RESULT-13", _history(IBMQ, DONE, _call("result", 1, COUNTS), _call("result", 2, UNFIT, *gone))) == []


# What it is


def test_a_part_that_the_service_shows_is_one() -> None:
    """Also where no plot says so: in a recording, which tells only what was answered."""
    part: Arguments = (("partial", True),)
    shown = _asked(1, "result-download", COUNTS)
    recorded = Recorded("failed.yaml")

    assert _saw("RESULT-14", _history(IBMQ, FAILED, _call("result", 1, COUNTS, *shown, given=part), plot=recorded)) == [None]
    assert _saw("RESULT-15", _history(IBMQ, FAILED, _call("result", 1, UNFIT, given=part), plot=recorded)) == [
        "result() raised ValueError: it has no result after 0 s; the error of role failed is IBMQJobFailureError"
    ]
    assert _saw("RESULT-14", _history(IBMQ, FAILED, _call("result", 1, LATE, given=part))) == []
    struck = _asked(1, "status", faults=(Fault("invalid-json"),))
    assert _saw("RESULT-14", _history(IBMQ, FAILED, _call("result", 1, COUNTS, *struck, given=part))) == []


def test_a_result_that_does_not_say_whether_it_is_whole_is_none() -> None:
    """A document, a list and a text are no results; `None` is what a managed job may return."""
    plot = Plot(outcome="ERROR", results=Results(Comes.PARTLY))
    text = _history(IBMQ, FAILED, _call("result", 1, "text", given=(("partial", True),)), plot=plot)
    none = _history(MANAGED, FAILED, _call("result", 1, None))

    assert _saw("RESULT-29", text) == ["result() returned 'text' of type str, which does not say whether it is whole"]
    assert _saw("RESULT-16", text) == ["result() of a failed job says success=None"]
    assert _saw("RESULT-29", none) == _saw("RESULT-16", none) == []


def test_counts_that_are_not_known_to_have_failed_are_not_judged() -> None:
    """An experiment that succeeded, one that is not there, and a result that nobody saw."""
    counts = "result.get_counts"
    shown = _asked(1, "result-download", COUNTS)
    asked = [
        _call(counts, number, None, given=(("experiment", wanted),)) for number, wanted in ((2, 0), (3, 5), (4, "bell"))
    ]

    assert _saw("RESULT-17", _history(IBMQ, FAILED, _call("result", 1, COUNTS, *shown), *asked)) == []
    assert _saw("RESULT-17", _history(IBMQ, FAILED, asked[0])) == []


def test_a_done_job_has_a_result() -> None:
    """None is the result of a program that has none, and of no other."""
    held = _asked(1, "result", {"counts": 1})
    nothing = _asked(1, "result", "")
    other = {"results": [{"data": {"counts": {"0x0": 1}}}]}

    assert _saw("RESULT-1", _history(V1, DONE, _call("result", 1, None, *held))) == [
        "the service has a result, but result() returned None"
    ]
    assert _saw("RESULT-1", _history(V1, DONE, _call("result", 1, None, *nothing))) == [None]
    assert _saw("RESULT-1", _history(IBMQ, DONE, _call("result", 1, other, *_asked(1, "result-download", COUNTS)))) == [
        "result() returned other counts than those of the service"
    ]


# How it is decoded


def test_a_decoder_that_was_given_something_else_did_not_decode_the_answer() -> None:
    """What it was given is compared as JSON, or as the text that it is."""
    ours: Arguments = (("decoder", Decoder("ours")),)
    other = _call("result", 1, {"decoder": "ours", "text": "other"}, *_asked(1, "result", {"a": 1}), given=ours)
    parsed = _call("result", 1, {"decoder": "ours", "text": {"a": 1}}, *_asked(1, "result", {"a": 1}), given=ours)
    unseen = _call("result", 1, {"decoder": "ours", "text": "other"}, given=ours)

    assert _saw("RESULT-22", _history(V2, DONE, other)) == ["ours was not given what the service answered"]
    assert _saw("RESULT-22", _history(V2, DONE, parsed)) == _saw("RESULT-22", _history(V2, DONE, unseen)) == [None]


def test_a_replaced_result_is_compared_with_what_was_answered() -> None:
    """A decoder of the user's own, or of the constructor, makes what it likes of it; a late call is another matter."""
    null = _asked(1, "result", said="200", faults=(Fault("result-like-nothing"),))
    made = _call("constructor", 1, None, given=(("result_decoder", Decoder("theirs")),))
    ours = _call("result", 2, {"decoder": "ours", "text": None}, given=(("decoder", Decoder("ours")),))
    late = Error(("RuntimeJobTimeoutError", "Exception"), "late", 7)

    assert _saw("RESULT-25", _history(V2, DONE, _call("result", 1, None, *null), ours, _call("result", 3, None))) == [
        None,
        None,
    ]
    assert _saw("RESULT-25", _history(V2, DONE, _call("result", 1, None, *null), _call("result", 2, UNFIT))) == [
        None,
        "result() returned None, then ValueError: it has no result",
    ]
    assert _saw("RESULT-25", _history(V2, DONE, made, _call("result", 2, None, *null))) == []
    assert _saw("RESULT-25", _history(V2, DONE, _call("result", 1, late, *null))) == []
    assert _saw("RESULT-25", _history(V2, DONE, _call("result", 1, UNFIT, *null), _call("result", 2, None))) == [
        "the service answered null, and result() raised ValueError: it has no result after 0 s",
        None,
    ]


def test_lateness_is_known_by_its_code_where_only_the_words_of_the_service_are_known() -> None:
    """A recording says `CANCELLED` with the code of the reason; a plot names it."""
    long = Error(("RuntimeJobMaxTimeoutError", "Exception"), "too long", 7)
    coded = _asked(1, "status", {"state": {"status": "CANCELLED", "reasonCode": 1305}})
    named = (_moved(0.0, JobStatus.QUEUED), _moved(6.0, JobStatus.ERROR, TOO_LONG))
    late = Error(("RuntimeJobTimeoutError", "Exception"), "late", 7)

    assert _saw("RESULT-27", _history(V2, FAILED, _call("result", 1, long, *coded))) == [None]
    assert _saw("RESULT-27", _history(V2, named, _call("result", 1, long))) == [None]
    assert _saw("RESULT-27", _history(V2, named, _call("result", 1, late, given=(("timeout", 0.0),)))) == []


def test_what_was_done_to_a_result_is_known_in_one_thread() -> None:
    """In two, nobody knows which call was whose; and an untold value cannot be compared."""
    spoilt = Program(((Step("result", spoils=True), Step("result")),))
    history = _history(IBMQ, DONE, _call("result", 1, COUNTS), _call("result", 2, {"results": []}, at=8.0))
    emptied = replace(history, example=Example(Plot(), spoilt))
    threads = replace(history, example=Example(Plot(), Program((*spoilt.lanes, ()))))
    short = replace(emptied, events=DONE)

    assert _saw("RESULT-28", emptied) == ["what the user did to a result shows in that of a later result()"]
    assert _saw("RESULT-28", threads) == _saw("RESULT-28", history) == _saw("RESULT-28", short) == []


# How long it lasts


def test_a_call_is_not_blamed_for_a_run_that_another_has_ended() -> None:
    """It could still have come back in time."""
    slow = _asked(1, "status", lasts=None, faults=(Fault("read-timeout"),))
    limit: Arguments = (("timeout", 30.0),)
    other = Called(7.0, "lane-2", 9, 0, "status", ())
    stuck = Hung(8.0, "", "deadlock", ())
    ours = _call("result", 1, ..., *slow, given=limit)

    assert _saw("TIMEOUT-7", _history(IBMQ, GOES_ON, ours, other, stuck, ended=8.0)) == []
    assert _saw("TIMEOUT-7", _history(IBMQ, GOES_ON, ours, stuck, ended=8.0)) == [
        "result() never came back; its time was up at 37 s"
    ]


def test_a_callback_that_asks_the_service_takes_its_own_time() -> None:
    """A wait is not late for what its user does in it."""
    slow = _asked(1, "status", lasts=60.0, faults=(Fault("slow-answer"),))
    given: Arguments = (("timeout", 1.0), ("callback", Callback(("status",))))

    assert _saw("WAIT-13", _history(IBMQ, GOES_ON, _call("wait_for_final_state", 1, ..., *slow, given=given))) == []


def test_a_wait_that_the_run_has_cut_off_is_not_late() -> None:
    """It was not due when the run ended, its timeout came first, or it began after the end."""
    waits = "wait_for_final_state"

    assert _saw("WAIT-11", _history(IBMQ, _call(waits, 1, ..., at=1.0), *DONE, ended=8.0)) == []
    assert _saw("WAIT-11", _history(IBMQ, _call(waits, 1, ..., at=1.0), *DONE, ended=80.0)) == [
        "wait_for_final_state() never came back; it was due at 11 s"
    ]
    assert _saw("WAIT-11", _history(IBMQ, _call(waits, 1, ..., at=1.0, given=(("timeout", 6.0),)), *DONE, ended=80.0)) == []
    assert _saw("WAIT-11", _history(IBMQ, *DONE, _call(waits, 1, None))) == []
    assert _saw("WAIT-12", _history(IBMQ, GOES_ON, _call(waits, 1, LATE, given=(("timeout", 0),)))) == []


@pytest.mark.parametrize(
    ("between", "saw"),
    [
        ((Unreached(7.0, MAIN, "x:443", Fault("connection-refused")),), True),
        (_asked(1, "status", said="reset"), True),
        (_asked(1, "status"), False),
        (_asked(1, "status", said="500"), False),
    ],
)
def test_a_wait_that_lost_a_connection_has_been_told_the_end(between: tuple[Event, ...], saw: bool) -> None:
    """Where no connection was lost there is nothing to guess from."""
    guessed = _history(V2, GOES_ON, _call("wait_for_final_state", 1, None, *between))

    found = _saw("WAIT-14", guessed)

    assert bool(found) is saw
    assert all(found)


def test_a_connection_that_is_lost_afterwards_is_another_matter() -> None:
    """Only what happened by the end of the wait can have ended it; and being told is enough."""
    told = _asked(1, "status", state=JobStatus.DONE)
    reset = _asked(2, "status", said="reset")

    assert _saw("WAIT-14", _history(V2, DONE, _call("wait_for_final_state", 1, None, *told), *reset)) == []
    assert _saw("WAIT-14", _history(V2, DONE, _call("wait_for_final_state", 1, None, *reset, *told))) == [None]


# What is refused


def test_a_refusal_is_what_the_service_says_of_the_job() -> None:
    """A yes of a job that has ended may still be a no in words; and a fault of the service is neither."""
    worded = _asked(1, "cancel", {"error": {"message": "it has ended"}})
    plain = _asked(1, "cancel", {"cancelled": True})
    cut = _asked(1, "cancel", said="500", faults=(Fault("server-error"),))

    assert _saw("CANCEL-17", _history(IBMQ, DONE, _call("cancel", 1, False, *worded))) == [None]
    assert _saw("CANCEL-17", _history(IBMQ, DONE, _call("cancel", 1, True, *plain))) == [None]
    assert _saw("CANCEL-17", _history(IBMQ, DONE, _call("cancel", 1, False, *cut))) == []
    assert _saw("CANCEL-17", _history(IBMQ, DONE, _call("cancel", 1, False))) == []


def test_a_conflict_is_not_any_other_reason() -> None:
    """CANCEL-13 is about the rest."""
    conflict = _asked(1, "cancel", said="409", faults=(Fault("conflict-on-cancel"),))

    assert _saw("CANCEL-13", _history(V2, GOES_ON, _call("cancel", 1, UNFIT, *conflict))) == []


def test_a_state_asked_for_at_the_moment_of_a_move_may_be_either() -> None:
    """And before the service has said anything there is nothing to say."""
    taken = CancelTaken(3.0, SERVICE, JOB, "accepted")
    moment = _history(V2, GOES_ON, taken, _moved(7.0, JobStatus.CANCELLED), _call("status", 1, JobStatus.QUEUED))
    unknown = _history(V2, taken, _call("status", 1, JobStatus.QUEUED))
    never = _history(V2, GOES_ON, taken, _call("status", 1, ...))

    assert _saw("CANCEL-14", moment) == _saw("CANCEL-14", unknown) == _saw("CANCEL-14", never) == []


# What a callback is told


def _called_back(at: float, state: JobStatus, position: int | None = None, *, told: bool = True) -> CalledBack:
    queue = Value("QueueInfo", thing=8, like=8, content=json.dumps({"position": position}) if told else None)
    arguments = (Value("str", JOB), _value(state), Value("Job", thing=1))
    return CalledBack(at, MAIN, 1, arguments, ("queue_info",), (queue,))


def test_a_place_that_is_not_told_is_not_compared() -> None:
    """Two callbacks whose queue nobody can read may differ in it."""
    given: Arguments = (("callback", Callback()),)
    same = [_called_back(7.0, JobStatus.QUEUED, 3), _called_back(8.0, JobStatus.QUEUED, 3)]
    untold = [_called_back(7.0, JobStatus.QUEUED, told=False), _called_back(8.0, JobStatus.QUEUED, told=False)]
    few = [CalledBack(7.0, MAIN, 1, (), ()), CalledBack(8.0, MAIN, 1, (), ())]

    def saw(callbacks: list[CalledBack]) -> list[str | None]:
        return _saw("CALLBACK-11", _history(IBMQ, GOES_ON, _call("wait_for_final_state", 1, LATE, *callbacks, given=given)))

    assert saw(same) == ["the callback was called twice with QUEUED and the same place in the queue"]
    assert saw(untold) == saw(few) == [None]


def test_a_change_that_is_seen_has_to_be_called_back() -> None:
    """What a wait that timed out saw at its last moment, and what one saw that its callback ended, does not."""
    given: Arguments = (("callback", Callback()), ("timeout", 5.0))
    body = {"infoQueue": {"position": 3}}
    seen = _asked(1, "status", body, state=JobStatus.QUEUED)
    last = _asked(2, "status", {"status": "RUNNING"}, at=12.0, state=JobStatus.RUNNING)
    waits = "wait_for_final_state"

    assert _saw("CALLBACK-12", _history(IBMQ, GOES_ON, _call(waits, 1, LATE, *seen, *last, given=given))) == [
        "the service said QUEUED and place 3, and the callback was not called with that"
    ]
    assert _saw("CALLBACK-12", _history(IBMQ, GOES_ON, _call(waits, 1, ..., *seen, given=given))) == []
    text = _asked(1, "status", "text", state=JobStatus.RUNNING)
    assert _saw("CALLBACK-12", _history(IBMQ, GOES_ON, _call(waits, 1, LATE, *text, given=given))) == [
        "the service said RUNNING, and the callback was not called with that"
    ]


def test_what_queue_info_says_at_a_move_is_not_compared() -> None:
    """Nor what it says later, or raises."""
    told = _called_back(7.0, JobStatus.QUEUED, 3)
    other = _call("queue_info", 2, {"position": 2})
    waits = Called(6.5, MAIN, 1, 0, "wait_for_final_state", (("callback", Callback()),))
    moving = _history(IBMQ, GOES_ON, waits, _moved(7.0, JobStatus.RUNNING), told, other)
    raising = _history(IBMQ, GOES_ON, waits, told, _call("queue_info", 2, UNFIT))
    later = _history(IBMQ, GOES_ON, waits, told, _call("queue_info", 2, {"position": 2}, at=8.0))

    assert _saw("CALLBACK-10", _history(IBMQ, GOES_ON, waits, told, other)) == [
        None,
        "the callback was given another queue_info than queue_info() said at that moment",
    ]
    assert _saw("CALLBACK-10", moving) == _saw("CALLBACK-10", raising) == _saw("CALLBACK-10", later) == [None]


# What is said of a failure


def test_an_explanation_that_raises_is_judged_once() -> None:
    """That it raises is ERROR-5's business, and that it says too little ERROR-1's."""
    history = _history(V1, FAILED, _call("error_message", 1, UNFIT))

    assert _saw("ERROR-1", history) == []
    assert len(_saw("ERROR-5", history)) == 1


@pytest.mark.parametrize(
    ("role", "body", "message"),
    [
        ("job", {"error": {"message": "too hot"}}, "too hot"),
        ("job", {"error": "too hot"}, "too hot"),
        ("status", {"state": {"reason": "too hot"}}, "too hot"),
        ("result", "too hot", "too hot"),
        ("job", {"state": "Failed"}, None),
        ("job", {"error": {"message": " "}}, None),
        ("result", {"counts": 1}, None),
        ("cancel", {"error": {"message": "too late"}}, None),
    ],
)
def test_the_message_of_a_service_stands_where_it_tells_of_the_job(role: str, body: Any, message: str | None) -> None:
    """In a report, beside the state, or in place of a result; a refusal to cancel is no reason for the failure."""
    history = _history(V1, FAILED, _call("error_message", 1, "It has failed.", *_asked(1, role, body)))

    found = _saw("ERROR-4", history)

    assert found == (
        [] if message is None else [f"the service says {message!r}, and error_message() returned 'It has failed.'"]
    )


def test_a_message_is_not_asked_for_in_vain_where_the_state_itself_could_not_be_read() -> None:
    """ERROR-5 is about the report: a route that has to tell the state may fail in another way."""
    told = _asked(1, "status", state=JobStatus.ERROR)
    unreadable = _asked(2, "job", said="200", faults=(Fault("invalid-json"),))
    both = _asked(2, "status", said="200", faults=(Fault("invalid-json"),))

    assert _saw("ERROR-5", _history(IBMQ, FAILED, _call("error_message", 1, UNFIT, *told, *unreadable))) == [
        "error_message() of a failed job raised ValueError: it has no result"
    ]
    assert _saw("ERROR-5", _history(IBMQ, FAILED, _call("error_message", 1, UNFIT, *told, *both))) == []
    assert _saw("ERROR-5", _history(IBMQ, FAILED, _call("error_message", 1, UNFIT, *unreadable))) == []


def test_only_what_was_signed_can_be_shown() -> None:
    """Before the first request with a token there is nothing to show; a warning is shown as an error is."""
    signed = _asked(1, "status", signed=True)
    leaking = replace(UNFIT, leaks=True)
    warned = Warned(8.0, MAIN, "logging", "client", "token", leaks=True)

    assert _saw("ERROR-7", _history(V1, GOES_ON, _call("status", 1, leaking))) == []
    assert _saw("ERROR-7", _history(V1, GOES_ON, _call("status", 1, leaking, *signed), warned)) == [
        "ValueError shows what the job signs in with",
        "a client shows what the job signs in with",
    ]

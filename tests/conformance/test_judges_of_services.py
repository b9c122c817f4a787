"""Judges of jobs at services read histories that nobody has run: what real jobs and services are too orderly to show."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from qjobspec import JobStatus, profile
from qjobspec_conformance.events import (
    Answered,
    Asked,
    Called,
    CalledBack,
    Error,
    Event,
    Fault,
    Hung,
    Moved,
    Raised,
    Returned,
    Unreached,
    Used,
    Value,
)
from qjobspec_conformance.examples import Argument, Callback, Example, Lent, Origin, Program, Step, Timeline
from qjobspec_conformance.harnesses import subject
from qjobspec_conformance.histories import History
from qjobspec_conformance.judges import JUDGES
from qjobspec_conformance.services import Message, Plot
from qjobspec_conformance.stage import drive

from . import jobs

MAIN, SERVICE = "main", "service"
URL = "https://q.example/jobs/job-1"
NOTHING = Value("NoneType")
RECORD = {"creationDate": "2020-02-29T21:30:00.000Z", "name": "bell", "tags": ["a", "b", "a"], "newField": 7}


def _history(
    *events: Event, name: str = "ibmq-job", origin: Origin = Origin.OPENED, plot: Plot | None = None, **given: Argument
) -> History:
    empty = drive(subject(jobs.Good), Example(Timeline(), Program(((),))))
    chosen, example = profile(name), Example(plot or Plot(), Program(((),)), origin=origin, given=tuple(given.items()))
    made = replace(empty, profile=chosen, errors=chosen.errors, lacks=frozenset(), job="job-1", example=example)
    return replace(made, events=events, ended=100.0)


def _made(*events: Event, name: str = "ibmq-job", plot: Plot | None = None, **given: Argument) -> History:
    began = Called(0.0, MAIN, 1, 0, "constructor", tuple(given.items()))
    made = Returned(0.0, MAIN, 1, Value("Job", thing=1, like=1))
    return _history(began, made, *events, name=name, origin=Origin.CONSTRUCTED, plot=plot, **given)


def _call(number: int, member: str, said: Value | str | None, at: float = 1.0, **given: Argument) -> tuple[Event, ...]:
    """A call that returned a value, raised an error with this text, or never came back."""
    began = Called(at, MAIN, number, 0, member, tuple(given.items()))
    if said is None:
        return (began,)
    if isinstance(said, Value):
        return began, Returned(at, MAIN, number, said)
    return began, Raised(at, MAIN, number, Error(("Exception",), said, 90 + number))


def _asked(number: int, role: str, says: Any = None, at: float = 1.0, **answer: Any) -> tuple[Event, Event]:
    """A request with its answer."""
    said = Answered(at, SERVICE, number, "200", content=None if says is None else json.dumps(says))
    return Asked(at, MAIN, number, role, "GET", URL, "job-1", signed=True), replace(said, **answer)


def _around(call: tuple[Event, ...], *inside: Event) -> Iterator[Event]:
    """A call with what it asked."""
    yield call[0]
    yield from inside
    yield from call[1:]


def _saw(requirement: str, history: History) -> list[str | None]:
    return [finding.saw for finding in JUDGES[requirement](history)]


def _state(state: JobStatus) -> Value:
    return Value("JobStatus", plain=state.value, state=state, thing=50)


def test_a_connection_that_does_not_come_about_is_one_that_was_wanted() -> None:
    """Making a job object may not even try."""
    refused = Unreached(0.0, MAIN, "q.example:443", Fault("connection-refused"))
    made = _made()

    seen = _saw("CONSTRUCTOR-2", replace(made, events=(made.events[0], refused, made.events[1])))

    assert seen == ["making the job object opened a connection"]


def test_a_job_with_a_second_handle_is_not_judged_by_what_making_it_asks() -> None:
    """Opening the second may ask what it likes."""
    example = Example(Plot(), Program(((Step("status", job=1),),)), origin=Origin.CONSTRUCTED)

    assert _saw("CONSTRUCTOR-2", replace(_made(), example=example)) == []


@pytest.mark.parametrize(
    ("told", "saw"),
    [
        ("no name for you", "name raised Exception: no name for you after 0 s; the constructor was given 'mine'"),
        (Value("str", plain="mine"), None),
    ],
)
def test_what_was_given_is_told_and_not_raised(told: Value | str, saw: str | None) -> None:
    """An error in place of what is known is not what was given."""
    history = _made(*_call(2, "name", told))
    made = replace(history.events[0], arguments=(("name", "mine"),))  # type: ignore[type-var]

    assert _saw("CONSTRUCTOR-3", replace(history, events=(made, *history.events[1:]))) == [saw]


@pytest.mark.parametrize("says", [RECORD, [{"state": {"tags": ["b", "a"]}}]])
def test_what_the_service_has_told_since_takes_its_place(says: Any) -> None:
    """A record tells everything; any other answer what stands in it."""
    tags = Value("list", thing=9, content='["a","b"]')
    history = _made(*_asked(1, "status", says), *_call(2, "tags", tags), tags=("given",))

    assert _saw("CONSTRUCTOR-3", history) == []


def test_a_date_without_a_zone_is_not_another_date() -> None:
    """That it has none is for another judge to say."""
    bare = Value("datetime", thing=9, content='{"moment":"2020-02-29T22:00:00","offset":null}')
    history = _made(*_call(2, "creation_date", bare), name="runtime-job", creation_date="2020-02-29T21:30:00.000Z")

    assert _saw("CONSTRUCTOR-3", history) == [None]
    assert _saw("CONSTRUCTOR-7", _made(*_call(2, "creation_date", bare), creation_date="2020-02-29T21:30:00")) == []


def test_a_state_that_is_asked_for_beside_another_call_is_not_known_to_be_asked_for() -> None:
    """Whose request it was nobody can tell."""
    long = Called(0.5, "lane-2", 2, 0, "result", ())
    history = _made(long, *_around(_call(3, "status", _state(JobStatus.DONE)), *_asked(1, "status")), status="COMPLETED")

    assert _saw("CONSTRUCTOR-4", history) == []
    assert _saw("STATUS-16", history) == []


def test_a_call_that_hangs_is_not_asked_what_it_asked() -> None:
    """What it would have asked yet is not known."""
    hung = Hung(9.0, "", "deadlock", ())

    assert _saw("STATUS-16", _history(*_call(2, "status", None), hung)) == []
    assert _saw("CONSTRUCTOR-4", _made(*_call(2, "status", None), hung, status="COMPLETED")) == []
    assert _saw("IDENTITY-9", _made(*_call(2, "backend", None), hung, name="runtime-job-v2", backend=None)) == []


GIVEN = {"results": [{"data": {"counts": {"0x0": 9, "0x3": 7}}}]}
LENT = Used(0.0, MAIN, 1, "result", "lent", (("result", Value("dict", thing=8, content=json.dumps(GIVEN))),))


def _with_result(*events: Event, lent: Used = LENT, status: str = "COMPLETED") -> History:
    made = _made(*events, status=status, result=Lent("result"))
    return replace(made, events=(made.events[0], lent, *made.events[1:]))


def _result(**counts: int) -> Value:
    return Value("Result", thing=9, content=json.dumps({"results": [{"data": {"counts": counts}}]}))


def test_a_result_that_was_given_is_returned() -> None:
    """The same counts, and no request for them, as far as can be told whose request it was."""
    same, other, asked = _result(**{"0x0": 9, "0x3": 7}), _result(**{"0x0": 16}), _asked(1, "job")
    wrong = "result() returned Result #9 after 0 s, and not what the constructor was given"
    failed = "result() raised Exception: lost after 0 s, and not what the constructor was given"
    beside = Called(0.5, "lane-2", 3, 0, "status", ())

    assert _saw("CONSTRUCTOR-9", _with_result(*_call(2, "result", same))) == [None]
    assert _saw("CONSTRUCTOR-9", _with_result(*_call(2, "result", other))) == [wrong]
    assert _saw("CONSTRUCTOR-9", _with_result(*_call(2, "result", "lost"))) == [failed]
    assert _saw("CONSTRUCTOR-9", _with_result(*_around(_call(2, "result", same), *asked))) == [
        "result() asked the service although the constructor was given the result"
    ]
    assert _saw("CONSTRUCTOR-9", _with_result(beside, *_around(_call(2, "result", same), *asked))) == [None]


def test_a_constructor_that_takes_no_result_has_none_to_return() -> None:
    """Whatever it raises."""
    made = _with_result()
    raised = Raised(0.0, MAIN, 1, Error(("AttributeError",), "no client_version", 91))

    assert _saw("CONSTRUCTOR-9", replace(made, events=(*made.events[:2], raised))) == [
        "the constructor raised AttributeError: no client_version"
    ]
    assert _saw("CONSTRUCTOR-9", replace(made, events=(made.events[0], raised))) == []


def test_a_result_that_was_given_counts_with_the_word_of_a_success() -> None:
    """Nor is nothing a result."""
    call = _call(2, "result", "not yet")
    nothing = replace(LENT, given=(("result", NOTHING),))

    assert _saw("CONSTRUCTOR-9", _with_result(*call, status="RUNNING")) == []
    assert _saw("CONSTRUCTOR-9", _with_result(*call, lent=nothing)) == []
    assert _saw("CONSTRUCTOR-9", _history(*call)) == []


def test_an_object_that_was_made_without_a_qobj_tells_that_of_the_service() -> None:
    """It knew none; one that was given one may tell that."""
    run = {"qobj_id": "q", "type": "QASM", "header": {}, "experiments": []}
    tells = tuple(_around(_call(2, "qobj", "KeyError"), *_asked(1, "job", {**RECORD, "qObject": run})))

    assert _saw("METADATA-15", _made(*tells)) == ["qobj() raised Exception: KeyError after 0 s, and not that of the run"]
    assert _saw("METADATA-15", _made(*tells, qobj="q")) == []


@pytest.mark.parametrize(
    ("reads", "saw"),
    [
        ((("newField", "no such attribute"), ("new_field", Value("int", plain=7))), [None]),
        ((("new_field", Value("int", plain=7)),), [None]),
        ((("new_field", Value("int", plain=8)),), ["newField is 7 in the record, and new_field is 8"]),
        ((("new_field", "no such attribute"),), []),
        (
            (("newField", "no such attribute"), ("new_field", "no such attribute")),
            ["the record has 'newField', and newField raised Exception: no such attribute after 0 s"],
        ),
    ],
)
def test_a_field_may_be_spelt_either_way(reads: Any, saw: list[str | None]) -> None:
    """As the service writes it or as Python does; whoever reads one of them only has not tried the other."""
    calls = [event for number, (name, said) in enumerate(reads, start=3) for event in _call(number, name, said)]
    refreshed = _around(_call(2, "refresh", NOTHING), *_asked(1, "job", RECORD))

    assert _saw("CONSTRUCTOR-5", _history(*refreshed, *calls)) == saw


def test_a_record_that_never_came_holds_no_fields() -> None:
    """Neither does one that is no object, nor a job whose constructor no document gives."""
    call = _call(3, "new_field", "no such attribute")

    assert _saw("CONSTRUCTOR-5", _history(*_asked(1, "job", RECORD, lasts=None), *call)) == []
    assert _saw("CONSTRUCTOR-5", _history(*_asked(1, "job", ["text"]), *call)) == []
    assert _saw("CONSTRUCTOR-5", _history(_asked(1, "job")[0], *call)) == []
    assert _saw("CONSTRUCTOR-5", replace(_history(*call), profile=profile("job"))) == []


def test_results_that_nobody_can_read_are_counted() -> None:
    """A decoder may make anything of them."""
    made = Value("Result", thing=9)
    back = [CalledBack(at, MAIN, 1, (Value("str", plain="job-1"), made), ()) for at in (1.0, 2.0, 6.0)]
    whole = _streamed()

    assert _saw("CONSTRUCTOR-6", replace(whole, events=(*back, *whole.events))) == [None]


def _streamed(*results: Any, name: str = "runtime-job", **given: Argument) -> History:
    plot = Plot(messages=(Message(1.0, "1"), Message(2.0, "2")))
    back = [
        CalledBack(each, MAIN, 1, (Value("str", plain="job-1"), Value("int", plain=result)), ())
        for each, result in enumerate(results, start=1)
    ]
    ended = Moved(6.0, SERVICE, "job-1", "DONE", JobStatus.DONE)
    return _made(*back, ended, name=name, plot=plot, user_callback=Callback(), **given)


def test_a_callback_is_judged_when_everything_has_been_sent() -> None:
    """Not in a job that has not ended, has no results to send, was cancelled, or whose callback raises."""
    whole = _streamed(1, 2, 3)

    assert _saw("CONSTRUCTOR-6", whole) == [None]
    assert _saw("CONSTRUCTOR-6", _streamed(2, 1, 3)) == ["the callback was given the interim results in another order"]
    assert _saw("CONSTRUCTOR-6", replace(whole, ended=6.0)) == []
    assert _saw("CONSTRUCTOR-6", replace(whole, events=(*whole.events, *_call(2, "cancel", NOTHING)))) == []
    assert _saw("CONSTRUCTOR-6", _made(name="runtime-job", user_callback=Callback(raises="stop"))) == []
    assert _saw("CONSTRUCTOR-6", _made(name="runtime-job", user_callback=Callback())) == []
    assert _saw("CONSTRUCTOR-6", _made(name="runtime-job")) == []


def test_a_request_is_signed_by_what_is_known() -> None:
    """A service that nobody signs in to, and one that gives a token for what was signed in with, say nothing."""
    unsigned = Asked(1.0, MAIN, 1, "status", "GET", URL, "job-1")
    signed = replace(unsigned, number=2, signed=True)
    logged_in = replace(signed, number=3, role="setup", method="POST", job=None)
    fault = f"GET {URL} does not say who asks"

    assert _saw("CONSTRUCTOR-8", _history(unsigned)) == []
    assert _saw("CONSTRUCTOR-8", replace(_history(unsigned), signs=True)) == [fault]
    assert _saw("CONSTRUCTOR-8", _history(unsigned, signed)) == [fault, None]
    assert _saw("CONSTRUCTOR-8", _history(logged_in, unsigned)) == []
    assert _saw("CONSTRUCTOR-8", replace(_history(replace(unsigned, role="result-download")), signs=True)) == []


def test_jobs_in_this_process_know_no_service() -> None:
    """What is said of services is not asked of them."""
    events = (*_call(1, "submit", NOTHING), *_call(2, "job_id", Value("str", plain="x")), *_call(3, "status", NOTHING))
    history = replace(_history(*events), job=None)

    assert [_saw(name, history) for name in ("SUBMIT-8", "IDENTITY-8", "STATUS-16")] == [[], [], []]


@pytest.mark.parametrize(
    ("answer", "saw"),
    [
        (
            {"says": {}, "faults": (Fault("absent-optional-field"),)},
            "backend() returned 'x' after 0 s, and the service could not tell",
        ),
        ({"says": {}, "said": "500"}, None),
        ({"says": {}, "lasts": 3.0}, None),
        ({"says": {}, "faults": (Fault("invalid-json"),)}, None),
    ],
)
def test_a_backend_is_judged_by_answers_that_can_be_read(answer: Any, saw: str | None) -> None:
    """What a service that fails cannot tell is not invented, nor asked of the job."""
    call = _around(_call(2, "backend", Value("str", plain="x")), *_asked(1, "job", **answer))

    found = _saw("IDENTITY-9", _made(*call, name="runtime-job-v2", backend=None))

    assert found == ([] if saw is None else [saw])


def test_a_backend_that_may_take_no_time_need_not_be_asked_for() -> None:
    """Zero seconds are over at once; and what has been told before is known."""
    hasty = _call(2, "backend", NOTHING, timeout=0)
    told = _asked(1, "job", {"backend": "athens"})

    assert _saw("IDENTITY-9", _made(*hasty, name="runtime-job-v2", backend=None)) == []
    assert _saw("IDENTITY-9", _made(*told, *_call(2, "backend", NOTHING), name="runtime-job-v2", backend=None)) == []
    assert _saw("IDENTITY-10", _made(*told, *hasty, name="runtime-job-v2", backend=None)) == []
    assert _saw("IDENTITY-10", _made(*hasty, name="runtime-job-v2", backend=None)) == [None]


@pytest.mark.parametrize(("end", "saw"), [(1.5, None), (1.6, "backend(timeout=1) returned None after 1.6 s")])
def test_a_backend_may_take_the_query_under_way(end: float, saw: str | None) -> None:
    """As every other wait may."""
    began, returned = _call(2, "backend", NOTHING, at=0.0, timeout=1)
    late = (began, replace(returned, at=end))

    assert _saw("IDENTITY-10", _made(*late, name="runtime-job-v2", backend=None)) == [saw]


def test_a_request_that_was_not_answered_tells_no_backend() -> None:
    """It is no answer that can be read."""
    call = _around(_call(2, "backend", Value("str", plain="x")), _asked(1, "job")[0])

    assert _saw("IDENTITY-9", _made(*call, name="runtime-job-v2", backend=None)) == []


def test_a_submission_on_its_way_is_not_asked_about() -> None:
    """Before it has come to its end nobody can ask; afterwards everybody has to."""
    run = (*_call(1, "run", NOTHING, at=0.0), *_asked(1, "submit", {"id": "job-1"}))
    early, late = _call(2, "status", _state(JobStatus.QUEUED)), _call(3, "status", _state(JobStatus.QUEUED), at=2.0)
    fault = "status() said QUEUED without asking the service"

    assert _saw("STATUS-16", _history(*run, *early, name="managed-job", origin=Origin.RUN)) == []
    assert _saw("STATUS-16", _history(*run, *late, name="managed-job", origin=Origin.RUN)) == [fault]
    assert _saw("STATUS-16", _history(*late, name="managed-job", origin=Origin.RUN)) == []


def test_a_word_that_nobody_knows_is_not_in_the_table() -> None:
    """What has to be said of it another judge says; a word that the dialect does not read is read by the profile."""
    unknown = _around(_call(2, "status", "a new word"), *_asked(1, "status", word="PAUSED"))
    known = _around(_call(2, "status", _state(JobStatus.QUEUED)), *_asked(1, "status", word="QUEUED"))
    silent = _around(_call(2, "status", _state(JobStatus.QUEUED)), _asked(1, "status")[0])

    assert _saw("STATUS-15", _history(*unknown)) == []
    assert _saw("STATUS-15", _history(*known)) == [None]
    assert _saw("STATUS-16", _history(*silent)) == []


def test_a_status_that_is_no_state_is_not_the_wrong_one() -> None:
    """Its type is judged by STATUS-1, STATUS-12 and STATUS-13."""
    ended = Moved(0.5, SERVICE, "job-1", "RAN TOO LONG", JobStatus.ERROR)
    call = tuple(_around(_call(2, "status", NOTHING), *_asked(1, "status", word="QUEUED")))

    assert _saw("STATUS-15", _history(*call)) == []
    assert _saw("STATUS-17", _history(ended, *call)) == []
    assert _saw("STATUS-17", _history(ended, *_call(2, "status", None))) == []
    assert _saw("STATUS-17", _history(ended)) == []


def test_an_end_that_was_found_is_told_though_no_connection_comes_about_afterwards() -> None:
    """A further request that does not even reach the service fails too."""
    refused = Unreached(1.0, MAIN, "q.example:443", Fault("connection-refused"))
    found = _asked(1, "status", word="COMPLETED", state=JobStatus.DONE)

    broken = _saw("STATUS-18", _history(*_around(_call(2, "status", "unreachable"), *found, refused)))
    kept = _saw("STATUS-18", _history(*_around(_call(2, "done", Value("bool", plain=True)), *found, refused)))
    other = _saw("STATUS-18", _history(*_around(_call(2, "status", "out of my own"), *found)))

    assert broken == ["the service said COMPLETED, and status() raised Exception: unreachable after 0 s"]
    assert (kept, other) == ([None], [])


def test_a_refresh_beside_another_call_is_not_judged_by_what_it_asks() -> None:
    """And one that fails has brought nothing to be believed."""
    long = Called(0.5, "lane-2", 5, 0, "result", ())
    failed = _around(_call(2, "refresh", "no"), *_asked(1, "job", RECORD))

    assert _saw("REFRESH-1", _history(long, *_call(2, "refresh", NOTHING))) == []
    assert _saw("REFRESH-1", _history(*failed, *_call(3, "name", Value("str", plain="other")))) == [None]
    assert _saw("REFRESH-3", _history(*_call(2, "refresh", "no"))) == []


def test_a_record_is_believed_as_far_as_it_can_be_read() -> None:
    """Until it is asked for again, or a name or tags are changed; and what it leaves out it does not say."""
    refreshed = tuple(_around(_call(2, "refresh", NOTHING), *_asked(1, "job", RECORD)))
    text = tuple(_around(_call(2, "refresh", NOTHING), *_asked(1, "job", "no record")))
    tags, other = Value("list", thing=9, content='["b","a"]'), Value("str", plain="other")
    fault = "the record says 'bell', and name() returned 'other' after 0 s"

    assert _saw("REFRESH-1", _history(*refreshed, *_call(3, "tags", tags), *_call(4, "name", other))) == [None, fault, None]
    assert _saw("REFRESH-1", _history(*refreshed, *_asked(2, "name"), *_call(3, "name", other))) == [None]
    assert _saw("REFRESH-1", _history(*refreshed, *_call(3, "name", None))) == [None]
    assert _saw("REFRESH-1", _history(*refreshed, *_call(3, "share_level", other))) == [None]
    assert _saw("REFRESH-1", _history(*text, *_call(3, "name", other))) == [None]


def test_a_refresh_that_found_no_end_takes_none_back() -> None:
    """Only what was final before it can be."""
    refresh = _call(2, "refresh", NOTHING)
    running = _call(1, "status", _state(JobStatus.RUNNING))
    open_ended = _call(1, "in_final_state", Value("bool", plain=False))
    ended = _call(1, "in_final_state", Value("bool", plain=True))

    assert _saw("REFRESH-4", _history(*running, *refresh, *_call(3, "status", _state(JobStatus.DONE)))) == []
    assert _saw("REFRESH-4", _history(*open_ended, *refresh, *_call(3, "in_final_state", NOTHING))) == []
    assert _saw("REFRESH-4", _history(*ended, *refresh, *_call(3, "in_final_state", "no"))) == []
    assert _saw("REFRESH-4", _history(*ended, *refresh, *_call(3, "in_final_state", Value("bool", plain=True)))) == [None]


def test_a_refresh_drops_no_result_that_was_not_there() -> None:
    """Nor one that the user wants to be fetched anew."""
    held, refresh = Value("Result", thing=8, like=8, content='{"a":1}'), _call(2, "refresh", NOTHING)
    copy = Value("Result", thing=9, like=9, content='{"a":1}')

    assert _saw("REFRESH-5", _history(*_call(1, "result", "failed"), *refresh, *_call(3, "result", held))) == []
    assert _saw("REFRESH-5", _history(*_call(1, "result", held), *refresh, *_call(3, "result", held, refresh=True))) == []
    assert _saw("REFRESH-5", _history(*_call(1, "result", held), *refresh, *_call(3, "result", copy))) == [None]


@pytest.mark.parametrize("text", ["yesterday", "9999-12-31T23:59:59-12:00"])
def test_what_is_no_moment_is_compared_as_it_is(text: str) -> None:
    """A date that no calendar has is not a reason to fail."""
    history = _made(*_call(2, "creation_date", NOTHING), name="runtime-job", creation_date=text)

    assert _saw("CONSTRUCTOR-3", history) == [f"creation_date is None; the constructor was given {text!r}"]


def test_interim_results_of_a_job_that_has_ended_may_be_kept() -> None:
    """Nothing new comes; what was asked for before the end, or never, is asked for again."""
    ended = Moved(6.0, SERVICE, "job-1", "DONE", JobStatus.DONE)
    told = Value("list", thing=7, like=7)
    asked = tuple(_around(_call(2, "interim_results", told, at=7.0), *_asked(1, "interim-results", [1], at=7.0)))
    kept = _call(3, "interim_results", told, at=8.0)
    fault = f"interim_results() returned {told} after 0 s, and has not asked"

    assert _saw("STREAM-16", _history(ended, *asked, *kept, name="runtime-job-v2")) == [None]
    assert _saw("STREAM-16", _history(*asked, ended, *kept, name="runtime-job-v2")) == [None, fault]
    assert _saw("STREAM-16", _history(*asked, *kept, name="runtime-job-v2")) == [None, fault]

"""Judges of what a job tells read histories that nobody has run: what jobs and services are too orderly to show."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from qjobspec import JobStatus, profile
from qjobspec_conformance.events import (
    SERVICE,
    Answered,
    Asked,
    Called,
    CalledBack,
    Event,
    Fault,
    Moved,
    Raised,
    Returned,
    Told,
    Value,
)
from qjobspec_conformance.events import Error as Problem
from qjobspec_conformance.examples import Arguments, Example, Program
from qjobspec_conformance.histories import History
from qjobspec_conformance.judges import JUDGES
from qjobspec_conformance.judges.moments import moment
from qjobspec_conformance.services import Plot

MAIN = "main"
JOB = "job-1"
QOBJ = {
    "qobj_id": "q",
    "type": "QASM",
    "header": {"note": "mine"},
    "config": {"shots": 16, "n_qubits": 2},
    "experiments": [{"header": {"name": "first"}, "instructions": []}, {"header": {"name": "second"}, "instructions": []}],
}
LATE = Problem(("IBMQJobApiError", "Exception"), "late", 9)


@cache
def _plain(name: str) -> History:
    chosen = profile(name)
    return History(
        "tests:Nobody",
        chosen,
        chosen.errors,
        Example(Plot(), Program(((),))),
        frozenset(),
        {},
        {},
        1,
        (),
        9.0,
        JOB,
        zone=20_700.0,
    )


def _history(name: str, *events: tuple[Event, ...]) -> History:
    return replace(_plain(name), events=tuple(each for some in events for each in some))


def _saw(requirement: str, history: History) -> list[str | None]:
    return [finding.saw for finding in JUDGES[requirement](history)]


def _calls(
    member: str, number: int, end: object, *between: Event, at: float = 7.0, given: Arguments = ()
) -> tuple[Event, ...]:
    """A call with what was asked and answered meanwhile; an error is raised, and anything else returned."""
    came = Raised(at, MAIN, number, end) if isinstance(end, Problem) else Returned(at, MAIN, number, _value(end, number))
    return Called(at, MAIN, number, 0, member, given), *between, came


def _value(told: object, number: int) -> Value:
    if isinstance(told, Value):
        return told
    if told is None or isinstance(told, (bool, int, str)):
        return Value(type(told).__name__, plain=told)
    return Value(type(told).__name__, thing=number, like=number, content=json.dumps(told))


def _answer(
    number: int, role: str, document: Any, *, said: str = "200", url: str = "", at: float = 7.0
) -> tuple[Event, Event]:
    content = None if document is None else json.dumps(document)
    state = JobStatus.QUEUED if role == "status" else None
    asked = Asked(at, MAIN, number, role, "GET", url or f"https://q.example/{role}", JOB)
    return asked, Answered(at, SERVICE, number, said, state=state, content=content)


def test_circuits_in_another_order_are_others() -> None:
    """Circuits that were made of the Qobj again are known by their names."""
    told = _answer(1, "setup", QOBJ)

    in_order = _calls("circuits", 1, [{"name": "first"}, {"name": "second"}], *told)
    reversed_ = _calls("circuits", 1, [{"name": "second"}, {"name": "first"}], *told)
    nameless = _calls("circuits", 1, ["first", "second"], *told)

    assert _saw("METADATA-11", _history("ibmq-job", in_order)) == [None]
    assert _saw("METADATA-11", _history("ibmq-job", nameless)) == [None]
    assert _saw("METADATA-11", _history("ibmq-job", reversed_)) == ["circuits()[0] is not the one of the run"]


def test_options_that_are_no_dictionary_are_no_options() -> None:
    """They may tell or leave out a default, but have to be a `dict`."""
    told = _answer(1, "setup", QOBJ)

    assert _saw("METADATA-7", _history("ibmq-job", _calls("backend_options", 1, None, *told))) == [
        "backend_options() returned None after 0 s"
    ]
    defaults = {"shots": 16, "memory": False}
    assert _saw("METADATA-7", _history("ibmq-job", _calls("backend_options", 1, defaults, *told))) == [None]
    one_size = replace_config(shots=16)
    assert _saw("METADATA-8", _history("ibmq-job", _calls("backend_options", 1, {"shots": 16}, *one_size))) == []


def replace_config(**config: Any) -> tuple[Event, Event]:
    """The answer that tells a Qobj with another config."""
    return _answer(1, "setup", {**QOBJ, "config": config})


def test_properties_of_now_are_not_those_of_the_run() -> None:
    """Who asks without a moment is told of the machine as it is."""
    told = {"backend_name": "b", "last_update_date": "2024-01-01T00:00:00Z"}
    given = Value("p.BackendProperties", thing=2, like=2, content=json.dumps(told))
    address = "https://q.example/backends/b/properties"
    now = _answer(1, "setup", told, url=address)
    then = _answer(1, "setup", told, url=f"{address}?updated_before=2024-01-02T00%3A00%3A00Z")

    assert _saw("METADATA-13", _history("runtime-job-v2", _calls("properties", 1, given, *then))) == [None]
    assert _saw("METADATA-13", _history("runtime-job-v2", _calls("properties", 1, given, *now))) == [
        "properties() asked for the properties of now, and not of when the job was run"
    ]
    assert _saw("METADATA-13", _history("runtime-job-v2", _calls("properties", 1, None))) == []


def test_properties_of_when_a_job_was_made_are_not_those_of_the_run() -> None:
    """A machine may be calibrated while a job is queued; who asked before it ran could not know better."""
    told = {"backend_name": "b", "last_update_date": "2024-01-01T00:00:00Z"}
    given = Value("p.BackendProperties", thing=2, like=2, content=json.dumps(told))
    address = "https://q.example/backends/b/properties?updated_before=2024-01-02T00%3A00%3A00Z"
    asked = _calls("properties", 1, given, *_answer(1, "setup", told, url=address))
    ran = (Moved(2.0, SERVICE, JOB, "RUNNING", JobStatus.RUNNING),)
    then, unknown = (
        _calls("metrics", 2, {}, *_answer(2, "metrics", {"timestamps": each}))
        for each in ({"running": "2024-01-03T00:00:00Z"}, None)
    )
    late = [
        "properties() asked for the properties of 2024-01-02T00:00:00+00:00, and the job was run at 2024-01-03T00:00:00+00:00"
    ]

    assert _saw("METADATA-13", _history("runtime-job-v2", ran, asked, then)) == late
    assert _saw("METADATA-13", _history("runtime-job-v2", ran, then, asked)) == late
    assert _saw("METADATA-13", _history("runtime-job-v2", asked, ran, then)) == [None]
    assert _saw("METADATA-13", _history("runtime-job-v2", ran, unknown, asked)) == [None]
    assert _saw("METADATA-13", _history("runtime-job-v2", ran, asked)) == [None]


@pytest.mark.parametrize(("said", "reads"), [(None, False), ("yesterday", False), ("2024-01-01T00:00:00", True)])
def test_what_is_no_moment_is_none(said: object, reads: bool) -> None:
    """A service may write anything."""
    assert (moment(said) is not None) is reads


def test_an_error_tells_nothing() -> None:
    """A creation, steps or clients that are an error, or of another type, are not told."""
    record = _answer(1, "job", {"creationDate": "2024-01-01T00:00:00Z", "timePerStep": {"CREATING": "2024-01-01T00:00:00Z"}})
    clients = _answer(1, "job", {"clientInfo": {"name": "qiskit", "version": "1"}})
    unpaired = _answer(1, "job", {"clientInfo": {"qiskit": "1"}})

    assert _saw("METADATA-1", _history("ibmq-job", _calls("creation_date", 1, LATE, *record))) == [
        "creation_date raised IBMQJobApiError: late after 0 s"
    ]
    assert _saw("METADATA-20", _history("ibmq-job", _calls("time_per_step", 1, LATE, *record))) == [
        "time_per_step() raised IBMQJobApiError: late after 0 s"
    ]
    assert _saw("METADATA-16", _history("ibmq-job", _calls("client_version", 1, ["qiskit"], *clients))) == [
        "client_version is ['qiskit'] of type list"
    ]
    assert _saw("METADATA-16", _history("ibmq-job", _calls("client_version", 1, {"qiskit": "1"}, *unpaired))) == [None]
    assert _saw("METADATA-16", _history("ibmq-job", _calls("client_version", 1, LATE, *clients))) == [
        "client_version raised IBMQJobApiError: late after 0 s"
    ]


def test_what_nobody_has_said_is_not_judged() -> None:
    """Without an answer there is no truth to hold a value against."""
    for requirement, name, member in (
        ("METADATA-17", "ibmq-job", "experiment_id"),
        ("METADATA-3", "ibmq-job", "name"),
        ("METADATA-27", "runtime-job-v2", "instance"),
        ("USAGE-3", "runtime-job-v2", "metrics"),
    ):
        assert _saw(requirement, _history(name, _calls(member, 1, "x"))) == []
    estimate = _calls("usage_estimation", 1, {"quantum_seconds": 3})
    assert _saw("USAGE-1", _history("runtime-job-v2", estimate)) == []


def test_what_another_job_is_told_is_not_the_record_of_this_one() -> None:
    """An answer about another job, and one that holds nothing, tell nothing."""
    asked, answered = _answer(1, "job", {"name": "another"})
    assert isinstance(asked, Asked)
    other = replace(asked, job="job-2")
    empty = _answer(2, "job", {})

    assert _saw("METADATA-3", _history("ibmq-job", _calls("name", 1, "mine", other, answered, *empty))) == []


def test_calls_that_cross_are_not_held_against_answers() -> None:
    """What two threads heard at once has no order."""
    record = _answer(1, "job", {"name": "bell"})
    crossing = (Called(7.0, "lane-2", 2, 0, "refresh", ()),)
    history = _history("ibmq-job", crossing, _calls("name", 1, "wrong", *record))

    assert _saw("METADATA-3", history) == []


def test_a_change_during_a_change_leaves_nothing_to_expect() -> None:
    """Whose name the job has after two changes that cross, nobody knows."""
    first = _calls("update_name", 1, "one", _answer(1, "name", {"name": "one"})[0], _answer(1, "name", {"name": "one"})[1])
    second = Called(6.0, MAIN, 2, 1, "update_name", (("name", "two"),))
    body = replace(first[1], content='{"name": "one"}') if isinstance(first[1], Asked) else first[1]
    named = (replace(first[0], arguments=(("name", "one"),)), body, *first[2:]) if isinstance(first[0], Called) else first
    later = _calls("name", 3, "two", at=8.0)

    assert _saw("METADATA-4", _history("ibmq-job", (second,), named, later)) == [None]
    assert _saw("METADATA-4", _history("ibmq-job", named, later)) == [
        None,
        "the job was named 'one', but name() returned 'two' after 0 s",
    ]


def test_tags_of_before_are_those_of_the_last_change() -> None:
    """Where no record was told, the answer to the change before says what the job had."""
    one = _calls("update_tags", 1, ["a"], *_put(1, ["a"]), given=(("replacement_tags", ("a",)),))
    two = _calls("update_tags", 2, ["a", "b"], *_put(2, ["a", "b"]), at=8.0, given=(("additional_tags", ("b",)),))
    wrong = _calls("update_tags", 2, ["b"], *_put(2, ["b"]), at=8.0, given=(("additional_tags", ("b",)),))

    assert _saw("TAG-2", _history("ibmq-job", one, two)) == [None, None]
    assert _saw("TAG-2", _history("ibmq-job", one, wrong))[0] == "update_tags() returned ['b'], and not ['a', 'b']"


def _put(number: int, tags: list[str]) -> tuple[Event, Event]:
    asked, answered = _answer(number, "name", {"tags": tags})
    assert isinstance(asked, Asked)
    return replace(asked, content=json.dumps({"tags": tags})), answered


def test_a_stream_tells_of_the_queue_too() -> None:
    """A message that is heard before the call is the last position; one of the same moment has no order."""
    info = {"status": "QUEUED", "infoQueue": {"position": 4}}
    message = json.dumps({"type": "job-status", "data": info})
    over = json.dumps({"type": "job-status", "data": {"status": "RUNNING"}})
    place = _calls("queue_position", 1, 4)

    def told(at: float, *messages: str) -> tuple[Event, ...]:
        return tuple(Told(at, SERVICE, 1, each) for each in messages)

    assert _saw("QUEUE-3", _history("ibmq-job", told(6.0, message, "{", "[]"), place)) == [None]
    assert _saw("QUEUE-1", _history("ibmq-job", told(6.0, message, over), place)) == [
        "queue_position() returned 4 after 0 s, and the service tells of none"
    ]
    assert _saw("QUEUE-1", _history("ibmq-job", told(7.0, message), place)) == []


def test_queues_that_tell_different_things_need_not_be_equal() -> None:
    """Nor is a time judged that nobody told."""
    one, two = (Value("q.QueueInfo", thing=n, like=n, content=json.dumps({"position": n})) for n in (3, 4))
    history = _history("ibmq-job", _calls("queue_info", 1, one), _calls("queue_info", 2, two))
    unknown = _answer(1, "status", {"infoQueue": {"position": 3}})

    assert _saw("QUEUE-8", history) == []
    assert _saw("QUEUE-7", _history("ibmq-job", _calls("queue_info", 1, one, *unknown))) == []
    assert _saw("QUEUE-6", _history("ibmq-job", _calls("queue_info", 1, None, *unknown))) == []


def test_what_has_moved_on_is_not_compared_with_what_was() -> None:
    """A job that takes a step between two questions may well answer otherwise."""
    called, returned = _calls("time_per_step", 1, {"QUEUED": 1}, at=1.0)
    assert isinstance(called, Called)
    first = (replace(called, spoils=True), returned)
    moved = (Moved(2.0, SERVICE, JOB, "RUNNING", JobStatus.RUNNING),)
    second = _calls("time_per_step", 2, {"QUEUED": 1, "RUNNING": 2}, at=3.0)

    assert _saw("METADATA-28", _history("ibmq-job", first, moved, second)) == []
    assert _saw("METADATA-28", _history("ibmq-job", first, second)) == [
        "time_per_step tells what the caller of time_per_step made of it"
    ]


def test_a_history_with_faults_is_read_by_those_who_look_at_them() -> None:
    """A log that is refused is an empty text; a log that is cut is nobody's evidence."""
    refused = _answer(1, "logs", {"error": {}}, said="404")
    asked, answered = _answer(2, "logs", "half")
    assert isinstance(answered, Answered)
    cut = replace(answered, faults=(Fault("truncated-body"),), lasts=None)

    assert _saw("LOG-4", _history("runtime-job", _calls("logs", 1, "", *refused))) == [None]
    assert _saw("LOG-1", _history("runtime-job", _calls("logs", 1, "ha", asked, cut))) == []


def test_a_callback_is_no_call_of_the_user() -> None:
    """Events of other kinds leave judges of what is told alone."""
    history = _history("ibmq-job", (CalledBack(1.0, MAIN, 1, (), ()),))

    assert not any(_saw(name, history) for name in JUDGES if name.startswith(("METADATA", "TAG", "QUEUE", "USAGE", "LOG")))

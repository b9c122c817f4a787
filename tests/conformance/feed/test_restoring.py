"""A history comes back from its document as it was, and one that somebody else wrote says what it does not know."""

from __future__ import annotations

import json
from itertools import islice

import pytest
from tests.conformance.feed.written import NOTHING, call, history, state, works
from tests.conformance.worlds.sample import Sample

from qjobspec import examples
from qjobspec_conformance.core import core
from qjobspec_conformance.deep import drawn
from qjobspec_conformance.deep import examples as everything
from qjobspec_conformance.events import Value
from qjobspec_conformance.face.drawing import picture
from qjobspec_conformance.harnesses import Subject, subject
from qjobspec_conformance.histories import History
from qjobspec_conformance.restoring import history_of
from qjobspec_conformance.stage import drive
from qjobspec_conformance.untold import UntoldError
from qjobspec_conformance.virtual import patched
from qjobspec_conformance.wire import installed
from qjobspec_reference.harness import AerJobHarness

GOOD = examples("history", "good")


def _of_drawn_examples(judged: Subject, count: int) -> list[History]:
    speech = judged.world.speech if judged.world is not None else None
    tried = everything(judged.profile, judged.profile.members, judged.lacks, speech)
    with patched(), installed():
        return [drive(judged, each) for each in drawn(tried, count=count, seed_number=5)]


@pytest.mark.parametrize("harness", [AerJobHarness, Sample])
def test_drawn_histories_come_back_as_they_were(harness: type) -> None:
    """Document and history are inverse to each other, for jobs in the process and at a service."""
    histories = _of_drawn_examples(subject(harness), 30)

    documents = [json.loads(json.dumps(each.as_document())) for each in histories]

    assert [history_of(each) for each in documents] == histories
    assert [history_of(each).as_document() for each in documents] == documents


def test_histories_of_the_core_come_back_as_they_were() -> None:
    """The same for a slice of the exhaustive core."""
    judged = subject(AerJobHarness)
    with patched():
        histories = [
            drive(judged, each) for each in islice(core(judged.profile, judged.profile.members, judged.lacks), 0, None, 90)
        ]

    assert [history_of(json.loads(json.dumps(each.as_document()))) for each in histories] == histories


@pytest.mark.parametrize("name", GOOD)
def test_every_good_example_is_a_history(name: str) -> None:
    """What the specification shows can be read, told again, and read again as the same."""
    document = GOOD[name]

    told = history_of(document, profile_name="jobv1").as_document()

    assert history_of(told).as_document() == told
    assert len(told["events"]) == len(document["events"])


def test_what_nobody_has_told_is_an_error_and_no_answer() -> None:
    """Neither offers, nor the example, nor kinds of events that do not occur are taken for nothing."""
    told = history_of(history(call(1, "submit", 0.0, NOTHING)))

    for ask in (lambda: told.offers, lambda: told.example, lambda: told.thing, lambda: told.work, lambda: told.is_smooth):
        with pytest.raises(UntoldError):
            ask()
    assert told.moves == ()
    assert told.calls("result") == ()
    with pytest.raises(AttributeError):
        told.nonsense  # type: ignore[attr-defined]  # noqa: B018


def test_a_kind_that_is_recorded_and_does_not_occur_did_not_happen() -> None:
    """Whoever says that he writes down every callback has said that there was none."""
    silent = history(call(1, "wait_for_final_state", 0.0, NOTHING))
    told = history_of(silent | {"records": ["called-back"]})

    assert told.callbacks(told.all_calls[0]) == ()
    with pytest.raises(UntoldError, match="called-back events"):
        history_of(silent).callbacks(told.all_calls[0])


def test_guarded_events_cannot_be_looked_through() -> None:
    """What is no part of the log may have happened all the same."""
    told = history_of(history(call(1, "status", 0.0, state("DONE"))))

    guarded = told.guarded()  # type: ignore[attr-defined]

    assert len(guarded.events) == 2
    assert guarded.calls("status")[0].state == "DONE"
    with pytest.raises(UntoldError):
        list(guarded.events)


def test_a_call_without_an_end_is_no_call_that_never_ends() -> None:
    """It is one only if the history says that it hung."""
    waiting = call(1, "result", 0.0)
    hung = {"kind": "hung", "at": 9.0, "thread": "", "verdict": "deadlock", "threads": []}

    with pytest.raises(UntoldError):
        history_of(history(waiting)).all_calls[0].error  # noqa: B018
    assert history_of(history(waiting, [hung])).all_calls[0].end is None


def test_nobody_knows_whether_two_unknown_objects_are_equal() -> None:
    """They differ if what is told of them differs; else nothing is known, and not that they are the same."""
    result = {"type": "Result"}
    told = history_of(
        history(call(1, "result", 0.0, result), call(2, "result", 0.0, result), call(3, "result", 0.0, {"type": "Other"}))
    )
    one, same, other = (each.value for each in told.all_calls)

    assert one != other
    assert one != "Result"
    assert hash(one) == hash(same)
    assert (str(one), repr(one)) == ("Result", "Value(plain=None, state=None, success=None, type='Result', …)")
    with pytest.raises(UntoldError, match="value"):
        assert one == same
    assert one != Value("NoneType")


def test_a_history_of_somebody_else_is_drawn_and_told_again() -> None:
    """Its picture and its document need nothing that was not told."""
    began, ended = works(1.0, 2.0)
    error = {"types": ["JobError", "Exception"], "message": "no"}
    document = history(
        call(1, "submit", 0.0, NOTHING), began, ended, call(2, "status", 3.0, state("DONE")), call(3, "result", 3.0, error)
    )

    told = history_of(document)

    assert "job.status() → DONE" in picture(told)
    assert "raises JobError: no" in picture(told)
    assert history_of(told.as_document()).as_document() == told.as_document()
    assert "example" not in told.as_document()


def test_a_job_that_nobody_submits_was_handed_out_submitted() -> None:
    """Unless the history says what its jobs lack; one at a service always was."""
    asked = call(1, "status", 0.0, state("DONE"))

    assert "submit" in history_of(history(asked)).lacks
    assert "submit" not in history_of(history(call(1, "submit", 0.0, NOTHING))).lacks
    assert history_of(history(asked, lacks=["service"])).lacks == {"service"}
    assert history_of(history(asked, job="job-7")).handed_in == 0.0


def test_a_value_in_a_history_of_ours_may_leave_out_what_nobody_knows() -> None:
    """Whoever shortens one of our documents has not told which object an error is."""
    document = json.loads(json.dumps(GOOD["a-job-that-was-never-submitted"]))
    for event in document["events"]:
        event.pop("thread")
        if "error" in event:
            del event["error"]["thing"]

    (call_, *_) = history_of(document).all_calls

    assert call_.began.thread == "main"
    assert call_.error is not None
    with pytest.raises(UntoldError, match=r"error\.thing"):
        assert call_.error.thing


def test_an_event_of_which_a_part_is_not_told_shows_its_kind() -> None:
    """For whoever looks at it in a debugger."""
    asked = {"kind": "asked", "at": 0.0, "number": 1, "role": "job", "method": "GET", "url": "http://x"}

    assert str(history_of(history([asked], job="job-7")).events[0]) == "asked"


def test_a_move_to_a_known_state_needs_no_state() -> None:
    """The word is one; any other word means nothing unless it is said what."""
    moved = {"kind": "moved", "at": 0.0, "job": "job-7"}
    told = history_of(history([moved | {"says": "QUEUED"}, moved | {"says": "SIMMERING"}], job="job-7"))

    assert [move.state for _, move in told.moves] == ["QUEUED", None]

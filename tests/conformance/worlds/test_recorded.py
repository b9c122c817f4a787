"""Recordings, played word for word: who asks what of them, and from where on they are played."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qjobspec_conformance.events import Answered
from qjobspec_conformance.examples import Example, Origin, Program, Recorded, Step
from qjobspec_conformance.harnesses import Subject, load
from qjobspec_conformance.histories import History
from qjobspec_conformance.recorded import as_recorded, kept_in_records
from qjobspec_conformance.situations import Kit
from qjobspec_conformance.stage import drive

INLINE = "result-inline.yaml"


@pytest.fixture(scope="module")
def reference() -> Subject:
    """The reference's `IBMQJob`, of which one recording holds the result in the record."""
    return load("qjobspec_reference.harness:IBMQJobHarness")


def _kit(subject: Subject) -> Kit:
    assert subject.world is not None
    return Kit(subject.profile, frozenset(subject.profile.members), subject.world.speech, subject.constructs)


def _words(history: History) -> list[str | None]:
    return [event.word for event in history.events if isinstance(event, Answered) and event.word is not None]


def test_a_result_in_the_record_is_asked_for_once_the_record_has_it(reference: Subject) -> None:
    """Its user asks for the status until the end, then for the result, and so again."""
    assert reference.world is not None
    (example,) = (each for each in as_recorded(reference.world, {"status", "result"}) if _plays(each, INLINE))

    history = drive(reference, example)

    assert [step.member for step in example.program.steps] == ["status"] * 6 + ["result", "status", "result"]
    assert (history.missing, [call.error for call in history.calls("result")]) == ((), [None, None])


def test_a_result_in_the_record_is_asked_for_anew_and_by_whoever_has_the_job_from_a_list(reference: Subject) -> None:
    """A list tells kind and state; everything else is asked for, and there."""
    assert reference.world is not None
    examples = list(kept_in_records(reference.world, _kit(reference)))

    anew, *listed = examples

    assert all(_plays(each, INLINE) for each in examples)
    assert [step.member for step in anew.program.steps][-2:] == ["result", "result"]
    assert anew.program.steps[-1].argument("refresh") is True
    assert [each.program.steps[0].member for each in listed] == ["result", "qobj", "circuits", "header", "backend_options"]
    assert {(each.origin, each.given) for each in listed} == {
        (Origin.CONSTRUCTED, (("kind", "q-object"), ("status", "COMPLETED")))
    }
    for each in examples:
        history = drive(reference, each)
        assert [call for call in history.all_calls if call.error is not None] == []
        assert history.missing == ()


def test_what_a_job_does_not_have_is_not_asked_of_its_record(reference: Subject) -> None:
    """Neither a result that can be asked for anew, nor a constructor that can be given a state."""
    assert reference.world is not None
    kit = _kit(reference)

    few = kept_in_records(reference.world, replace(kit, members=frozenset({"header"})))
    none = kept_in_records(reference.world, replace(kit, members=frozenset({"header"}), constructs=None))

    assert [[step.member for step in each.program.steps] for each in few] == [["header"]]
    assert list(none) == []


@pytest.mark.parametrize(("word", "first"), [("COMPLETED", "COMPLETED"), ("RUNNING", "RUNNING"), ("CREATING", "QUEUED")])
def test_a_recording_is_played_from_the_word_on_that_the_constructor_was_given(
    reference: Subject, word: str, first: str
) -> None:
    """A word that was not recorded was from before it all."""
    asks = Step("refresh" if word == "COMPLETED" else "status")
    example = Example(Recorded(INLINE), Program(((asks,),)), origin=Origin.CONSTRUCTED, given=(("status", word),))

    assert _words(drive(reference, example))[0] == first


def _plays(example: Example, name: str) -> bool:
    return isinstance(example.timeline, Recorded) and example.timeline.recording == name

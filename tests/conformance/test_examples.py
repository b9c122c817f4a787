"""Examples: the exhaustive core, the drawn ones, and which of two is the shorter."""

from __future__ import annotations

import json

import pytest

from qjobspec import PROFILES, profile
from qjobspec_conformance.core import INERT, PREDICATES, callable_alone, core
from qjobspec_conformance.deep import drawn, examples
from qjobspec_conformance.examples import Callback, Example, Program, Step, Timeline
from qjobspec_conformance.works import Outcome

AER = profile("aer-job")


def test_the_core_is_the_same_every_time() -> None:
    """Two enumerations give the same examples in the same order."""
    first, second = (list(core(AER, AER.members, frozenset())) for _ in range(2))

    assert first == second


def test_the_core_has_no_example_twice() -> None:
    """Every example of the core is worth its time."""
    found = list(core(AER, AER.members, frozenset()))

    assert len(set(found)) == len(found)


@pytest.mark.parametrize("name", PROFILES)
def test_the_core_uses_every_member_of_the_profile(name: str) -> None:
    """Whatever the profile, each member that can be used without arguments of the user's own is used, on each outcome."""
    chosen = profile(name)

    used = {
        (step.member, example.timeline.outcome)
        for example in core(chosen, chosen.members, frozenset())
        for step in example.program.steps
    }

    assert {member for member, _ in used} >= set(callable_alone(chosen)) - {"submit"}
    assert {outcome for member, outcome in used if member == "status"} == set(Outcome)


def test_the_core_of_a_job_without_submit_never_submits() -> None:
    """A job that is born submitted is not submitted again."""
    found = list(core(AER, AER.members, frozenset({"submit"})))

    assert found
    assert not any(step.member == "submit" for example in found for step in example.program.steps)


def test_the_core_asks_for_what_is_fixed_beside_nothing_else() -> None:
    """A member that tells something fixed is paired with itself only, so the core stays small."""
    for example in core(AER, AER.members, frozenset()):
        asked = [step.member for step in example.program.steps if step.member != "submit"]
        if set(asked) & INERT:
            assert len(set(asked)) == 1

    assert not INERT & PREDICATES


def test_the_same_seed_draws_the_same_examples() -> None:
    """The deep campaign is a function of its seed."""
    every = examples(AER, AER.members, frozenset())

    first, second, other = (drawn(every, count=30, seed_number=number) for number in (7, 7, 8))

    assert first == second != other


def test_drawn_examples_go_beyond_the_core() -> None:
    """Several threads, long programs, raising callbacks and schedules are all drawn."""
    found = drawn(examples(AER, AER.members, frozenset()), count=300, seed_number=0)

    callbacks = [
        value
        for example in found
        for step in example.program.steps
        for _, value in step.arguments
        if isinstance(value, Callback)
    ]
    assert max(len(example.program.lanes) for example in found) == 3
    assert max(len(example.program.steps) for example in found) > 5
    assert any(callback.raises for callback in callbacks)
    assert any(any(example.picks) for example in found)


def test_fewer_threads_and_calls_are_shorter_than_less_waiting() -> None:
    """The size of an example counts what a reader has to follow, in that order."""
    one = Example(Timeline(running=60.0), Program(((Step("status", after=50.0),),)))
    two = Example(Timeline(running=1.0), Program(((Step("status"), Step("status")),)))
    threads = Example(Timeline(running=1.0), Program(((Step("status"),), (Step("status"),))))

    assert sorted([threads, two, one], key=lambda example: example.size) == [one, two, threads]


def test_an_example_is_plain_json() -> None:
    """Callbacks, pauses and other jobs survive as JSON."""
    steps = (Step("job_id", job=1), Step("wait_for_final_state", (("callback", Callback(("status",), "x")),), after=1.0))

    document = Example(Timeline(), Program((steps,)), (1, 2)).as_document()

    assert json.loads(json.dumps(document))["program"] == [
        [
            {"member": "job_id", "arguments": {}, "job": 1},
            {"member": "wait_for_final_state", "arguments": {"callback": {"asks": ["status"], "raises": "x"}}, "after": 1.0},
        ]
    ]
    assert steps[1].argument("callback") == Callback(("status",), "x")
    assert steps[1].argument("wait") is None

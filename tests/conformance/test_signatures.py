"""Every way in which a signature can differ from its profile, and what the judges of what a job offers say of it."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest

from qjobspec import Kind, Member, Parameter, Passing, Profile, profile
from qjobspec_conformance.examples import Example, Program, Step, Timeline
from qjobspec_conformance.findings import Finding, Judge
from qjobspec_conformance.harnesses import subject
from qjobspec_conformance.histories import History
from qjobspec_conformance.judges import members as judges
from qjobspec_conformance.offers import Offer, class_offer
from qjobspec_conformance.signatures import Comparison, compared, written
from qjobspec_conformance.stage import drive

from . import jobs

REST, NAMED = Parameter("args", passing=Passing.REST), Parameter("kwargs", passing=Passing.NAMED)
RESULT = Member("result", (Parameter("timeout", None), Parameter("wait", 5)))


def _offered(method: Callable[..., None]) -> Offer:
    offer = class_offer(type("Job", (), {"result": method}), "result")
    assert offer is not None
    return offer


def _wrapped(function: Callable[..., None]) -> Callable[..., None]:
    @functools.wraps(function)
    def call(*arguments: Any, **named: Any) -> None: ...

    return call


BY_POSITION = ("timeout is taken by position alone", "wait is taken by position alone")

#: What a method `result` may look like instead of `result(timeout=None, wait=5)`, and what is said of it.
SIGNATURES: Mapping[str, tuple[Callable[..., None], tuple[str, ...], tuple[str, ...]]] = {
    "the same": (lambda self, timeout=None, wait=5: None, (), ()),
    "the same number": (lambda self, timeout=None, wait=5.0: None, (), ()),
    "decorated": (_wrapped(lambda self, timeout=None, wait=5: None), (), ()),
    "missing": (lambda self, timeout=None: None, ("there is no parameter wait=5",), ()),
    "renamed": (lambda self, seconds=None, wait=5: None, ("timeout is called seconds",), ()),
    "renamed to another's name": (
        lambda self, wait=None: None,
        ("there is no parameter timeout=None", "wait has the default None, not 5"),
        (),
    ),
    "replaced": (
        lambda self, circuits=(), wait=5: None,
        ("there is no parameter timeout=None",),
        ("circuits=() is a further parameter",),
    ),
    "another order": (
        lambda self, wait=5, timeout=None: None,
        ("the parameters by position are wait, timeout, not timeout, wait",),
        (),
    ),
    "one before": (
        lambda self, decoder=None, timeout=None, wait=5: None,
        ("the parameters by position are decoder, timeout, not timeout, wait",),
        ("decoder=None is a further parameter",),
    ),
    "another default": (lambda self, timeout=None, wait=4: None, ("wait has the default 4, not 5",), ()),
    "no default": (lambda self, timeout, wait=5: None, ("timeout has no default, where the profile has None",), ()),
    "one more to be given": (
        lambda self, timeout=None, wait=5, *, decoder: None,
        ("decoder is a further parameter without a default",),
        (),
    ),
    "by name alone": (lambda self, timeout=None, *, wait=5: None, ("wait is taken by name alone",), ()),
    "by position alone": (lambda self, timeout=None, wait=5, /: None, BY_POSITION, ()),
    "somewhere by name": (
        lambda self, timeout=None, **rest: None,
        ("wait is taken by name alone",),
        ("**rest takes what is left",),
    ),
    "somewhere by position": (
        lambda self, *rest: None,
        BY_POSITION,
        ("*rest takes what is left",),
    ),
    "more": (
        lambda self, timeout=None, wait=5, decoder=None, *rest, partial=False, **named: None,
        (),
        (
            "decoder=None is a further parameter",
            "partial=False is a further parameter",
            "*rest takes what is left",
            "**named takes what is left",
        ),
    ),
}


@pytest.mark.parametrize("name", SIGNATURES)
def test_a_signature_is_told_by_each_thing_that_differs(name: str) -> None:
    """A misfit is what breaks a call of the profile, an addition what breaks none."""
    method, misfits, additions = SIGNATURES[name]

    found = compared(RESULT, _offered(method))

    assert found == Comparison(misfits, additions)


@pytest.mark.parametrize(
    ("parameters", "misfits"),
    [
        ((("args", None), ("*rest", None), ("**more", None)), ()),
        ((("args", None), ("*rest", None)), ("there is no **kwargs for further named arguments",)),
        ((("args", None), ("**more", None)), ("there is no *args for further positional arguments",)),
    ],
)
def test_what_is_left_has_to_be_taken_by_any_name(
    parameters: tuple[tuple[str, str | None], ...], misfits: tuple[str, ...]
) -> None:
    """A caller never sees what `*args` is called, and a parameter of that name is another one."""
    member = Member("submit", (Parameter("args"), REST, NAMED))

    assert compared(member, Offer("method", parameters)).misfits == misfits


def test_a_member_is_written_as_its_class_writes_it() -> None:
    """An ellipsis stands for parameters that nobody can read."""
    assert written("result", Offer("method", (("timeout", "None"), ("*, wait", "5")))) == "result(timeout=None, *, wait=5)"
    assert (written("result", Offer("method")), written("tags", Offer("attribute"))) == ("result(…)", "tags")


#: A profile with a member of each kind that is judged.
SMALL = replace(
    profile("jobv1"),
    members={
        "result": RESULT,
        "submit": Member("submit"),
        "ERROR": Member("ERROR", kind=Kind.CONSTANT, value="ERROR"),
        "any_word": Member("any_word", kind=Kind.CONSTANT),
    },
    constructor=Member("Job", (Parameter("backend"), Parameter("job_id"), REST)),
)

VALUE, OTHER_VALUE, NO_VALUE = (Offer("attribute", value=text) for text in ("'ERROR'", "'FAILED'", None))


def _history() -> History:
    return drive(subject(jobs.Good), Example(Timeline(), Program(((Step("submit"),),))))


def _judged(judge: Judge, offers: Mapping[str, Offer], judged_by: Profile = SMALL) -> list[Finding]:
    return list(judge(replace(_history(), offers=offers, profile=judged_by, lacks=frozenset())))


@pytest.mark.parametrize(
    ("judge", "offers", "saw"),
    [
        (judges.every_member_is_of_its_kind, {"submit": Offer("method")}, [None]),
        (
            judges.every_member_is_of_its_kind,
            {"submit": Offer("attribute")},
            ["submit() is a member of the kind 'attribute'"],
        ),
        (judges.every_member_is_of_its_kind, {"submit": Offer("unknown")}, []),
        (judges.every_method_takes_its_parameters, {"submit": Offer("method", ())}, [None]),
        (
            judges.every_method_takes_its_parameters,
            {"submit": Offer("method", (("circuits", None),))},
            ["submit() is really submit(circuits)"],
        ),
        (judges.every_method_takes_its_parameters, {"submit": Offer("method")}, []),
        (judges.every_method_takes_its_parameters, {"submit": Offer("attribute")}, []),
        (judges.every_method_takes_its_parameters, {"result": Offer("method", (("*a", None), ("**k", None)))}, []),
        (judges.every_constant_has_its_value, {"ERROR": VALUE}, [None]),
        (judges.every_constant_has_its_value, {"ERROR": OTHER_VALUE}, ["ERROR is 'FAILED', not 'ERROR'"]),
        (judges.every_constant_has_its_value, {"ERROR": NO_VALUE, "any_word": VALUE}, []),
        (
            judges.the_constructor_takes_its_arguments,
            {"__init__": Offer("method", (("backend", None), ("job_id", None), ("*rest", None)))},
            [None],
        ),
        (
            judges.the_constructor_takes_its_arguments,
            {"__init__": Offer("method", ())},
            ["Job(backend, job_id, *args) is really Job()"],
        ),
        (judges.the_constructor_takes_its_arguments, {}, []),
    ],
)
def test_a_judge_rules_on_what_is_seen(judge: Judge, offers: Mapping[str, Offer], saw: list[str | None]) -> None:
    """Kept, broken, or not exercised where nobody can tell."""
    assert [finding.saw for finding in _judged(judge, offers)] == saw


def test_a_member_is_missed_only_where_nothing_has_its_name() -> None:
    """MEMBER-1 leaves a member of another kind to MEMBER-3."""
    kept = {name: Offer("attribute") for name in SMALL.members}

    assert {finding.saw for finding in _judged(judges.every_member_is_offered, kept)} == {None}
    assert "there is no submit()" in {finding.saw for finding in _judged(judges.every_member_is_offered, {})}


def test_a_member_of_a_capability_that_is_lacking_is_not_asked_for() -> None:
    """What the harness says that its jobs lack is not missed."""
    lacks = replace(_history(), profile=SMALL, offers={}, lacks=frozenset({"submit"}))

    assert "there is no submit()" not in {finding.saw for finding in judges.every_member_is_offered(lacks)}


def test_a_constructor_is_judged_where_a_document_gives_one() -> None:
    """A history of a profile without a constructor exercises nothing, whatever its offers."""
    offers = {"__init__": Offer("method", ())}

    assert _judged(judges.the_constructor_takes_its_arguments, offers, profile("jobv1")) == []

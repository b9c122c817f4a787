"""Every way in which a class can differ from its profile, once right and once wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from tests.miniatures import MINIATURES
from tests.miniatures.sinless import SINLESS

from qjobspec import PROFILES, Capability, Kind, Member, Parameter, Passing, Profile, profile, requirements_of
from qjobspec_conformance.differences import BREAKS, VALUES, Difference, Sort, differences
from qjobspec_conformance.signatures import has_value
from qjobspec_conformance.surfaces import surface
from qjobspec_reference import AerJob

AER = profile("aer-job")

#: A profile small enough to be kept by a class of a few lines.
SMALL = replace(
    profile("jobv1"),
    members={
        "result": Member("result", (Parameter("timeout", None), Parameter("wait", 5))),
        "submit": Member("submit"),
        "tags": Member("tags", kind=Kind.PROPERTY),
        "ERROR": Member("ERROR", kind=Kind.CONSTANT, value="ERROR"),
        "any_word": Member("any_word", kind=Kind.CONSTANT),
    },
    constructor=Member("Job", (Parameter("backend"), Parameter("job_id"), Parameter("args", passing=Passing.REST))),
    optional=frozenset({Capability.SUBMIT}),
)


class Keeps:
    """It has all of `SMALL`."""

    ERROR = "ERROR"
    any_word = object()

    def __init__(self, backend: object, job_id: str, *more: object) -> None:
        self.tags: list[str] = []

    def result(self, timeout: float | None = None, wait: float = 5) -> None: ...

    def submit(self) -> None: ...


def _found(job_class: type, judged_by: Profile = SMALL) -> list[tuple[Sort, str, str]]:
    return [(each.sort, each.member, each.says) for each in differences(judged_by, surface(job_class, judged_by))]


def _spoilt(**changes: Any) -> type:
    """The class that keeps all, but for what is changed; `None` takes a member away."""
    body = {**vars(Keeps), **changes}
    spoilt = type("Spoilt", (), {name: value for name, value in body.items() if value is not None})
    spoilt.__qualname__ = Keeps.__qualname__  # so that its source is found
    return spoilt


def test_a_class_that_keeps_its_profile_has_no_difference() -> None:
    """Names, kinds, parameters, values and constructor are those of the profile."""
    assert _found(Keeps) == _found(_spoilt()) == []


def test_a_member_that_is_not_there_is_missing() -> None:
    """What is called is not there; what is read is not seen, for a class does not show all that its objects have."""

    class Without:
        def __init__(self, backend: object, job_id: str, *more: object) -> None: ...

        submit = Keeps.submit

    assert _found(Without) == [
        (Sort.MISSING, "result", "there is no result(timeout=None, wait=5)"),
        (Sort.MISSING, "tags", "tags is not seen on the class"),
        (Sort.MISSING, "ERROR", "ERROR is not seen on the class"),
        (Sort.MISSING, "any_word", "any_word is not seen on the class"),
    ]


def test_a_capability_that_may_be_lacking_is_not_missed() -> None:
    """Where a harness could say that jobs lack it, its members break nothing; where it could not, they do."""
    without = _spoilt(submit=None)
    strict = replace(SMALL, optional=frozenset[str]())

    (lacked,) = differences(SMALL, surface(without, SMALL))
    (missed,) = differences(strict, surface(without, strict))

    assert lacked == Difference(Sort.MISSING, "submit", "there is no submit()", lacks=Capability.SUBMIT)
    assert missed == replace(lacked, lacks=None)
    assert lacked.requirement == missed.requirement == "MEMBER-1"


def test_a_near_name_is_meant() -> None:
    """A member of nearly the same name is told instead of being counted as an addition; a far one is an addition."""

    def misspelt(self: object, timeout: None = None, wait: int = 5) -> None: ...

    assert _found(_spoilt(result=None, Results=misspelt)) == [(Sort.MISNAMED, "result", "did you mean Results?")]
    assert _found(_spoilt(result=None, outcome=misspelt)) == [
        (Sort.MISSING, "result", "there is no result(timeout=None, wait=5)"),
        (Sort.ADDITION, "outcome", "outcome(timeout=None, wait=5) is a further member"),
    ]


def test_a_member_of_the_wrong_kind_is_told_once() -> None:
    """A method that is read, and an attribute that is called; their parameters and values are not judged besides."""
    assert _found(_spoilt(result=property(lambda self: 1 / 0), ERROR=lambda self: "ERROR")) == [
        (Sort.KIND, "result", "result(timeout=None, wait=5) is a member of the kind 'attribute'"),
        (Sort.KIND, "ERROR", "ERROR is a member of the kind 'method'"),
    ]


def test_a_constant_of_another_value_is_told_and_one_that_is_computed_is_unknown() -> None:
    """Only a plain value is compared; whatever the document gives no value for may be anything."""
    assert _found(_spoilt(ERROR="FAILED", any_word=3)) == [(Sort.VALUE, "ERROR", "ERROR is 'FAILED', not 'ERROR'")]
    assert _found(_spoilt(ERROR=property(lambda self: 1 / 0))) == [
        (Sort.UNKNOWN, "ERROR", "the value of ERROR is not plain to see on the class")
    ]


def test_what_cannot_be_seen_is_unknown_and_not_wrong() -> None:
    """Hidden parameters, signatures in C, members that only an object has, and classes that answer for any name."""

    def hides(*args: object, **kwargs: object) -> None: ...

    class OnlyAssigns(Keeps):
        submit: Callable[[], None]

        def __init__(self, backend: object, job_id: str, *more: object) -> None:
            self.submit = lambda: None

    class Answers:
        def __getattr__(self, name: str) -> object:
            raise AttributeError(name)

        __init__ = hides

    assert _found(_spoilt(result=hides)) == [
        (Sort.UNKNOWN, "result", "timeout is hidden in *args, **kwargs"),
        (Sort.UNKNOWN, "result", "wait is hidden in *args, **kwargs"),
        (Sort.ADDITION, "result", "*args takes what is left"),
        (Sort.ADDITION, "result", "**kwargs takes what is left"),
    ]
    assert _found(_spoilt(result=min)) == [(Sort.UNKNOWN, "result", "its parameters cannot be read")]
    assert _found(_spoilt(result=_Gives())) == [
        (Sort.UNKNOWN, "result", "whether result(timeout=None, wait=5) is called cannot be told without running it")
    ]
    assert {(sort, says) for sort, _, says in _found(OnlyAssigns)} == set()
    assert {sort for sort, *_ in _found(Answers)} == {Sort.UNKNOWN, Sort.ADDITION}


class _Gives:
    def __get__(self, job: object, owner: type) -> object:
        raise AssertionError


def test_an_attribute_may_hide_where_no_source_can_be_read() -> None:
    """A class that was not written in a file is not blamed for attributes that nobody can look for."""
    made = type("Made", (), {"result": Keeps.result, "submit": Keeps.submit, "__init__": Keeps.__init__})

    found = _found(made)

    assert [(sort, member) for sort, member, _ in found] == [(Sort.UNKNOWN, name) for name in ("tags", "ERROR", "any_word")]
    assert found[0][2] == "tags is not seen on the class, but the source of Made is not there to be read"


def test_a_constructor_differs_as_a_method_does_and_is_named_after_its_class() -> None:
    """Its sentences are those of a signature; a profile without a constructor asks for nothing."""

    class Other(Keeps):
        def __init__(self, backend: object = None, *, client: object) -> None: ...

    assert _found(Other) == [
        (Sort.CONSTRUCTOR, "Job", "there is no parameter job_id"),
        (Sort.CONSTRUCTOR, "Job", "client is a further parameter without a default"),
        (Sort.CONSTRUCTOR, "Job", "there is no *args for further positional arguments"),
        (Sort.ADDITION, "Job", "backend may be left out, and is None then"),
    ]
    assert _found(Other, replace(SMALL, constructor=None)) == []


@pytest.mark.parametrize("name", PROFILES)
def test_every_difference_breaks_a_requirement_of_its_profile(name: str) -> None:
    """What a class is told that it breaks is asked of it: a profile with constants or a constructor asks for them."""
    mine = PROFILES[name]
    sorts = {Sort.MISSING, Sort.MISNAMED, Sort.KIND, Sort.SIGNATURE} | ({Sort.CONSTRUCTOR} if mine.constructor else set())
    constants = [member.name for member in mine.members.values() if has_value(member)]

    named = {BREAKS[sort] for sort in sorts} | {VALUES.get(constant, BREAKS[Sort.VALUE]) for constant in constants}

    assert named <= {each.id for each in requirements_of(mine)}


def test_a_value_breaks_the_requirement_that_speaks_of_it() -> None:
    """`version` has a requirement of its own, and an addition breaks none."""
    said = [
        Difference(sort, name, "") for sort, name in ((Sort.VALUE, "version"), (Sort.VALUE, "ERROR"), (Sort.ADDITION, "x"))
    ]

    assert [each.requirement for each in said] == ["IDENTITY-5", "MEMBER-4", None]


#: The miniatures whose sin shows on the class.
SINNERS = [(name, job) for name, each in MINIATURES.items() if name.startswith(("MEMBER", "CONSTRUCTOR")) for job in each]


@pytest.mark.parametrize(("requirement", "job"), SINNERS, ids=lambda each: getattr(each, "__name__", str(each)))
def test_a_miniature_shows_its_sin_on_its_class(requirement: str, job: type[AerJob]) -> None:
    """Its class alone breaks the requirement that its jobs break, and no other."""
    broken = {each.requirement for each in differences(AER, surface(job, AER))}

    assert broken - {None} == {requirement}


@pytest.mark.parametrize("job", SINLESS, ids=lambda job: job.__name__)
def test_the_sinless_show_none(job: type[AerJob]) -> None:
    """Neither the reference nor what the miniatures are made from differs by more than additions."""
    assert {each.sort for each in differences(AER, surface(job, AER))} <= {Sort.ADDITION}


def test_every_sin_that_shows_has_a_miniature() -> None:
    """The table of sinners has one for each requirement that a class can break before its eyes."""
    assert {requirement for requirement, _ in SINNERS} == {"MEMBER-1", "MEMBER-2", "MEMBER-3", "CONSTRUCTOR-1"}

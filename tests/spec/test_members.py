"""Members and parameters, as a reader sees them."""

from __future__ import annotations

import pytest

from qjobspec import PROFILES, REQUIRED, Kind, Member, Parameter

MEMBERS = [
    pytest.param(name, member, id=f"{profile.name}.{name}")
    for profile in PROFILES.values()
    for name, member in profile.members.items()
]


@pytest.mark.parametrize(
    ("parameter", "text"),
    [
        (Parameter("timeout", None), "timeout=None"),
        (Parameter("wait", 5), "wait=5"),
        (Parameter("mode", "fast"), "mode='fast'"),
        (Parameter("name"), "name"),
    ],
)
def test_a_parameter_is_shown_as_python_writes_it(parameter: Parameter, text: str) -> None:
    """A parameter shows its default, and one without a default only its name."""
    assert str(parameter) == text


@pytest.mark.parametrize(
    ("member", "text"),
    [
        (Member("status"), "status()"),
        (Member("result", parameters=(Parameter("timeout", None),)), "result(timeout=None)"),
        (Member("update", parameters=(Parameter("name"), Parameter("tags", ()))), "update(name, tags=())"),
        (Member("version", kind=Kind.ATTRIBUTE), "version"),
    ],
)
def test_a_member_is_shown_as_it_is_used(member: Member, text: str) -> None:
    """A method shows its parameters in parentheses, an attribute has none."""
    assert str(member) == text


def test_no_default_is_not_the_default_none() -> None:
    """A parameter without a default says so, and differs from one whose default is `None`."""
    assert Parameter("timeout").default is REQUIRED
    assert repr(REQUIRED) == "REQUIRED"
    assert Parameter("timeout") != Parameter("timeout", None)


@pytest.mark.parametrize(("name", "member"), MEMBERS)
def test_a_member_is_filed_under_its_name(name: str, member: Member) -> None:
    """The table of a profile names every member as the member names itself."""
    assert member.name == name
    assert name.isidentifier()


@pytest.mark.parametrize(("name", "member"), MEMBERS)
def test_a_member_says_what_it_returns(name: str, member: Member) -> None:
    """No member leaves open what it returns, and no attribute has parameters."""
    assert member.returns, name
    assert member.kind is Kind.METHOD or not member.parameters


@pytest.mark.parametrize(("name", "member"), MEMBERS)
def test_parameters_without_defaults_come_first(name: str, member: Member) -> None:
    """The parameters of every member can be written down as Python."""
    have_defaults = [parameter.default is not REQUIRED for parameter in member.parameters]

    assert have_defaults == sorted(have_defaults), name

"""Profiles against each other, and against the protocols that say the same in types."""

from __future__ import annotations

import ast
import inspect
import textwrap

import pytest

import qjobspec
from qjobspec import PROFILES, REQUIRED, ErrorRole, Kind, Member, Profile, profile

EVERY = pytest.mark.parametrize("each", PROFILES.values(), ids=lambda each: each.name)
PROTOCOLS = {"job": qjobspec.Job, "jobv1": qjobspec.JobV1, "aer-job": qjobspec.AerJob}
MEMBERS = [
    pytest.param(PROTOCOLS[each.name], member, id=f"{each.name}.{member.name}")
    for each in PROFILES.values()
    for member in each.members.values()
]


@EVERY
def test_a_profile_is_found_by_its_name(each: Profile) -> None:
    """`profile()` gives the very profile of that name."""
    assert profile(each.name) is each


def test_an_unknown_name_is_told_the_names_there_are() -> None:
    """`KeyError` quotes the name that was asked for and lists every name there is."""
    with pytest.raises(KeyError) as raised:
        profile("aerjob")

    assert "'aerjob'" in raised.value.args[0]
    assert all(name in raised.value.args[0] for name in PROFILES)


def test_the_lineage_goes_from_the_nearest_to_the_root() -> None:
    """The lineage of a profile begins with itself and ends with the root."""
    assert profile("aer-job").lineage == ("aer-job", "jobv1", "job")
    assert profile("job").lineage == ("job",)


@EVERY
def test_what_a_profile_extends_stands_before_it(each: Profile) -> None:
    """Every profile but the first extends one that stands earlier in the table."""
    names = list(PROFILES)

    earlier = names[: names.index(each.name)]

    assert each.extends in earlier if earlier else each.extends is None


@EVERY
def test_a_profile_has_every_member_of_what_it_extends(each: Profile) -> None:
    """A member is inherited with its kind and parameters; only what it returns may be said more closely."""
    inherited = profile(each.extends).members if each.extends else {}

    mine = {name: (each.members[name].kind, each.members[name].parameters) for name in inherited}

    assert mine == {name: (member.kind, member.parameters) for name, member in inherited.items()}


@EVERY
def test_every_role_of_an_error_that_can_occur_is_filled(each: Profile) -> None:
    """Some class fills every role, but for waiting where there is no member that waits."""
    needed = set(ErrorRole) if "wait_for_final_state" in each.members else set(ErrorRole) - {ErrorRole.WAIT_TIMEOUT}

    assert set(each.errors) == needed
    assert all(each.errors.values())


@EVERY
def test_what_is_optional_is_a_member(each: Profile) -> None:
    """A job can only lack what its profile has, and it cannot be late by less than nothing."""
    assert each.optional <= set(each.members)
    assert min(each.bounds.result_lag, each.bounds.result_overrun) >= 0
    assert each.title


def test_every_profile_has_a_protocol() -> None:
    """The profiles and the protocols are the same in number and in name."""
    assert list(PROTOCOLS) == list(PROFILES)


@EVERY
def test_the_protocol_has_the_members_of_the_profile(each: Profile) -> None:
    """No name exists in only one of the two."""
    protocol = PROTOCOLS[each.name]

    offered = {name for one in _protocols(protocol) for name in (*vars(one), *vars(one).get("__annotations__", ()))}

    assert {name for name in offered if not name.startswith("_")} == set(each.members)


@pytest.mark.parametrize(("protocol", "member"), MEMBERS)
def test_the_protocol_has_the_parameters_of_the_profile(protocol: type, member: Member) -> None:
    """Names, order and defaults agree; an attribute of the profile is no method of the protocol."""
    found = inspect.getattr_static(protocol, member.name, None)

    assert callable(found) is (member.kind is Kind.METHOD)
    assert _parameters(found) == [(each.name, each.default) for each in member.parameters]


@pytest.mark.parametrize(("protocol", "member"), MEMBERS)
def test_the_protocol_speaks_to_its_implementer(protocol: type, member: Member) -> None:
    """Every member of a protocol has a docstring, an attribute one below it."""
    docstrings = {name: text for one in reversed(_protocols(protocol)) for name, text in _docstrings(one).items()}

    assert docstrings[member.name].endswith((".", ")."))


def _protocols(protocol: type) -> list[type]:
    return [one for one in protocol.__mro__ if one.__module__.startswith("qjobspec.")]


def _parameters(found: object) -> list[tuple[str, object]]:
    if not callable(found):
        return []
    parameters = list(inspect.signature(found).parameters.values())[1:]
    assert all(each.kind is inspect.Parameter.POSITIONAL_OR_KEYWORD for each in parameters)
    return [(each.name, REQUIRED if each.default is inspect.Parameter.empty else each.default) for each in parameters]


def _docstrings(protocol: type) -> dict[str, str]:
    (definition,) = ast.parse(textwrap.dedent(inspect.getsource(protocol))).body
    assert isinstance(definition, ast.ClassDef)
    found = {each.name: ast.get_docstring(each) or "" for each in definition.body if isinstance(each, ast.FunctionDef)}
    for each, following in zip(definition.body, definition.body[1:], strict=False):
        if isinstance(each, ast.AnnAssign) and isinstance(each.target, ast.Name) and isinstance(following, ast.Expr):
            found[each.target.id] = ast.literal_eval(following.value)
    return found

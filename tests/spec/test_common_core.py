"""The common core, recomputed from the five documents in the plainest way there is, and compared."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from qjobspec import DOCUMENTED, PROFILES, ErrorRole, Kind, Parameter, Profile, profile


def test_the_members_of_the_core_are_the_names_that_all_documents_have() -> None:
    """No name is in all five documents and missing from the core, and none is there that one document lacks."""
    shared = [name for name in _names() if sum(name in each.members for each in DOCUMENTED) == len(DOCUMENTED)]

    assert shared == list(profile("job").members) == ["status", "result", "cancel"]


@pytest.mark.parametrize("name", profile("job").members)
def test_the_parameters_of_the_core_are_those_that_all_documents_take(name: str) -> None:
    """A parameter is in the core if a user can pass it by this name, or leave it out to the same effect, to all five."""
    wanted = [
        parameter
        for parameter in DOCUMENTED[0].members[name].parameters
        if all(_as_used(parameter) in map(_as_used, each.members[name].parameters) for each in DOCUMENTED)
    ]

    assert list(map(_as_used, profile("job").members[name].parameters)) == list(map(_as_used, wanted))


@pytest.mark.parametrize("name", profile("job").members)
def test_the_core_promises_what_each_document_allows(name: str) -> None:
    """What a core member may return or raise is what one of the five may, and all of it."""
    core, members = profile("job").members[name], [each.members[name] for each in DOCUMENTED]

    assert set(core.returns.split(" | ")) == {part for member in members for part in member.returns.split(" | ")}
    assert set(core.raises) == {role for member in members for role in member.raises}
    assert {core.kind} == {member.kind for member in members} == {Kind.METHOD}


@pytest.mark.parametrize(("bound", "loosest"), [("result_lag", max), ("result_overrun", max), ("poll_interval", min)])
def test_the_bounds_of_the_core_are_the_loosest_of_all(bound: str, loosest: Callable[[list[float]], float]) -> None:
    """A job that keeps the bounds of its document keeps those of the core, and no looser ones are allowed."""
    assert getattr(profile("job").bounds, bound) == loosest([getattr(each.bounds, bound) for each in DOCUMENTED])


def test_the_core_knows_the_timeouts_of_all_and_no_other_class() -> None:
    """A user of any job can catch a timeout by name; which class tells of a failure depends on the job."""
    errors = profile("job").errors
    timeouts = {name for each in DOCUMENTED for name in each.errors[ErrorRole.TIMEOUT]}

    assert set(errors[ErrorRole.TIMEOUT]) == timeouts
    assert {classes for role, classes in errors.items() if role is not ErrorRole.TIMEOUT} == {("Exception",)}


@pytest.mark.parametrize("each", PROFILES.values(), ids=lambda each: each.name)
def test_the_core_allows_every_move_of_every_profile(each: Profile) -> None:
    """What is a legal life of a job by its own document is one to an observer who knows the core alone."""
    core = profile("job").machine

    assert each.machine.initial is core.initial
    assert all(each.machine.moves[state] <= core.moves[state] for state in each.machine.states)


def _names() -> list[str]:
    return list(dict.fromkeys(name for each in DOCUMENTED for name in each.members))


def _as_used(parameter: Parameter) -> tuple[str, str]:
    return parameter.name, str(parameter)

"""What several kinds of job have in common, computed from their tables.

This file does not know which kinds of job there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from .._errors import ErrorRole
from .._members import Member, Parameter
from .._states import JobStatus, StateMachine
from ._profile import Bounds, Profile


def common_members(profiles: Sequence[Profile]) -> Mapping[str, Member]:
    """The members that all have and reach alike, each with the parameters that all take by the same name and default."""
    first, *others = (each.members for each in profiles)
    return MappingProxyType(
        {
            name: _common_member([first[name], *(members[name] for members in others)])
            for name in first
            if all(name in members and members[name].kind.is_called is first[name].kind.is_called for members in others)
        }
    )


def common_errors(profiles: Sequence[Profile], members: Iterable[Member]) -> Mapping[ErrorRole, tuple[str, ...]]:
    """For each role in which one of `members` raises, every class that fills it in one of the profiles."""
    raised = {role for member in members for role in member.raises}
    return MappingProxyType(
        {
            role: _distinct(name for each in profiles for name in each.errors.get(role, ()))
            for role in ErrorRole
            if role in raised
        }
    )


def common_machine(profiles: Sequence[Profile]) -> StateMachine:
    """The machine that an observer of any of them needs: every state and every move that one of them has."""
    machines = [each.machine for each in profiles]
    known = [state for state in JobStatus if any(state in machine.moves for machine in machines)]
    moves = {state: frozenset[JobStatus]().union(*(machine.moves.get(state, ()) for machine in machines)) for state in known}
    return StateMachine(initial=machines[0].initial, moves=moves)


def common_bounds(profiles: Sequence[Profile]) -> Bounds:
    """The bounds that all of them keep."""
    return Bounds(
        result_lag=max(each.bounds.result_lag for each in profiles),
        result_overrun=max(each.bounds.result_overrun for each in profiles),
        poll_interval=min(each.bounds.poll_interval for each in profiles),
    )


def _common_member(members: Sequence[Member]) -> Member:
    first, *others = members
    return Member(
        name=first.name,
        parameters=tuple(each for each in first.parameters if all(_takes(other, each) for other in others)),
        returns=" | ".join(_distinct(part for member in members for part in member.returns.split(" | "))),
        kind=first.kind,
        raises=tuple(role for role in ErrorRole if any(role in member.raises for member in members)),
    )


def _takes(member: Member, wanted: Parameter) -> bool:
    return any(each.name == wanted.name and each.default == wanted.default for each in member.parameters)


def _distinct(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
